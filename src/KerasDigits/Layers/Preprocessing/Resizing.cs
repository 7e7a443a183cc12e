using KerasDigits.Ops;

namespace KerasDigits.Layers;

/// <summary>Brings pictures to a size.</summary>
/// <param name="height">New height.</param>
/// <param name="width">New width.</param>
/// <param name="interpolation">"bilinear", "nearest", "bicubic", "area", "lanczos3", "lanczos5", "gaussian" or "mitchellcubic".</param>
/// <param name="crop_to_aspect_ratio">Whether what is too much at two sides is cut off, so that nothing is distorted.</param>
/// <remarks>Input shape: (batch, height, width, channels), or without batch. Output shape: (batch, new height, new width, channels). Source: tf.keras 2.3.1, layers/preprocessing/image_preprocessing.py.</remarks>
[KerasExport("keras.layers.Resizing", "keras.layers.experimental.preprocessing.Resizing")]
public sealed class Resizing(int height, int width, string interpolation = "bilinear", bool crop_to_aspect_ratio = false) : ImageLayer
{
    /// <summary>New height.</summary>
    public int height { get; } = Guard.Positive(height);

    /// <summary>New width.</summary>
    public int width { get; } = Guard.Positive(width);

    /// <summary>How new pixels are made.</summary>
    public string interpolation { get; } = ImageResize.Interpolation(interpolation);

    /// <summary>Whether pictures are cut instead of distorted.</summary>
    public bool crop_to_aspect_ratio { get; } = crop_to_aspect_ratio;

    private protected override Size2? NewSize => (height, width);

    private protected override Tensor Change(Tensor x, bool training) => crop_to_aspect_ratio
        ? ImageResize.SmartResize(x, height, width, interpolation) : ImageResize.Resize(x, height, width, interpolation);
}

/// <summary>Cuts the middle out of pictures; smaller ones are enlarged first.</summary>
/// <param name="height">New height.</param>
/// <param name="width">New width.</param>
/// <remarks>Input shape: (batch, height, width, channels), or without batch. Output shape: (batch, new height, new width, channels).
/// TF 2.3.1 fails on pictures that are too small; as in later versions they are resized here. Source: tf.keras 2.3.1, layers/preprocessing/image_preprocessing.py.</remarks>
[KerasExport("keras.layers.CenterCrop", "keras.layers.experimental.preprocessing.CenterCrop")]
public sealed class CenterCrop(int height, int width) : ImageLayer
{
    /// <summary>New height.</summary>
    public int height { get; } = Guard.Positive(height);

    /// <summary>New width.</summary>
    public int width { get; } = Guard.Positive(width);

    private protected override Size2? NewSize => (height, width);

    private protected override Tensor Change(Tensor x, bool training)
    {
        long more = x.size(1) - height, wider = x.size(2) - width;
        return more >= 0 && wider >= 0 ? x.narrow(1, more / 2, height).narrow(2, wider / 2, width) : ImageResize.SmartResize(x, height, width);
    }
}
