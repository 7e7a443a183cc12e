using KerasDigits.Ops;

namespace KerasDigits.Layers;

/// <summary>Largest value of each window.</summary>
/// <param name="pool_size">Height and width of the window; null: 2.</param>
/// <param name="strides">Step of the window; null: pool_size.</param>
/// <param name="padding">"valid" or "same".</param>
/// <param name="data_format">"channels_last" or "channels_first"; null: keras.backend.image_data_format().</param>
/// <remarks>Input shape: (batch, height, width, channels). Output shape: (batch, new height, new width, channels). Source: tf.keras 2.3.1,
/// layers/pooling.py.</remarks>
[KerasExport("keras.layers.MaxPooling2D", "keras.layers.MaxPool2D")]
public sealed class MaxPooling2D(Size2? pool_size = null, Size2? strides = null, string padding = "valid", string? data_format = null)
    : WindowPooling<Size2>(pool_size ?? 2, strides ?? pool_size ?? 2, padding, data_format)
{
    internal override WholeNumbers Wholes => WholeNumbers.Kept;

    private protected override Tensor CallLast(Tensor x, bool training) => NN.MaxPool2D(x, this.pool_size, this.strides, this.padding);
}
