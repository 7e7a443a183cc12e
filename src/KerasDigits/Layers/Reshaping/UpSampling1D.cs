namespace KerasDigits.Layers;

/// <summary>Repeats each step of sequences.</summary>
/// <param name="size">Number of repetitions.</param>
/// <remarks>Input shape: (batch, steps, channels). Output shape: (batch, longer steps, channels). Source: tf.keras 2.3.1,
/// layers/convolutional.py.</remarks>
[KerasExport("keras.layers.UpSampling1D")]
public sealed class UpSampling1D(int size = 2) : UpSampling<int>(Guard.Positive(size), [size], "channels_last");
