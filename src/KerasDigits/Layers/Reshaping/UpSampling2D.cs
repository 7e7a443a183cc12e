using KerasDigits.Ops;

namespace KerasDigits.Layers;

/// <summary>Makes images larger by whole factors.</summary>
/// <param name="size">Factors of height and width; null: 2.</param>
/// <param name="data_format">"channels_last" or "channels_first"; null: keras.backend.image_data_format().</param>
/// <param name="interpolation">"nearest" (repeated pixels), "bilinear", "bicubic", "area", "lanczos3", "lanczos5", "gaussian" or
/// "mitchellcubic".</param>
/// <remarks>Input shape: (batch, height, width, channels). Output shape: (batch, height · size[0], width · size[1], channels). Source:
/// tf.keras 2.3.1, layers/convolutional.py.</remarks>
[KerasExport("keras.layers.UpSampling2D")]
public sealed class UpSampling2D(Size2? size = null, string? data_format = null, string interpolation = "nearest")
    : UpSampling<Size2>(LayerGuard.CheckPositive(size ?? 2, nameof(size)), (size ?? 2).ToArray(), data_format)
{
    internal override WholeNumbers Wholes => interpolation == "nearest" ? WholeNumbers.Kept : WholeNumbers.Otherwise;

    /// <summary>How new pixels are made.</summary>
    public string interpolation { get; } = ImageResize.CheckInterpolation(interpolation);

    /// <summary>Whether "bilinear" samples from the corners of pixels, as TensorFlow 1 did; set for layers of its files.</summary>
    internal bool SamplesFromCorners { get; set; }

    /// <summary>Whether the bicubic kernel is computed and not read from TensorFlow's table; set for layers of Keras 3's files.</summary>
    internal bool HasExactKernels { get; set; }

    private protected override Tensor CallLast(Tensor x, bool training) => SamplesFromCorners && interpolation == "bilinear"
        ? ImageResize.FromCorners(x, x.size(1) * this.size.Height, x.size(2) * this.size.Width)
        : ImageResize.Resize(x, x.size(1) * this.size.Height, x.size(2) * this.size.Width, interpolation,
            exact: HasExactKernels);
}
