using KerasDigits.Backend;

namespace KerasDigits.Metrics;

/// <summary>Intersection over union of yes/no predictions.</summary>
/// <param name="target_class_ids">The classes whose mean is taken, of 0 and 1; null: both.</param>
/// <param name="threshold">Predictions of at least this are 1.</param>
/// <param name="name">Name for logs; null: the class name in snake case.</param>
/// <param name="dtype">Keras dtype of the state; null: float32.</param>
[KerasExport("keras.metrics.BinaryIoU")]
public sealed class BinaryIoU(IntList? target_class_ids = null, double threshold = 0.5, string? name = null, string? dtype = null)
    : IoUMetric(2, target_class_ids ?? (0, 1), name, dtype, null, true, true, -1)
{
    /// <summary>Class numbers over which the mean is taken.</summary>
    public IntList target_class_ids { get; } = target_class_ids ?? (0, 1);

    /// <summary>Predictions of at least this are 1.</summary>
    public double threshold { get; } = threshold;

    /// <inheritdoc/>
    public override void update_state(Tensor y_true, Tensor y_pred, Tensor? sample_weight = null)
    {
        using var scope = Scopes.Step();
        base.update_state(y_true, y_pred.ge(threshold).to_type(y_pred.dtype), sample_weight);
    }
}
