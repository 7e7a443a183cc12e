using KerasDigits.Backend;
using KerasDigits.Ops;

namespace KerasDigits.Layers;

/// <summary>What the random rotations, shifts and zooms share: an affine map per image.</summary>
public abstract class RandomAffine : RandomImageLayer
{
    /// <summary>Sets the shared arguments.</summary>
    private protected RandomAffine(string fill_mode, string interpolation, int? seed, double fill_value) : base(seed) =>
        (this.fill_mode, this.interpolation, this.fill_value) = (ProjectiveTransform.FillMode(fill_mode),
            ProjectiveTransform.CheckInterpolation(interpolation), fill_value);

    /// <summary>How the outside is filled: "reflect", "wrap", "constant" or "nearest".</summary>
    public string fill_mode { get; }

    /// <summary>"bilinear" or "nearest".</summary>
    public string interpolation { get; }

    /// <summary>Value of the outside with "constant".</summary>
    public double fill_value { get; }

    private protected override Tensor Augment(Tensor x)
    {
        Tensor[] parts = Map(x, x.size(1), x.size(2));
        Tensor maps = NN.Concatenate([.. parts.Select(p => p.view(-1, 1))], 1);
        return ProjectiveTransform.Apply(x, maps, fill_mode, fill_value, interpolation);
    }

    /// <summary>The six numbers (a, b, c, d, e, f) of each image's map: where the pixel (x, y) of the result is taken from.</summary>
    private protected abstract Tensor[] Map(Tensor x, long height, long width);
}

/// <summary>In training turns images about their middle.</summary>
/// <param name="factor">Range of the angle as a part of a full turn, anticlockwise positive: 0.1 for −36° … 36°, or (lower, upper).</param>
/// <param name="fill_mode">"reflect", "wrap", "constant" or "nearest".</param>
/// <param name="interpolation">"bilinear" or "nearest".</param>
/// <param name="seed">Seed of a generator of its own; null: the global generator is used.</param>
/// <param name="fill_value">Value of the outside with "constant".</param>
/// <remarks>Input shape: (batch, height, width, channels), or without batch. Output shape: the same. Source: tf.keras 2.3.1,
/// layers/preprocessing/image_preprocessing.py.</remarks>
[KerasExport("keras.layers.RandomRotation", "keras.layers.experimental.preprocessing.RandomRotation")]
public sealed class RandomRotation(FactorRange factor, string fill_mode = "reflect", string interpolation = "bilinear", int? seed = null,
    double fill_value = 0.0)
    : RandomAffine(fill_mode, interpolation, seed, fill_value)
{
    /// <summary>Range of the angle.</summary>
    public FactorRange factor { get; } = factor.CheckWithin(double.NegativeInfinity, double.PositiveInfinity, nameof(factor));

    private protected override Tensor[] Map(Tensor x, long height, long width)
    {
        Tensor angle = Draw(x, factor.Lower * 2 * Math.PI, factor.Upper * 2 * Math.PI), cos = angle.cos(), sin = angle.sin();
        double w = width - 1, h = height - 1;
        return [cos, -sin, (w - ((cos * w) - (sin * h))) / 2, sin, cos, (h - ((sin * w) + (cos * h))) / 2];
    }
}

/// <summary>In training shifts images.</summary>
/// <param name="height_factor">Range of the shift as a part of the height, downwards positive.</param>
/// <param name="width_factor">Range of the shift as a part of the width, to the right positive.</param>
/// <param name="fill_mode">"reflect", "wrap", "constant" or "nearest".</param>
/// <param name="interpolation">"bilinear" or "nearest".</param>
/// <param name="seed">Seed of a generator of its own; null: the global generator is used.</param>
/// <param name="fill_value">Value of the outside with "constant".</param>
/// <remarks>Input shape: (batch, height, width, channels), or without batch. Output shape: the same. Source: tf.keras 2.3.1,
/// layers/preprocessing/image_preprocessing.py.</remarks>
[KerasExport("keras.layers.RandomTranslation", "keras.layers.experimental.preprocessing.RandomTranslation")]
public sealed class RandomTranslation(FactorRange height_factor, FactorRange width_factor, string fill_mode = "reflect",
    string interpolation = "bilinear", int? seed = null, double fill_value = 0.0)
    : RandomAffine(fill_mode, interpolation, seed, fill_value)
{
    /// <summary>Range of the shift downwards.</summary>
    public FactorRange height_factor { get; } = height_factor.CheckWithin(-1, 1, nameof(height_factor));

    /// <summary>Range of the shift to the right.</summary>
    public FactorRange width_factor { get; } = width_factor.CheckWithin(-1, 1, nameof(width_factor));

    private protected override Tensor[] Map(Tensor x, long height, long width)
    {
        Tensor down = Draw(x, height_factor.Lower, height_factor.Upper) * height,
            right = Draw(x, width_factor.Lower, width_factor.Upper) * width;
        Tensor zero = down * 0, one = zero + 1;
        return [one, zero, -right, zero, one, -down];
    }
}

/// <summary>In training zooms images about their middle.</summary>
/// <param name="height_factor">Range of the change of the height that is seen: 0.2 shows up to 20 % more (smaller objects), −0.2
/// less.</param>
/// <param name="width_factor">The same for the width; null: as the height, without distortion.</param>
/// <param name="fill_mode">"reflect", "wrap", "constant" or "nearest".</param>
/// <param name="interpolation">"bilinear" or "nearest".</param>
/// <param name="seed">Seed of a generator of its own; null: the global generator is used.</param>
/// <param name="fill_value">Value of the outside with "constant".</param>
/// <remarks>Input shape: (batch, height, width, channels), or without batch. Output shape: the same. Source: tf.keras 2.3.1,
/// layers/preprocessing/image_preprocessing.py.</remarks>
[KerasExport("keras.layers.RandomZoom", "keras.layers.experimental.preprocessing.RandomZoom")]
public sealed class RandomZoom(FactorRange height_factor, FactorRange? width_factor = null, string fill_mode = "reflect",
    string interpolation = "bilinear", int? seed = null, double fill_value = 0.0)
    : RandomAffine(fill_mode, interpolation, seed, fill_value)
{
    /// <summary>Range of the change of the height.</summary>
    public FactorRange height_factor { get; } = height_factor.CheckWithin(-1, double.PositiveInfinity, nameof(height_factor));

    /// <summary>Range of the change of the width.</summary>
    public FactorRange? width_factor { get; } = width_factor?.CheckWithin(-1, double.PositiveInfinity, nameof(width_factor));

    private protected override Tensor[] Map(Tensor x, long height, long width)
    {
        Tensor high = Draw(x, 1 + height_factor.Lower, 1 + height_factor.Upper);
        Tensor wide = width_factor is { } f ? Draw(x, 1 + f.Lower, 1 + f.Upper) : high;
        Tensor zero = high * 0;
        return [wide, zero, (1 - wide) * ((width - 1) / 2.0), zero, high, (1 - high) * ((height - 1) / 2.0)];
    }
}
