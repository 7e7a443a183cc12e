using KerasDigits.Losses;

namespace KerasDigits.Metrics;

/// <summary>Mean Kullback-Leibler divergence.</summary>
/// <param name="name">Name for logs; null: the class name in snake case.</param>
/// <param name="dtype">Keras dtype of the state; null: float32.</param>
[KerasExport("keras.metrics.KLDivergence")]
public sealed class KLDivergence(string? name = "kullback_leibler_divergence", string? dtype = null)
    : MeanMetricWrapper(LossFunctions.kl_divergence, name, dtype);
