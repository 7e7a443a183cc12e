using TorchSharp;

namespace KerasDigits.Ops;

/// <summary>TensorFlow's changes of images' form, under <c>tf.image</c>. Images are (height, width, channels) or (batch, height, width,
/// channels).</summary>
/// <remarks>Source: TensorFlow 2.3.1, ops/image_ops_impl.py.</remarks>
internal static class TfImage
{
    /// <summary>Images in another size.</summary>
    /// <param name="images">Image (height, width, channels) or batch (batch, height, width, channels).</param>
    /// <param name="size">New (height, width) in pixels, above 0.</param>
    /// <param name="method">"bilinear", "nearest", "bicubic", "area", "lanczos3", "lanczos5", "gaussian" or "mitchellcubic".</param>
    /// <param name="preserve_aspect_ratio">Whether the size is one to fit into, and proportions stay.</param>
    /// <param name="antialias">Whether all pixels of an image that shrinks count.</param>
    /// <returns>float32; the dtype of the images with "nearest", or where they have the size already.</returns>
    /// <exception cref="ArgumentException">size is not above 0.</exception>
    [KerasExport("tf.image.resize")]
    public static Tensor resize(Tensor images, Size2 size, string method = "bilinear", bool preserve_aspect_ratio = false,
        bool antialias = false)
    {
        string way = ImageResize.CheckInterpolation(method);
        Guard.That(size.Height > 0 && size.Width > 0,
            $"`size` must be (height, width), both above 0. Received: ({size.Height}, {size.Width}).", nameof(size));
        var (h, w) = (images.size(-3), images.size(-2));
        var (height, width) = ((long)size.Height, (long)size.Width);
        if (preserve_aspect_ratio)
        {
            float scale = Math.Min((float)height / h, (float)width / w);
            (height, width) = ((long)MathF.Round(scale * h), (long)MathF.Round(scale * w));
        }
        if (height == h && width == w) { return images; }
        Tensor Change(Tensor x) => way == "nearest" ? ImageResize.Resize(x, height, width, way)
            : ImageResize.Resize(x.to_type(torch.ScalarType.Float32), height, width, way, antialias);
        return OfBatch(images, Change);
    }

    /// <summary>Images in another size, proportions kept, with zeros at two sides.</summary>
    /// <param name="image">Image (height, width, channels) or batch (batch, height, width, channels).</param>
    /// <param name="target_height">New height in pixels, 1 or more.</param>
    /// <param name="target_width">New width in pixels, 1 or more.</param>
    /// <param name="method">"bilinear", "nearest", "bicubic", "area", "lanczos3", "lanczos5", "gaussian" or "mitchellcubic".</param>
    /// <param name="antialias">Whether all pixels of an image that shrinks count.</param>
    [KerasExport("tf.image.resize_with_pad")]
    public static Tensor resize_with_pad(Tensor image, int target_height, int target_width, string method = "bilinear",
        bool antialias = false)
    {
        var (h, w) = (image.size(-3), image.size(-2));
        double ratio = Math.Max((double)w / target_width, (double)h / target_height);
        var (height, width) = ((int)Math.Floor(h / ratio), (int)Math.Floor(w / ratio));
        Tensor small = resize(image, (height, width), method, antialias: antialias);
        return pad_to_bounding_box(small, Math.Max(0, (int)Math.Floor((target_height - (h / ratio)) / 2)),
            Math.Max(0, (int)Math.Floor((target_width - (w / ratio)) / 2)), target_height, target_width);
    }

    /// <summary>The middle of larger images, and zeros around smaller ones.</summary>
    /// <param name="image">Image (height, width, channels) or batch (batch, height, width, channels).</param>
    /// <param name="target_height">New height in pixels, 1 or more.</param>
    /// <param name="target_width">New width in pixels, 1 or more.</param>
    [KerasExport("tf.image.resize_with_crop_or_pad")]
    public static Tensor resize_with_crop_or_pad(Tensor image, int target_height, int target_width)
    {
        int height = (int)image.size(-3), width = (int)image.size(-2), dh = target_height - height, dw = target_width - width;
        Tensor part = crop_to_bounding_box(image, Math.Max(-dh >> 1, 0), Math.Max(-dw >> 1, 0), Math.Min(target_height, height),
            Math.Min(target_width, width));
        return pad_to_bounding_box(part, Math.Max(dh >> 1, 0), Math.Max(dw >> 1, 0), target_height, target_width);
    }

    /// <summary>A part of the images.</summary>
    /// <param name="image">Image (height, width, channels) or batch (batch, height, width, channels).</param>
    /// <param name="offset_height">Rows above it.</param>
    /// <param name="offset_width">Columns left of it.</param>
    /// <param name="target_height">Height of the part in pixels, 1 or more.</param>
    /// <param name="target_width">Width of the part in pixels, 1 or more.</param>
    /// <exception cref="ArgumentException">It does not lie within the image.</exception>
    [KerasExport("tf.image.crop_to_bounding_box")]
    public static Tensor crop_to_bounding_box(Tensor image, int offset_height, int offset_width, int target_height, int target_width)
    {
        long h = image.size(-3), w = image.size(-2);
        Guard.That(offset_width >= 0 && offset_height >= 0 && target_width > 0 && target_height > 0,
            $"offsets must be >= 0 and target sizes > 0. Received: ({offset_height}, {offset_width}), ({target_height}, {target_width}).",
            nameof(image));
        Guard.That(w >= target_width + offset_width,
            $"width must be >= target + offset. Received: width={w}, target {target_width}, offset {offset_width}.", nameof(image));
        Guard.That(h >= target_height + offset_height,
            $"height must be >= target + offset. Received: height={h}, target {target_height}, offset {offset_height}.", nameof(image));
        return image.narrow(-3, offset_height, target_height).narrow(-2, offset_width, target_width);
    }

    /// <summary>Zeros around the images.</summary>
    /// <param name="image">Image (height, width, channels) or batch (batch, height, width, channels).</param>
    /// <param name="offset_height">Rows of zeros above.</param>
    /// <param name="offset_width">Columns of zeros at the left.</param>
    /// <param name="target_height">Height of the result in pixels, at least offset_height plus the image's.</param>
    /// <param name="target_width">Width of the result in pixels, at least offset_width plus the image's.</param>
    /// <exception cref="ArgumentException">The image does not fit.</exception>
    [KerasExport("tf.image.pad_to_bounding_box")]
    public static Tensor pad_to_bounding_box(Tensor image, int offset_height, int offset_width, int target_height, int target_width)
    {
        long below = target_height - offset_height - image.size(-3), after = target_width - offset_width - image.size(-2);
        Guard.That(offset_height >= 0 && offset_width >= 0,
            $"offset_height and offset_width must be >= 0. Received: ({offset_height}, {offset_width}).", nameof(image));
        Guard.That(after >= 0, $"width must be <= target - offset. Received: width={image.size(-2)}, target {target_width}, offset "
            + $"{offset_width}.", nameof(image));
        Guard.That(below >= 0, $"height must be <= target - offset. Received: height={image.size(-3)}, target {target_height}, offset "
            + $"{offset_height}.", nameof(image));
        long[] shape = [.. image.shape];
        (shape[^3], shape[^2]) = (target_height, target_width);
        Tensor result = torch.zeros(shape, dtype: image.dtype, device: image.device);
        result.narrow(-3, offset_height, image.size(-3)).narrow(-2, offset_width, image.size(-2)).copy_(image);
        return result;
    }

    /// <summary>The middle of the images.</summary>
    /// <param name="image">Image (height, width, channels) or batch (batch, height, width, channels).</param>
    /// <param name="central_fraction">The part of each side that is kept, above 0 up to 1.</param>
    /// <exception cref="ArgumentException">central_fraction is not above 0 and at most 1.</exception>
    [KerasExport("tf.image.central_crop")]
    public static Tensor central_crop(Tensor image, double central_fraction)
    {
        Guard.That(central_fraction is > 0 and <= 1, $"central_fraction must be within (0, 1]. Received: {central_fraction}.",
            nameof(central_fraction));
        if (central_fraction == 1) { return image; }
        int h = (int)image.size(-3), w = (int)image.size(-2), top = (int)((h - (h * central_fraction)) / 2),
            left = (int)((w - (w * central_fraction)) / 2);
        return crop_to_bounding_box(image, top, left, h - (2 * top), w - (2 * left));
    }

    /// <summary>Left and right swapped.</summary>
    /// <param name="image">Image (height, width, channels) or batch (batch, height, width, channels).</param>
    [KerasExport("tf.image.flip_left_right")]
    public static Tensor flip_left_right(Tensor image) => image.flip(-2);

    /// <summary>Up and down swapped.</summary>
    /// <param name="image">Image (height, width, channels) or batch (batch, height, width, channels).</param>
    [KerasExport("tf.image.flip_up_down")]
    public static Tensor flip_up_down(Tensor image) => image.flip(-3);

    /// <summary>Rows and columns swapped.</summary>
    /// <param name="image">Image (height, width, channels) or batch (batch, height, width, channels).</param>
    [KerasExport("tf.image.transpose")]
    public static Tensor transpose(Tensor image) => image.transpose(-3, -2);

    /// <summary>Rotated by quarter turns counterclockwise.</summary>
    /// <param name="image">Image (height, width, channels) or batch (batch, height, width, channels).</param>
    /// <param name="k">How many quarters.</param>
    [KerasExport("tf.image.rot90")]
    public static Tensor rot90(Tensor image, int k = 1) => image.rot90(k, (image.dim() - 3, image.dim() - 2));

    /// <summary>How much neighbouring pixels differ, in sum.</summary>
    /// <param name="images">Image (height, width, channels) or batch (batch, height, width, channels).</param>
    /// <returns>A number for each image.</returns>
    [KerasExport("tf.image.total_variation")]
    public static Tensor total_variation(Tensor images)
    {
        long[] axes = [-3, -2, -1];
        Tensor down = images.narrow(-3, 1, images.size(-3) - 1) - images.narrow(-3, 0, images.size(-3) - 1);
        Tensor right = images.narrow(-2, 1, images.size(-2) - 1) - images.narrow(-2, 0, images.size(-2) - 1);
        return down.abs().sum(axes) + right.abs().sum(axes);
    }

    /// <summary>Peak signal-to-noise ratio, in decibels.</summary>
    /// <param name="a">Images (…, height, width, channels).</param>
    /// <param name="b">Images to compare with, in the shape of the first.</param>
    /// <param name="max_val">The largest value that pixels can have, for example 255 or 1.</param>
    [KerasExport("tf.image.psnr")]
    public static Tensor psnr(Tensor a, Tensor b, double max_val)
    {
        double most = TfImageColors.IsFloat(a) ? max_val : max_val / TfImageColors.GetGreatest(a.dtype);
        Tensor error = (TfImageColors.AsFloat(a) - TfImageColors.AsFloat(b)).square().mean([-3L, -2, -1]);
        return (20 * Math.Log10(most)) - (10 * error.log10());
    }

    /// <summary>How alike images look: structural similarity, 1 for equal ones.</summary>
    /// <param name="img1">Images, (…, height, width, channels), each at least filter_size high and wide.</param>
    /// <param name="img2">Images to compare with, in the shape of the first.</param>
    /// <param name="max_val">The largest value that pixels can have, for example 255 or 1.</param>
    /// <param name="filter_size">Pixels of the window in which they are compared, above 0.</param>
    /// <param name="filter_sigma">The window's width as a deviation.</param>
    /// <param name="k1">Stabilizes the comparison of brightness in dark places (K1 of SSIM).</param>
    /// <param name="k2">Stabilizes the comparison of contrast in even places (K2 of SSIM).</param>
    /// <returns>A number for each image, the mean over its channels.</returns>
    /// <exception cref="ArgumentException">The shapes differ, or the images are smaller than filter_size.</exception>
    /// <exception cref="ArgumentOutOfRangeException">filter_size is not above 0.</exception>
    [KerasExport("tf.image.ssim")]
    public static Tensor ssim(Tensor img1, Tensor img2, double max_val, int filter_size = 11, double filter_sigma = 1.5, double k1 = 0.01,
        double k2 = 0.03)
    {
        Guard.That(img1.shape.SequenceEqual(img2.shape),
            $"img1 and img2 must have one shape. Received: ({string.Join(", ", img1.shape)}) and ({string.Join(", ", img2.shape)}).",
            nameof(img2));
        Guard.Positive(filter_size, nameof(filter_size));
        Guard.That(img1.dim() >= 3 && img1.size(-3) >= filter_size && img1.size(-2) >= filter_size,
            $"Pictures must be (…, height, width, channels), at least filter_size={filter_size} high and wide. Received: shape "
            + $"({string.Join(", ", img1.shape)}).", nameof(img1));
        double most = TfImageColors.IsFloat(img1) ? max_val : max_val / TfImageColors.GetGreatest(img1.dtype);
        (double c1, double c2) = (k1 * most * (k1 * most), k2 * most * (k2 * most));
        Tensor x = Planes(img1), y = Planes(img2), window = Window(filter_size, filter_sigma).to_type(x.dtype).to(x.device);
        Tensor meanX = Mean(x), meanY = Mean(y), product = meanX * meanY * 2, squares = meanX.square() + meanY.square();
        Tensor contrast = ((Mean(x * y) * 2) - product + c2) / (Mean(x.square() + y.square()) - squares + c2);
        Tensor likeness = (product + c1) / (squares + c1) * contrast;
        // One number for each plane, then the mean over the channels of a picture.
        return likeness.mean([-3L, -2, -1]).reshape([.. img1.shape[..^3], img1.size(-1)]).mean([-1L]);

        Tensor Mean(Tensor planes) => torch.nn.functional.conv2d(planes, window);
        static Tensor Planes(Tensor image) => TfImageColors.AsFloat(image).movedim([-1L], [-3L])
            .reshape(-1, 1, image.size(-3), image.size(-2));
    }

    private static Tensor Window(int size, double deviation)
    {
        Tensor at = torch.arange(size, dtype: torch.ScalarType.Float64) - ((size - 1) / 2.0),
            line = at.square() * (-0.5 / (deviation * deviation));
        return (line.unsqueeze(0) + line.unsqueeze(1)).reshape(-1).softmax(0).reshape(1, 1, size, size);
    }

    /// <summary>A function of batches, of one image too.</summary>
    internal static Tensor OfBatch(Tensor images, Func<Tensor, Tensor> change)
    {
        Guard.That(images.dim() is 3 or 4,
            $"'images' must have either 3 or 4 dimensions. Received: {images.dim()}, shape ({string.Join(", ", images.shape)}).",
            nameof(images));
        return images.dim() == 3 ? change(images.unsqueeze(0)).squeeze(0) : change(images);
    }
}
