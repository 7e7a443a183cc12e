namespace KerasDigits.Layers;

/// <summary>In training reduces the number of bits of each value.</summary>
/// <param name="factor">Range of the number of bits, 0 to 8, or its upper end.</param>
/// <param name="value_range">Smallest and largest value of a pixel; null: (0, 255).</param>
/// <param name="seed">Seed of a generator of its own; null: the global generator is used.</param>
/// <remarks>Input shape: (batch, height, width, channels), or without batch. Output shape: the same. Source: keras 3.12,
/// layers/preprocessing/image_preprocessing/random_posterization.py.</remarks>
[KerasExport("keras.layers.RandomPosterization")]
public sealed class RandomPosterization(FactorRange factor, FactorRange? value_range = null, int? seed = null)
    : RandomColorLayer(factor, value_range, seed, most: 8)
{
    private protected override Tensor Augment(Tensor x)
    {
        Tensor step = (8 - (this.factor.Lower == this.factor.Upper ? DrawFactors(x) : DrawFactors(x).floor())).exp2();
        return RestoreRange((From(x, 255).clamp(0, 255).floor() / step).floor() * step, 255);
    }
}
