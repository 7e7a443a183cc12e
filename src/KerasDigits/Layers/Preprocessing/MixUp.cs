namespace KerasDigits.Layers;

/// <summary>In training lays another image of the batch over each one.</summary>
/// <param name="alpha">Both parameters of the Beta distribution of the weights; small ones leave images mostly as they are.</param>
/// <param name="seed">Seed of a generator of its own; null: the global generator is used.</param>
/// <exception cref="ArgumentException">alpha is not above 0.</exception>
/// <remarks>Input shape: (batch, height, width, channels), or without batch. Output shape: the same. Source: keras 3.12,
/// layers/preprocessing/image_preprocessing/mix_up.py.</remarks>
[KerasExport("keras.layers.MixUp")]
public sealed class MixUp(double alpha = 0.2, int? seed = null) : MixingLayer(seed)
{
    /// <summary>Alpha of the Beta(alpha, alpha) distribution of the weights, above 0.</summary>
    public double alpha { get; } = alpha > 0
        ? alpha
        : throw new ArgumentException($"`alpha` must be above 0. Received: alpha={alpha}.", nameof(alpha));

    private protected override Tensor Augment(Tensor x)
    {
        Tensor weight = DrawBeta(x, alpha).view(-1, 1, 1, 1).to_type(x.dtype);
        return (x * weight) + (PickOthers(x) * (1 - weight));
    }
}
