using KerasDigits.Ops;

namespace KerasDigits.Layers;

/// <summary>In training makes colours paler (factor below 0.5) or stronger (above).</summary>
/// <param name="factor">Range of the factor, 0 to 1, or its upper end.</param>
/// <param name="value_range">Smallest and largest value of a pixel; null: (0, 255).</param>
/// <param name="seed">Seed of a generator of its own; null: the global generator is used.</param>
/// <remarks>Input shape: (batch, height, width, channels), or without batch. Output shape: the same. Source: keras 3.12,
/// layers/preprocessing/image_preprocessing/random_saturation.py.</remarks>
[KerasExport("keras.layers.RandomSaturation")]
public sealed class RandomSaturation(FactorRange factor, FactorRange? value_range = null, int? seed = null)
    : RandomColorLayer(factor, value_range, seed)
{
    private protected override Tensor Augment(Tensor x)
    {
        Tensor part = DrawFactors(x);
        var (hue, saturation, value) = ColorOps.Hsv(x);
        return ColorOps.Rgb(hue, (saturation * (part / (1 - part + Settings.Epsilon))).clamp(value_range.Lower, value_range.Upper)
            .clamp_max(1), value);
    }
}
