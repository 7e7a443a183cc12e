namespace KerasDigits.Layers;

/// <summary>Cuts the ends of sequences away.</summary>
/// <param name="cropping">One number, or (before, after); null: 1.</param>
/// <remarks>Input shape: (batch, steps, channels). Output shape: (batch, cut steps, channels). Source: tf.keras 2.3.1,
/// layers/convolutional.py.</remarks>
[KerasExport("keras.layers.Cropping1D")]
public sealed class Cropping1D(Edges1? cropping = null) : Cropping<Edges1>(cropping ?? 1, "channels_last");
