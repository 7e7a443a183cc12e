using KerasDigits.Ops;

namespace KerasDigits.Layers;

/// <summary>
/// In training cuts the same random part out of all images of a batch; otherwise, and where images are too small, resizes without
/// distortion.
/// </summary>
/// <param name="height">New height, above 0.</param>
/// <param name="width">New width, above 0.</param>
/// <param name="seed">Seed of a generator of its own; null: the global generator is used.</param>
/// <exception cref="ArgumentOutOfRangeException">height or width is not above 0.</exception>
/// <remarks>Input shape: (batch, height, width, channels), or without batch. Output shape: (batch, new height, new width, channels).
/// Source: tf.keras 2.3.1, layers/preprocessing/image_preprocessing.py.</remarks>
[KerasExport("keras.layers.RandomCrop", "keras.layers.experimental.preprocessing.RandomCrop")]
public sealed class RandomCrop(int height, int width, int? seed = null) : RandomImageLayer(seed)
{
    /// <summary>New height.</summary>
    public int height { get; } = Guard.Positive(height);

    /// <summary>New width.</summary>
    public int width { get; } = Guard.Positive(width);

    /// <summary>Whether images stay as they are outside of training, as in Keras 3.8 and later; set for layers of its files.</summary>
    internal bool CutsInTrainingAlone { get; set; }

    private protected override Size2? NewSize => (height, width);

    private protected override Tensor Change(Tensor x, bool training) => CutsInTrainingAlone && !training ? x
        : training && x.size(1) >= height && x.size(2) >= width ? Augment(x) : ImageResize.SmartResize(x, height, width);

    private protected override Tensor Augment(Tensor x)
    {
        long Start(long room) => Math.Min(room, (long)DrawOne(x, 0, room + 1));
        return x.narrow(1, Start(x.size(1) - height), height).narrow(2, Start(x.size(2) - width), width);
    }
}

/// <summary>In training gives the images of a batch a new random height.</summary>
/// <param name="factor">Range of the change as a part of the height: 0.2 for −20 % … 20 %, or (lower, upper).</param>
/// <param name="interpolation">"bilinear", "nearest", "bicubic", "area", "lanczos3", "lanczos5", "gaussian" or "mitchellcubic".</param>
/// <param name="seed">Seed of a generator of its own; null: the global generator is used.</param>
/// <remarks>Input shape: (batch, height, width, channels), or without batch. Output shape: (batch, None, width, channels). Source: tf.keras
/// 2.3.1, layers/preprocessing/image_preprocessing.py.</remarks>
[KerasExport("keras.layers.RandomHeight", "keras.layers.experimental.preprocessing.RandomHeight")]
public sealed class RandomHeight(FactorRange factor, string interpolation = "bilinear", int? seed = null) : RandomImageLayer(seed)
{
    /// <summary>Range of the change.</summary>
    public FactorRange factor { get; } = factor.CheckWithin(-1, double.PositiveInfinity, nameof(factor));

    /// <summary>How new pixels are made.</summary>
    public string interpolation { get; } = ImageResize.CheckInterpolation(interpolation);

    private protected override bool ChangesHeight => true;

    private protected override Tensor Augment(Tensor x) =>
        ImageResize.Resize(x, Math.Max(1, (long)(x.size(1) * DrawOne(x, 1 + factor.Lower, 1 + factor.Upper))), x.size(2), interpolation);
}

/// <summary>In training gives the images of a batch a new random width.</summary>
/// <param name="factor">Range of the change as a part of the width: 0.2 for −20 % … 20 %, or (lower, upper).</param>
/// <param name="interpolation">"bilinear", "nearest", "bicubic", "area", "lanczos3", "lanczos5", "gaussian" or "mitchellcubic".</param>
/// <param name="seed">Seed of a generator of its own; null: the global generator is used.</param>
/// <remarks>Input shape: (batch, height, width, channels), or without batch. Output shape: (batch, height, None, channels). Source:
/// tf.keras 2.3.1, layers/preprocessing/image_preprocessing.py.</remarks>
[KerasExport("keras.layers.RandomWidth", "keras.layers.experimental.preprocessing.RandomWidth")]
public sealed class RandomWidth(FactorRange factor, string interpolation = "bilinear", int? seed = null) : RandomImageLayer(seed)
{
    /// <summary>Range of the change.</summary>
    public FactorRange factor { get; } = factor.CheckWithin(-1, double.PositiveInfinity, nameof(factor));

    /// <summary>How new pixels are made.</summary>
    public string interpolation { get; } = ImageResize.CheckInterpolation(interpolation);

    private protected override bool ChangesWidth => true;

    private protected override Tensor Augment(Tensor x) =>
        ImageResize.Resize(x, x.size(1), Math.Max(1, (long)(x.size(2) * DrawOne(x, 1 + factor.Lower, 1 + factor.Upper))), interpolation);
}
