using KerasDigits.Ops;

namespace KerasDigits.Layers;

/// <summary>Largest value of each window.</summary>
/// <param name="pool_size">Length of the window; null: 2.</param>
/// <param name="strides">Step of the window; null: pool_size.</param>
/// <param name="padding">"valid" or "same".</param>
/// <param name="data_format">"channels_last" or "channels_first"; null: keras.backend.image_data_format().</param>
/// <remarks>Input shape: (batch, steps, channels). Output shape: (batch, new steps, channels). Source: tf.keras 2.3.1,
/// layers/pooling.py.</remarks>
[KerasExport("keras.layers.MaxPooling1D", "keras.layers.MaxPool1D")]
public sealed class MaxPooling1D(Size1? pool_size = null, Size1? strides = null, string padding = "valid",
    string? data_format = "channels_last")
    : WindowPooling<Size1>(pool_size ?? 2, strides ?? pool_size ?? 2, padding, data_format)
{
    internal override WholeNumbers Wholes => WholeNumbers.Kept;

    private protected override Tensor CallLast(Tensor x, bool training) =>
        NN.MaxPool(x, this.pool_size.ToArray(), this.strides.ToArray(), this.padding);
}
