using KerasDigits.Backend;
using KerasDigits.Ops;

namespace KerasDigits.Layers;

/// <summary>In training sets a random part of the values to 0 and scales the others by 1 / (1 − rate).</summary>
/// <remarks>Input shape: any. Output shape: the same. Source: tf.keras 2.3.1, layers/core.py.</remarks>
[KerasExport("keras.layers.Dropout")]
public class Dropout : Layer
{
    /// <summary>A generator of its own; null: the run's.</summary>
    internal Seeds.Source? Generator { get; }

    /// <summary>Creates the layer.</summary>
    /// <param name="rate">Fraction of the values to drop, 0 or more and below 1.</param>
    /// <param name="noise_shape">Shape of the choice, with 1 or None for axes over which it is shared or free; null: each value for
    /// itself.</param>
    /// <param name="seed">Seed of a generator of its own; null: the global generator is used.</param>
    /// <exception cref="ArgumentOutOfRangeException">rate is negative, or 1 or more.</exception>
    public Dropout(double rate, Shape? noise_shape = null, int? seed = null)
    {
        (this.rate, this.noise_shape, this.seed) = (Guard.Rate(rate), noise_shape, seed);
        Generator = seed is { } s ? new Seeds.Source(s) : null;
        supports_masking = true;
    }

    /// <summary>Fraction of the values to drop.</summary>
    public double rate { get; }

    /// <summary>Shape of the choice.</summary>
    public Shape? noise_shape { get; }

    /// <summary>Seed.</summary>
    public int? seed { get; }

    internal override bool PassesThrough => true;

    /// <inheritdoc/>
    public override Tensor call(Tensor inputs, bool training)
    {
        if (!training || rate == 0) { return inputs; }
        long[]? noise = noise_shape is { } s ? [.. s.Select((d, i) => d ?? inputs.shape[i])] : null;
        return NN.Dropout(inputs, rate, noise, Generator);
    }

    /// <inheritdoc/>
    public override Shape compute_output_shape(Shape input_shape) => input_shape;
}
