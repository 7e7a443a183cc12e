namespace KerasDigits.Metrics;

/// <summary>Harmonic mean of precision and recall.</summary>
/// <param name="average">Null: a value per class; "micro", "macro" or "weighted".</param>
/// <param name="threshold">Predictions above are yes; null: the largest of a sample is.</param>
/// <param name="name">Name for logs; null: the class name in snake case.</param>
/// <param name="dtype">Keras dtype of the state; null: float32.</param>
[KerasExport("keras.metrics.F1Score")]
public sealed class F1Score(string? average = null, double? threshold = null, string? name = "f1_score", string? dtype = null)
    : FBetaScore(average, 1.0, threshold, name, dtype);
