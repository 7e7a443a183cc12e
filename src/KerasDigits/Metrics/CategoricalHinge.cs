using KerasDigits.Losses;

namespace KerasDigits.Metrics;

/// <summary>Mean categorical hinge loss.</summary>
/// <param name="name">Name for logs; null: the class name in snake case.</param>
/// <param name="dtype">Keras dtype of the state; null: float32.</param>
[KerasExport("keras.metrics.CategoricalHinge")]
public sealed class CategoricalHinge(string? name = "categorical_hinge", string? dtype = null)
    : MeanMetricWrapper(LossFunctions.categorical_hinge, name, dtype);
