namespace KerasDigits.Metrics;

/// <summary>How many positive labels were predicted negative.</summary>
/// <param name="thresholds">Predictions above are positive; null: 0.5. Several give a result for each.</param>
/// <param name="name">Name for logs; null: the class name in snake case.</param>
/// <param name="dtype">Keras dtype of the state; null: float32.</param>
[KerasExport("keras.metrics.FalseNegatives")]
public sealed class FalseNegatives(Thresholds? thresholds = null, string? name = null, string? dtype = null)
    : ConfusionCount(thresholds, name, dtype)
{
    private protected override Tensor Choose(
        (Tensor TruePositives, Tensor FalsePositives, Tensor TrueNegatives, Tensor FalseNegatives) counts) => counts.FalseNegatives;
}
