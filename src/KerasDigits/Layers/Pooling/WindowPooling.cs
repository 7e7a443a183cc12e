using KerasDigits.Ops;

namespace KerasDigits.Layers;

/// <summary>What the poolings over windows of sequences and volumes share.</summary>
/// <typeparam name="TSize">One or three numbers.</typeparam>
public abstract class WindowPooling<TSize> : Layer where TSize : struct, ISpatialSize
{
    private protected WindowPooling(TSize pool_size, TSize strides, string padding, string? data_format)
    {
        this.pool_size = LayerGuard.Positive(pool_size, nameof(pool_size));
        this.strides = LayerGuard.Positive(strides, nameof(strides));
        this.padding = Guard.OneOf(padding.ToLowerInvariant(), ["valid", "same"], nameof(padding));
        this.data_format = LayerGuard.ChannelsLast(data_format);
    }

    /// <summary>Size of the window.</summary>
    public TSize pool_size { get; }

    /// <summary>Step of the window.</summary>
    public TSize strides { get; }

    /// <summary>"valid" or "same".</summary>
    public string padding { get; }

    /// <summary>"channels_last".</summary>
    public string data_format { get; }

    /// <inheritdoc/>
    public override Shape compute_output_shape(Shape input_shape)
    {
        long[] window = pool_size.ToArray(), step = strides.ToArray();
        new InputSpec(ndim: window.Length + 2).Check(input_shape, name!, 0);
        return new([input_shape[0], .. window.Select((n, i) => NN.WindowedSize(input_shape[i + 1], (int)n, (int)step[i], padding)), input_shape[^1]]);
    }
}
