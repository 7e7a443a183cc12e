using System.Globalization;
using KerasDigits.Backend;
using KerasDigits.Ops;

namespace KerasDigits.Layers;

/// <summary>In training adds normal noise.</summary>
/// <remarks>Input shape: any. Output shape: the same. Source: tf.keras 2.3.1, layers/noise.py.</remarks>
[KerasExport("keras.layers.GaussianNoise")]
public sealed class GaussianNoise : Layer
{
    private readonly Seeds.Source? _generator;

    /// <summary>Creates the layer.</summary>
    /// <param name="stddev">Standard deviation of the noise.</param>
    /// <param name="seed">Seed of a generator of its own; null: the global generator is used.</param>
    /// <exception cref="ArgumentException">stddev is negative.</exception>
    public GaussianNoise(double stddev, int? seed = null)
    {
        Guard.That(stddev >= 0, string.Create(CultureInfo.InvariantCulture, $"`stddev` must not be negative. Received: stddev={stddev}."),
            nameof(stddev));
        (this.stddev, this.seed) = (stddev, seed);
        _generator = seed is { } s ? new Seeds.Source(s) : null;
        supports_masking = true;
    }

    /// <summary>Standard deviation of the noise.</summary>
    public double stddev { get; }

    /// <summary>Seed.</summary>
    public int? seed { get; }

    internal override bool PassesThrough => true;

    /// <inheritdoc/>
    public override Tensor call(Tensor inputs, bool training) =>
        training ? inputs + RandomOps.DrawNormal(inputs, stddev, _generator) : inputs;

    /// <inheritdoc/>
    public override Shape compute_output_shape(Shape input_shape) => input_shape;
}
