using KerasDigits.Ops;

namespace KerasDigits.Layers;

/// <summary>Base of the layers that mix each image of a batch with another one.</summary>
/// <remarks>Targets are not mixed: the layers are called only on images here, so use them where targets need not follow.</remarks>
public abstract class MixingLayer : RandomImageLayer
{
    /// <summary>Sets the seed.</summary>
    private protected MixingLayer(int? seed) : base(seed) { }

    /// <summary>One draw from Beta(alpha, alpha) per image, by Jöhnk's way.</summary>
    private protected Tensor DrawBeta(Tensor x, double alpha)
    {
        Tensor result = Draw(x, 0, 1) * 0, left = result.eq(0);
        for (int tries = 0; tries < 10_000 && left.any().item<bool>(); tries++)
        {
            Tensor a = Draw(x, 0, 1).pow(1 / alpha), b = Draw(x, 0, 1).pow(1 / alpha), sum = a + b;
            Tensor taken = left.logical_and(sum.le(1)).logical_and(sum.gt(0));
            result = ColorOps.Choose(taken, a / sum, result);
            left = left.logical_and(taken.logical_not());
        }
        return result;
    }

    private protected Tensor PickOthers(Tensor x) => ColorOps.Shuffle(x, Draw(x, 0, 1));
}
