namespace KerasDigits.Layers;

/// <summary>Largest value of each channel over the image.</summary>
/// <param name="data_format">"channels_last" or "channels_first"; null: keras.backend.image_data_format().</param>
/// <param name="keepdims">Whether the reduced axes are kept, with size 1.</param>
/// <remarks>Input shape: (batch, height, width, channels). Output shape: (batch, channels). Source: tf.keras 2.3.1,
/// layers/pooling.py.</remarks>
[KerasExport("keras.layers.GlobalMaxPooling2D", "keras.layers.GlobalMaxPool2D")]
public sealed class GlobalMaxPooling2D(string? data_format = null, bool keepdims = false) : GlobalPooling(data_format, keepdims, 2)
{
    internal override WholeNumbers Wholes => WholeNumbers.Kept;

    /// <inheritdoc/>
    public override Tensor call(Tensor inputs, bool training) => inputs.amax(Axes, keepdims);
}
