using KerasDigits.Ops;

namespace KerasDigits.Metrics;

/// <summary>Mean Poisson loss.</summary>
/// <param name="name">Name for logs.</param>
/// <param name="dtype">Keras dtype of the state.</param>
[KerasExport("keras.metrics.Poisson")]
public sealed class Poisson(string? name = "poisson", string? dtype = null) : MeanMetricWrapper(LossOps.poisson, name, dtype);
