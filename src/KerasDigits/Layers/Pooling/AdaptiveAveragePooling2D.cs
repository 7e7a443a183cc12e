namespace KerasDigits.Layers;

/// <summary>Mean of each window of an image, with as many windows as the output has places.</summary>
/// <param name="output_size">Height and width of the output.</param>
/// <param name="data_format">"channels_last" or "channels_first"; null: keras.backend.image_data_format().</param>
/// <remarks>Input shape: (batch, height, width, channels). Output shape: (batch, new height, new width, channels).
/// Source: Keras 3, layers/pooling/adaptive_average_pooling2d.py.</remarks>
[KerasExport("keras.layers.AdaptiveAveragePooling2D")]
public sealed class AdaptiveAveragePooling2D(Size2 output_size, string? data_format = null)
    : AdaptivePooling<Size2>(output_size, data_format, greatest: false);
