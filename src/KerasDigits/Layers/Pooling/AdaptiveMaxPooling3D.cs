namespace KerasDigits.Layers;

/// <summary>Largest value of each window of a volume, with as many windows as the output has places.</summary>
/// <param name="output_size">Depth, height and width of the output.</param>
/// <param name="data_format">"channels_last" or "channels_first"; null: keras.backend.image_data_format().</param>
/// <remarks>Input shape: (batch, depth, height, width, channels). Output shape: (batch, new depth, new height, new width, channels).
/// Source: Keras 3, layers/pooling/adaptive_max_pooling3d.py.</remarks>
[KerasExport("keras.layers.AdaptiveMaxPooling3D")]
public sealed class AdaptiveMaxPooling3D(Size3 output_size, string? data_format = null)
    : AdaptivePooling<Size3>(output_size, data_format, greatest: true);
