namespace KerasDigits.Metrics;

/// <summary>Mean over all classes of intersection over union.</summary>
/// <param name="num_classes">Number of classes, above 0; labels are 0 … num_classes − 1.</param>
/// <param name="name">Name for logs; null: the class name in snake case.</param>
/// <param name="dtype">Keras dtype of the state; null: float32.</param>
/// <param name="ignore_class">A label that does not count, for example −1 or 255; null: all count.</param>
/// <param name="sparse_y_true">Whether targets are class numbers, not one-hot.</param>
/// <param name="sparse_y_pred">Whether predictions are class numbers, not scores.</param>
/// <param name="axis">Axis of one-hot labels and scores.</param>
/// <exception cref="ArgumentOutOfRangeException">num_classes is not above 0.</exception>
[KerasExport("keras.metrics.MeanIoU")]
public class MeanIoU(int num_classes, string? name = null, string? dtype = null, int? ignore_class = null, bool sparse_y_true = true,
    bool sparse_y_pred = true, int axis = -1)
    : IoUMetric(num_classes, EnumerateClasses(num_classes), name, dtype, ignore_class, sparse_y_true, sparse_y_pred, axis)
{
    /// <summary>Whether targets are class numbers.</summary>
    public bool sparse_y_true { get; } = sparse_y_true;

    /// <summary>Whether predictions are class numbers.</summary>
    public bool sparse_y_pred { get; } = sparse_y_pred;

    /// <summary>Axis of one-hot labels and scores.</summary>
    public int axis { get; } = axis;

    internal static IntList EnumerateClasses(int num_classes) => new([.. Enumerable.Range(0, Guard.Positive(num_classes))]);
}
