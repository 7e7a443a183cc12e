using KerasDigits.Ops;

namespace KerasDigits.Layers;

/// <summary>In training spreads the values of each channel so that all are about as frequent.</summary>
/// <param name="value_range">Smallest and largest value of a pixel; null: (0, 255).</param>
/// <param name="bins">Number of values that are distinguished, above 0.</param>
/// <exception cref="ArgumentOutOfRangeException">bins is not above 0.</exception>
/// <remarks>Input shape: (batch, height, width, channels), or without batch. Output shape: the same. Source: keras 3.12,
/// layers/preprocessing/image_preprocessing/equalization.py.</remarks>
[KerasExport("keras.layers.Equalization")]
public sealed class Equalization(FactorRange? value_range = null, int bins = 256) : ImageLayer
{
    /// <summary>Smallest and largest value of a pixel.</summary>
    public FactorRange value_range { get; } = value_range ?? (0, 255);

    /// <summary>Number of values that are distinguished.</summary>
    public int bins { get; } = Guard.Positive(bins);

    private protected override Tensor Change(Tensor x, bool training) => !training ? x
        : ColorOps.Rescale(ColorOps.Equalize(ColorOps.Rescale(x, value_range.Lower, value_range.Upper, 0, 255), bins), 0, 255,
            value_range.Lower, value_range.Upper);
}
