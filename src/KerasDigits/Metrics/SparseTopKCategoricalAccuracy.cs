using KerasDigits.Ops;

namespace KerasDigits.Metrics;

/// <summary>How often the label's number is among the k largest values.</summary>
/// <param name="name">Name for logs; null: the class name in snake case.</param>
/// <param name="dtype">Keras dtype of the state; null: float32.</param>
/// <param name="k">How many greatest values count.</param>
/// <param name="from_sorted_ids">Whether predictions are numbers of classes, the likeliest first.</param>
[KerasExport("keras.metrics.SparseTopKCategoricalAccuracy")]
public sealed class SparseTopKCategoricalAccuracy(int k = 5, string? name = "sparse_top_k_categorical_accuracy", string? dtype = null,
    bool from_sorted_ids = false)
    : MeanMetricWrapper((t, p) => from_sorted_ids ? MetricOps.AmongFirst(t, p, k) : MetricOps.sparse_top_k_categorical_accuracy(t, p, k),
        name, dtype)
{
    /// <summary>How many largest values count.</summary>
    public int k { get; } = k;

    /// <summary>Whether predictions are numbers of classes.</summary>
    public bool from_sorted_ids { get; } = from_sorted_ids;

    /// <inheritdoc/>
    public override Config get_config() =>
        new Config(base.get_config()) { ["k"] = k, ["from_sorted_ids"] = from_sorted_ids }.Without("from_sorted_ids", false);
}
