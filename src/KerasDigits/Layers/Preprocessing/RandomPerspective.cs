using KerasDigits.Ops;

namespace KerasDigits.Layers;

/// <summary>In training applies a random perspective to images, with the factor as probability.</summary>
/// <param name="factor">Range of the probability, or its upper end; null: 1.</param>
/// <param name="scale">How far corners move, from 0 to 1: by up to half of this part of their place.</param>
/// <param name="interpolation">"bilinear" or "nearest".</param>
/// <param name="fill_value">Value of the outside.</param>
/// <param name="seed">Seed of a generator of its own; null: the global generator is used.</param>
/// <exception cref="ArgumentException">scale is not from 0 to 1.</exception>
/// <remarks>Input shape: (batch, height, width, channels), or without batch. Output shape: the same. Source: keras 3.15,
/// layers/preprocessing/image_preprocessing/random_perspective.py.</remarks>
[KerasExport("keras.layers.RandomPerspective")]
public sealed class RandomPerspective(FactorRange? factor = null, double scale = 1.0, string interpolation = "bilinear",
    double fill_value = 0.0, int? seed = null) : RandomImageLayer(seed)
{
    /// <summary>Range of the probability.</summary>
    public FactorRange factor { get; } = (Math.Max(0, factor?.Lower ?? 0), factor?.Upper ?? 1);

    /// <summary>How far corners move.</summary>
    public double scale { get; } = scale is >= 0 and <= 1
        ? scale
        : throw new ArgumentException($"The `scale` argument should be a number in the range [0,1]. Received: scale={scale}",
            nameof(scale));

    /// <summary>"bilinear" or "nearest".</summary>
    public string interpolation { get; } = ProjectiveTransform.CheckInterpolation(interpolation);

    /// <summary>Value of the outside.</summary>
    public double fill_value { get; } = fill_value;

    private protected override Tensor Augment(Tensor x)
    {
        Tensor chosen = Draw(x, 0, 1).view(-1, 1, 1, 1).lt(Draw(x, factor.Lower, factor.Upper).view(-1, 1, 1, 1));
        Tensor moves = NN.Concatenate([.. Enumerable.Range(0, 8).Select(_ => Draw(x, -0.5 * scale, 0.5 * scale).view(-1, 1))], 1);
        Tensor maps = ProjectiveTransform.Perspective(moves.view(-1, 4, 2), x.size(1), x.size(2));
        return ColorOps.Choose(chosen, ProjectiveTransform.Apply(x, maps, "constant", fill_value, interpolation), x);
    }
}
