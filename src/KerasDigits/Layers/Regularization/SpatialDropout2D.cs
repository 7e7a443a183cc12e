using KerasDigits.Backend;
using KerasDigits.Ops;

namespace KerasDigits.Layers;

/// <summary>In training sets whole channels of a picture to 0 and scales the others by 1 / (1 − rate).</summary>
/// <remarks>Input shape: (batch, height, width, channels). Output shape: the same. Source: tf.keras 2.3.1, layers/core.py.</remarks>
[KerasExport("keras.layers.SpatialDropout2D")]
public sealed class SpatialDropout2D : Layer
{
    private Seeds.Source? _generator;

    /// <summary>Makes the layer.</summary>
    /// <param name="rate">Part of the channels that is dropped: 0 … 1.</param>
    /// <param name="data_format">"channels_last"; "channels_first" is refused.</param>
    public SpatialDropout2D(double rate, string? data_format = null)
    {
        (this.rate, this.data_format) = (Guard.Rate(rate), LayerGuard.ChannelsLast(data_format));
        input_spec = new InputSpec(ndim: 4);
        supports_masking = true;
    }

    /// <summary>Part that is dropped.</summary>
    public double rate { get; }

    /// <summary>"channels_last".</summary>
    public string data_format { get; }

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

    /// <summary>Must be null: the choice is one per picture and channel. Files hold it.</summary>
    [KerasKeyword]
    public Shape? noise_shape
    {
        get => null;
        init => Guard.That(value is null, $"`noise_shape` must be left out: the choice is one per picture and channel. Received: noise_shape={value}.", nameof(noise_shape));
    }

    /// <inheritdoc/>
    public override Tensor call(Tensor inputs, bool training) =>
        training && rate > 0 ? NN.Dropout(inputs, rate, [inputs.size(0), 1, 1, inputs.size(3)], _generator) : inputs;

    /// <inheritdoc/>
    public override Shape compute_output_shape(Shape input_shape) => input_shape;
}
