using KerasDigits.Ops;

namespace KerasDigits.Layers;

/// <summary>In training turns images into their negatives, with the factor as probability.</summary>
/// <param name="factor">Range of the probability, or its upper end; null: 1.</param>
/// <param name="value_range">Smallest and largest value of a pixel; null: (0, 255).</param>
/// <param name="seed">Seed of a generator of its own; null: the global generator is used.</param>
/// <remarks>Input shape: (batch, height, width, channels), or without batch. Output shape: the same. Source: keras 3.12,
/// layers/preprocessing/image_preprocessing/random_invert.py.</remarks>
[KerasExport("keras.layers.RandomInvert")]
public sealed class RandomInvert(FactorRange? factor = null, FactorRange? value_range = null, int? seed = null)
    : RandomColorLayer(factor, value_range, seed)
{
    private protected override Tensor Augment(Tensor x) => ColorOps.Choose(Choose(x), value_range.Upper - x, x);
}
