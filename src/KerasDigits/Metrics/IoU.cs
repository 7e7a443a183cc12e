using KerasDigits.Backend;
using KerasDigits.Ops;

namespace KerasDigits.Metrics;

/// <summary>What the metrics of intersection over union share: how often each class was taken for each class, and the mean over some
/// classes of true positives / (true positives + false positives + false negatives).</summary>
/// <remarks>Source: tf.keras 2.15, metrics/iou_metrics.py (2.3.1 has only MeanIoU).</remarks>
public abstract class IoUMetric : Metric
{
    private readonly Variable _matrix;
    private readonly IntList _targets;
    private readonly bool _sparseTruth, _sparsePrediction;
    private readonly int _axis;

    private protected IoUMetric(int num_classes, IntList targets, string? name, string? dtype, int? ignore_class, bool sparseTruth,
        bool sparsePrediction, int axis) : base(name, dtype)
    {
        this.num_classes = Guard.Positive(num_classes);
        Guard.That(targets.Count > 0 && targets.All(c => c >= 0 && c < num_classes),
            $"`target_class_ids` must hold class numbers from 0 to {num_classes - 1}. Received: target_class_ids={targets}, "
            + $"num_classes={num_classes}.", "target_class_ids");
        (_targets, this.ignore_class, _sparseTruth, _sparsePrediction, _axis) = (targets, ignore_class, sparseTruth,
            sparsePrediction, axis);
        _matrix = add_weight("total_confusion_matrix", new Core.Shape(num_classes, num_classes));
    }

    /// <summary>Number of classes.</summary>
    public int num_classes { get; }

    /// <summary>A label that does not count; null: all count.</summary>
    public int? ignore_class { get; }

    /// <inheritdoc/>
    public override void update_state(Tensor y_true, Tensor y_pred, Tensor? sample_weight = null) =>
        Explain(y_true, y_pred, sample_weight, Count);

    private void Count(Tensor y_true, Tensor y_pred, Tensor? sample_weight)
    {
        using var scope = Scopes.Step();
        Tensor t = (_sparseTruth ? y_true : y_true.argmax(_axis)).reshape(-1),
            p = (_sparsePrediction ? y_pred : y_pred.argmax(_axis)).reshape(-1);
        Tensor? weight = sample_weight?.reshape(-1);
        if (ignore_class is { } ignored)
        {
            Tensor counts = t.ne(ignored);
            (t, p, weight) = (t.masked_select(counts), p.masked_select(counts), weight?.masked_select(counts));
        }
        if (t.numel() == 0) { return; }
        double highest = Math.Max(t.max().ToNumber(), p.max().ToNumber()), lowest = Math.Min(t.min().ToNumber(), p.min().ToNumber());
        Guard.That(lowest >= 0 && highest < num_classes,
            $"Labels and predictions must be class numbers from 0 to {num_classes - 1}, as num_classes says. Received: numbers from "
            + $"{lowest} to {highest}.", nameof(y_true));
        _matrix.value.add_(ConfusionOps.Matrix(t, p, weight, num_classes));
    }

    /// <inheritdoc/>
    public override Tensor result() => ConfusionOps.IntersectionOverUnion(_matrix.value, [.. _targets]);
}

/// <summary>Intersection over union of some classes.</summary>
/// <param name="num_classes">Number of classes, above 0; labels are 0 … num_classes − 1.</param>
/// <param name="target_class_ids">The classes whose mean is taken.</param>
/// <param name="name">Name for logs; null: the class name in snake case.</param>
/// <param name="dtype">Keras dtype of the state; null: float32.</param>
/// <param name="ignore_class">A label that does not count, for example −1 or 255; null: all count.</param>
/// <param name="sparse_y_true">Whether targets are class numbers, not one-hot.</param>
/// <param name="sparse_y_pred">Whether predictions are class numbers, not scores.</param>
/// <param name="axis">Axis of one-hot labels and scores.</param>
/// <exception cref="ArgumentOutOfRangeException">num_classes is not above 0.</exception>
[KerasExport("keras.metrics.IoU")]
public sealed class IoU(int num_classes, IntList target_class_ids, string? name = null, string? dtype = null, int? ignore_class = null,
    bool sparse_y_true = true, bool sparse_y_pred = true, int axis = -1)
    : IoUMetric(num_classes, target_class_ids, name, dtype, ignore_class, sparse_y_true, sparse_y_pred, axis)
{
    /// <summary>Class numbers over which the mean is taken.</summary>
    public IntList target_class_ids { get; } = target_class_ids;

    /// <summary>Whether targets are class numbers.</summary>
    public bool sparse_y_true { get; } = sparse_y_true;

    /// <summary>Whether predictions are class numbers.</summary>
    public bool sparse_y_pred { get; } = sparse_y_pred;

    /// <summary>Axis of one-hot labels and scores.</summary>
    public int axis { get; } = axis;
}
