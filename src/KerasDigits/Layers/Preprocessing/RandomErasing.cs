using KerasDigits.Ops;

namespace KerasDigits.Layers;

/// <summary>In training fills a random box of each image, with the factor as probability.</summary>
/// <param name="factor">Range of the probability, or its upper end; null: 1.</param>
/// <param name="scale">Range of the parts of height and width, squared; null: (0.02, 0.33).</param>
/// <param name="fill_value">With what; null: noise about 0.</param>
/// <param name="value_range">Smallest and largest value of a pixel; null: (0, 255).</param>
/// <param name="seed">Seed of a generator of its own; null: the global generator is used.</param>
/// <remarks>Input shape: (batch, height, width, channels), or without batch. Output shape: the same. Source: keras 3.12,
/// layers/preprocessing/image_preprocessing/random_erasing.py.</remarks>
[KerasExport("keras.layers.RandomErasing")]
public sealed class RandomErasing(FactorRange? factor = null, FactorRange? scale = null, double? fill_value = null,
    FactorRange? value_range = null, int? seed = null)
    : RandomColorLayer(factor, value_range, seed)
{
    /// <summary>Range of the parts, squared.</summary>
    public FactorRange scale { get; } = scale ?? (0.02, 0.33);

    /// <summary>With what the box is filled.</summary>
    public double? fill_value { get; } = fill_value;

    private protected override Tensor Augment(Tensor x)
    {
        (Tensor Start, Tensor End) DrawSide(long length)
        {
            Tensor size = Draw(x, scale.Lower, scale.Upper).sqrt() * length, start = Draw(x, 0, 1) * (length - size);
            return (start, start + size);
        }
        var (left, right) = DrawSide(x.size(2));
        var (top, bottom) = DrawSide(x.size(1));
        Tensor fill = fill_value is { } value ? (x * 0) + value : RandomOps.DrawNormal(x, 1, null);
        return ClampToRange(ColorOps.Choose(Choose(x).logical_and(ColorOps.Boxes(x, left, right, top, bottom)), fill, x));
    }
}
