using KerasDigits.Losses;

namespace KerasDigits.Metrics;

/// <summary>Mean of absolute differences in percent.</summary>
/// <param name="name">Name for logs; null: the class name in snake case.</param>
/// <param name="dtype">Keras dtype of the state; null: float32.</param>
[KerasExport("keras.metrics.MeanAbsolutePercentageError")]
public sealed class MeanAbsolutePercentageError(string? name = "mean_absolute_percentage_error", string? dtype = null)
    : MeanMetricWrapper(LossFunctions.mean_absolute_percentage_error, name, dtype);
