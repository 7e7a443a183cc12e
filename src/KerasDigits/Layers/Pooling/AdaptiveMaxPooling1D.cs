namespace KerasDigits.Layers;

/// <summary>Largest value of each window of a sequence, with as many windows as the output has places.</summary>
/// <param name="output_size">Length of the output.</param>
/// <param name="data_format">"channels_last" or "channels_first"; null: keras.backend.image_data_format().</param>
/// <remarks>Input shape: (batch, steps, channels). Output shape: (batch, output_size, channels).
/// Source: Keras 3, layers/pooling/adaptive_max_pooling1d.py.</remarks>
[KerasExport("keras.layers.AdaptiveMaxPooling1D")]
public sealed class AdaptiveMaxPooling1D(Size1 output_size, string? data_format = null)
    : AdaptivePooling<Size1>(output_size, data_format, greatest: true);
