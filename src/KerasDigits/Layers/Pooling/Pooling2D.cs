using KerasDigits.Ops;

namespace KerasDigits.Layers;

/// <summary>What the two poolings of pictures share.</summary>
public abstract class Pooling2D(Size2? pool_size, Size2? strides, string padding, string? data_format) : Layer
{
    /// <summary>Height and width of the window.</summary>
    public Size2 pool_size { get; } = LayerGuard.Positive(pool_size ?? 2, nameof(pool_size));

    /// <summary>Step of the window.</summary>
    public Size2 strides { get; } = LayerGuard.Positive(strides ?? pool_size ?? 2, nameof(strides));

    /// <summary>"valid" or "same".</summary>
    public string padding { get; } = Guard.OneOf(padding.ToLowerInvariant(), ["valid", "same"], nameof(padding));

    /// <summary>"channels_last".</summary>
    public string data_format { get; } = LayerGuard.ChannelsLast(data_format);

    /// <inheritdoc/>
    public override Shape compute_output_shape(Shape input_shape)
    {
        new InputSpec(ndim: 4).Check(input_shape, name!, 0);
        return new(input_shape[0], NN.WindowedSize(input_shape[1], pool_size.Height, strides.Height, padding),
            NN.WindowedSize(input_shape[2], pool_size.Width, strides.Width, padding), input_shape[3]);
    }
}
