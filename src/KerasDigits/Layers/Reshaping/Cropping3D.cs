namespace KerasDigits.Layers;

/// <summary>Cuts the ends of volumes away.</summary>
/// <param name="cropping">One number, (depth, height, width), or ((front, back), (top, bottom), (left, right)); null: 1.</param>
/// <param name="data_format">"channels_last" or "channels_first"; null: keras.backend.image_data_format().</param>
/// <remarks>Input shape: (batch, depth, height, width, channels). Output shape: (batch, cut depth, cut height, cut width, channels).
/// Source: tf.keras 2.3.1, layers/convolutional.py.</remarks>
[KerasExport("keras.layers.Cropping3D")]
public sealed class Cropping3D(Edges3? cropping = null, string? data_format = null)
    : Cropping<Edges3>(cropping ?? 1, data_format);
