using KerasDigits.Backend;
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

/// <summary>In training makes images grey, with a probability.</summary>
/// <param name="factor">The probability.</param>
/// <param name="seed">Seed of a generator of its own; null: the global generator is used.</param>
/// <remarks>Input shape: (batch, height, width, channels), or without batch. Output shape: the same. Source: keras 3.12,
/// layers/preprocessing/image_preprocessing/random_grayscale.py.</remarks>
[KerasExport("keras.layers.RandomGrayscale")]
public sealed class RandomGrayscale(double factor = 0.5, int? seed = null) : RandomImageLayer(seed)
{
    /// <summary>The probability.</summary>
    public double factor { get; } = factor is >= 0 and <= 1
        ? factor
        : throw new ArgumentException($"`factor` should be between 0 and 1. Received: factor={factor}", nameof(factor));

    private protected override Tensor Augment(Tensor x) =>
        ColorOps.Choose(Draw(x, 0, 1).view(-1, 1, 1, 1).lt(factor), ColorOps.Gray(x).expand_as(x), x);
}

/// <summary>In training turns images into their negatives, with the factor as probability.</summary>
/// <param name="factor">Range of the probability, or its upper end; null: 1.</param>
/// <param name="value_range">Smallest and largest value of a pixel; null: (0, 255).</param>
/// <param name="seed">Seed of a generator of its own; null: the global generator is used.</param>
/// <remarks>Input shape: (batch, height, width, channels), or without batch. Output shape: the same. Source: keras 3.12,
/// layers/preprocessing/image_preprocessing/random_invert.py.</remarks>
[KerasExport("keras.layers.RandomInvert")]
public sealed class RandomInvert(FactorRange? factor = null, FactorRange? value_range = null, int? seed = null)
    : RandomColorLayer(factor, value_range, seed)
{
    private protected override Tensor Augment(Tensor x) => ColorOps.Choose(Choose(x), value_range.Upper - x, x);
}

/// <summary>In training reduces the number of bits of each value.</summary>
/// <param name="factor">Range of the number of bits, 0 to 8, or its upper end.</param>
/// <param name="value_range">Smallest and largest value of a pixel; null: (0, 255).</param>
/// <param name="seed">Seed of a generator of its own; null: the global generator is used.</param>
/// <remarks>Input shape: (batch, height, width, channels), or without batch. Output shape: the same. Source: keras 3.12,
/// layers/preprocessing/image_preprocessing/random_posterization.py.</remarks>
[KerasExport("keras.layers.RandomPosterization")]
public sealed class RandomPosterization(FactorRange factor, FactorRange? value_range = null, int? seed = null)
    : RandomColorLayer(factor, value_range, seed, most: 8)
{
    private protected override Tensor Augment(Tensor x)
    {
        Tensor step = (8 - (this.factor.Lower == this.factor.Upper ? DrawFactors(x) : DrawFactors(x).floor())).exp2();
        return RestoreRange((From(x, 255).clamp(0, 255).floor() / step).floor() * step, 255);
    }
}

/// <summary>In training makes colours paler (factor below 0.5) or stronger (above).</summary>
/// <param name="factor">Range of the factor, 0 to 1, or its upper end.</param>
/// <param name="value_range">Smallest and largest value of a pixel; null: (0, 255).</param>
/// <param name="seed">Seed of a generator of its own; null: the global generator is used.</param>
/// <remarks>Input shape: (batch, height, width, channels), or without batch. Output shape: the same. Source: keras 3.12,
/// layers/preprocessing/image_preprocessing/random_saturation.py.</remarks>
[KerasExport("keras.layers.RandomSaturation")]
public sealed class RandomSaturation(FactorRange factor, FactorRange? value_range = null, int? seed = null)
    : RandomColorLayer(factor, value_range, seed)
{
    private protected override Tensor Augment(Tensor x)
    {
        Tensor part = DrawFactors(x);
        var (hue, saturation, value) = ColorOps.Hsv(x);
        return ColorOps.Rgb(hue, (saturation * (part / (1 - part + Settings.Epsilon))).clamp(value_range.Lower, value_range.Upper)
            .clamp_max(1), value);
    }
}

/// <summary>In training turns the hue of colours by up to half the factor of a whole turn.</summary>
/// <param name="factor">Range of the factor, 0 to 1, or its upper end.</param>
/// <param name="value_range">Smallest and largest value of a pixel; null: (0, 255).</param>
/// <param name="seed">Seed of a generator of its own; null: the global generator is used.</param>
/// <remarks>Input shape: (batch, height, width, channels), or without batch. Output shape: the same. Source: keras 3.12,
/// layers/preprocessing/image_preprocessing/random_hue.py.</remarks>
[KerasExport("keras.layers.RandomHue")]
public sealed class RandomHue(FactorRange factor, FactorRange? value_range = null, int? seed = null)
    : RandomColorLayer(factor, value_range, seed)
{
    private protected override Tensor Augment(Tensor x)
    {
        Tensor turn = DrawFactors(x) * 0.5 * Draw(x, -1, 1).view(-1, 1, 1, 1).to_type(x.dtype).sign();
        var (hue, saturation, value) = ColorOps.Hsv(From(x, 1));
        hue = hue + turn;
        hue = hue - hue.gt(1).to_type(x.dtype) + hue.lt(0).to_type(x.dtype);
        return RestoreRange(ColorOps.Rgb(hue, saturation, value).clamp(0, 1), 1);
    }
}

/// <summary>In training takes a part of the colour away: factor 1 leaves grey.</summary>
/// <param name="factor">Range of the factor, 0 to 1, or its upper end.</param>
/// <param name="value_range">Smallest and largest value of a pixel; null: (0, 255).</param>
/// <param name="seed">Seed of a generator of its own; null: the global generator is used.</param>
/// <remarks>Input shape: (batch, height, width, channels), or without batch. Output shape: the same. Source: keras 3.12,
/// layers/preprocessing/image_preprocessing/random_color_degeneration.py.</remarks>
[KerasExport("keras.layers.RandomColorDegeneration")]
public sealed class RandomColorDegeneration(FactorRange factor, FactorRange? value_range = null, int? seed = null)
    : RandomColorLayer(factor, value_range, seed)
{
    private protected override Tensor Augment(Tensor x) => ClampToRange(x + (DrawFactors(x) * (ColorOps.Gray(x) - x)));
}

/// <summary>In training blurs images (factor below 0.5) or sharpens them (above).</summary>
/// <param name="factor">Range of the factor, 0 to 1, or its upper end.</param>
/// <param name="value_range">Smallest and largest value of a pixel; null: (0, 255).</param>
/// <param name="seed">Seed of a generator of its own; null: the global generator is used.</param>
/// <remarks>Input shape: (batch, height, width, channels), or without batch. Output shape: the same. Source: keras 3.12,
/// layers/preprocessing/image_preprocessing/random_sharpness.py.</remarks>
[KerasExport("keras.layers.RandomSharpness")]
public sealed class RandomSharpness(FactorRange factor, FactorRange? value_range = null, int? seed = null)
    : RandomColorLayer(factor, value_range, seed)
{
    private protected override Tensor Augment(Tensor x)
    {
        const double A = 1.0 / 13, B = 5.0 / 13;
        Tensor smooth = ColorOps.Filter(x, new[,] { { A, A, A }, { A, B, A }, { A, A, A } });
        return ClampToRange(x + ((1 - (DrawFactors(x) * 2)) * (smooth - x)));
    }
}

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

/// <summary>In training adds a random part of 255 and turns values above a random threshold into their negatives.</summary>
/// <param name="addition_factor">Range of the part that is added; null: 0.</param>
/// <param name="threshold_factor">Range of the threshold as a part of 255; null: 0.</param>
/// <param name="value_range">Smallest and largest value of a pixel; null: (0, 255).</param>
/// <param name="seed">Seed of a generator of its own; null: the global generator is used.</param>
/// <remarks>Input shape: (batch, height, width, channels), or without batch. Output shape: the same. Source: keras 3.12,
/// layers/preprocessing/image_preprocessing/solarization.py.</remarks>
[KerasExport("keras.layers.Solarization")]
public sealed class Solarization(FactorRange? addition_factor = null, FactorRange? threshold_factor = null, FactorRange? value_range = null,
    int? seed = null)
    : RandomColorLayer(null, value_range, seed)
{
    /// <summary>Range of the part that is added.</summary>
    public FactorRange addition_factor { get; } = (Math.Max(0, addition_factor?.Lower ?? 0), addition_factor?.Upper ?? 0);

    /// <summary>Range of the threshold.</summary>
    public FactorRange threshold_factor { get; } = (Math.Max(0, threshold_factor?.Lower ?? 0), threshold_factor?.Upper ?? 0);

    private protected override Tensor Augment(Tensor x)
    {
        Tensor added = (From(x, 255) + Draw(x, addition_factor.Lower, addition_factor.Upper * 255).view(-1, 1, 1, 1)
            .to_type(x.dtype)).clamp(0, 255);
        Tensor threshold = Draw(x, threshold_factor.Lower, threshold_factor.Upper * 255).view(-1, 1, 1, 1).to_type(x.dtype);
        return RestoreRange(ColorOps.Choose(added.lt(threshold), added, 255 - added), 255);
    }
}

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
