using KerasDigits.Ops;

namespace KerasDigits.Layers;

/// <summary>In training blurs images (factor below 0.5) or sharpens them (above).</summary>
/// <param name="factor">Range of the factor, 0 to 1, or its upper end.</param>
/// <param name="value_range">Smallest and largest value of a pixel; null: (0, 255).</param>
/// <param name="seed">Seed of a generator of its own; null: the global generator is used.</param>
/// <remarks>Input shape: (batch, height, width, channels), or without batch. Output shape: the same. Source: keras 3.12,
/// layers/preprocessing/image_preprocessing/random_sharpness.py.</remarks>
[KerasExport("keras.layers.RandomSharpness")]
public sealed class RandomSharpness(FactorRange factor, FactorRange? value_range = null, int? seed = null)
    : RandomColorLayer(factor, value_range, seed)
{
    private protected override Tensor Augment(Tensor x)
    {
        const double A = 1.0 / 13, B = 5.0 / 13;
        Tensor smooth = ColorOps.Filter(x, new[,] { { A, A, A }, { A, B, A }, { A, A, A } });
        return ClampToRange(x + ((1 - (DrawFactors(x) * 2)) * (smooth - x)));
    }
}
