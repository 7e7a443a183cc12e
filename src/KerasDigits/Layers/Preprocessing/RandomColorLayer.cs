using KerasDigits.Ops;

namespace KerasDigits.Layers;

/// <summary>Base of Keras 3's layers that change colours in training: values of a range, and a factor for each image.</summary>
public abstract class RandomColorLayer : RandomImageLayer
{
    /// <summary>Sets the range and the factor, whose bounds are 0 and <paramref name="most"/>.</summary>
    private protected RandomColorLayer(FactorRange? factor, FactorRange? value_range, int? seed, double most = 1) : base(seed)
    {
        FactorRange given = factor ?? most;
        Guard.That(given.Upper <= most && given.Upper >= 0,
            $"The `factor` argument should be a number (or a list of two numbers) in the range [0, {most}]. Received: factor={given}",
            nameof(factor));
        this.factor = (Math.Max(0, given.Lower), given.Upper);
        this.value_range = value_range ?? (0, 255);
    }

    /// <summary>Range of the factor.</summary>
    public FactorRange factor { get; }

    /// <summary>Smallest and largest value of a pixel.</summary>
    public FactorRange value_range { get; }

    /// <summary>The factors as (batch, 1, 1, 1).</summary>
    private protected Tensor DrawFactors(Tensor x) => Draw(x, factor.Lower, factor.Upper).view(-1, 1, 1, 1).to_type(x.dtype);

    /// <summary>Which images are changed, with the factor as probability.</summary>
    private protected Tensor Choose(Tensor x) => Draw(x, 0, 1).view(-1, 1, 1, 1).lt(Draw(x, factor.Lower, factor.Upper).view(-1, 1, 1, 1));

    private protected Tensor ClampToRange(Tensor x) => x.clamp(value_range.Lower, value_range.Upper);

    /// <summary>Values between 0 and a bound instead of the layer's range.</summary>
    private protected Tensor From(Tensor x, double most) => ColorOps.Rescale(x, value_range.Lower, value_range.Upper, 0, most);

    /// <summary>Back again.</summary>
    private protected Tensor RestoreRange(Tensor x, double most) => ColorOps.Rescale(x, 0, most, value_range.Lower, value_range.Upper);
}
