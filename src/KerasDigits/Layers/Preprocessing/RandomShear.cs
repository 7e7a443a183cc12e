namespace KerasDigits.Layers;

/// <summary>In training shears images.</summary>
/// <param name="x_factor">Range of the shift to the side for each row, or its upper end; null: 0.</param>
/// <param name="y_factor">Range of the shift downwards for each column, or its upper end; null: 0.</param>
/// <param name="interpolation">"bilinear" or "nearest".</param>
/// <param name="fill_mode">"reflect", "wrap", "constant" or "nearest".</param>
/// <param name="fill_value">Value of the outside with "constant".</param>
/// <param name="seed">Seed of a generator of its own; null: the global generator is used.</param>
/// <remarks>Input shape: (batch, height, width, channels), or without batch. Output shape: the same. Source: keras 3.12,
/// layers/preprocessing/image_preprocessing/random_shear.py.</remarks>
[KerasExport("keras.layers.RandomShear")]
public sealed class RandomShear(FactorRange? x_factor = null, FactorRange? y_factor = null, string interpolation = "bilinear",
    string fill_mode = "reflect", double fill_value = 0.0, int? seed = null)
    : RandomAffine(fill_mode, interpolation, seed, fill_value)
{
    /// <summary>Range of the shift to the side.</summary>
    public FactorRange x_factor { get; } = (Math.Max(0, x_factor?.Lower ?? 0), x_factor?.Upper ?? 0);

    /// <summary>Range of the shift downwards.</summary>
    public FactorRange y_factor { get; } = (Math.Max(0, y_factor?.Lower ?? 0), y_factor?.Upper ?? 0);

    private protected override Tensor[] Map(Tensor x, long height, long width)
    {
        Tensor sign = Draw(x, -1, 1).sign(), zero = sign * 0, one = zero + 1;
        return [one, Draw(x, x_factor.Lower, x_factor.Upper) * sign, zero, Draw(x, y_factor.Lower, y_factor.Upper) * sign, one, zero];
    }
}
