using KerasDigits.Ops;

namespace KerasDigits.Layers;

/// <summary>Resizes images.</summary>
/// <param name="height">New height, above 0.</param>
/// <param name="width">New width, above 0.</param>
/// <param name="interpolation">"bilinear", "nearest", "bicubic", "area", "lanczos3", "lanczos5", "gaussian" or "mitchellcubic".</param>
/// <param name="crop_to_aspect_ratio">Whether what is too much at two sides is cut off, so that nothing is distorted.</param>
/// <param name="pad_to_aspect_ratio">Whether two sides are filled up first, so that nothing is distorted and nothing lost; Keras
/// 3's.</param>
/// <param name="fill_mode">"constant": how they are filled.</param>
/// <param name="fill_value">The value used.</param>
/// <param name="antialias">Whether all pixels of an image that shrinks count; Keras 3's.</param>
/// <exception cref="ArgumentOutOfRangeException">height or width is not above 0.</exception>
/// <exception cref="ArgumentException">Both crop_to_aspect_ratio and pad_to_aspect_ratio are true, or a word is none of the allowed
/// ones.</exception>
/// <remarks>Input shape: (batch, height, width, channels), or without batch. Output shape: (batch, new height, new width, channels).
/// Source: tf.keras 2.3.1, layers/preprocessing/image_preprocessing.py; keras 3.12,
/// layers/preprocessing/image_preprocessing/resizing.py.</remarks>
[KerasExport("keras.layers.Resizing", "keras.layers.experimental.preprocessing.Resizing")]
public sealed class Resizing(int height, int width, string interpolation = "bilinear", bool crop_to_aspect_ratio = false,
    bool pad_to_aspect_ratio = false, string fill_mode = "constant", double fill_value = 0.0, bool antialias = false) : ImageLayer
{
    /// <summary>New height.</summary>
    public int height { get; } = Guard.Positive(height);

    /// <summary>New width.</summary>
    public int width { get; } = Guard.Positive(width);

    /// <summary>How new pixels are made.</summary>
    public string interpolation { get; } = ImageResize.CheckInterpolation(interpolation);

    /// <summary>Whether images are cut instead of distorted.</summary>
    public bool crop_to_aspect_ratio { get; } = crop_to_aspect_ratio;

    /// <summary>Whether images are filled up instead of distorted.</summary>
    public bool pad_to_aspect_ratio { get; } = !(pad_to_aspect_ratio && crop_to_aspect_ratio) ? pad_to_aspect_ratio
        : throw new ArgumentException("Only one of `pad_to_aspect_ratio` & `crop_to_aspect_ratio` can be `True`.",
            nameof(pad_to_aspect_ratio));

    /// <summary>How sides are filled up.</summary>
    public string fill_mode { get; } = Guard.OneOf(fill_mode, ["constant"]);

    /// <summary>The value used.</summary>
    public double fill_value { get; } = fill_value;

    /// <summary>Whether all pixels count.</summary>
    public bool antialias { get; } = antialias;

    /// <summary>Whether the bicubic kernel is computed and not read from TensorFlow's table; set for layers of Keras 3's files.</summary>
    internal bool HasExactKernels { get; set; }

    private protected override Size2? NewSize => (height, width);

    private protected override Tensor Change(Tensor x, bool training) => crop_to_aspect_ratio
        ? ImageResize.SmartResize(x, height, width, interpolation, antialias, HasExactKernels)
        : ImageResize.Resize(pad_to_aspect_ratio ? Pad(x) : x, height, width, interpolation, antialias, HasExactKernels);

    /// <summary>Images of the wanted proportions, as Keras cuts off the halves of pixels.</summary>
    private Tensor Pad(Tensor x)
    {
        long h = x.size(1), w = x.size(2);
        long rows = (Math.Max(h, (long)((double)w * height / width)) - h) / 2,
            columns = (Math.Max(w, (long)((double)h * width / height)) - w) / 2;
        return NN.Pad(x - fill_value, [(rows, rows), (columns, columns)]) + fill_value;
    }
}
