using KerasDigits.Ops;

namespace KerasDigits.Metrics;

/// <summary>How often the largest value stands where the one-hot label has its own.</summary>
/// <param name="name">Name for logs; null: the class name in snake case.</param>
/// <param name="dtype">Keras dtype of the state; null: float32.</param>
[KerasExport("keras.metrics.CategoricalAccuracy")]
public class CategoricalAccuracy(string? name = "categorical_accuracy", string? dtype = null)
    : MeanMetricWrapper(MetricOps.categorical_accuracy, name, dtype);
