using KerasDigits.Backend;
using NumSharp;

namespace KerasDigits.Layers;

/// <summary>(inputs − mean) / deviation, with the mean and variance of data that were shown to <see cref="adapt"/>, or given ones.</summary>
/// <param name="axis">Axis or axes that keep their own mean and variance; null: the last one (−1). An empty list: one mean for everything.</param>
/// <param name="mean">Given means, one per place along the axes, or one for all.</param>
/// <param name="variance">Given variances; needed exactly when mean is given.</param>
/// <param name="invert">Whether to compute inputs · deviation + mean instead.</param>
/// <remarks>Input shape: (batch, …). Output shape: the same. Weights, unless given: mean, variance, count. Source: tf.keras 2.3.1, layers/preprocessing/normalization.py.</remarks>
[KerasExport("keras.layers.Normalization", "keras.layers.experimental.preprocessing.Normalization")]
public sealed class Normalization(IntList? axis = null, double[]? mean = null, double[]? variance = null, bool invert = false) : Layer
{
    private Variable? _mean, _variance, _count;
    private Tensor? _givenMean, _givenVariance;
    private long[] _spread = [];
    private long[] _reduced = [];

    /// <summary>Axes that keep their own mean.</summary>
    public IntList axis { get; } = axis ?? -1;

    /// <summary>Given means.</summary>
    public double[]? mean { get; } = mean is null == variance is null ? mean
        : throw new ArgumentException($"When setting values directly, both `mean` and `variance` must be set. Received: mean={(mean is null ? "None" : "given")}, variance={(variance is null ? "None" : "given")}.", nameof(mean));

    /// <summary>Given variances.</summary>
    public double[]? variance { get; } = variance;

    /// <summary>Whether the inverse is computed.</summary>
    public bool invert { get; } = invert;

    /// <inheritdoc/>
    public override void build(Shape input_shape)
    {
        int rank = input_shape.Rank;
        int[] kept = [.. axis.Select(a => a < 0 ? rank + a : a).Order()];
        Guard.That(kept.All(a => a > 0 && a < rank), $"All `axis` values must be in the range [1, ndim), where ndim={rank}, or negative. Received: axis={axis}, input shape {input_shape}.", nameof(axis));
        var shape = new Shape([.. kept.Select(a => input_shape[a])]);
        Guard.That(shape.IsFullyDefined, $"All `axis` values to be kept must have a known shape. Received: axis={axis}, input shape {input_shape}.", nameof(axis));
        _spread = [.. Enumerable.Range(0, rank).Select(i => kept.Contains(i) ? input_shape[i]!.Value : 1)];
        _reduced = [.. Enumerable.Range(0, rank).Where(i => !kept.Contains(i)).Select(i => (long)i)];
        if (mean is not null)
        {
            (_givenMean, _givenVariance) = (Given(mean, shape), Given(variance!, shape));
            return;
        }
        _mean = add_weight("mean", shape, initializer: "zeros", trainable: false);
        _variance = add_weight("variance", shape, initializer: "ones", trainable: false);
        _count = add_weight("count", new Shape(), "int64", "zeros", trainable: false);
    }

    /// <summary>Takes mean and variance from data; what was learned before is forgotten.</summary>
    /// <param name="data">Samples, first axis the batch.</param>
    /// <param name="batch_size">Samples per step; null: 32. Matters with steps alone.</param>
    /// <param name="steps">Batches that are looked at; null: all data.</param>
    /// <exception cref="InvalidOperationException">Mean and variance were given.</exception>
    public void adapt(NDArray data, int? batch_size = null, int? steps = null)
    {
        if (mean is not null) { throw new InvalidOperationException("Cannot `adapt` a Normalization layer that is initialized with static `mean` and `variance`, you passed mean and variance already."); }
        long rows = steps is { } n ? Math.Min(data.shape[0], (long)n * (batch_size ?? 32)) : data.shape[0];
        Guard.That(rows > 0, "`adapt` needs at least one sample.", nameof(data));
        using var scope = Scopes.Step();
        using var _ = Scopes.NoGradient();
        Tensor x = Arrays.ToTensor(data, "float64").narrow(0, 0, rows);
        EnsureBuilt(CallArguments.Of([Shape.Of(x.shape).With(0, null)]));
        Tensor average = x.mean(_reduced, true);
        _mean!.assign(average.reshape(_mean.value.shape));
        _variance!.assign((x - average).square().mean(_reduced).reshape(_variance.value.shape));
        _count!.assign(Tensors.Full(new Shape(), _reduced.Aggregate(1L, (all, a) => all * x.size((int)a)), "int64"));
    }

    /// <inheritdoc/>
    public override Tensor call(Tensor inputs, bool training)
    {
        Tensor x = inputs.is_floating_point() ? inputs : inputs.to_type(DTypes.Torch(compute_dtype));
        Tensor average = (_givenMean ?? _mean!.value).view(_spread).to_type(x.dtype);
        Tensor deviation = (_givenVariance ?? _variance!.value).view(_spread).to_type(x.dtype).sqrt().clamp_min(Settings.Epsilon);
        return invert ? average + (x * deviation) : (x - average) / deviation;
    }

    /// <inheritdoc/>
    public override Shape compute_output_shape(Shape input_shape) => input_shape;

    private static Tensor Given(double[] values, Shape shape)
    {
        long wanted = shape.Product()!.Value;
        Guard.That(values.Length == 1 || values.Length == wanted, $"`mean` and `variance` must hold 1 or {wanted} numbers for axes of shape {shape}. Received: {values.Length} numbers.", "mean");
        return Tensors.Of([.. Enumerable.Range(0, (int)wanted).Select(i => (float)values[values.Length == 1 ? 0 : i])], wanted).DetachFromDisposeScope();
    }
}
