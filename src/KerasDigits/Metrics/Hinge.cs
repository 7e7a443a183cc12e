using KerasDigits.Losses;

namespace KerasDigits.Metrics;

/// <summary>Mean hinge loss.</summary>
/// <param name="name">Name for logs; null: the class name in snake case.</param>
/// <param name="dtype">Keras dtype of the state; null: float32.</param>
[KerasExport("keras.metrics.Hinge")]
public sealed class Hinge(string? name = "hinge", string? dtype = null) : MeanMetricWrapper(LossFunctions.hinge, name, dtype);
