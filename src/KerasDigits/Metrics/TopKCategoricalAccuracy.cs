using KerasDigits.Ops;

namespace KerasDigits.Metrics;

/// <summary>How often the label is among the k largest values.</summary>
/// <param name="name">Name for logs; null: the class name in snake case.</param>
/// <param name="dtype">Keras dtype of the state; null: float32.</param>
/// <param name="k">How many largest values count.</param>
[KerasExport("keras.metrics.TopKCategoricalAccuracy")]
public sealed class TopKCategoricalAccuracy(int k = 5, string? name = "top_k_categorical_accuracy", string? dtype = null)
    : MeanMetricWrapper((t, p) => MetricOps.top_k_categorical_accuracy(t, p, k), name, dtype)
{
    /// <summary>How many largest values count.</summary>
    public int k { get; } = k;

    /// <inheritdoc/>
    public override Config get_config() => new(base.get_config()) { ["k"] = k };
}
