using KerasDigits.Backend;
using KerasDigits.Ops;

namespace KerasDigits.Layers;

/// <summary>What the spatial dropouts share: whole channels are dropped.</summary>
public abstract class SpatialDropout : Layer
{
    private readonly int _axes;
    private Seeds.Source? _generator;

    private protected SpatialDropout(double rate, int axes, string? data_format)
    {
        (this.rate, _axes, this.data_format) = (Guard.Rate(rate), axes, Guard.DataFormat(data_format));
        input_spec = new InputSpec(ndim: axes + 2);
        supports_masking = true;
    }

    /// <summary>Fraction of the values to drop.</summary>
    public double rate { get; }

    /// <summary>"channels_last" for (batch, …, channels), "channels_first" for (batch, channels, …).</summary>
    public string data_format { get; }

    /// <summary>Seed of a generator of its own; null: the global generator is used.</summary>
    [KerasKeyword]
    public int? seed
    {
        get;
        init
        {
            field = value;
            _generator = value is { } s ? new Seeds.Source(s) : null;
        }
    }

    /// <summary>Must be null: the choice is one per sample and channel. Files hold it.</summary>
    /// <exception cref="ArgumentException">The value is not null.</exception>
    [KerasKeyword]
    public Shape? noise_shape
    {
        get => null;
        init => Guard.That(value is null, "`noise_shape` must be left out: the choice is one per sample and channel. Received: "
            + $"noise_shape={value}.", nameof(noise_shape));
    }

    internal override bool PassesThrough => true;

    /// <inheritdoc/>
    public override Tensor call(Tensor inputs, bool training)
    {
        if (!training || rate <= 0) { return inputs; }
        long[] ones = [.. Enumerable.Repeat(1L, _axes)];
        return NN.Dropout(inputs, rate, data_format == "channels_first"
            ? [inputs.size(0), inputs.size(1), .. ones]
            : [inputs.size(0), .. ones, inputs.size(-1)], _generator);
    }

    /// <inheritdoc/>
    public override Shape compute_output_shape(Shape input_shape) => input_shape;
}
