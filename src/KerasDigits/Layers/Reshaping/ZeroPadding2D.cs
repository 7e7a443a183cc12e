namespace KerasDigits.Layers;

/// <summary>Zeros around images.</summary>
/// <param name="padding">One number, (height, width), or ((top, bottom), (left, right)); null: 1.</param>
/// <param name="data_format">"channels_last" or "channels_first"; null: keras.backend.image_data_format().</param>
/// <remarks>Input shape: (batch, height, width, channels). Output shape: (batch, padded height, padded width, channels). Source: tf.keras
/// 2.3.1, layers/convolutional.py.</remarks>
[KerasExport("keras.layers.ZeroPadding2D")]
public sealed class ZeroPadding2D(Edges2? padding = null, string? data_format = null)
    : ZeroPadding<Edges2>(padding ?? 1, data_format);
