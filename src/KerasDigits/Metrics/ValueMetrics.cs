using KerasDigits.Backend;
using KerasDigits.Losses;
using KerasDigits.Ops;

namespace KerasDigits.Metrics;

/// <summary>A (weighted) sum of values.</summary>
/// <param name="name">Name for logs.</param>
/// <param name="dtype">Keras dtype of the state.</param>
/// <remarks>Source: tf.keras 2.3.1, metrics.py.</remarks>
[KerasExport("keras.metrics.Sum")]
public sealed class Sum(string? name = "sum", string? dtype = null) : ValueMetric(name, dtype)
{
    private Variable? _total;

    /// <inheritdoc/>
    public override void update_state(Tensor values, Tensor? sample_weight = null) => Explain(values, sample_weight, Count);

    private void Count(Tensor values, Tensor? sample_weight)
    {
        using var scope = Scopes.Step();
        using var _ = Scopes.NoGradient();
        (_total ??= add_weight("total")).value.add_((sample_weight is null ? values : LossOps.Weigh(values, sample_weight)).sum());
    }

    /// <inheritdoc/>
    public override Tensor result() => _total?.value.alias() ?? Tensors.MakeScalar(0);
}

/// <summary>A (weighted) mean of tensors of one shape, place by place.</summary>
/// <param name="name">Name for logs.</param>
/// <param name="dtype">Keras dtype of the state.</param>
/// <param name="shape">Shape of the tensors; null: seen from the first one.</param>
/// <remarks>Source: tf.keras 2.3.1, metrics.py.</remarks>
[KerasExport("keras.metrics.MeanTensor")]
public sealed class MeanTensor(string? name = "mean_tensor", string? dtype = null, Shape? shape = null) : ValueMetric(name, dtype)
{
    private Variable? _total, _count;

    /// <summary>Shape of the tensors; null: seen from the first one.</summary>
    public Shape? shape { get; private set; } = shape;

    /// <inheritdoc/>
    public override void update_state(Tensor values, Tensor? sample_weight = null) => Explain(values, sample_weight, Count);

    private void Count(Tensor values, Tensor? sample_weight)
    {
        using var scope = Scopes.Step();
        using var _ = Scopes.NoGradient();
        Shape given = Shape.Of(values.shape);
        shape ??= given;
        Guard.That(shape == given, "MeanTensor input values must always have the same shape. Expected shape (set during the first call): "
            + $"{shape}. Got: {given}.", nameof(values));
        if (_total is null) { (_total, _count) = (add_weight("total", given), add_weight("count", given)); }
        Tensor one = Tensors.MakeZeros(given).add(1);
        if (sample_weight is not null) { (values, one) = (LossOps.Weigh(values, sample_weight), LossOps.Weigh(one, sample_weight)); }
        _total.value.add_(values);
        _count!.value.add_(one);
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">No values were added and no shape is known.</exception>
    public override Tensor result() => _total is not null ? ConfusionOps.Ratio(_total.value, _count!.value)
        : shape is { } known ? Tensors.MakeZeros(known)
        : throw new InvalidOperationException("MeanTensor does not have any value yet. Please call the MeanTensor instance or use "
            + "`.update_state(value)` before retrieving the result.");
}

/// <summary>Mean of |y_true − y_pred| / normalizer.</summary>
/// <param name="normalizer">What each error is divided by, with the predictions' shape (or one that spreads to it); where it is 0 the error
/// counts as 0.</param>
/// <param name="name">Name for logs.</param>
/// <param name="dtype">Keras dtype of the state.</param>
/// <remarks>Source: tf.keras 2.3.1, metrics.py.</remarks>
[KerasExport("keras.metrics.MeanRelativeError")]
public sealed class MeanRelativeError(double[] normalizer, string? name = null, string? dtype = null) : RunningMean(name, dtype)
{
    /// <summary>What each error is divided by.</summary>
    public double[] normalizer { get; } = normalizer;

    /// <inheritdoc/>
    public override void update_state(Tensor y_true, Tensor y_pred, Tensor? sample_weight = null) =>
        Explain(y_true, y_pred, sample_weight, Count);

    private void Count(Tensor y_true, Tensor y_pred, Tensor? sample_weight)
    {
        using var scope = Scopes.Step();
        using var _ = Scopes.NoGradient();
        (y_true, y_pred) = LossOps.SameRank(y_true, y_pred);
        Guard.That(y_pred.size(-1) == normalizer.Length || normalizer.Length == 1,
            $"`normalizer` must hold as many numbers as the last axis of the predictions, {y_pred.size(-1)}, or one. Received: "
            + $"{normalizer.Length} numbers.", nameof(normalizer));
        Tensor scale = Tensors.Of([.. normalizer.Select(n => (float)n)]);
        Tensor errors = (y_true.to_type(y_pred.dtype) - y_pred).abs();
        Add(ConfusionOps.Ratio(errors, scale.expand(errors.shape)), sample_weight);
    }
}
