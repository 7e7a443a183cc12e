using KerasDigits.Ops;

namespace KerasDigits.Metrics;

/// <summary>Mean of Pearson's correlation between targets and predictions: 1 on a rising line, -1 on a falling one.</summary>
/// <param name="name">Name for logs; null: the class name in snake case.</param>
/// <param name="dtype">Keras dtype of the state; null: float32.</param>
/// <param name="axis">Axis along which values are compared.</param>
/// <remarks>Source: keras 3.15, metrics/correlation_metrics.py.</remarks>
[KerasExport("keras.metrics.PearsonCorrelation")]
public sealed class PearsonCorrelation(string? name = "pearson_correlation", string? dtype = null, int axis = -1)
    : MeanMetricWrapper((t, p) => MetricOps.pearson_correlation(t, p, axis), name, dtype)
{
    /// <summary>Axis along which values are compared.</summary>
    public int axis { get; } = axis;

    /// <inheritdoc/>
    public override Config get_config() => new(base.get_config()) { ["axis"] = axis };
}
