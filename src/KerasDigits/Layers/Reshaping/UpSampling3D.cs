namespace KerasDigits.Layers;

/// <summary>Repeats each place of volumes.</summary>
/// <param name="size">Number of repetitions along depth, height and width; null: 2.</param>
/// <param name="data_format">"channels_last" or "channels_first"; null: keras.backend.image_data_format().</param>
/// <remarks>Input shape: (batch, depth, height, width, channels). Output shape: (batch, greater depth, greater height, greater width,
/// channels). Source: tf.keras 2.3.1, layers/convolutional.py.</remarks>
[KerasExport("keras.layers.UpSampling3D")]
public sealed class UpSampling3D(Size3? size = null, string? data_format = null)
    : UpSampling<Size3>(LayerGuard.CheckPositive(size ?? 2, nameof(size)), (size ?? 2).ToArray(), data_format);
