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
