using KerasDigits.Ops;

namespace KerasDigits.Metrics;

/// <summary>How often values are equal.</summary>
/// <param name="name">Name for logs; null: the class name in snake case.</param>
/// <param name="dtype">Keras dtype of the state; null: float32.</param>
[KerasExport("keras.metrics.Accuracy")]
public class Accuracy(string? name = "accuracy", string? dtype = null) : MeanMetricWrapper(MetricOps.accuracy, name, dtype);
