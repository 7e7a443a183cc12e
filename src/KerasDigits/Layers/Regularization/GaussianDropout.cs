using KerasDigits.Backend;
using KerasDigits.Ops;

namespace KerasDigits.Layers;

/// <summary>In training multiplies by normal noise of mean 1 and standard deviation √(rate / (1 − rate)).</summary>
/// <param name="rate">Strength, as the rate of Dropout, 0 or more and below 1.</param>
/// <param name="seed">Seed of a generator of its own; null: the global generator is used.</param>
/// <exception cref="ArgumentOutOfRangeException">rate is negative, or 1 or more.</exception>
/// <remarks>Input shape: any. Output shape: the same. Source: tf.keras 2.3.1, layers/noise.py.</remarks>
[KerasExport("keras.layers.GaussianDropout")]
public sealed class GaussianDropout(double rate, int? seed = null) : Layer
{
    private readonly Seeds.Source? _generator = seed is { } s ? new Seeds.Source(s) : null;

    /// <summary>Strength.</summary>
    public double rate { get; } = Guard.Rate(rate);

    /// <summary>Seed.</summary>
    public int? seed { get; } = seed;

    /// <inheritdoc/>
    public override bool supports_masking => true;

    internal override bool PassesThrough => true;

    /// <inheritdoc/>
    public override Tensor call(Tensor inputs, bool training) =>
        training && rate > 0 ? inputs * (RandomOps.DrawNormal(inputs, Math.Sqrt(rate / (1 - rate)), _generator) + 1) : inputs;

    /// <inheritdoc/>
    public override Shape compute_output_shape(Shape input_shape) => input_shape;
}
