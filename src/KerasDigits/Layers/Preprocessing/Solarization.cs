using KerasDigits.Ops;

namespace KerasDigits.Layers;

/// <summary>In training adds a random part of 255 and turns values above a random threshold into their negatives.</summary>
/// <param name="addition_factor">Range of the part that is added; null: 0.</param>
/// <param name="threshold_factor">Range of the threshold as a part of 255; null: 0.</param>
/// <param name="value_range">Smallest and largest value of a pixel; null: (0, 255).</param>
/// <param name="seed">Seed of a generator of its own; null: the global generator is used.</param>
/// <remarks>Input shape: (batch, height, width, channels), or without batch. Output shape: the same. Source: keras 3.12,
/// layers/preprocessing/image_preprocessing/solarization.py.</remarks>
[KerasExport("keras.layers.Solarization")]
public sealed class Solarization(FactorRange? addition_factor = null, FactorRange? threshold_factor = null, FactorRange? value_range = null,
    int? seed = null)
    : RandomColorLayer(null, value_range, seed)
{
    /// <summary>Range of the part that is added.</summary>
    public FactorRange addition_factor { get; } = (Math.Max(0, addition_factor?.Lower ?? 0), addition_factor?.Upper ?? 0);

    /// <summary>Range of the threshold.</summary>
    public FactorRange threshold_factor { get; } = (Math.Max(0, threshold_factor?.Lower ?? 0), threshold_factor?.Upper ?? 0);

    private protected override Tensor Augment(Tensor x)
    {
        Tensor added = (From(x, 255) + Draw(x, addition_factor.Lower, addition_factor.Upper * 255).view(-1, 1, 1, 1)
            .to_type(x.dtype)).clamp(0, 255);
        Tensor threshold = Draw(x, threshold_factor.Lower, threshold_factor.Upper * 255).view(-1, 1, 1, 1).to_type(x.dtype);
        return RestoreRange(ColorOps.Choose(added.lt(threshold), added, 255 - added), 255);
    }
}
