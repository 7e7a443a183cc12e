namespace KerasDigits.Layers;

/// <summary>Cuts the borders of images away.</summary>
/// <param name="cropping">One number, (height, width), or ((top, bottom), (left, right)); null: 0.</param>
/// <param name="data_format">"channels_last" or "channels_first"; null: keras.backend.image_data_format().</param>
/// <remarks>Input shape: (batch, height, width, channels). Output shape: (batch, cut height, cut width, channels). Source: tf.keras 2.3.1,
/// layers/convolutional.py.</remarks>
[KerasExport("keras.layers.Cropping2D")]
public sealed class Cropping2D(Edges2? cropping = null, string? data_format = null)
    : Cropping<Edges2>(cropping ?? 0, data_format);
