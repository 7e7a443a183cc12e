namespace KerasDigits.Metrics;

/// <summary>Mean over all classes of intersection over union, for one-hot targets.</summary>
/// <param name="num_classes">Number of classes, above 0.</param>
/// <param name="name">Name for logs; null: the class name in snake case.</param>
/// <param name="dtype">Keras dtype of the state; null: float32.</param>
/// <param name="ignore_class">A class that does not count; null: all count.</param>
/// <param name="sparse_y_pred">Whether predictions are class numbers, not scores.</param>
/// <param name="axis">Axis of one-hot labels and scores.</param>
/// <exception cref="ArgumentOutOfRangeException">num_classes is not above 0.</exception>
[KerasExport("keras.metrics.OneHotMeanIoU")]
public sealed class OneHotMeanIoU(int num_classes, string? name = null, string? dtype = null, int? ignore_class = null,
    bool sparse_y_pred = false, int axis = -1)
    : IoUMetric(num_classes, MeanIoU.EnumerateClasses(num_classes), name, dtype, ignore_class, false, sparse_y_pred, axis)
{
    /// <summary>Whether predictions are class numbers.</summary>
    public bool sparse_y_pred { get; } = sparse_y_pred;

    /// <summary>Axis of one-hot labels and scores.</summary>
    public int axis { get; } = axis;
}
