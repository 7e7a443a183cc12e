namespace KerasDigits.Layers;

/// <summary>In training turns images about their middle.</summary>
/// <param name="factor">Range of the angle as a part of a full turn, anticlockwise positive: 0.1 for −36° … 36°, or (lower, upper).</param>
/// <param name="fill_mode">"reflect", "wrap", "constant" or "nearest".</param>
/// <param name="interpolation">"bilinear" or "nearest".</param>
/// <param name="seed">Seed of a generator of its own; null: the global generator is used.</param>
/// <param name="fill_value">Value of the outside with "constant".</param>
/// <remarks>Input shape: (batch, height, width, channels), or without batch. Output shape: the same. Source: tf.keras 2.3.1,
/// layers/preprocessing/image_preprocessing.py.</remarks>
[KerasExport("keras.layers.RandomRotation", "keras.layers.experimental.preprocessing.RandomRotation")]
public sealed class RandomRotation(FactorRange factor, string fill_mode = "reflect", string interpolation = "bilinear", int? seed = null,
    double fill_value = 0.0)
    : RandomAffine(fill_mode, interpolation, seed, fill_value)
{
    /// <summary>Range of the angle.</summary>
    public FactorRange factor { get; } = factor.CheckWithin(double.NegativeInfinity, double.PositiveInfinity, nameof(factor));

    private protected override Tensor[] Map(Tensor x, long height, long width)
    {
        Tensor angle = Draw(x, factor.Lower * 2 * Math.PI, factor.Upper * 2 * Math.PI), cos = angle.cos(), sin = angle.sin();
        double w = width - 1, h = height - 1;
        return [cos, -sin, (w - ((cos * w) - (sin * h))) / 2, sin, cos, (h - ((sin * w) + (cos * h))) / 2];
    }
}
