using KerasDigits.Ops;

namespace KerasDigits.Layers;

/// <summary>Cuts the middle out of images; smaller ones are enlarged first.</summary>
/// <param name="height">New height, above 0.</param>
/// <param name="width">New width, above 0.</param>
/// <exception cref="ArgumentOutOfRangeException">height or width is not above 0.</exception>
/// <remarks>Input shape: (batch, height, width, channels), or without batch. Output shape: (batch, new height, new width, channels).
/// TF 2.3.1 fails on images that are too small; as in later versions they are resized here. Source: tf.keras 2.3.1,
/// layers/preprocessing/image_preprocessing.py.</remarks>
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
        return more >= 0 && wider >= 0
            ? x.narrow(1, more / 2, height).narrow(2, wider / 2, width)
            : ImageResize.SmartResize(x, height, width);
    }
}
