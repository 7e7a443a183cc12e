using KerasDigits.Ops;

namespace KerasDigits.Layers;

/// <summary>In training takes a part of the colour away: factor 1 leaves grey.</summary>
/// <param name="factor">Range of the factor, 0 to 1, or its upper end.</param>
/// <param name="value_range">Smallest and largest value of a pixel; null: (0, 255).</param>
/// <param name="seed">Seed of a generator of its own; null: the global generator is used.</param>
/// <remarks>Input shape: (batch, height, width, channels), or without batch. Output shape: the same. Source: keras 3.12,
/// layers/preprocessing/image_preprocessing/random_color_degeneration.py.</remarks>
[KerasExport("keras.layers.RandomColorDegeneration")]
public sealed class RandomColorDegeneration(FactorRange factor, FactorRange? value_range = null, int? seed = null)
    : RandomColorLayer(factor, value_range, seed)
{
    private protected override Tensor Augment(Tensor x) => ClampToRange(x + (DrawFactors(x) * (ColorOps.Gray(x) - x)));
}
