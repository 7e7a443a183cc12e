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

/// <summary>In training changes images in ways that are drawn among eleven: "RandAugment" (Cubuk et al. 2019).</summary>
/// <remarks>Input shape: (batch, height, width, channels), or without batch. Output shape: the same. Source: keras 3.15,
/// layers/preprocessing/image_preprocessing/rand_augment.py.</remarks>
[KerasExport("keras.layers.RandAugment")]
public sealed class RandAugment : ChoosingLayer
{
    private readonly Func<Tensor, Tensor>[] _changes;

    /// <summary>Creates the layer.</summary>
    /// <param name="value_range">Smallest and largest value of a pixel; null: (0, 255).</param>
    /// <param name="num_ops">How many changes are made, one after the other, above 0.</param>
    /// <param name="factor">Range of their strength, 0 to 1, or its upper end; null: 0.5.</param>
    /// <param name="interpolation">"bilinear" or "nearest".</param>
    /// <param name="seed">Seed of a generator of its own; null: the global generator is used.</param>
    /// <exception cref="ArgumentOutOfRangeException">num_ops is not above 0.</exception>
    public RandAugment(FactorRange? value_range = null, int num_ops = 2, FactorRange? factor = null, string interpolation = "bilinear",
        int? seed = null) : base(value_range, factor ?? 0.5, interpolation, seed)
    {
        this.num_ops = Guard.Positive(num_ops);
        _changes = [.. ListChanges(), .. ListLights()];
    }

    /// <summary>How many changes are made.</summary>
    public int num_ops { get; }

    private protected override Tensor Augment(Tensor x)
    {
        for (int i = 0; i < num_ops; i++) { x = _changes[Pick(x, _changes.Length)](x); }
        return x;
    }
}

/// <summary>In training mixes images with several chains of changes of themselves: "AugMix" (Hendrycks et al. 2019).</summary>
/// <remarks>Input shape: (batch, height, width, channels), or without batch. Output shape: the same. Source: keras 3.15,
/// layers/preprocessing/image_preprocessing/aug_mix.py.</remarks>
[KerasExport("keras.layers.AugMix")]
public sealed class AugMix : ChoosingLayer
{
    private readonly Func<Tensor, Tensor>[] _changes;

    /// <summary>Creates the layer.</summary>
    /// <param name="value_range">Smallest and largest value of a pixel; null: (0, 255).</param>
    /// <param name="num_chains">Number of chains that are mixed, above 0.</param>
    /// <param name="chain_depth">Maximum number of changes of a chain, above 0.</param>
    /// <param name="factor">Range of their strength, 0 to 1, or its upper end; null: 0.3.</param>
    /// <param name="alpha">Parameter of the Beta and Dirichlet distributions of the weights.</param>
    /// <param name="all_ops">Whether changes of light and sharpness are among them.</param>
    /// <param name="interpolation">"bilinear" or "nearest".</param>
    /// <param name="seed">Seed of a generator of its own; null: the global generator is used.</param>
    /// <exception cref="ArgumentOutOfRangeException">num_chains or chain_depth is not above 0.</exception>
    public AugMix(FactorRange? value_range = null, int num_chains = 3, int chain_depth = 3, FactorRange? factor = null, double alpha = 1.0,
        bool all_ops = true, string interpolation = "bilinear", int? seed = null) : base(value_range, factor ?? 0.3, interpolation, seed)
    {
        (this.num_chains, this.chain_depth, this.all_ops) = (Guard.Positive(num_chains), Guard.Positive(chain_depth), all_ops);
        this.alpha = alpha > 0 ? alpha : throw new ArgumentException($"`alpha` must be above 0. Received: alpha={alpha}.", nameof(alpha));
        _changes = all_ops ? [.. ListChanges(), .. ListLights()] : ListChanges();
    }

    /// <summary>Number of chains.</summary>
    public int num_chains { get; }

    /// <summary>Maximum number of changes of a chain.</summary>
    public int chain_depth { get; }

    /// <summary>Parameter of the weights' distributions.</summary>
    public double alpha { get; }

    /// <summary>Whether changes of light and sharpness are among them.</summary>
    public bool all_ops { get; }

    private protected override Tensor Augment(Tensor x)
    {
        double[] parts = [.. Enumerable.Range(0, num_chains).Select(_ => ComputeGamma(x))];
        double first = ComputeGamma(x), second = ComputeGamma(x), kept = first / (first + second);
        Tensor mixed = x * 0;
        foreach (double part in parts)
        {
            Tensor changed = x;
            for (int i = 0; i < chain_depth; i++)
            {
                int way = Pick(x, _changes.Length + 1); // the last one changes nothing
                if (way < _changes.Length) { changed = _changes[way](changed); }
            }
            mixed = mixed + (changed * (part / parts.Sum()));
        }
        return ClampToRange((x * kept) + (mixed * (1 - kept)));
    }

    /// <summary>A draw from Gamma(alpha), by the way of Marsaglia and Tsang.</summary>
    private double ComputeGamma(Tensor x)
    {
        double d = Math.Max(alpha, alpha < 1 ? alpha + 1 : alpha) - (1.0 / 3), c = 1 / Math.Sqrt(9 * d);
        while (true)
        {
            double angle = 2 * Math.PI * DrawOne(x, 0, 1), length = Math.Sqrt(-2 * Math.Log(1 - DrawOne(x, 0, 1)));
            double normal = length * Math.Cos(angle), v = Math.Pow(1 + (c * normal), 3);
            if (v <= 0 || Math.Log(1 - DrawOne(x, 0, 1)) >= (normal * normal / 2) + d - (d * v) + (d * Math.Log(v))) { continue; }
            return d * v * (alpha < 1 ? Math.Pow(1 - DrawOne(x, 0, 1), 1 / alpha) : 1);
        }
    }
}
