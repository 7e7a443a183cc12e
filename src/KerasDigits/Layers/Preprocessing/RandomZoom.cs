namespace KerasDigits.Layers;

/// <summary>In training zooms images about their middle.</summary>
/// <param name="height_factor">Range of the change of the height that is seen: 0.2 shows up to 20 % more (smaller objects), −0.2
/// less.</param>
/// <param name="width_factor">The same for the width; null: as the height, without distortion.</param>
/// <param name="fill_mode">"reflect", "wrap", "constant" or "nearest".</param>
/// <param name="interpolation">"bilinear" or "nearest".</param>
/// <param name="seed">Seed of a generator of its own; null: the global generator is used.</param>
/// <param name="fill_value">Value of the outside with "constant".</param>
/// <remarks>Input shape: (batch, height, width, channels), or without batch. Output shape: the same. Source: tf.keras 2.3.1,
/// layers/preprocessing/image_preprocessing.py.</remarks>
[KerasExport("keras.layers.RandomZoom", "keras.layers.experimental.preprocessing.RandomZoom")]
public sealed class RandomZoom(FactorRange height_factor, FactorRange? width_factor = null, string fill_mode = "reflect",
    string interpolation = "bilinear", int? seed = null, double fill_value = 0.0)
    : RandomAffine(fill_mode, interpolation, seed, fill_value)
{
    /// <summary>Range of the change of the height.</summary>
    public FactorRange height_factor { get; } = height_factor.CheckWithin(-1, double.PositiveInfinity, nameof(height_factor));

    /// <summary>Range of the change of the width.</summary>
    public FactorRange? width_factor { get; } = width_factor?.CheckWithin(-1, double.PositiveInfinity, nameof(width_factor));

    private protected override Tensor[] Map(Tensor x, long height, long width)
    {
        Tensor high = Draw(x, 1 + height_factor.Lower, 1 + height_factor.Upper);
        Tensor wide = width_factor is { } f ? Draw(x, 1 + f.Lower, 1 + f.Upper) : high;
        Tensor zero = high * 0;
        return [wide, zero, (1 - wide) * ((width - 1) / 2.0), zero, high, (1 - high) * ((height - 1) / 2.0)];
    }
}
