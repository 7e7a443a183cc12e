using KerasDigits.Ops;

namespace KerasDigits.Metrics;

/// <summary>Mean cosine between targets and predictions.</summary>
/// <param name="name">Name for logs; null: the class name in snake case.</param>
/// <param name="dtype">Keras dtype of the state; null: float32.</param>
/// <param name="axis">Axis of the vectors.</param>
[KerasExport("keras.metrics.CosineSimilarity")]
public sealed class CosineSimilarity(string? name = "cosine_similarity", string? dtype = null, int axis = -1)
    : MeanMetricWrapper((t, p) => MetricOps.cosine_proximity(t, p, axis), name, dtype)
{
    /// <summary>Axis of the vectors.</summary>
    public int axis { get; } = axis;

    /// <inheritdoc/>
    public override Config get_config() => new(base.get_config()) { ["axis"] = axis };
}
