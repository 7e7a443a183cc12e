namespace KerasDigits.Layers;

/// <summary>In training changes brightness, contrast, saturation and hue, one after the other.</summary>
/// <param name="value_range">Smallest and largest value of a pixel; null: (0, 255).</param>
/// <param name="brightness_factor">RandomBrightness's factor; null: not changed.</param>
/// <param name="contrast_factor">RandomContrast's factor; null: not changed.</param>
/// <param name="saturation_factor">RandomSaturation's factor; null: not changed.</param>
/// <param name="hue_factor">RandomHue's factor; null: not changed.</param>
/// <param name="seed">Seed of a generator of its own; null: the global generator is used.</param>
/// <remarks>Input shape: (batch, height, width, channels), or without batch. Output shape: the same. Source: keras 3.12,
/// layers/preprocessing/image_preprocessing/random_color_jitter.py.</remarks>
[KerasExport("keras.layers.RandomColorJitter")]
public sealed class RandomColorJitter(FactorRange? value_range = null, FactorRange? brightness_factor = null,
    FactorRange? contrast_factor = null, FactorRange? saturation_factor = null, FactorRange? hue_factor = null, int? seed = null)
        : RandomImageLayer(seed)
{
    /// <summary>Smallest and largest value of a pixel.</summary>
    public FactorRange value_range { get; } = value_range ?? (0, 255);

    /// <summary>RandomBrightness's factor.</summary>
    public FactorRange? brightness_factor { get; } = brightness_factor;

    /// <summary>RandomContrast's factor.</summary>
    public FactorRange? contrast_factor { get; } = contrast_factor;

    /// <summary>RandomSaturation's factor.</summary>
    public FactorRange? saturation_factor { get; } = saturation_factor;

    /// <summary>RandomHue's factor.</summary>
    public FactorRange? hue_factor { get; } = hue_factor;

    private protected override Tensor Augment(Tensor x)
    {
        RandomImageLayer?[] steps =
        [
            brightness_factor is { } b ? new RandomBrightness(b, value_range, seed) : null, contrast_factor is { } c
            ? new RandomContrast(c, seed)
            : null,
            saturation_factor is { } s ? new RandomSaturation(s, value_range, seed) : null, hue_factor is { } h
            ? new RandomHue(h, value_range, seed)
            : null,
        ];
        return steps.OfType<RandomImageLayer>().Aggregate(x, (image, step) => step.call(image, training: true));
    }
}
