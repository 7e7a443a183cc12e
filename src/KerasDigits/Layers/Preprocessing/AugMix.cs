namespace KerasDigits.Layers;

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
    /// <exception cref="ArgumentException">alpha is not above 0.</exception>
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
