using KerasDigits.Losses;

namespace KerasDigits.Saving;

/// <summary>
/// Losses and metrics of compile settings in words that Keras 3 knows: short and old names it lacks become those that it shares with Keras
/// 2, and Keras 2's wrapped functions classes of their own.
/// </summary>
/// <remarks>Source: keras 3.12, losses/__init__.py, metrics/__init__.py and trainers/compile_utils.py.</remarks>
internal static class Keras3Words
{
    /// <summary>The name of a function of losses or metrics that both know.</summary>
    private static string GetFullName(string name) =>
        name.ToLowerInvariant() is "cosine" or "cosine_proximity" ? "cosine_similarity" : LossNames.GetFullName(name);

    /// <summary>Metrics of a class of their own by the function of Keras 2's wrapper.</summary>
    private static readonly Dictionary<string, string> s_classes = new()
    {
        ["mean_squared_error"] = "MeanSquaredError", ["mean_absolute_error"] = "MeanAbsoluteError",
        ["mean_absolute_percentage_error"] = "MeanAbsolutePercentageError",
        ["mean_squared_logarithmic_error"] = "MeanSquaredLogarithmicError", ["kl_divergence"] = "KLDivergence",
        ["log_cosh"] = "LogCoshError", ["poisson"] = "Poisson", ["hinge"] = "Hinge",
        ["squared_hinge"] = "SquaredHinge", ["categorical_hinge"] = "CategoricalHinge", ["binary_accuracy"] = "BinaryAccuracy",
        ["categorical_accuracy"] = "CategoricalAccuracy",
        ["sparse_categorical_accuracy"] = "SparseCategoricalAccuracy", ["top_k_categorical_accuracy"] = "TopKCategoricalAccuracy",
        ["sparse_top_k_categorical_accuracy"] = "SparseTopKCategoricalAccuracy",
        ["binary_crossentropy"] = "BinaryCrossentropy", ["categorical_crossentropy"] = "CategoricalCrossentropy",
        ["sparse_categorical_crossentropy"] = "SparseCategoricalCrossentropy",
        ["cosine_similarity"] = "CosineSimilarity",
    };

    /// <summary>The function that represents a class of metrics in archives written here; null: none.</summary>
    public static string? FindFunction(string className) => className == "CosineSimilarity"
        ? "cosine_proximity"
        : s_classes.FirstOrDefault(p => p.Value == className).Key;

    /// <summary>A loss, or lists or dictionaries of them.</summary>
    /// <param name="loss">As Keras 2 writes it.</param>
    /// <param name="inH5">Whether for an .h5, in which Keras 3 misses the short names too.</param>
    public static object? ConvertLoss(object? loss, bool inH5) => loss switch
    {
        string name => !inH5 && LossNames.IsShort(name) ? name : GetFullName(name),
        List<object?> list => list.Select(l => ConvertLoss(l, inH5)).ToList(),
        Config c when c.Get("class_name") is string && c.Get("config") is Config config => new Config
        {
            ["class_name"] = c["class_name"],
            ["config"] = new Config(config.Where(p => p.Key != "fn")
                .Select(p => KeyValuePair.Create(p.Key, p.Key == "reduction"
                    && p.Value is "auto" ? (object?)"sum_over_batch_size" : p.Value))),
        },
        Config named => new Config(named.Select(p => KeyValuePair.Create(p.Key, ConvertLoss(p.Value, inH5)))),
        _ => loss,
    };

    /// <summary>A metric, or lists or dictionaries of them.</summary>
    /// <param name="metrics">As Keras 2 writes them.</param>
    /// <param name="inH5">Whether for an .h5, whose strings TF-Keras and Keras 3 take for metrics of different names: there each is an
    /// object.</param>
    /// <exception cref="NotSupportedException">Keras 3 has no such metric, and an .h5 cannot hold it for both.</exception>
    public static object? ConvertMetrics(object? metrics, bool inH5) => metrics switch
    {
        List<object?> list => list.Select(m => ConvertMetrics(m, inH5)).ToList(),
        Config c when c.Get("class_name") is string name && c.Get("config") is Config config => ConvertMetric(name, config, inH5),
        Config named => new Config(named.Select(p => KeyValuePair.Create(p.Key, ConvertMetrics(p.Value, inH5)))),
        string name when name is "accuracy" or "acc" => inH5 ? "accuracy" : name,
        string name when !inH5 && (LossNames.IsShort(name) || GetFullName(name) == name) => name,
        string name when s_classes.TryGetValue(GetFullName(name), out string? of) => MakeObject(of, name),
        _ => metrics,
    };

    private static Config MakeObject(string className, object? name) =>
        new() { ["class_name"] = className, ["config"] = new Config { ["name"] = name, ["dtype"] = "float32" } };

    /// <summary>A wrapped function as the class that is the same; a custom function stays, for custom_objects.</summary>
    private static object ConvertMetric(string className, Config config, bool inH5)
    {
        var same = new Config { ["class_name"] = className, ["config"] = config };
        if (!className.EndsWith("MeanMetricWrapper", StringComparison.Ordinal)) { return same; }
        if (inH5 && config.Get("name") is ("accuracy" or "acc")) { return "accuracy"; }
        return config.Get("fn") is string function && s_classes.TryGetValue(GetFullName(function), out string? of)
            ? MakeObject(of, config.Get("name"))
            : !inH5 ? same
            : throw new NotSupportedException($"The metric \"{config.Get("name")}\" has no form that both Keras 2 and Keras 3 read. Save "
                + "with include_optimizer: false, which leaves the compile settings out, or compile without it.");
    }
}
