namespace KerasDigits.Layers;

/// <summary>Mean of each channel over the picture.</summary>
/// <param name="data_format">"channels_last" or "channels_first".</param>
/// <remarks>Input shape: (batch, height, width, channels). Output shape: (batch, channels). Source: tf.keras 2.3.1, layers/pooling.py.</remarks>
[KerasExport("keras.layers.GlobalAveragePooling2D", "keras.layers.GlobalAvgPool2D")]
public sealed class GlobalAveragePooling2D(string? data_format = null) : Layer
{
    /// <summary>Where the channels stand.</summary>
    public string data_format { get; } = Guard.DataFormat(data_format);

    /// <inheritdoc/>
    public override Tensor call(Tensor inputs, bool training) => inputs.mean(data_format == "channels_last" ? [1, 2] : [2, 3]);

    /// <inheritdoc/>
    public override Shape compute_output_shape(Shape input_shape) => new(input_shape[0], input_shape[data_format == "channels_last" ? 3 : 1]);
}

/// <summary>Greatest value of each channel over the picture.</summary>
/// <param name="data_format">"channels_last" or "channels_first".</param>
/// <remarks>Input shape: (batch, height, width, channels). Output shape: (batch, channels). Source: tf.keras 2.3.1, layers/pooling.py.</remarks>
[KerasExport("keras.layers.GlobalMaxPooling2D", "keras.layers.GlobalMaxPool2D")]
public sealed class GlobalMaxPooling2D(string? data_format = null) : Layer
{
    /// <summary>Where the channels stand.</summary>
    public string data_format { get; } = Guard.DataFormat(data_format);

    /// <inheritdoc/>
    public override Tensor call(Tensor inputs, bool training) => inputs.amax(data_format == "channels_last" ? [1, 2] : [2, 3]);

    /// <inheritdoc/>
    public override Shape compute_output_shape(Shape input_shape) => new(input_shape[0], input_shape[data_format == "channels_last" ? 3 : 1]);
}
