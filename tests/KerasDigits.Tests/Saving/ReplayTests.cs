using System.Globalization;
using System.Text.Json;
using KerasDigits.Core;
using KerasDigits.Models;
using KerasDigits.Optimizers;
using KerasDigits.Saving;
using KerasDigits.Training;
using KerasDigits.Training.Small;
using NumSharp;
using static KerasDigits.keras;

namespace KerasDigits.Tests.Saving;

/// <summary>
/// Trainings of real Keras, replayed from NAME_start.h5 in the order of the data: history, rates, evaluation, predictions, and weights and
/// optimizer slots of NAME_end.h5.
/// </summary>
public sealed class ReplayTests
{
    private static readonly Golden s_pack = Golden.Pack("training");

    public static IEnumerable<object[]> Names() => s_pack.Cases.Select(c => new object[] { c.GetProperty("name").GetString()! });

    /// <summary>The pack's images; the tests' own small pack leaves out the flat ones, which are the same values.</summary>
    private static NDArray Images(string data, string part)
    {
        if (data == "flat" && !s_pack.Has($"flat/{part}/x"))
        {
            NDArray images = s_pack.Array($"image/{part}/x");
            return images.reshape([(int)images.shape[0], -1]);
        }
        return s_pack.Array($"{data}/{part}/x");
    }

    private static NDArray Labels(string data, string part, string labels) =>
        s_pack.Array($"{(s_pack.Has($"{data}/{part}/{labels}") ? data : "image")}/{part}/{labels}");

    [SkippableTheory]
    [MemberData(nameof(Names))]
    public void TrainingGoesAsInKeras(string name) => Replay(name);

    [SkippableTheory]
    [MemberData(nameof(Names))]
    public void TrainingGoesAsInKerasLayerByLayer(string name)
    {
        SmallStep.IsOff = true;
        try { Replay(name); }
        finally { SmallStep.IsOff = false; }
    }

    private static void Replay(string name)
    {
        Golden golden = s_pack;
        JsonElement c = golden.Cases.First(k => k.GetProperty("name").GetString() == name);
        string folder = Golden.Folder;
        Model model = models.load_model(Path.Combine(folder, c.GetProperty("start").GetString()!)),
            end = models.load_model(Path.Combine(folder, c.GetProperty("end").GetString()!));
        string data = c.GetProperty("data").GetString()!, labels = c.GetProperty("labels").GetString()!;
        JsonElement fit = c.GetProperty("fit");
        int? Number(string key) => fit.TryGetProperty(key, out JsonElement n) ? n.GetInt32() : null;
        Dictionary<int, double>? classWeight = fit.TryGetProperty("class_weight", out JsonElement w)
            ? w.EnumerateObject().ToDictionary(p => int.Parse(p.Name, CultureInfo.InvariantCulture), p => p.Value.GetDouble()) : null;
        NDArray valX = Images(data, "val"), valY = Labels(data, "val", labels);
        var rates = new List<double>();
        CallbackHooks[] watchers = [callbacks.LambdaCallback(on_epoch_begin: (_, _) => rates.Add(model.optimizer.learning_rate.Value)),
            .. Callbacks(c)];
        ModelDataOrNull weights = new(golden.Array(fit, "sample_weight"));
        History history = model.fit(Images(data, "train"), Labels(data, "train", labels), epochs: c.GetProperty("epochs").GetInt32(),
            batch_size: c.GetProperty("batch_size").GetInt32(), shuffle: false, verbose: 0, validation_data: (valX, valY),
            class_weight: classWeight, sample_weight: weights.Value, callbacks: watchers, steps_per_epoch: Number("steps_per_epoch"),
            validation_steps: Number("validation_steps"));
        var differences = new List<string?>();
        foreach (JsonProperty log in c.GetProperty("history").EnumerateObject())
        {
            double[] expected = [.. log.Value.EnumerateArray().Select(v => v.GetDouble())];
            double[] actual = [.. history.history[log.Name]];
            for (int i = 0; i < expected.Length; i++)
            {
                double tolerance = (i == 0 ? 1e-4 : 1e-3) * Math.Max(Math.Abs(expected[i]), 1e-3);
                differences.Add(Math.Abs(expected[i] - actual[i]) <= tolerance
                    ? null
                    : string.Create(CultureInfo.InvariantCulture, $"{log.Name} of epoch {i}: {actual[i]} instead of {expected[i]}"));
            }
        }
        Assert.Equal(c.GetProperty("epochs_run").GetInt32(), history.epoch.Count);
        Assert.Equal(c.GetProperty("lr_at_epoch_begin").EnumerateArray().Select(r => (float)r.GetDouble()), rates.Select(r => (float)r));
        double[] evaluated = [.. model.evaluate(valX, valY, verbose: 0)],
            known = [.. c.GetProperty("evaluate").EnumerateArray().Select(v => v.GetDouble())];
        for (int i = 0; i < known.Length; i++)
        {
            differences.Add(Math.Abs(known[i] - evaluated[i]) <= 1e-3 * Math.Max(Math.Abs(known[i]), 1e-3)
                ? null
                : string.Create(CultureInfo.InvariantCulture, $"evaluate {i}: {evaluated[i]} instead of {known[i]}"));
        }
        NDArray predictions = golden.Array(c.GetProperty("predictions").GetString()!);
        differences.Add(Golden.Difference(predictions, model.predict(valX[$":{predictions.shape[0]}"]), 1e-3, "predictions"));
        Assert.Equal(end.optimizer.iterations, model.optimizer.iterations);
        // Rounding grows over the epochs, most where Adam divides a tiny gradient by its own size; the history above is what must agree.
        (double ofWeights, double ofSlots) = model.optimizer is Adam ? (5e-3, 1e-2) : (1e-3, 1e-3);
        for (int i = 0; i < end.weights.Count; i++)
        {
            differences.Add(Close(end.weights[i].numpy(), model.weights[i].numpy(), ofWeights, end.weights[i].name));
        }
        NDArray[] slots = end.optimizer.get_weights(), made = model.optimizer.get_weights();
        Assert.Equal(slots.Length, made.Length);
        for (int i = 1; i < slots.Length; i++)
        {
            differences.Add(Close(slots[i], made[i], ofSlots, end.optimizer.SlotVariables()[i - 1].name));
        }
        Golden.Report(differences);
    }

    /// <summary>
    /// The callbacks that a case's note spells out: "EarlyStopping(val_loss, patience=3); ReduceLROnPlateau(val_loss, factor=.1,
    /// patience=1)".
    /// </summary>
    private static IEnumerable<CallbackHooks> Callbacks(JsonElement c)
    {
        if (c.GetProperty("callbacks").GetArrayLength() == 0) { yield break; }
        foreach (string call in c.GetProperty("note").GetString()!.Split("; "))
        {
            string[] parts = call.Split('(', ')', ',');
            double Number(string key) =>
                double.Parse(parts.Single(p => p.Trim().StartsWith(key + "=", StringComparison.Ordinal)).Split('=')[1],
                    CultureInfo.InvariantCulture);
            yield return parts[0] == "EarlyStopping" ? callbacks.EarlyStopping(parts[1], patience: (int)Number("patience"))
                : callbacks.ReduceLROnPlateau(parts[1], factor: Number("factor"), patience: (int)Number("patience"));
        }
    }

    /// <summary>Values that are rounding noise themselves (a bias in front of a normalization has no gradient) need not agree.</summary>
    private static string? Close(NDArray expected, NDArray actual, double relative, string what)
    {
        bool noise = (what.Contains("bias", StringComparison.Ordinal) || what.Contains("beta", StringComparison.Ordinal))
            && expected.ToArray<float>().Max(Math.Abs) < 2e-5f && actual.ToArray<float>().Max(Math.Abs) < 2e-5f;
        return noise ? null : Golden.Difference(expected, actual, relative, what);
    }

    private readonly record struct ModelDataOrNull(NDArray? Array)
    {
        public KerasDigits.Data.ModelData? Value => Array is null ? null : (KerasDigits.Data.ModelData)Array;
    }
}
