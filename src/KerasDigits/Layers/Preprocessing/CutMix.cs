using KerasDigits.Ops;

namespace KerasDigits.Layers;

/// <summary>In training puts a box of another image of the batch into each one.</summary>
/// <param name="factor">Range of the parameter of the Beta distribution of the part that stays, or its upper end; null: 1.</param>
/// <param name="seed">Seed of a generator of its own; null: the global generator is used.</param>
/// <remarks>Input shape: (batch, height, width, channels), or without batch. Output shape: the same. Source: keras 3.12,
/// layers/preprocessing/image_preprocessing/cut_mix.py.</remarks>
[KerasExport("keras.layers.CutMix")]
public sealed class CutMix(FactorRange? factor = null, int? seed = null) : MixingLayer(seed)
{
    /// <summary>Range of the distribution's parameter.</summary>
    public FactorRange factor { get; } = (Math.Max(0, factor?.Lower ?? 0), factor?.Upper ?? 1);

    private protected override Tensor Augment(Tensor x)
    {
        Tensor side = (1 - DrawBeta(x, DrawOne(x, factor.Lower, factor.Upper) + 1e-6)).sqrt();
        Tensor left = Draw(x, 0, 1) * (x.size(2) - (side * x.size(2))), top = Draw(x, 0, 1) * (x.size(1) - (side * x.size(1)));
        return ColorOps.Choose(ColorOps.Boxes(x, left, left + (side * x.size(2)), top, top + (side * x.size(1))), PickOthers(x), x);
    }
}
