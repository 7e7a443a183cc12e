namespace KerasDigits.Layers;

/// <summary>Largest value of each channel over the volume.</summary>
/// <param name="data_format">"channels_last" or "channels_first"; null: keras.backend.image_data_format().</param>
/// <param name="keepdims">Whether the reduced axes are kept, with size 1.</param>
/// <remarks>Input shape: (batch, depth, height, width, channels). Output shape: (batch, channels). Source: tf.keras 2.3.1,
/// layers/pooling.py.</remarks>
[KerasExport("keras.layers.GlobalMaxPooling3D", "keras.layers.GlobalMaxPool3D")]
public sealed class GlobalMaxPooling3D(string? data_format = null, bool keepdims = false) : GlobalPooling(data_format, keepdims, 3)
{
    internal override WholeNumbers Wholes => WholeNumbers.Kept;

    /// <inheritdoc/>
    public override Tensor call(Tensor inputs, bool training) => inputs.amax(Axes, keepdims);
}
