using KerasDigits.Losses;

namespace KerasDigits.Metrics;

/// <summary>Mean Poisson loss.</summary>
/// <param name="name">Name for logs; null: the class name in snake case.</param>
/// <param name="dtype">Keras dtype of the state; null: float32.</param>
[KerasExport("keras.metrics.Poisson")]
public sealed class Poisson(string? name = "poisson", string? dtype = null) : MeanMetricWrapper(LossFunctions.poisson, name, dtype);
