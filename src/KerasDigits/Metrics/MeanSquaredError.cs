using KerasDigits.Losses;

namespace KerasDigits.Metrics;

/// <summary>Mean of squared differences.</summary>
/// <param name="name">Name for logs; null: the class name in snake case.</param>
/// <param name="dtype">Keras dtype of the state; null: float32.</param>
[KerasExport("keras.metrics.MeanSquaredError")]
public sealed class MeanSquaredError(string? name = "mean_squared_error", string? dtype = null)
    : MeanMetricWrapper(LossFunctions.mean_squared_error, name, dtype);
