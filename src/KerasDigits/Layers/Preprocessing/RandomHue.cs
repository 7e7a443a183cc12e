using KerasDigits.Ops;

namespace KerasDigits.Layers;

/// <summary>In training turns the hue of colours by up to half the factor of a whole turn.</summary>
/// <param name="factor">Range of the factor, 0 to 1, or its upper end.</param>
/// <param name="value_range">Smallest and largest value of a pixel; null: (0, 255).</param>
/// <param name="seed">Seed of a generator of its own; null: the global generator is used.</param>
/// <remarks>Input shape: (batch, height, width, channels), or without batch. Output shape: the same. Source: keras 3.12,
/// layers/preprocessing/image_preprocessing/random_hue.py.</remarks>
[KerasExport("keras.layers.RandomHue")]
public sealed class RandomHue(FactorRange factor, FactorRange? value_range = null, int? seed = null)
    : RandomColorLayer(factor, value_range, seed)
{
    private protected override Tensor Augment(Tensor x)
    {
        Tensor turn = DrawFactors(x) * 0.5 * Draw(x, -1, 1).view(-1, 1, 1, 1).to_type(x.dtype).sign();
        var (hue, saturation, value) = ColorOps.Hsv(From(x, 1));
        hue = hue + turn;
        hue = hue - hue.gt(1).to_type(x.dtype) + hue.lt(0).to_type(x.dtype);
        return RestoreRange(ColorOps.Rgb(hue, saturation, value).clamp(0, 1), 1);
    }
}
