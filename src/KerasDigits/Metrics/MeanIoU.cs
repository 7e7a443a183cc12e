using KerasDigits.Backend;
using KerasDigits.Ops;

namespace KerasDigits.Metrics;

/// <summary>Mean over the classes of intersection over union: true positives / (true positives + false positives + false negatives).</summary>
[KerasExport("keras.metrics.MeanIoU")]
public sealed class MeanIoU : Metric
{
    private readonly Variable _matrix;

    /// <summary>Makes the metric.</summary>
    /// <param name="num_classes">Number of classes; labels are 0 … num_classes − 1.</param>
    /// <param name="name">Name for logs.</param>
    /// <param name="dtype">Keras dtype of the state.</param>
    /// <param name="ignore_class">A label that does not count, for example −1 or 255; null: all count.</param>
    /// <param name="sparse_y_true">Whether targets are class numbers, not one-hot.</param>
    /// <param name="sparse_y_pred">Whether predictions are class numbers, not scores.</param>
    /// <param name="axis">Axis of one-hot labels and scores.</param>
    public MeanIoU(int num_classes, string? name = null, string? dtype = null, int? ignore_class = null, bool sparse_y_true = true, bool sparse_y_pred = true, int axis = -1) : base(name, dtype)
    {
        this.num_classes = Guard.Positive(num_classes);
        (this.ignore_class, this.sparse_y_true, this.sparse_y_pred, this.axis) = (ignore_class, sparse_y_true, sparse_y_pred, axis);
        _matrix = add_weight("total_confusion_matrix", new Core.Shape(num_classes, num_classes));
    }

    /// <summary>Number of classes.</summary>
    public int num_classes { get; }

    /// <summary>A label that does not count.</summary>
    public int? ignore_class { get; }

    /// <summary>Whether targets are class numbers.</summary>
    public bool sparse_y_true { get; }

    /// <summary>Whether predictions are class numbers.</summary>
    public bool sparse_y_pred { get; }

    /// <summary>Axis of one-hot labels and scores.</summary>
    public int axis { get; }

    /// <inheritdoc/>
    public override void update_state(Tensor y_true, Tensor y_pred, Tensor? sample_weight = null)
    {
        using var scope = Scopes.Step();
        Tensor t = (sparse_y_true ? y_true : y_true.argmax(axis)).reshape(-1), p = (sparse_y_pred ? y_pred : y_pred.argmax(axis)).reshape(-1);
        Tensor? weight = sample_weight?.reshape(-1);
        if (ignore_class is { } ignored)
        {
            Tensor counts = t.ne(ignored);
            (t, p, weight) = (t.masked_select(counts), p.masked_select(counts), weight?.masked_select(counts));
        }
        if (t.numel() == 0) { return; }
        double highest = Math.Max(t.max().Number(), p.max().Number()), lowest = Math.Min(t.min().Number(), p.min().Number());
        Guard.That(lowest >= 0 && highest < num_classes, $"Labels and predictions must be class numbers from 0 to {num_classes - 1}, as num_classes says. Received: numbers from {lowest} to {highest}.", nameof(y_true));
        _matrix.value.add_(ConfusionOps.Matrix(t, p, weight, num_classes));
    }

    /// <inheritdoc/>
    public override Tensor result()
    {
        Tensor right = _matrix.value.diagonal();
        Tensor union = _matrix.value.sum([0L]) + _matrix.value.sum(1) - right;
        return ConfusionOps.Ratio(ConfusionOps.Ratio(right, union).sum(), union.ne(0).sum());
    }
}
