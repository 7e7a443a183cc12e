using KerasDigits.Ops;

namespace KerasDigits.Metrics;

/// <summary>How often the largest value stands at the label's number.</summary>
/// <param name="name">Name for logs; null: the class name in snake case.</param>
/// <param name="dtype">Keras dtype of the state; null: float32.</param>
[KerasExport("keras.metrics.SparseCategoricalAccuracy")]
public class SparseCategoricalAccuracy(string? name = "sparse_categorical_accuracy", string? dtype = null)
    : MeanMetricWrapper(MetricOps.sparse_categorical_accuracy, name, dtype);
