using KerasDigits.Ops;

namespace KerasDigits.Layers;

/// <summary>In training makes images grey, with a probability.</summary>
/// <param name="factor">Probability of a grey image, from 0 to 1.</param>
/// <param name="seed">Seed of a generator of its own; null: the global generator is used.</param>
/// <exception cref="ArgumentException">factor is not from 0 to 1.</exception>
/// <remarks>Input shape: (batch, height, width, channels), or without batch. Output shape: the same. Source: keras 3.12,
/// layers/preprocessing/image_preprocessing/random_grayscale.py.</remarks>
[KerasExport("keras.layers.RandomGrayscale")]
public sealed class RandomGrayscale(double factor = 0.5, int? seed = null) : RandomImageLayer(seed)
{
    /// <summary>The probability.</summary>
    public double factor { get; } = factor is >= 0 and <= 1
        ? factor
        : throw new ArgumentException($"`factor` should be between 0 and 1. Received: factor={factor}", nameof(factor));

    private protected override Tensor Augment(Tensor x) =>
        ColorOps.Choose(Draw(x, 0, 1).view(-1, 1, 1, 1).lt(factor), ColorOps.Gray(x).expand_as(x), x);
}
