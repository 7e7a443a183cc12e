namespace KerasDigits.Layers;

/// <summary>What the two poolings over whole pictures share.</summary>
public abstract class GlobalPooling2D(string? data_format, bool keepdims) : Layer
{
    /// <summary>Where the channels stand.</summary>
    public string data_format { get; } = Guard.DataFormat(data_format);

    /// <summary>Whether the picture's axes stay, with size 1.</summary>
    public bool keepdims { get; } = keepdims;

    /// <summary>The two axes over which values are taken.</summary>
    protected long[] PictureAxes => data_format == "channels_last" ? [1, 2] : [2, 3];

    /// <inheritdoc/>
    public override Shape compute_output_shape(Shape input_shape)
    {
        new InputSpec(ndim: 4).Check(input_shape, name!, 0);
        long? channels = input_shape[data_format == "channels_last" ? 3 : 1];
        return !keepdims ? new(input_shape[0], channels) : data_format == "channels_last" ? new(input_shape[0], 1, 1, channels) : new(input_shape[0], channels, 1, 1);
    }
}

/// <summary>Mean of each channel over the picture.</summary>
/// <param name="data_format">"channels_last" or "channels_first".</param>
/// <param name="keepdims">Whether the picture's axes stay, with size 1.</param>
/// <remarks>Input shape: (batch, height, width, channels). Output shape: (batch, channels). Source: tf.keras 2.3.1, layers/pooling.py.</remarks>
[KerasExport("keras.layers.GlobalAveragePooling2D", "keras.layers.GlobalAvgPool2D")]
public sealed class GlobalAveragePooling2D(string? data_format = null, bool keepdims = false) : GlobalPooling2D(data_format, keepdims)
{
    /// <inheritdoc/>
    public override Tensor call(Tensor inputs, bool training) => inputs.mean(PictureAxes, keepdims);
}

/// <summary>Greatest value of each channel over the picture.</summary>
/// <param name="data_format">"channels_last" or "channels_first".</param>
/// <param name="keepdims">Whether the picture's axes stay, with size 1.</param>
/// <remarks>Input shape: (batch, height, width, channels). Output shape: (batch, channels). Source: tf.keras 2.3.1, layers/pooling.py.</remarks>
[KerasExport("keras.layers.GlobalMaxPooling2D", "keras.layers.GlobalMaxPool2D")]
public sealed class GlobalMaxPooling2D(string? data_format = null, bool keepdims = false) : GlobalPooling2D(data_format, keepdims)
{
    /// <inheritdoc/>
    public override Tensor call(Tensor inputs, bool training) => inputs.amax(PictureAxes, keepdims);
}
