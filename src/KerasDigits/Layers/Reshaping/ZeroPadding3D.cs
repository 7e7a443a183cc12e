namespace KerasDigits.Layers;

/// <summary>Zeros around volumes.</summary>
/// <param name="padding">One number, (depth, height, width), or ((front, back), (top, bottom), (left, right)); null: 1.</param>
/// <param name="data_format">"channels_last" or "channels_first"; null: keras.backend.image_data_format().</param>
/// <remarks>Input shape: (batch, depth, height, width, channels). Output shape: (batch, padded depth, padded height, padded width,
/// channels). Source: tf.keras 2.3.1, layers/convolutional.py.</remarks>
[KerasExport("keras.layers.ZeroPadding3D")]
public sealed class ZeroPadding3D(Edges3? padding = null, string? data_format = null)
    : ZeroPadding<Edges3>(padding ?? 1, data_format);
