using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using KerasDigits.Models;
using KerasDigits.Saving;
using KerasDigits.Training;
using NumSharp;
using static KerasDigits.keras;

namespace KerasDigits.Tests.Saving.Epochs;

/// <summary>What went otherwise than recorded.</summary>
/// <param name="Case">"version/name".</param>
/// <param name="Kind">Kind of file, with the round trip where it was one.</param>
/// <param name="Stage">"load", "predict", "train" …</param>
/// <param name="Cause">The message.</param>
internal sealed record EpochFault(string Case, string Kind, string Stage, string Cause)
{
    /// <summary>The cause without what belongs to the single case, for counting.</summary>
    public string General =>
        Regex.Replace(Regex.Replace(Regex.Replace(Cause, "^Cannot read the model file \"[^\"]*\"", "file"), @"layers\[\d+\]", "layers[]"),
            "(layer|named) \"[^\"]*\"", "$1 \"…\"");
}

/// <summary>The packs' own layer: a factor, and one for each channel.</summary>
[keras.utils.register_keras_serializable(package: "zoo")]
public sealed class Scale(double by = 2.0) : global::KerasDigits.Layers.Layer
{
    private global::KerasDigits.Backend.Variable? _scale;

    /// <summary>Factor.</summary>
    public double by { get; } = by;

    /// <inheritdoc/>
    public override void build(KerasDigits.Core.Shape input_shape) =>
        _scale = add_weight("w", new KerasDigits.Core.Shape(input_shape[^1]), initializer: "ones");

    /// <inheritdoc/>
    public override Tensor call(Tensor inputs, bool training) => inputs * _scale!.value * by;
}

/// <summary>Loads the files of a case, predicts, trains on, and does the same after round trips through our own files.</summary>
internal static class EpochRun
{
    /// <summary>Faults of a case.</summary>
    /// <param name="case">The case.</param>
    /// <param name="trips">Whether models are written and read again.</param>
    public static List<EpochFault> Check(EpochCase @case, bool trips)
    {
        var faults = new List<EpochFault>();
        using IDisposable own = KerasDigits.Core.CustomObjects.Open(new() { ["zoo>Scale"] = typeof(Scale),
            ["zoo>bent"] = (Func<Tensor, Tensor>)(x => x + x.relu()) });
        foreach (var (kind, file) in @case.Files)
        {
            if (kind is "h5" or "keras" or "hdf5.keras" or "savedmodel") { Whole(@case, kind, file, trips, faults); }
            else if (kind == "checkpoint") { Checkpoint(@case, kind, file, faults); }
            else if (kind is "weights.h5" or "w.h5" && @case.Files.TryGetValue("json", out string? json))
            {
                Weights(@case, kind, json, file, faults);
            }
            else if (kind == "json") { _ = At(@case, kind, "load", faults, () => models.model_from_json(File.ReadAllText(file))); }
        }
        faults.RemoveAll(f => Excused(@case, f.Kind, f.Stage, f.Cause) is not null);
        return faults;
    }

    /// <summary>What nobody can read, or nobody can repeat, each with its reason.</summary>
    private static string? Excused(EpochCase @case, string kind, string stage, string cause)
    {
        if (@case.Name.StartsWith("lambda_layers", StringComparison.Ordinal)
            && cause.Contains("Python bytecode, which is never run", StringComparison.Ordinal))
        {
            return "Python bytecode is refused";
        }
        if (@case.Name == "subclassed" && kind == "savedmodel" && stage == "load")
        {
            return "a class of Python's own, which must be passed (OwnClassesTests pass such)";
        }
        if (@case.Name == "merge_lambda" && stage == "load") { return "a Python function is refused"; }
        if (@case.Version == "keras-3.2.1" && cause.Contains("embeddings_scale", StringComparison.Ordinal))
        {
            return "Keras 3.2 scaled an embedding's whole numbers by columns, which later ones read no more";
        }
        if (kind is "w.h5" or "weights.h5" && cause.Contains("has not created its variables yet", StringComparison.Ordinal))
        {
            return "as in Keras: the model's first data tell its shape, then load_weights";
        }
        if (stage == "predict" && @case.Notes.Contains("either counts", StringComparison.Ordinal))
        {
            return "tf.keras 2.15's own numbers, which are not in the pack, count as well";
        }
        if (stage != "train") { return null; }
        if (@case.Name == "dense_regularizers" && @case.Version is "keras-3.0.5" or "keras-3.2.1")
        {
            return "Keras 3.0 to 3.2 forget Dense's activity_regularizer in their files";
        }
        if (@case.Name == "add_loss_metric" && @case.Version == "tf1.13.2")
        {
            return "TensorFlow 1.13 forgets what add_loss was given in its file";
        }
        if (@case.Name == "loss_huber" && @case.Version.StartsWith("keras-3.", StringComparison.Ordinal))
        {
            return "Keras 3 forgets the loss's delta in its file";
        }
        if (@case.Name.StartsWith("opt_legacy", StringComparison.Ordinal) && kind.StartsWith("keras", StringComparison.Ordinal))
        {
            return "the archive holds no state of a legacy optimizer";
        }
        if (@case.Name is "metrics_weighted" or "weighted_metrics" && @case.Version.EndsWith("2.2.4", StringComparison.Ordinal))
        {
            return "Keras 2.2 forgets the weighted metrics in its file";
        }
        return null;
    }

    private static void Whole(EpochCase @case, string kind, string file, bool trips, List<EpochFault> faults)
    {
        keras.backend.clear_session(); // each file was read by a Python of its own: "auc" is not "auc_87" there
        Model? model = At(@case, kind, "load", faults, () => models.load_model(file));
        if (model is null) { return; }
        _ = At(@case, kind, "get_config", faults, () => model.to_json());
        bool right = Predict(@case, kind, model, faults);
        // As in Keras a SavedModel's optimizer starts over; load_weights on the folder brings its state.
        if (right && kind == "savedmodel" && At(@case, kind, "load_weights", faults, () => model.load_weights(file)) is null) { return; }
        if (trips && right)
        {
            foreach (string ending in new[] { "h5", "keras" })
            {
                string trip = $"{kind}→{ending}", target = Path.Combine(@case.Folder, $"trip-{@case.Name}.{ending}");
                Model? again = At(@case, trip, "save", faults, () => { model.save(target); return models.load_model(target); });
                if (again is null) { continue; }
                if (Predict(@case, trip, again, faults)) { Train(@case, trip, again, faults); }
                File.Delete(target);
            }
        }
        if (right) { Train(@case, kind, model, faults); }
    }

    /// <summary>A checkpoint gives weights and the optimizer's state to a model that has neither.</summary>
    private static void Checkpoint(EpochCase @case, string kind, string prefix, List<EpochFault> faults)
    {
        keras.backend.clear_session();
        if (@case.Files.TryGetValue("json", out string? json)) { Weights(@case, kind, json, prefix, faults); }
        if (!@case.Files.TryGetValue("h5", out string? file)) { return; }
        Model? model = At(@case, kind, "load_weights", faults, () =>
        {
            Model made = models.load_model(file);
            if (made.CompileArguments is { } arguments)
            {
                using ConfigTranslator then = ConfigTranslator.Open(KerasEpoch.Own);
                then.CompileEpoch = arguments.Epoch is { } note ? KerasEpoch.Parse(note) : null;
                CompileSettings.Restore(made, made.get_compile_config()!, file);
            }
            made.set_weights([.. made.get_weights().Select(w => w * 0)]);
            made.load_weights(prefix);
            return made;
        });
        if (model is not null && Predict(@case, kind, model, faults)) { Train(@case, kind, model, faults); }
    }

    private static void Weights(EpochCase @case, string kind, string json, string file, List<EpochFault> faults)
    {
        Model? model = At(@case, kind, "load", faults, () =>
        {
            Model made = models.model_from_json(File.ReadAllText(json));
            made.load_weights(file);
            return made;
        });
        if (model is not null) { Predict(@case, kind, model, faults); }
    }

    private static bool Predict(EpochCase @case, string kind, Model model, List<EpochFault> faults)
    {
        if (@case.Outputs is not { } outputs || @case.Inputs is not { } inputs) { return true; }
        int? rows = @case.Rows;
        string? fault = At(@case, kind, "predict", faults, () =>
        {
            model.reset_states();
            NDArray[] made = model.predict_all(Ordered(@case, model, [.. inputs.Select(x => First(x, rows))]), batch_size: rows ?? 8);
            made = Sorted(@case, model, made);
            return outputs.Select(o => made.Length != o.Length ? $"{made.Length} outputs instead of {o.Length}"
                : o.Select((e, i) => Golden.Difference(First(e, rows), made[i], 2 * @case.Tolerance, Label(@case, i)))
                .FirstOrDefault(d => d is not null)).Aggregate((a, b) => a is null ? null : b) ?? "";
        });
        if (!string.IsNullOrEmpty(fault)) { faults.Add(new($"{@case.Version}/{@case.Name}", kind, "predict", "numbers: " + fault)); }
        return fault is "";
    }

    private static void Train(EpochCase @case, string kind, Model model, List<EpochFault> faults)
    {
        if (@case.Element.TryGetProperty("random", out _) || @case.Training is not { } training) { return; }
        if (model.CompileArguments is null)
        {
            faults.Add(new($"{@case.Version}/{@case.Name}", kind, "train", "the model is not compiled"));
            return;
        }
        string? fault = At(@case, kind, "train", faults, () =>
        {
            model.reset_states();
            History history = model.fit(ModelDataOf(Ordered(@case, model, training.X)), ModelDataOf(training.Y), batch_size: 8, epochs: 2,
                shuffle: false, verbose: 0);
            return training.Histories.Select(h => Compare(h, history, training.Tolerance))
                .Aggregate((a, b) => a is null || b is null ? null : a) ?? "";
        });
        if (!string.IsNullOrEmpty(fault)) { faults.Add(new($"{@case.Version}/{@case.Name}", kind, "train", fault)); }
    }

    private static string? Compare(JsonElement recorded, History history, double tolerance)
    {
        foreach (JsonProperty log in recorded.EnumerateObject())
        {
            if (!history.history.TryGetValue(log.Name, out var values))
            {
                return $"history lacks {log.Name}: {string.Join(", ", history.history.Keys)}";
            }
            double[] expected = [.. log.Value.EnumerateArray()
                .Select(v => v.ValueKind == JsonValueKind.Number ? v.GetDouble() : double.NaN)], actual = [.. values];
            for (int i = 0; i < expected.Length; i++)
            {
                if (!(Math.Abs(expected[i] - actual[i]) <= tolerance * 2 * Math.Max(Math.Abs(expected[i]), 1e-2))
                    && !double.IsNaN(expected[i]))
                {
                    return string.Create(CultureInfo.InvariantCulture,
                        $"history: {log.Name} of epoch {i}: {actual[i]} instead of {expected[i]}");
                }
            }
        }
        return null;
    }

    private static KerasDigits.Data.ModelData ModelDataOf(NDArray[] arrays) => KerasDigits.Data.ModelData.Create(arrays);

    /// <summary>The inputs in the model's order.</summary>
    private static NDArray[] Ordered(EpochCase @case, Model model, NDArray[] inputs)
    {
        if (!@case.Element.TryGetProperty("input_names", out JsonElement given)) { return inputs; }
        string[] names = [.. given.EnumerateArray().Select(n => n.GetString()!)];
        return names.Order().SequenceEqual(model.InputNames.Order())
            ? [.. model.InputNames.Select(n => inputs[Array.IndexOf(names, n)])]
            : inputs;
    }

    /// <summary>Dictionaries of outputs stand in the pack sorted by their keys.</summary>
    private static NDArray[] Sorted(EpochCase @case, Model model, NDArray[] outputs) => outputs;

    private static NDArray First(NDArray x, int? rows) => rows is { } n && x.shape[0] > n ? x[$":{n}"] : x;

    private static string Label(EpochCase @case, int i) => @case.Element.TryGetProperty("texts", out JsonElement t)
        && i < t.GetArrayLength() ? t[i].GetString()! : $"output {i}";

    private static T? At<T>(EpochCase @case, string kind, string stage, List<EpochFault> faults, Func<T> run) where T : class
    {
        try { return run(); }
        catch (Exception e)
        {
            string cause = $"{(stage == "load" ? "" : e.GetType().Name + ": ")}{e.Message.Split('\n')[0]}";
            if (e is NullReferenceException or KeyNotFoundException or IndexOutOfRangeException or ArgumentOutOfRangeException)
            {
                cause += e.StackTrace?.Split('\n').FirstOrDefault();
            }
            faults.Add(new($"{@case.Version}/{@case.Name}", kind, stage, cause));
            return null;
        }
    }
}
