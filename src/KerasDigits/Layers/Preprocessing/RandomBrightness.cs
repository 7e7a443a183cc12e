namespace KerasDigits.Layers;

/// <summary>
/// In training makes each image lighter or darker: a random part of the range of values is added, and what leaves the range is cut.
/// </summary>
/// <param name="factor">Range of that part: 0.2 for −0.2 … 0.2, or (lower, upper), from −1 to 1.</param>
/// <param name="value_range">Smallest and largest value of a pixel; null: (0, 255).</param>
/// <param name="seed">Seed of a generator of its own; null: the global generator is used.</param>
/// <exception cref="ArgumentException">value_range does not rise.</exception>
/// <remarks>Input shape: (batch, height, width, channels), or without batch. Output shape: the same. Source: tf.keras 2.15,
/// layers/preprocessing/image_preprocessing.py.</remarks>
[KerasExport("keras.layers.RandomBrightness")]
public sealed class RandomBrightness(FactorRange factor, FactorRange? value_range = null, int? seed = null) : RandomImageLayer(seed)
{
    /// <summary>Range of the part.</summary>
    public FactorRange factor { get; } = Check(factor);

    /// <summary>Smallest and largest value of a pixel.</summary>
    public FactorRange value_range { get; } = value_range is not { } range ? (0, 255) : range.Lower < range.Upper ? range
        : throw new ArgumentException($"The `value_range` should be a list of two numbers in rising order. Received: value_range={range}.",
            nameof(value_range));

    private protected override Tensor Augment(Tensor x)
    {
        Tensor more = Draw(x, factor.Lower, factor.Upper).view(-1, 1, 1, 1)
            .to_type(x.dtype) * (this.value_range.Upper - this.value_range.Lower);
        return (x + more).clamp(this.value_range.Lower, this.value_range.Upper);
    }

    private static FactorRange Check(FactorRange factor)
    {
        var (low, high) = (Math.Min(factor.Lower, factor.Upper), Math.Max(factor.Lower, factor.Upper));
        Guard.That(low >= -1 && high <= 1, "The `factor` should be number or a list of 2 numbers in the range [-1.0, 1.0]. Received: "
            + $"factor={factor}.", nameof(factor));
        return (low, high);
    }
}
