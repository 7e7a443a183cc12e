using KerasDigits.Ops;

namespace KerasDigits.Metrics;

/// <summary>Mean squared hinge loss.</summary>
/// <param name="name">Name for logs.</param>
/// <param name="dtype">Keras dtype of the state.</param>
[KerasExport("keras.metrics.SquaredHinge")]
public sealed class SquaredHinge(string? name = "squared_hinge", string? dtype = null)
    : MeanMetricWrapper(LossOps.squared_hinge, name, dtype);
