using KerasDigits.Losses;

namespace KerasDigits.Metrics;

/// <summary>Mean of log(cosh(error)).</summary>
/// <param name="name">Name for logs; null: the class name in snake case.</param>
/// <param name="dtype">Keras dtype of the state; null: float32.</param>
[KerasExport("keras.metrics.LogCoshError")]
public sealed class LogCoshError(string? name = "logcosh", string? dtype = null) : MeanMetricWrapper(LossFunctions.log_cosh, name, dtype);
