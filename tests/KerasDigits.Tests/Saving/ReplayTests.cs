using System.Globalization;
using System.Text.Json;
using KerasDigits.Core;
using KerasDigits.Models;
using KerasDigits.Saving;
using KerasDigits.Training;
using NumSharp;
using static KerasDigits.keras;

namespace KerasDigits.Tests.Saving;

/// <summary>Trainings of real Keras, replayed from NAME_start.h5 in the order of the data: history, predictions, and weights and optimizer slots of NAME_end.h5. Needs the pack "training" in KERAS_GOLDENS.</summary>
public sealed class ReplayTests
{
    public static TheoryData<string> Names()
    {
        var data = new TheoryData<string>();
        string? folder = Golden.OwnFolder;
        if (folder is not null && File.Exists(Path.Combine(folder, "training.json")))
        {
            foreach (JsonElement c in Golden.Pack("training").Cases.Where(c => c.GetProperty("callbacks").GetArrayLength() == 0)) { data.Add(c.GetProperty("name").GetString()!); }
        }
        else { data.Add(""); }
        return data;
    }

    [SkippableTheory]
    [MemberData(nameof(Names))]
    public void TrainingGoesAsInKeras(string name)
    {
        Skip.If(name.Length == 0, "set KERAS_GOLDENS to a folder with the pack \"training\"");
        Golden golden = Golden.Pack("training");
        JsonElement c = golden.Cases.First(k => k.GetProperty("name").GetString() == name);
        string folder = Golden.OwnFolder!;
        Model model, end;
        try
        {
            model = models.load_model(Path.Combine(folder, c.GetProperty("start").GetString()!));
            end = models.load_model(Path.Combine(folder, c.GetProperty("end").GetString()!));
        }
        catch (ModelFileException e) when (e.Reason.StartsWith("Unknown ", StringComparison.Ordinal))
        {
            throw new SkipException($"{name} holds what the library lacks: {e.Reason}");
        }
        string data = c.GetProperty("data").GetString()!, labels = c.GetProperty("labels").GetString()!;
        JsonElement fit = c.GetProperty("fit");
        int? Number(string key) => fit.TryGetProperty(key, out JsonElement n) ? n.GetInt32() : null;
        Dictionary<int, double>? classWeight = fit.TryGetProperty("class_weight", out JsonElement w)
            ? w.EnumerateObject().ToDictionary(p => int.Parse(p.Name, CultureInfo.InvariantCulture), p => p.Value.GetDouble()) : null;
        NDArray valX = golden.Array($"{data}/val/x"), valY = golden.Array($"{data}/val/{labels}");
        ModelDataOrNull weights = new(golden.Array(fit, "sample_weight"));
        History history = model.fit(golden.Array($"{data}/train/x"), golden.Array($"{data}/train/{labels}"), epochs: c.GetProperty("epochs").GetInt32(),
            batch_size: c.GetProperty("batch_size").GetInt32(), shuffle: false, verbose: 0, validation_data: (valX, valY), class_weight: classWeight,
            sample_weight: weights.Value, steps_per_epoch: Number("steps_per_epoch"), validation_steps: Number("validation_steps"));
        var differences = new List<string?>();
        foreach (JsonProperty log in c.GetProperty("history").EnumerateObject())
        {
            double[] expected = [.. log.Value.EnumerateArray().Select(v => v.GetDouble())];
            double[] actual = [.. history.history[log.Name]];
            for (int i = 0; i < expected.Length; i++)
            {
                double tolerance = (i == 0 ? 1e-4 : 1e-3) * Math.Max(Math.Abs(expected[i]), 1e-3);
                differences.Add(Math.Abs(expected[i] - actual[i]) <= tolerance ? null : string.Create(CultureInfo.InvariantCulture, $"{log.Name} of epoch {i}: {actual[i]} instead of {expected[i]}"));
            }
        }
        NDArray predictions = golden.Array(c.GetProperty("predictions").GetString()!);
        differences.Add(Golden.Difference(predictions, model.predict(valX[$":{predictions.shape[0]}"]), 1e-3, "predictions"));
        Assert.Equal(end.optimizer.iterations, model.optimizer.iterations);
        // Rounding grows over the epochs, most where Adam divides a tiny gradient by its own size; the history above is what must agree.
        for (int i = 0; i < end.weights.Count; i++) { differences.Add(Close(end.weights[i].numpy(), model.weights[i].numpy(), 5e-3, end.weights[i].name)); }
        NDArray[] slots = end.optimizer.get_weights(), made = model.optimizer.get_weights();
        Assert.Equal(slots.Length, made.Length);
        for (int i = 1; i < slots.Length; i++) { differences.Add(Close(slots[i], made[i], 1e-2, end.optimizer.SlotVariables()[i - 1].name)); }
        Golden.Report(differences);
    }

    /// <summary>Values that are rounding noise themselves (a bias in front of a normalization has no gradient) need not agree.</summary>
    private static string? Close(NDArray expected, NDArray actual, double relative, string what)
    {
        bool noise = (what.Contains("bias", StringComparison.Ordinal) || what.Contains("beta", StringComparison.Ordinal)) && expected.ToArray<float>().Max(Math.Abs) < 2e-5f && actual.ToArray<float>().Max(Math.Abs) < 2e-5f;
        return noise ? null : Golden.Difference(expected, actual, relative, what);
    }

    private readonly record struct ModelDataOrNull(NDArray? Array)
    {
        public Data.ModelData? Value => Array is null ? null : (Data.ModelData)Array;
    }
}
