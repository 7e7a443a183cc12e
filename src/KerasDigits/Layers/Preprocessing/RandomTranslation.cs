namespace KerasDigits.Layers;

/// <summary>In training shifts images.</summary>
/// <param name="height_factor">Range of the shift as a part of the height, downwards positive.</param>
/// <param name="width_factor">Range of the shift as a part of the width, to the right positive.</param>
/// <param name="fill_mode">"reflect", "wrap", "constant" or "nearest".</param>
/// <param name="interpolation">"bilinear" or "nearest".</param>
/// <param name="seed">Seed of a generator of its own; null: the global generator is used.</param>
/// <param name="fill_value">Value of the outside with "constant".</param>
/// <remarks>Input shape: (batch, height, width, channels), or without batch. Output shape: the same. Source: tf.keras 2.3.1,
/// layers/preprocessing/image_preprocessing.py.</remarks>
[KerasExport("keras.layers.RandomTranslation", "keras.layers.experimental.preprocessing.RandomTranslation")]
public sealed class RandomTranslation(FactorRange height_factor, FactorRange width_factor, string fill_mode = "reflect",
    string interpolation = "bilinear", int? seed = null, double fill_value = 0.0)
    : RandomAffine(fill_mode, interpolation, seed, fill_value)
{
    /// <summary>Range of the shift downwards.</summary>
    public FactorRange height_factor { get; } = height_factor.CheckWithin(-1, 1, nameof(height_factor));

    /// <summary>Range of the shift to the right.</summary>
    public FactorRange width_factor { get; } = width_factor.CheckWithin(-1, 1, nameof(width_factor));

    private protected override Tensor[] Map(Tensor x, long height, long width)
    {
        Tensor down = Draw(x, height_factor.Lower, height_factor.Upper) * height,
            right = Draw(x, width_factor.Lower, width_factor.Upper) * width;
        Tensor zero = down * 0, one = zero + 1;
        return [one, zero, -right, zero, one, -down];
    }
}
