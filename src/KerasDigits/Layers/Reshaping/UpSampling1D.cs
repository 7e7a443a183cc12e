namespace KerasDigits.Layers;

/// <summary>Repeats each step of sequences.</summary>
/// <param name="size">Number of repetitions, above 0.</param>
/// <exception cref="ArgumentOutOfRangeException">size is not above 0.</exception>
/// <remarks>Input shape: (batch, steps, channels). Output shape: (batch, longer steps, channels). Source: tf.keras 2.3.1,
/// layers/convolutional.py.</remarks>
[KerasExport("keras.layers.UpSampling1D")]
public sealed class UpSampling1D(int size = 2) : UpSampling<int>(Guard.Positive(size), [size], "channels_last");
