namespace KerasDigits.Tuner;

/// <summary>Whether a known metric is maximized or minimized.</summary>
/// <remarks>Source: KerasTuner 1.4.7, engine/metrics_tracking.py.</remarks>
public static class MetricDirections
{
    private static readonly HashSet<string> s_great =
    [
        "Accuracy", "BinaryAccuracy", "CategoricalAccuracy", "SparseCategoricalAccuracy", "TopKCategoricalAccuracy",
        "SparseTopKCategoricalAccuracy",
        "TruePositives", "TrueNegatives", "Precision", "Recall", "AUC", "SensitivityAtSpecificity", "SpecificityAtSensitivity",
        "accuracy", "categorical_accuracy", "binary_accuracy", "sparse_categorical_accuracy", "acc",
    ];

    /// <summary>
    /// "max" for accuracies and the like, "min" for losses and all other metrics of Keras, null for names that Keras does not know.
    /// </summary>
    /// <param name="metric">The name in the logs; "val_" and "weighted_" in front do not count.</param>
    [KerasExport("keras_tuner.engine.metrics_tracking.infer_metric_direction")]
    public static string? infer_metric_direction(string metric)
    {
        string name = metric;
        if (name.StartsWith("val_", StringComparison.Ordinal)) { name = name[4..]; }
        if (name.StartsWith("weighted_", StringComparison.Ordinal)) { name = name[9..]; }
        if (name is "loss" or "crossentropy" or "ce") { return "min"; }
        if (s_great.Contains(name)) { return "max"; }
        return IsKnown($"keras.metrics.{name}") || IsKnown($"keras.losses.{name}") ? "min" : null;
    }

    private static bool IsKnown(string path) => Registry.Classes.ContainsKey(path) || Registry.Functions.ContainsKey(path);
}
