using KerasDigits.Backend;
using KerasDigits.Ops;

namespace KerasDigits.Metrics;

/// <summary>Base of metrics that count true and false positives and negatives at thresholds.</summary>
/// <remarks>Source: tf.keras 2.3.1, metrics.py and utils/metrics_utils.py.</remarks>
public abstract class ConfusionMetric : Metric
{
    private readonly int? _topK, _classId;
    private readonly bool _checksRange;
    private readonly double[] _values;
    private Variable? _outside;
    private Tensor? _thresholds;

    private protected ConfusionMetric(string? name, string? dtype, IReadOnlyList<double> thresholds, int? topK = null, int? classId = null,
        bool checksRange = true) : base(name, dtype)
    {
        (_values, _topK, _classId, _checksRange) = ([.. thresholds], topK, classId, checksRange);
        Guard.That(topK is null or > 0, $"`top_k` must be above 0. Received: top_k={topK}.", "top_k");
        Guard.That(classId is null or >= 0, $"`class_id` must not be negative. Received: class_id={classId}.", "class_id");
    }

    /// <summary>Whether one threshold was given, so that the result is a single number.</summary>
    private protected bool IsSingle => _values.Length == 1;

    /// <inheritdoc/>
    public override void update_state(Tensor y_true, Tensor y_pred, Tensor? sample_weight = null) =>
        Explain(y_true, y_pred, sample_weight, Count);

    private void Count(Tensor y_true, Tensor y_pred, Tensor? sample_weight)
    {
        using var scope = Scopes.Step();
        using var _ = Scopes.NoGradient();
        if (y_true.dim() == y_pred.dim() - 1 && y_pred.size(-1) == 1) { y_true = y_true.unsqueeze(-1); }
        else { (y_true, y_pred) = LossOps.SameRank(y_true, y_pred); }
        if (!y_true.shape.SequenceEqual(y_pred.shape))
        {
            throw new ArgumentException($"Shapes {Core.Shape.Of(y_pred.shape)} and {Core.Shape.Of(y_true.shape)} are incompatible: "
                + $"{GetType().Name} needs a label for each prediction. Use one-hot labels (keras.utils.to_categorical) with a "
                + "softmax output.", nameof(y_true));
        }
        // Later versions count what lies outside as it is.
        if (_checksRange && !Compat.Is215)
        {
            _outside ??= new Variable(Tensors.MakeScalar(0, "int64"), "outside:0", trainable: false);
            _outside.value.add_(ConfusionOps.Outside(y_pred));
        }
        if (_topK is { } k) { y_pred = ConfusionOps.KeepTop(y_pred, k); }
        if (_classId is { } c)
        {
            Guard.That(c < y_pred.size(-1), $"`class_id` must be below the number of classes, {y_pred.size(-1)}. Received: class_id={c}.",
                "class_id");
            (y_true, y_pred) = (y_true.select(-1, c), y_pred.select(-1, c));
        }
        _thresholds ??= Tensors.Of([.. _values.Select(t => (float)t)]).DetachFromDisposeScope();
        Add(y_true, y_pred, sample_weight, _thresholds);
    }

    /// <inheritdoc/>
    public override Tensor result()
    {
        if (_outside is { } o && o.value.ToNumber() is > 0 and double count)
        {
            throw new InvalidOperationException($"Predictions must be numbers from 0 to 1 for the metric {name}. Received {count} outside "
                + "(or NaN). End the model with a sigmoid or softmax.");
        }
        return Compute();
    }

    /// <inheritdoc/>
    public override void reset_states()
    {
        base.reset_states();
        _outside?.assign(Tensors.MakeScalar(0, "int64"));
    }

    /// <summary>Adds a batch's counts to the state.</summary>
    private protected abstract void Add(Tensor y_true, Tensor y_pred, Tensor? weight, Tensor thresholds);

    /// <summary>The result from the state.</summary>
    private protected abstract Tensor Compute();

    /// <summary>A number for one threshold, else a vector.</summary>
    private protected Tensor Reshape(Tensor values) => IsSingle ? values.squeeze(0) : values.alias();
}
