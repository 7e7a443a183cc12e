using KerasDigits.Ops;

namespace KerasDigits.Layers;

/// <summary>In training blurs images, with the factor as probability.</summary>
/// <param name="factor">Range of the probability, or its upper end; null: 1.</param>
/// <param name="kernel_size">Height and width of the window, odd; null: 3.</param>
/// <param name="sigma">Range of the standard deviation in pixels; null: 1.</param>
/// <param name="value_range">Smallest and largest value of a pixel; null: (0, 255).</param>
/// <param name="seed">Seed of a generator of its own; null: the global generator is used.</param>
/// <remarks>Input shape: (batch, height, width, channels), or without batch. Output shape: the same. Source: keras 3.12,
/// layers/preprocessing/image_preprocessing/random_gaussian_blur.py.</remarks>
[KerasExport("keras.layers.RandomGaussianBlur")]
public sealed class RandomGaussianBlur(FactorRange? factor = null, Size2? kernel_size = null, FactorRange? sigma = null,
    FactorRange? value_range = null, int? seed = null)
    : RandomColorLayer(factor, value_range, seed)
{
    /// <summary>Height and width of the window.</summary>
    public Size2 kernel_size { get; } = LayerGuard.CheckPositive(kernel_size ?? 3, nameof(kernel_size));

    /// <summary>Range of the standard deviation.</summary>
    public FactorRange sigma { get; } = (Math.Max(0, sigma?.Lower ?? 0), sigma?.Upper ?? 1);

    private protected override Tensor Augment(Tensor x)
    {
        double DrawDeviation() => DrawOne(x, sigma.Lower, sigma.Upper) + 1e-6;
        double[,] window = ColorOps.ComputeGaussian(kernel_size.Height, kernel_size.Width, DrawDeviation(), DrawDeviation());
        return ClampToRange(ColorOps.Choose(Choose(x), ColorOps.Filter(x, window), x));
    }
}
