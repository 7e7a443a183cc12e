using KerasDigits.Core;
using KerasDigits.Layers;
using KerasDigits.Models;
using KerasDigits.Saving;
using NumSharp;
using static KerasDigits.keras;

namespace KerasDigits.Tests.Saving.Epochs;

/// <summary>Losses, metrics and their weights in every form in which a version writes them, for a model of two outputs.</summary>
public sealed class CompileFormTests
{
    private static readonly NDArray s_x = np.array(new float[,] { { 1, -2 }, { 0.5f, 3 }, { -1, 0.25f } });
    private static readonly NDArray s_a = np.array(new float[,] { { 1 }, { 0 }, { 2 } }),
        s_b = np.array(new float[,] { { -1 }, { 4 }, { 0 } });

    /// <summary>A version, and whether it writes losses and metrics as objects.</summary>
    public static TheoryData<string> Versions() =>
        ["1.2.2", "2.0.8", "2.1.6", "2.2.4", "2.3.1", "2.2.4-tf", "2.3.0-tf", "2.4.0", "2.6.0", "2.9.0", "2.12.0", "2.15.0", "3.0.5",
            "3.4.1", "3.8.0", "3.12.0", "3.15.1"];

    private static bool WritesObjects(KerasEpoch epoch) => epoch.IsKeras3 || epoch.InTensorFlow || epoch is { Major: 2, Minor: > 2 };

    private static List<object?> L(params object?[] values) => [.. values];

    private static Config Both(object? a, object? b) => new() { ["a"] = a, ["b"] = b };

    private static Config Object(KerasEpoch epoch, string kind, string className, params (string Key, object? Value)[] arguments)
    {
        var made = new Config { ["class_name"] = className,
            ["config"] = new Config(arguments.Select(a => KeyValuePair.Create(a.Key, a.Value))) };
        if (epoch.IsKeras3) { (made["module"], made["registered_name"]) = ($"keras.{kind}", null); }
        return made;
    }

    /// <summary>Losses, and which part of each of the four errors the sum has: squares of a and b, then their absolute values.</summary>
    private static IEnumerable<(object? Loss, double[] Parts)> Losses(KerasEpoch epoch)
    {
        yield return ("mse", [1, 1, 0, 0]);
        yield return ("mean_squared_error", [1, 1, 0, 0]);
        yield return (L("mse", "mae"), [1, 0, 0, 1]);
        yield return (Both("mean_squared_error", "mean_absolute_error"), [1, 0, 0, 1]);
        yield return (new Config { ["b"] = "mae", ["a"] = "mse" }, [1, 0, 0, 1]);
        if (epoch.InTensorFlow || epoch.IsKeras3)
        {
            yield return (L(null, "mae"), [0, 0, 0, 1]);
            yield return (Both("mse", null), [1, 0, 0, 0]);
            yield return (new Config { ["a"] = "mse" }, [1, 0, 0, 0]);
        }
        if (!WritesObjects(epoch)) { yield break; }
        string reduction = epoch.IsKeras3 ? "sum_over_batch_size" : epoch.InTensorFlow ? "auto" : "sum_over_batch_size";
        Config mse = Object(epoch, "losses", "MeanSquaredError", ("reduction", reduction), ("name", "mean_squared_error")),
            mae = Object(epoch, "losses", "MeanAbsoluteError", ("reduction", reduction), ("name", "mine"));
        yield return (mse, [1, 1, 0, 0]);
        yield return (L(mse, mae), [1, 0, 0, 1]);
        yield return (Both(mse, "mae"), [1, 0, 0, 1]);
        yield return (L("mse", mae), [1, 0, 0, 1]);
        yield return (Object(epoch, "losses", "MeanAbsoluteError", ("reduction", "sum"), ("name", "s")), [0, 0, 3, 3]);
        if (!epoch.IsKeras3 && epoch.Minor < 12) { yield break; }
        Config function = new() { ["module"] = "builtins", ["class_name"] = "function", ["config"] = "mean_absolute_error",
            ["registered_name"] = "function" };
        yield return (function, [0, 0, 1, 1]);
        yield return (L("mse", function), [1, 0, 0, 1]);
        yield return (Both(mse, function), [1, 0, 0, 1]);
        yield return (new Config { ["class_name"] = "__tuple__", ["items"] = L("mse", "mae") }, [1, 0, 0, 1]);
    }

    private static IEnumerable<(object? Weights, double A, double B)> Weights(KerasEpoch epoch)
    {
        yield return (null, 1, 1);
        yield return (L(0.5, 2.0), 0.5, 2);
        yield return (L(1L, 3L), 1, 3);
        yield return (Both(0.25, 4.0), 0.25, 4);
        if (epoch.IsKeras3) { yield return (new Config { ["class_name"] = "__tuple__", ["items"] = L(0.5, 2.0) }, 0.5, 2); }
    }

    /// <summary>Metrics, and which of the four errors the logs must hold (none: they hold losses alone).</summary>
    private static IEnumerable<(object? Metrics, int[] Found)> Metrics(KerasEpoch epoch)
    {
        yield return (null, []);
        yield return (L(), []);
        yield return (L("mae"), [2, 3]);
        yield return (L("mae", "mse"), [0, 1, 2, 3]);
        yield return (Both("mae", "mse"), [1, 2]);
        yield return (Both(L("mae"), L("mse", "mae")), [1, 2, 3]);
        yield return (new Config { ["b"] = L("mean_absolute_error") }, [3]);
        if (epoch is { Major: 1 } or { Major: 2, InTensorFlow: false, Minor: < 2 }) { yield break; }
        yield return (L(L("mae"), L("mse")), [1, 2]);
        yield return (L(L("mae"), L()), [2]);
        if (!WritesObjects(epoch)) { yield break; }
        Config Mean(string name, string function) => epoch.IsKeras3
            ? Object(epoch, "metrics", function == "mean_absolute_error" ? "MeanAbsoluteError" : "MeanSquaredError", ("name", name),
                ("dtype", "float32"))
            : Object(epoch, "metrics", "MeanMetricWrapper", ("name", name), ("dtype", "float32"), ("fn", function));
        Config mae = Mean("x", "mean_absolute_error"), mse = Mean("y", "mean_squared_error"),
            plain = Object(epoch, "metrics", "MeanAbsoluteError", ("name", "z"), ("dtype", "float32"));
        if (!(epoch is { InTensorFlow: false, IsKeras3: false }))
        {
            yield return (L(L(mae), L(mse)), [1, 2]);
            yield return (Both(L(mae, "mse"), L(mse)), [0, 1, 2]);
            yield return (Both(mae, mse), [1, 2]);
        }
        yield return (Both(plain, L("mse")), [1, 2]);
        yield return (L(L("mse", plain), L(plain)), [0, 2, 3]);
        if (!epoch.IsKeras3) { yield break; }
        Config function = new() { ["module"] = "keras.metrics", ["class_name"] = "function", ["config"] = "mean_absolute_error",
            ["registered_name"] = "mean_absolute_error" };
        yield return (L(function), [2, 3]);
        yield return (Both(function, L(function, mse)), [1, 2, 3]);
    }

    [Theory, MemberData(nameof(Versions))]
    public void Every_form_is_read(string version)
    {
        KerasEpoch epoch = KerasEpoch.Of(version);
        KerasTensor x = Input(2);
        Model model = models.Model(x, [layers.Dense(1, name: "a").Apply(x), layers.Dense(1, name: "b").Apply(x)]);
        NDArray[] y = model.predict_all([s_x]);
        double Error(int i) => (i < 2
            ? np.mean(np.square(y[i % 2] - (i % 2 == 0 ? s_a : s_b)))
            : np.mean(np.abs(y[i % 2] - (i % 2 == 0 ? s_a : s_b)))).astype(NPTypeCode.Double).GetDouble(0);
        double[] errors = [.. Enumerable.Range(0, 4).Select(Error)];
        var faults = new List<string>();
        int read = 0;
        foreach (var (loss, parts) in Losses(epoch))
        {
            foreach (var (weights, a, b) in Weights(epoch))
            {
                // Where an output has no loss, a list has its weight still.
                Try(new() { ["loss"] = loss, ["loss_weights"] = weights, ["metrics"] = null },
                    Enumerable.Range(0, 4).Sum(i => errors[i] * parts[i] * (i % 2 == 0 ? a : b)), []);
            }
        }
        foreach (var (metrics, found) in Metrics(epoch))
        {
            Try(new() { ["loss"] = "mse", ["metrics"] = metrics }, errors[0] + errors[1], found);
            if (epoch.Major > 1) { Try(new() { ["loss"] = "mse", ["weighted_metrics"] = metrics }, errors[0] + errors[1], found); }
        }
        Assert.True(faults.Count == 0, $"{faults.Count} beside {read}:\n{string.Join('\n', faults)}");

        void Try(Config settings, double total, int[] found)
        {
            settings[epoch.IsKeras3 ? "optimizer" : "optimizer_config"] = Object(epoch, "optimizers", "SGD", ("learning_rate", 0.01));
            if (!epoch.IsKeras3) { settings["sample_weight_mode"] = null; }
            string text = ConfigJson.Write(settings);
            try
            {
                using (ConfigTranslator.Open(epoch)) { CompileSettings.Restore(model, settings, "file"); }
                KeyValuePair<string, double>[] logs = [.. model.evaluate(s_x, [s_a, s_b], verbose: 0).ToDictionary()];
                bool Same(double value, double wanted) => Math.Abs(value - wanted) <= 1e-4 * (1 + Math.Abs(wanted));
                string[] losses = ["loss", "a_loss", "b_loss"];
                int[] lost = [.. found.Where(i => !logs.Any(l => !losses.Contains(l.Key) && Same(l.Value, errors[i])))];
                string seen = string.Join(", ", logs.Select(l => $"{l.Key} {l.Value}"));
                if (!Same(logs.First(l => l.Key == "loss").Value, total)) { faults.Add($"{text}: {seen}, where the loss is {total}"); }
                else if (lost.Length > 0) { faults.Add($"{text}: {seen}, where error {string.Join(", ", lost)} is wanted"); }
                else { read++; }
            }
            catch (Exception e) { faults.Add($"{text}: {e.GetType().Name} {e.Message.Split('\n')[0]}"); }
        }
    }
}
