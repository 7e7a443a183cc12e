namespace KerasDigits.Layers;

/// <summary>What the poolings over whole sequences, images and volumes share.</summary>
/// <param name="data_format">The position of the channels: "channels_last" or "channels_first"; null:
/// keras.backend.image_data_format().</param>
/// <param name="keepdims">Whether the reduced axes are kept, with size 1.</param>
/// <param name="axes">Number of axes between batch and channels.</param>
/// <exception cref="ArgumentException">data_format is not "channels_last" or "channels_first".</exception>
public abstract class GlobalPooling(string? data_format, bool keepdims, int axes) : Layer
{
    /// <summary>The position of the channels: "channels_last" or "channels_first".</summary>
    public string data_format { get; } = Guard.DataFormat(data_format);

    /// <summary>Whether the reduced axes are kept, with size 1.</summary>
    public bool keepdims { get; } = keepdims;

    /// <summary>The axes over which values are taken.</summary>
    private protected long[] Axes => [.. Enumerable.Range(data_format == "channels_last" ? 1 : 2, axes).Select(i => (long)i)];

    /// <inheritdoc/>
    public override Shape compute_output_shape(Shape input_shape)
    {
        new InputSpec(ndim: axes + 2).Check(input_shape, name!, 0);
        bool last = data_format == "channels_last";
        long? channels = input_shape[last ? ^1 : 1];
        IEnumerable<long?> ones = keepdims ? Enumerable.Repeat<long?>(1, axes) : [];
        return last ? new([input_shape[0], .. ones, channels]) : new([input_shape[0], channels, .. ones]);
    }
}
