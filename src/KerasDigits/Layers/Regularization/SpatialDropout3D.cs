namespace KerasDigits.Layers;

/// <summary>In training sets whole channels of a volume to 0 and scales the others by 1 / (1 − rate).</summary>
/// <param name="rate">Fraction of the channels to drop: 0 … 1.</param>
/// <param name="data_format">"channels_last" or "channels_first"; null: keras.backend.image_data_format().</param>
/// <remarks>Input shape: (batch, depth, height, width, channels). Output shape: the same. Source: tf.keras 2.3.1, layers/core.py.</remarks>
[KerasExport("keras.layers.SpatialDropout3D")]
public sealed class SpatialDropout3D(double rate, string? data_format = null) : SpatialDropout(rate, 3, data_format);
