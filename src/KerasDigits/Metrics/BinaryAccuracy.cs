using KerasDigits.Ops;

namespace KerasDigits.Metrics;

/// <summary>How often predictions stand on the right side of a threshold.</summary>
/// <param name="name">Name for logs; null: the class name in snake case.</param>
/// <param name="dtype">Keras dtype of the state; null: float32.</param>
/// <param name="threshold">Value from which a prediction counts as yes.</param>
[KerasExport("keras.metrics.BinaryAccuracy")]
public class BinaryAccuracy(string? name = "binary_accuracy", string? dtype = null, double threshold = 0.5)
    : MeanMetricWrapper((t, p) => MetricOps.binary_accuracy(t, p, threshold), name, dtype)
{
    /// <summary>Value from which a prediction counts as yes.</summary>
    public double threshold { get; } = threshold;

    /// <inheritdoc/>
    public override Config get_config() => new(base.get_config()) { ["threshold"] = threshold };
}
