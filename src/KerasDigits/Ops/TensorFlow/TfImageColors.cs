using KerasDigits.Backend;
using TorchSharp;

namespace KerasDigits.Ops;

/// <summary>TensorFlow's changes of images' colours, under <c>tf.image</c>. Integers stand for 0 to the largest of their dtype,
/// floats for 0 to 1.</summary>
/// <remarks>Source: TensorFlow 2.3.1, ops/image_ops_impl.py. Integers are computed as floats and cut off at both ends.</remarks>
internal static class TfImageColors
{
    /// <summary>Pixels in another dtype, integers scaled to floats of 0 to 1 and back.</summary>
    /// <param name="image">Images (…, height, width, channels) of any numeric dtype.</param>
    /// <param name="dtype">Keras dtype of the result, such as "float32" or "uint8".</param>
    /// <param name="saturate">Whether floats outside 0 to 1 become the smallest or largest integer.</param>
    [KerasExport("tf.image.convert_image_dtype")]
    public static Tensor convert_image_dtype(Tensor image, string dtype, bool saturate = false)
    {
        torch.ScalarType wanted = DTypes.ParseTorch(dtype);
        if (image.dtype == wanted) { return image; }
        bool toFloat = DTypes.IsFloating(dtype);
        if (IsFloat(image))
        {
            if (toFloat) { return image.to_type(wanted); }
            double most = GetGreatest(wanted);
            Tensor scaled = image * (most + 0.5);
            return (saturate ? scaled.clamp(wanted == torch.ScalarType.Byte ? 0 : -most - 1, most) : scaled).to_type(wanted);
        }
        if (toFloat) { return image.to_type(wanted) * (1 / GetGreatest(image.dtype)); }
        double from = GetGreatest(image.dtype), to = GetGreatest(wanted);
        return from > to ? image.div((long)((from + 1) / (to + 1)), torch.RoundingMode.floor).to_type(wanted)
            : image.to_type(wanted) * (long)((to + 1) / (from + 1));
    }

    /// <summary>Lighter or darker images: delta is added, in parts of the largest value.</summary>
    /// <param name="image">Image (height, width, channels) or batch (batch, height, width, channels).</param>
    /// <param name="delta">Added to each value, where 1 is the dtype's full range (floats: 1).</param>
    [KerasExport("tf.image.adjust_brightness")]
    public static Tensor adjust_brightness(Tensor image, double delta) => Adjust(image, x => x + delta);

    /// <summary>Values farther from each channel's mean, or nearer to it.</summary>
    /// <param name="images">Image (height, width, channels) or batch (batch, height, width, channels).</param>
    /// <param name="contrast_factor">Factor of the distance to the mean: above 1 more contrast, below 1 less.</param>
    [KerasExport("tf.image.adjust_contrast")]
    public static Tensor adjust_contrast(Tensor images, double contrast_factor) => Adjust(images, x =>
    {
        Tensor mean = x.mean([-3L, -2], keepdim: true);
        return ((x - mean) * contrast_factor) + mean;
    });

    /// <summary>gain · value to the power of gamma.</summary>
    /// <param name="image">Image (height, width, channels) or batch (batch, height, width, channels).</param>
    /// <param name="gamma">Exponent, 0 or more.</param>
    /// <param name="gain">Factor of all values.</param>
    /// <exception cref="ArgumentException">gamma is negative.</exception>
    [KerasExport("tf.image.adjust_gamma")]
    public static Tensor adjust_gamma(Tensor image, double gamma = 1, double gain = 1)
    {
        Guard.That(gamma >= 0, $"Gamma should be a non-negative real number. Received: {gamma}.", nameof(gamma));
        return Adjust(image, x => x.pow(gamma) * gain);
    }

    /// <summary>Colours made stronger or paler.</summary>
    /// <param name="image">Three channels: red, green, blue.</param>
    /// <param name="saturation_factor">What saturation is multiplied with.</param>
    [KerasExport("tf.image.adjust_saturation")]
    public static Tensor adjust_saturation(Tensor image, double saturation_factor) => Adjust(image, rgb => TfImage.OfBatch(rgb, x =>
    {
        var (hue, saturation, value) = ColorOps.Hsv(Colors(x));
        return ColorOps.Rgb(hue, (saturation * saturation_factor).clamp(0, 1), value);
    }));

    /// <summary>Colours turned along the rainbow.</summary>
    /// <param name="image">Three channels: red, green, blue.</param>
    /// <param name="delta">From -1 to 1; 1 is all the way round.</param>
    /// <exception cref="ArgumentException">delta is not from -1 to 1.</exception>
    [KerasExport("tf.image.adjust_hue")]
    public static Tensor adjust_hue(Tensor image, double delta)
    {
        Guard.That(delta is >= -1 and <= 1, $"delta must be in the interval [-1, 1]. Received: {delta}.", nameof(delta));
        return Adjust(image, rgb => TfImage.OfBatch(rgb, x =>
        {
            var (hue, saturation, value) = ColorOps.Hsv(Colors(x));
            Tensor turned = hue + delta;
            return ColorOps.Rgb(turned - turned.floor(), saturation, value);
        }));
    }

    /// <summary>Hue, saturation and value, all of 0 to 1.</summary>
    /// <param name="images">Floats 0 … 1, shape (…, height, width, 3).</param>
    /// <exception cref="ArgumentException">There are not three channels.</exception>
    [KerasExport("tf.image.rgb_to_hsv")]
    public static Tensor rgb_to_hsv(Tensor images) => TfImage.OfBatch(images, x =>
    {
        var (hue, saturation, value) = ColorOps.Hsv(Colors(x));
        return torch.cat([hue, saturation, value], 3);
    });

    /// <summary>Red, green and blue of hue, saturation and value.</summary>
    /// <param name="images">Floats 0 … 1, shape (…, height, width, 3).</param>
    [KerasExport("tf.image.hsv_to_rgb")]
    public static Tensor hsv_to_rgb(Tensor images) =>
        TfImage.OfBatch(images, x => ColorOps.Rgb(x.narrow(3, 0, 1), x.narrow(3, 1, 1), x.narrow(3, 2, 1)));

    /// <summary>Brightness as one channel: 0.2989 of red, 0.587 of green, 0.114 of blue.</summary>
    /// <param name="images">Shape (…, height, width, 3).</param>
    /// <returns>Shape (…, height, width, 1), in the same dtype.</returns>
    /// <exception cref="ArgumentException">There are not three channels.</exception>
    [KerasExport("tf.image.rgb_to_grayscale")]
    public static Tensor rgb_to_grayscale(Tensor images)
    {
        Tensor gray = TfImage.OfBatch(AsFloat(images), x => ColorOps.Gray(Colors(x)));
        return convert_image_dtype(gray, DTypes.GetName(images.dtype));
    }

    /// <summary>The one channel three times.</summary>
    /// <param name="images">Shape (…, height, width, 1).</param>
    /// <returns>Shape (…, height, width, 3).</returns>
    /// <exception cref="ArgumentException">There is more than one channel.</exception>
    [KerasExport("tf.image.grayscale_to_rgb")]
    public static Tensor grayscale_to_rgb(Tensor images)
    {
        Guard.That(images.size(-1) == 1,
            $"Last dimension of a grayscale image should be size 1. Received: shape ({string.Join(", ", images.shape)}).", nameof(images));
        return torch.cat([images, images, images], -1);
    }

    /// <summary>Each image with mean 0 and variance 1; even ones stay near 0.</summary>
    /// <param name="image">Image (height, width, channels) or batch (batch, height, width, channels).</param>
    /// <returns>float32, or the floats' own dtype.</returns>
    [KerasExport("tf.image.per_image_standardization")]
    public static Tensor per_image_standardization(Tensor image)
    {
        Tensor x = IsFloat(image) ? image : image.to_type(torch.ScalarType.Float32);
        long[] axes = [-3, -2, -1];
        double count = (double)x.size(-1) * x.size(-2) * x.size(-3);
        var (around, variance) = Centering.Center(x, axes);
        return around / variance.sqrt().clamp_min(1 / Math.Sqrt(count));
    }

    internal static bool IsFloat(Tensor x) => DTypes.IsFloating(DTypes.GetName(x.dtype));

    internal static Tensor AsFloat(Tensor x) => IsFloat(x) ? x : convert_image_dtype(x, "float32");

    internal static double GetGreatest(torch.ScalarType dtype) => dtype switch
    {
        torch.ScalarType.Byte => byte.MaxValue,
        torch.ScalarType.Int8 => sbyte.MaxValue,
        torch.ScalarType.Int16 => short.MaxValue,
        torch.ScalarType.Int32 => int.MaxValue,
        torch.ScalarType.Int64 => long.MaxValue,
        _ => throw new ArgumentException($"An image must have a float or integer dtype. Received: dtype {DTypes.GetName(dtype)}."),
    };

    private static Tensor Adjust(Tensor image, Func<Tensor, Tensor> change) =>
        IsFloat(image) ? change(image)
            : convert_image_dtype(change(convert_image_dtype(image, "float32")), DTypes.GetName(image.dtype), saturate: true);

    private static Tensor Colors(Tensor x) => x.size(3) == 3 ? x
        : throw new ArgumentException("Images must have three channels: red, green and blue. Received: shape "
            + $"({string.Join(", ", x.shape)}). tf.image.grayscale_to_rgb makes three of one.");
}
