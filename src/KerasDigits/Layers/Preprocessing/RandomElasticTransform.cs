using KerasDigits.Ops;

namespace KerasDigits.Layers;

/// <summary>In training distorts images elastically, with the factor as probability.</summary>
/// <param name="factor">Range of the probability, or its upper end; null: 1.</param>
/// <param name="scale">Range of the strength, from 0 to 1, or its upper end; null: 1.</param>
/// <param name="interpolation">"bilinear" or "nearest".</param>
/// <param name="fill_mode">"reflect", "wrap", "constant" or "nearest".</param>
/// <param name="fill_value">Value of the outside with "constant".</param>
/// <param name="value_range">Smallest and largest value of a pixel; null: (0, 255).</param>
/// <param name="seed">Seed of a generator of its own; null: the global generator is used.</param>
/// <remarks>Input shape: (batch, height, width, channels), or without batch. Output shape: the same. Source: keras 3.15,
/// layers/preprocessing/image_preprocessing/random_elastic_transform.py.</remarks>
[KerasExport("keras.layers.RandomElasticTransform")]
public sealed class RandomElasticTransform(FactorRange? factor = null, FactorRange? scale = null, string interpolation = "bilinear",
    string fill_mode = "reflect", double fill_value = 0.0, FactorRange? value_range = null, int? seed = null)
    : RandomColorLayer(factor, value_range, seed)
{
    /// <summary>Range of the strength.</summary>
    public FactorRange scale { get; } = (Math.Max(0, scale?.Lower ?? 0), scale?.Upper ?? 1);

    /// <summary>"bilinear" or "nearest".</summary>
    public string interpolation { get; } = ProjectiveTransform.CheckInterpolation(interpolation);

    /// <summary>How the outside is filled.</summary>
    public string fill_mode { get; } = ProjectiveTransform.FillMode(fill_mode);

    /// <summary>Value of the outside with "constant".</summary>
    public double fill_value { get; } = fill_value;

    private protected override Tensor Augment(Tensor x)
    {
        Tensor chosen = Choose(x);
        double strength = DrawOne(x, scale.Lower, scale.Upper);
        double reach = Math.Max(x.size(1), x.size(2)) * 0.1 * strength, smooth = Math.Min(x.size(1), x.size(2)) * 0.05 * strength;
        if (smooth <= 0) { return x; }
        int size = (int)(6 * smooth) | 1;
        double[,] window = ColorOps.ComputeGaussian(size, size, smooth, smooth);
        Tensor DrawMoves() => ColorOps.Filter(DrawNormal(x.narrow(3, 0, 1)) * smooth, window).squeeze(3) * reach;
        return ClampToRange(ColorOps.Choose(chosen,
            ProjectiveTransform.Displace(x, DrawMoves(), DrawMoves(), fill_mode, fill_value, interpolation), x));
    }
}
