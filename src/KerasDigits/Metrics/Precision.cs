namespace KerasDigits.Metrics;

/// <summary>Fraction of the positive predictions that are right.</summary>
/// <param name="thresholds">Predictions above are positive; null: 0.5, or with top_k every one of the k.</param>
/// <param name="top_k">Only the k largest predictions of a sample may be positive, 1 or more; null: all.</param>
/// <param name="class_id">Only this class counts, a number from 0; null: all classes.</param>
/// <param name="name">Name for logs; null: the class name in snake case.</param>
/// <param name="dtype">Keras dtype of the state; null: float32.</param>
[KerasExport("keras.metrics.Precision")]
public class Precision(Thresholds? thresholds = null, int? top_k = null, int? class_id = null, string? name = null,
    string? dtype = null)
    : PositiveRate(thresholds, top_k, class_id, name, dtype, "false_positives")
{
    private protected override Tensor SumWrong(Tensor falsePositives, Tensor falseNegatives) => falsePositives;
}
