namespace KerasDigits.Layers;

/// <summary>In training sets whole channels of a sequence to 0 and scales the others by 1 / (1 − rate).</summary>
/// <param name="rate">Fraction of the channels to drop: 0 … 1.</param>
/// <remarks>Input shape: (batch, steps, channels). Output shape: the same. Source: tf.keras 2.3.1, layers/core.py.</remarks>
[KerasExport("keras.layers.SpatialDropout1D")]
public sealed class SpatialDropout1D(double rate) : SpatialDropout(rate, 1, "channels_last");
