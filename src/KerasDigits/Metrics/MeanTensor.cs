using KerasDigits.Backend;
using KerasDigits.Ops;

namespace KerasDigits.Metrics;

/// <summary>A (weighted) mean of tensors of one shape, place by place.</summary>
/// <param name="name">Name for logs; null: the class name in snake case.</param>
/// <param name="dtype">Keras dtype of the state; null: float32.</param>
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
