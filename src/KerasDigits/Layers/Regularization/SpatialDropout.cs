using KerasDigits.Backend;
using KerasDigits.Ops;

namespace KerasDigits.Layers;

/// <summary>What the spatial dropouts share: whole channels are dropped.</summary>
public abstract class SpatialDropout : Layer
{
    private readonly int _axes;
    private Seeds.Source? _generator;

    private protected SpatialDropout(double rate, int axes)
    {
        (this.rate, _axes) = (Guard.Rate(rate), axes);
        input_spec = new InputSpec(ndim: axes + 2);
        supports_masking = true;
    }

    /// <summary>Part that is dropped.</summary>
    public double rate { get; }

    /// <summary>Seed of a generator of its own; null: the run's.</summary>
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
    [KerasKeyword]
    public Shape? noise_shape
    {
        get => null;
        init => Guard.That(value is null, $"`noise_shape` must be left out: the choice is one per sample and channel. Received: noise_shape={value}.", nameof(noise_shape));
    }

    /// <inheritdoc/>
    public override Tensor call(Tensor inputs, bool training) =>
        training && rate > 0 ? NN.Dropout(inputs, rate, [inputs.size(0), .. Enumerable.Repeat(1L, _axes), inputs.size(-1)], _generator) : inputs;

    /// <inheritdoc/>
    public override Shape compute_output_shape(Shape input_shape) => input_shape;
}
