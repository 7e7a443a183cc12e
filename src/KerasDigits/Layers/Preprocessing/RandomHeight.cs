using KerasDigits.Ops;

namespace KerasDigits.Layers;

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
