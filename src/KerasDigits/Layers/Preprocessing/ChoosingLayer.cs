using KerasDigits.Ops;

namespace KerasDigits.Layers;

/// <summary>Base of the layers that choose among the other changes of images.</summary>
public abstract class ChoosingLayer : RandomColorLayer
{
    /// <summary>Sets the shared arguments.</summary>
    private protected ChoosingLayer(FactorRange? value_range, FactorRange factor, string interpolation, int? seed)
        : base(factor, value_range, seed) => this.interpolation = ProjectiveTransform.CheckInterpolation(interpolation);

    /// <summary>"bilinear" or "nearest", for what is moved.</summary>
    public string interpolation { get; }

    /// <summary>The changes of places and colours.</summary>
    private protected Func<Tensor, Tensor>[] ListChanges() => ListSteps(new RandomShear(factor, factor, interpolation, seed: seed),
        new RandomTranslation(factor, factor, interpolation: interpolation, seed: seed),
        new RandomRotation(factor, interpolation: interpolation, seed: seed),
        new RandomPosterization(Math.Max(1, (int)(8 * factor.Upper)), value_range, seed),
        new Solarization(factor, factor, value_range, seed), new AutoContrast(value_range), new Equalization(value_range));

    /// <summary>The changes of light and sharpness.</summary>
    private protected Func<Tensor, Tensor>[] ListLights() => ListSteps(new RandomBrightness(factor, value_range, seed),
        new RandomColorDegeneration(factor, value_range, seed), new RandomContrast(factor, seed),
        new RandomSharpness(factor, value_range, seed));

    /// <summary>A random one of them.</summary>
    private protected int Pick(Tensor x, int count) => Math.Min(count - 1, (int)DrawOne(x, 0, count));

    private static Func<Tensor, Tensor>[] ListSteps(params ImageLayer[] layers) =>
        [.. layers.Select(l => (Func<Tensor, Tensor>)(x => l.call(x, training: true)))];
}
