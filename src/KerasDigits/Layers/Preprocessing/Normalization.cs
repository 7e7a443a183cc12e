using KerasDigits.Backend;
using NumSharp;

namespace KerasDigits.Layers;

/// <summary>Normalizes features to mean 0 and variance 1, by statistics that are given or taken from data by <see cref="adapt"/>.</summary>
/// <remarks>Input shape: any. Output shape: the same. Weights, unless mean and variance are given: mean, variance, count, none of them
/// trained. Source: tf.keras 2.3.1 and 2.15, layers/preprocessing/normalization.py.</remarks>
[KerasExport("keras.layers.Normalization", "keras.layers.experimental.preprocessing.Normalization")]
public sealed class Normalization : Layer
{
    private Variable? _mean, _variance, _count;
    private int[] _kept = [];

    /// <summary>Creates the layer.</summary>
    /// <param name="axis">Axes with statistics of their own; null: the last (−1); an empty list: one mean and variance for all.</param>
    /// <param name="mean">Means, given together with variance; null: adapt learns them.</param>
    /// <param name="variance">Variances, given together with mean; null: adapt learns them.</param>
    /// <param name="invert">Whether the inverse is computed: inputs · √variance + mean.</param>
    /// <exception cref="ArgumentException">Only one of mean and variance is given.</exception>
    public Normalization(IntList? axis = null, Numbers? mean = null, Numbers? variance = null, bool invert = false)
    {
        Guard.That((mean is null) == (variance is null),
            $"When setting values directly, both `mean` and `variance` must be set. Got mean: {mean} and variance: {variance}",
            nameof(variance));
        (this.axis, this.mean, this.variance, this.invert) = (axis ?? -1, mean, variance, invert);
    }

    /// <summary>Axes with statistics of their own.</summary>
    public IntList axis { get; }

    /// <summary>Given means.</summary>
    public Numbers? mean { get; }

    /// <summary>Given variances.</summary>
    public Numbers? variance { get; }

    /// <summary>Whether the inverse is computed.</summary>
    public bool invert { get; }

    /// <summary>The means in use: one per kept axis's place in TF 2.3.1, in 2.15 with a 1 for each other axis.</summary>
    public NDArray adapt_mean => ReadInUse(_mean);

    /// <summary>The variances in use, of the same shape.</summary>
    public NDArray adapt_variance => ReadInUse(_variance);

    private NDArray ReadInUse(Variable? weight)
    {
        NDArray values = (weight ?? throw NotBuilt()).numpy();
        return Compat.Is215
            ? values.reshape(
                new NumSharp.Shape([.. Enumerable.Range(0, _rank)
                    .Select(i => _kept.Contains(i) ? values.shape[Array.IndexOf(_kept, i)] : 1L)]))
            : values;
    }

    private int _rank;

    /// <inheritdoc/>
    public override void build(Shape input_shape)
    {
        _kept = [.. axis.Select(a => a < 0 ? input_shape.Rank + a : a).Order()];
        Guard.That(_kept.All(a => a >= 0 && a < input_shape.Rank),
            $"All `axis` values must be in the range [-ndim, ndim). Found ndim: `{input_shape.Rank}`, axis: {axis}", nameof(axis));
        _rank = input_shape.Rank;
        if (mean is not null) { return; }
        var shape = new Shape([.. _kept.Select(a => input_shape[a])]);
        _mean = add_weight("mean", shape, initializer: "zeros", trainable: false);
        _variance = add_weight("variance", shape, initializer: "ones", trainable: false);
        _count = add_weight("count", default, "int64", "zeros", trainable: false);
    }

    /// <summary>Takes mean and variance from data; what was learned before is forgotten.</summary>
    /// <param name="data">Samples, shape (samples, …).</param>
    /// <param name="batch_size">Accepted for compatibility with Keras and ignored: all data are seen at once.</param>
    /// <param name="steps">Accepted for compatibility with Keras and ignored.</param>
    /// <exception cref="InvalidOperationException">Mean and variance were given.</exception>
    /// <exception cref="ArgumentException">data holds no value.</exception>
    public void adapt(NDArray data, int? batch_size = null, int? steps = null)
    {
        if (mean is not null)
        {
            throw new InvalidOperationException("Cannot `adapt` a Normalization layer that is initialized with static `mean` and "
                + "`variance`, you passed mean and variance values.");
        }
        Guard.That(data.size > 0, "`adapt` takes mean and variance from data, so there must be at least one value. Received: data of "
            + $"shape {Shape.Of([.. data.shape.Select(n => (long)n)])}.", nameof(data));
        using var scope = Scopes.Step();
        using var _ = Scopes.NoGradient();
        Tensor x = Arrays.ToTensor(data, "float64");
        EnsureBuilt(CallArguments.Of([Shape.Of(x.shape).With(0, null)]));
        long[] gone = [.. Enumerable.Range(0, (int)x.dim()).Where(i => !_kept.Contains(i)).Select(i => (long)i)];
        Tensor center = x.mean(gone, true);
        _mean!.assign(center.reshape(_mean.value.shape));
        _variance!.assign((x - center).square().mean(gone).reshape(_variance.value.shape));
        _count!.assign(Tensors.MakeFull(default, x.numel() / Math.Max(1, _mean.Size), "int64"));
    }

    /// <inheritdoc/>
    public override Tensor call(Tensor inputs, bool training)
    {
        Tensor x = inputs.is_floating_point() ? inputs : inputs.to_type(DTypes.ParseTorch(compute_dtype));
        Tensor center = ChooseStatistic(mean, _mean, x), root = ChooseStatistic(variance, _variance, x).sqrt();
        return invert ? (x * root.clamp_min(Settings.Epsilon)) + center : (x - center) / root.clamp_min(Settings.Epsilon);
    }

    private Tensor ChooseStatistic(Numbers? given, Variable? learned, Tensor x)
    {
        long[] shape = [.. Enumerable.Range(0, (int)x.dim()).Select(i => _kept.Contains(i) ? x.size(i) : 1)];
        if (learned is not null) { return learned.value.to_type(x.dtype).reshape(shape); }
        Tensor values = Tensors.Of([.. given!.Items.Select(v => (float)v)]).to_type(x.dtype);
        return given.Items.Count == 1 ? values.reshape(1) : values.reshape(shape);
    }

    /// <inheritdoc/>
    public override Shape compute_output_shape(Shape input_shape) => input_shape;
}
