namespace KerasDigits.Layers;

/// <summary>Zeros around sequences.</summary>
/// <param name="padding">One number, or (before, after); null: 1.</param>
/// <param name="data_format">"channels_last" or "channels_first", as Keras 3.6 and later can.</param>
/// <remarks>Input shape: (batch, steps, channels). Output shape: (batch, padded steps, channels). Source: tf.keras 2.3.1,
/// layers/convolutional.py.</remarks>
[KerasExport("keras.layers.ZeroPadding1D")]
public sealed class ZeroPadding1D(Edges1? padding = null, string data_format = "channels_last")
    : ZeroPadding<Edges1>(padding ?? 1, data_format)
{
    /// <inheritdoc/>
    public override Config get_config() => base.get_config().Without("data_format", "channels_last");
}
