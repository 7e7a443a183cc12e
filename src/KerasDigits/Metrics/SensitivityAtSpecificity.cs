namespace KerasDigits.Metrics;

/// <summary>The best sensitivity (recall) where specificity is at least a value.</summary>
/// <param name="specificity">The bound, 0 to 1.</param>
/// <param name="num_thresholds">Number of thresholds.</param>
/// <param name="class_id">Only this class counts, a number from 0; null: all classes.</param>
/// <param name="name">Name for logs; null: the class name in snake case.</param>
/// <param name="dtype">Keras dtype of the state; null: float32.</param>
[KerasExport("keras.metrics.SensitivityAtSpecificity")]
public sealed class SensitivityAtSpecificity(double specificity, int num_thresholds = 200, int? class_id = null, string? name = null,
    string? dtype = null)
    : BestRateMetric(specificity, nameof(specificity), num_thresholds, class_id, name, dtype)
{
    /// <summary>The bound.</summary>
    public double specificity { get; } = specificity;

    private protected override (Tensor Wanted, Tensor Bound) ComputeRates() => (Sensitivity, Specificity);
}
