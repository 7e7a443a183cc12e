using KerasDigits.Losses;

namespace KerasDigits.Metrics;

/// <summary>Mean of squared differences of log(x + 1).</summary>
/// <param name="name">Name for logs; null: the class name in snake case.</param>
/// <param name="dtype">Keras dtype of the state; null: float32.</param>
[KerasExport("keras.metrics.MeanSquaredLogarithmicError")]
public sealed class MeanSquaredLogarithmicError(string? name = "mean_squared_logarithmic_error", string? dtype = null)
    : MeanMetricWrapper(LossFunctions.mean_squared_logarithmic_error, name, dtype);
