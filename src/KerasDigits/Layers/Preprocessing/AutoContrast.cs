using KerasDigits.Ops;

namespace KerasDigits.Layers;

/// <summary>Stretches each channel of each image over the whole range of values, when predicting too.</summary>
/// <param name="value_range">Smallest and largest value of a pixel; null: (0, 255).</param>
/// <remarks>Input shape: (batch, height, width, channels), or without batch. Output shape: the same. Source: keras 3.12,
/// layers/preprocessing/image_preprocessing/auto_contrast.py.</remarks>
[KerasExport("keras.layers.AutoContrast")]
public sealed class AutoContrast(FactorRange? value_range = null) : ImageLayer
{
    /// <summary>Smallest and largest value of a pixel.</summary>
    public FactorRange value_range { get; } = value_range ?? (0, 255);

    private protected override Tensor Change(Tensor x, bool training) =>
        ColorOps.Rescale(ColorOps.Stretch(ColorOps.Rescale(x, value_range.Lower, value_range.Upper, 0, 255)), 0, 255, value_range.Lower,
            value_range.Upper);
}
