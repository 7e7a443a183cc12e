using KerasDigits.Backend;
using KerasDigits.Ops;

namespace KerasDigits.Layers;

/// <summary>Dropout for selu: what is dropped goes to its negative limit, and mean and variance stay.</summary>
/// <param name="rate">Fraction of the values to drop, 0 or more and below 1.</param>
/// <param name="noise_shape">Shape of the choice; null: each value for itself.</param>
/// <param name="seed">Seed of a generator of its own; null: the global generator is used.</param>
/// <exception cref="ArgumentOutOfRangeException">rate is negative, or 1 or more.</exception>
/// <remarks>Input shape: any. Output shape: the same. Source: tf.keras 2.3.1, layers/noise.py.</remarks>
[KerasExport("keras.layers.AlphaDropout")]
public sealed class AlphaDropout(double rate, Shape? noise_shape = null, int? seed = null) : Layer
{
    private const double Limit = -1.6732632423543772 * 1.0507009873554805;
    private readonly Seeds.Source? _generator = seed is { } s ? new Seeds.Source(s) : null;

    /// <summary>Fraction of the values to drop.</summary>
    public double rate { get; } = Guard.Rate(rate);

    /// <summary>Shape of the choice.</summary>
    public Shape? noise_shape { get; } = noise_shape;

    /// <summary>Seed.</summary>
    public int? seed { get; } = seed;

    /// <inheritdoc/>
    public override bool supports_masking => true;

    internal override bool PassesThrough => true;

    /// <inheritdoc/>
    public override Tensor call(Tensor inputs, bool training)
    {
        if (!training || rate == 0) { return inputs; }
        long[] shape = noise_shape is { } n ? [.. n.Select((d, i) => d ?? inputs.shape[i])] : inputs.shape;
        Tensor keep = RandomOps.Choice(inputs, shape, 1 - rate, _generator);
        double scale = Math.Pow((1 - rate) * (1 + (rate * Limit * Limit)), -0.5);
        return (((inputs * keep) + ((1 - keep) * Limit)) * scale) - (scale * Limit * rate);
    }

    /// <inheritdoc/>
    public override Shape compute_output_shape(Shape input_shape) => input_shape;
}
