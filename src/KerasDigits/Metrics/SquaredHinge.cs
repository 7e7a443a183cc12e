using KerasDigits.Losses;

namespace KerasDigits.Metrics;

/// <summary>Mean squared hinge loss.</summary>
/// <param name="name">Name for logs; null: the class name in snake case.</param>
/// <param name="dtype">Keras dtype of the state; null: float32.</param>
[KerasExport("keras.metrics.SquaredHinge")]
public sealed class SquaredHinge(string? name = "squared_hinge", string? dtype = null)
    : MeanMetricWrapper(LossFunctions.squared_hinge, name, dtype);
