using KerasDigits.Losses;

namespace KerasDigits.Metrics;

/// <summary>Mean of absolute differences.</summary>
/// <param name="name">Name for logs; null: the class name in snake case.</param>
/// <param name="dtype">Keras dtype of the state; null: float32.</param>
[KerasExport("keras.metrics.MeanAbsoluteError")]
public sealed class MeanAbsoluteError(string? name = "mean_absolute_error", string? dtype = null)
    : MeanMetricWrapper(LossFunctions.mean_absolute_error, name, dtype);
