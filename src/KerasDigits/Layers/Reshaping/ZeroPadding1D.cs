namespace KerasDigits.Layers;

/// <summary>Zeros around sequences.</summary>
/// <param name="padding">One number, or (before, after); null: 1.</param>
/// <remarks>Input shape: (batch, steps, channels). Output shape: (batch, padded steps, channels). Source: tf.keras 2.3.1,
/// layers/convolutional.py.</remarks>
[KerasExport("keras.layers.ZeroPadding1D")]
public sealed class ZeroPadding1D(Edges1? padding = null) : ZeroPadding<Edges1>(padding ?? 1, "channels_last");
