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

/// <summary>In training blurs images, with the factor as probability.</summary>
/// <param name="factor">Range of the probability, or its upper end; null: 1.</param>
/// <param name="kernel_size">Height and width of the window, odd; null: 3.</param>
/// <param name="sigma">Range of the standard deviation in pixels; null: 1.</param>
/// <param name="value_range">Smallest and largest value of a pixel; null: (0, 255).</param>
/// <param name="seed">Seed of a generator of its own; null: the global generator is used.</param>
/// <remarks>Input shape: (batch, height, width, channels), or without batch. Output shape: the same. Source: keras 3.12,
/// layers/preprocessing/image_preprocessing/random_gaussian_blur.py.</remarks>
[KerasExport("keras.layers.RandomGaussianBlur")]
public sealed class RandomGaussianBlur(FactorRange? factor = null, Size2? kernel_size = null, FactorRange? sigma = null,
    FactorRange? value_range = null, int? seed = null)
    : RandomColorLayer(factor, value_range, seed)
{
    /// <summary>Height and width of the window.</summary>
    public Size2 kernel_size { get; } = LayerGuard.CheckPositive(kernel_size ?? 3, nameof(kernel_size));

    /// <summary>Range of the standard deviation.</summary>
    public FactorRange sigma { get; } = (Math.Max(0, sigma?.Lower ?? 0), sigma?.Upper ?? 1);

    private protected override Tensor Augment(Tensor x)
    {
        double DrawDeviation() => DrawOne(x, sigma.Lower, sigma.Upper) + 1e-6;
        double[,] window = ColorOps.ComputeGaussian(kernel_size.Height, kernel_size.Width, DrawDeviation(), DrawDeviation());
        return ClampToRange(ColorOps.Choose(Choose(x), ColorOps.Filter(x, window), x));
    }
}

/// <summary>In training shears images.</summary>
/// <param name="x_factor">Range of the shift to the side for each row, or its upper end; null: 0.</param>
/// <param name="y_factor">Range of the shift downwards for each column, or its upper end; null: 0.</param>
/// <param name="interpolation">"bilinear" or "nearest".</param>
/// <param name="fill_mode">"reflect", "wrap", "constant" or "nearest".</param>
/// <param name="fill_value">Value of the outside with "constant".</param>
/// <param name="seed">Seed of a generator of its own; null: the global generator is used.</param>
/// <remarks>Input shape: (batch, height, width, channels), or without batch. Output shape: the same. Source: keras 3.12,
/// layers/preprocessing/image_preprocessing/random_shear.py.</remarks>
[KerasExport("keras.layers.RandomShear")]
public sealed class RandomShear(FactorRange? x_factor = null, FactorRange? y_factor = null, string interpolation = "bilinear",
    string fill_mode = "reflect", double fill_value = 0.0, int? seed = null)
    : RandomAffine(fill_mode, interpolation, seed, fill_value)
{
    /// <summary>Range of the shift to the side.</summary>
    public FactorRange x_factor { get; } = (Math.Max(0, x_factor?.Lower ?? 0), x_factor?.Upper ?? 0);

    /// <summary>Range of the shift downwards.</summary>
    public FactorRange y_factor { get; } = (Math.Max(0, y_factor?.Lower ?? 0), y_factor?.Upper ?? 0);

    private protected override Tensor[] Map(Tensor x, long height, long width)
    {
        Tensor sign = Draw(x, -1, 1).sign(), zero = sign * 0, one = zero + 1;
        return [one, Draw(x, x_factor.Lower, x_factor.Upper) * sign, zero, Draw(x, y_factor.Lower, y_factor.Upper) * sign, one, zero];
    }
}

/// <summary>Base of the layers that mix each image of a batch with another one.</summary>
/// <remarks>Targets are not mixed: the layers are called only on images here, so use them where targets need not follow.</remarks>
public abstract class MixingLayer : RandomImageLayer
{
    /// <summary>Sets the seed.</summary>
    private protected MixingLayer(int? seed) : base(seed) { }

    /// <summary>One draw from Beta(alpha, alpha) per image, by Jöhnk's way.</summary>
    private protected Tensor DrawBeta(Tensor x, double alpha)
    {
        Tensor result = Draw(x, 0, 1) * 0, left = result.eq(0);
        for (int tries = 0; tries < 10_000 && left.any().item<bool>(); tries++)
        {
            Tensor a = Draw(x, 0, 1).pow(1 / alpha), b = Draw(x, 0, 1).pow(1 / alpha), sum = a + b;
            Tensor taken = left.logical_and(sum.le(1)).logical_and(sum.gt(0));
            result = ColorOps.Choose(taken, a / sum, result);
            left = left.logical_and(taken.logical_not());
        }
        return result;
    }

    private protected Tensor PickOthers(Tensor x) => ColorOps.Shuffle(x, Draw(x, 0, 1));
}

/// <summary>In training lays another image of the batch over each one.</summary>
/// <param name="alpha">Both parameters of the Beta distribution of the weights; small ones leave images mostly as they are.</param>
/// <param name="seed">Seed of a generator of its own; null: the global generator is used.</param>
/// <remarks>Input shape: (batch, height, width, channels), or without batch. Output shape: the same. Source: keras 3.12,
/// layers/preprocessing/image_preprocessing/mix_up.py.</remarks>
[KerasExport("keras.layers.MixUp")]
public sealed class MixUp(double alpha = 0.2, int? seed = null) : MixingLayer(seed)
{
    /// <summary>Parameters of the weights' distribution.</summary>
    public double alpha { get; } = alpha > 0
        ? alpha
        : throw new ArgumentException($"`alpha` must be above 0. Received: alpha={alpha}.", nameof(alpha));

    private protected override Tensor Augment(Tensor x)
    {
        Tensor weight = DrawBeta(x, alpha).view(-1, 1, 1, 1).to_type(x.dtype);
        return (x * weight) + (PickOthers(x) * (1 - weight));
    }
}

/// <summary>In training puts a box of another image of the batch into each one.</summary>
/// <param name="factor">Range of the parameter of the Beta distribution of the part that stays, or its upper end; null: 1.</param>
/// <param name="seed">Seed of a generator of its own; null: the global generator is used.</param>
/// <remarks>Input shape: (batch, height, width, channels), or without batch. Output shape: the same. Source: keras 3.12,
/// layers/preprocessing/image_preprocessing/cut_mix.py.</remarks>
[KerasExport("keras.layers.CutMix")]
public sealed class CutMix(FactorRange? factor = null, int? seed = null) : MixingLayer(seed)
{
    /// <summary>Range of the distribution's parameter.</summary>
    public FactorRange factor { get; } = (Math.Max(0, factor?.Lower ?? 0), factor?.Upper ?? 1);

    private protected override Tensor Augment(Tensor x)
    {
        Tensor side = (1 - DrawBeta(x, DrawOne(x, factor.Lower, factor.Upper) + 1e-6)).sqrt();
        Tensor left = Draw(x, 0, 1) * (x.size(2) - (side * x.size(2))), top = Draw(x, 0, 1) * (x.size(1) - (side * x.size(1)));
        return ColorOps.Choose(ColorOps.Boxes(x, left, left + (side * x.size(2)), top, top + (side * x.size(1))), PickOthers(x), x);
    }
}
