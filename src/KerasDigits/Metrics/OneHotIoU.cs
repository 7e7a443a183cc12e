namespace KerasDigits.Metrics;

/// <summary>Intersection over union of some classes, for one-hot targets.</summary>
/// <param name="num_classes">Number of classes, above 0.</param>
/// <param name="target_class_ids">The classes whose mean is taken.</param>
/// <param name="name">Name for logs; null: the class name in snake case.</param>
/// <param name="dtype">Keras dtype of the state; null: float32.</param>
/// <param name="ignore_class">A class that does not count; null: all count.</param>
/// <param name="sparse_y_pred">Whether predictions are class numbers, not scores.</param>
/// <param name="axis">Axis of one-hot labels and scores.</param>
/// <exception cref="ArgumentOutOfRangeException">num_classes is not above 0.</exception>
[KerasExport("keras.metrics.OneHotIoU")]
public sealed class OneHotIoU(int num_classes, IntList target_class_ids, string? name = null, string? dtype = null,
    int? ignore_class = null, bool sparse_y_pred = false, int axis = -1)
    : IoUMetric(num_classes, target_class_ids, name, dtype, ignore_class, false, sparse_y_pred, axis)
{
    /// <summary>Class numbers over which the mean is taken.</summary>
    public IntList target_class_ids { get; } = target_class_ids;

    /// <summary>Whether predictions are class numbers.</summary>
    public bool sparse_y_pred { get; } = sparse_y_pred;

    /// <summary>Axis of one-hot labels and scores.</summary>
    public int axis { get; } = axis;
}
