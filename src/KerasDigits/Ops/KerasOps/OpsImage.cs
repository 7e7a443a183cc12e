using KerasDigits.Backend;
using TorchSharp;

namespace KerasDigits.Ops;

/// <summary>keras.ops.image: images (height, width, channels), one or a batch of them; with "channels_first" channels come first.</summary>
/// <remarks>Source: Keras 3, ops/image.py.</remarks>
internal static class OpsImage
{
    /// <summary>The brightness of red, green and blue, as one channel.</summary>
    /// <param name="images">Images (batch, height, width, 3) or (height, width, 3); with "channels_first" the 3 comes before
    /// height.</param>
    /// <param name="data_format">"channels_last" or "channels_first"; null: keras.backend.image_data_format().</param>
    /// <exception cref="ArgumentException">There are not three channels.</exception>
    [KerasExport("keras.ops.image.rgb_to_grayscale")]
    public static Tensor rgb_to_grayscale(Tensor images, string? data_format = null) =>
        Change(images, data_format, x => KeepDType(CheckColours(x), ColorOps.Gray));

    /// <summary>Red, green and blue, 0 to 1, as hue, saturation and value, 0 to 1.</summary>
    /// <param name="images">Images (batch, height, width, 3) or (height, width, 3); with "channels_first" the 3 comes before
    /// height.</param>
    /// <param name="data_format">"channels_last" or "channels_first"; null: keras.backend.image_data_format().</param>
    /// <exception cref="ArgumentException">There are not three channels, or the values are not floats.</exception>
    [KerasExport("keras.ops.image.rgb_to_hsv")]
    public static Tensor rgb_to_hsv(Tensor images, string? data_format = null) => Change(images, data_format, x =>
    {
        var (hue, saturation, value) = ColorOps.Hsv(CheckFloats(CheckColours(x)));
        return torch.cat([hue, saturation, value], 3);
    });

    /// <summary>Hue, saturation and value, 0 to 1, as red, green and blue.</summary>
    /// <param name="images">Floats, shaped as images of three channels: hue, saturation and value.</param>
    /// <param name="data_format">"channels_last" or "channels_first"; null: keras.backend.image_data_format().</param>
    /// <exception cref="ArgumentException">There are not three channels, or the values are not floats.</exception>
    [KerasExport("keras.ops.image.hsv_to_rgb")]
    public static Tensor hsv_to_rgb(Tensor images, string? data_format = null) => Change(images, data_format, x =>
        ColorOps.Rgb(CheckFloats(CheckColours(x)).narrow(3, 0, 1), x.narrow(3, 1, 1), x.narrow(3, 2, 1)));

    /// <summary>Images in another size.</summary>
    /// <param name="images">One image (height, width, channels) or a batch of them; channels where data_format says.</param>
    /// <param name="size">New (height, width) in pixels, above 0.</param>
    /// <param name="interpolation">"bilinear", "nearest", "bicubic", "lanczos3" or "lanczos5".</param>
    /// <param name="antialias">Whether all pixels of an image that shrinks count.</param>
    /// <param name="crop_to_aspect_ratio">Whether what is too much at two sides is cut off first.</param>
    /// <param name="pad_to_aspect_ratio">Whether what lacks at two sides is filled up first.</param>
    /// <param name="fill_mode">Must be "constant": fill_value stands beyond the edges.</param>
    /// <param name="fill_value">What fills up.</param>
    /// <param name="data_format">"channels_last" or "channels_first"; null: keras.backend.image_data_format().</param>
    /// <returns>The images' dtype; integers are rounded.</returns>
    /// <exception cref="ArgumentException">size is not above 0, both crop_to_aspect_ratio and pad_to_aspect_ratio are true, or a word is
    /// none of the allowed ones.</exception>
    [KerasExport("keras.ops.image.resize")]
    public static Tensor resize(Tensor images, Size2 size, string interpolation = "bilinear", bool antialias = false,
        bool crop_to_aspect_ratio = false, bool pad_to_aspect_ratio = false, string fill_mode = "constant", double fill_value = 0.0,
        string? data_format = null)
    {
        Guard.That(size.Height > 0 && size.Width > 0,
            $"`size` must have positive height and width. Received: size=({size.Height}, {size.Width}).", nameof(size));
        Guard.That(!(crop_to_aspect_ratio && pad_to_aspect_ratio),
            "Only one of `pad_to_aspect_ratio` & `crop_to_aspect_ratio` can be `True`.", nameof(pad_to_aspect_ratio));
        string way = Guard.OneOf(interpolation, ["bilinear", "nearest", "bicubic", "lanczos3", "lanczos5"]);
        _ = Guard.OneOf(fill_mode, ["constant"]);
        return Change(images, data_format, x => KeepDType(x, f =>
        {
            if (crop_to_aspect_ratio) { return ImageResize.SmartResize(f, size.Height, size.Width, way, antialias, exact: true); }
            if (pad_to_aspect_ratio)
            {
                long h = f.size(1), w = f.size(2), height = Math.Max(h, (long)((double)w * size.Height / size.Width)),
                    width = Math.Max(w, (long)((double)h * size.Width / size.Height)), top = (height - h) / 2, left = (width - w) / 2;
                f = NN.Pad(f, [(top, height - h - top), (left, width - w - left)], fill_value);
            }
            return ImageResize.Resize(f, size.Height, size.Width, way, antialias, exact: true);
        }));
    }

    /// <summary>Images through a projection: the pixel (x, y) is taken from ((a0·x + a1·y + a2) / k, (b0·x + b1·y + b2) / k), where k is
    /// c0·x + c1·y + 1.</summary>
    /// <param name="images">One image (height, width, channels) or a batch of them; channels where data_format says.</param>
    /// <param name="transform">(8,) or (batch, 8): a0, a1, a2, b0, b1, b2, c0, c1.</param>
    /// <param name="interpolation">"bilinear" or "nearest".</param>
    /// <param name="fill_mode">"constant", "nearest", "wrap", "mirror" or "reflect": what lies outside.</param>
    /// <param name="fill_value">The value outside with "constant".</param>
    /// <param name="data_format">"channels_last" or "channels_first"; null: keras.backend.image_data_format().</param>
    [KerasExport("keras.ops.image.affine_transform")]
    public static Tensor affine_transform(Tensor images, Tensor transform, string interpolation = "bilinear",
        string fill_mode = "constant", double fill_value = 0, string? data_format = null) => Change(images, data_format,
            x => Project(x, transform, interpolation, fill_mode, fill_value));

    /// <summary>Images in perspective: what stood at four places comes to stand at four others.</summary>
    /// <param name="images">One image (height, width, channels) or a batch of them; channels where data_format says.</param>
    /// <param name="start_points">(4, 2) or (batch, 4, 2): x and y of the places in the images.</param>
    /// <param name="end_points">Where they come to stand.</param>
    /// <param name="interpolation">"bilinear" or "nearest".</param>
    /// <param name="fill_value">The value outside.</param>
    /// <param name="data_format">"channels_last" or "channels_first"; null: keras.backend.image_data_format().</param>
    /// <exception cref="ArgumentException">start_points and end_points are not both of shape (4, 2) or (batch, 4, 2).</exception>
    [KerasExport("keras.ops.image.perspective_transform")]
    public static Tensor perspective_transform(Tensor images, Tensor start_points, Tensor end_points, string interpolation = "bilinear",
        double fill_value = 0, string? data_format = null)
    {
        Guard.That(start_points.dim() is 2 or 3 && start_points.shape[^2..].SequenceEqual([4L, 2]) && start_points.shape
            .SequenceEqual(end_points.shape), "`start_points` and `end_points` must have one shape, (4, 2) or (batch, 4, 2). Received: "
            + $"{Shape.Of(start_points.shape)} and {Shape.Of(end_points.shape)}.", nameof(start_points));
        Tensor map = ProjectiveTransform.FindMap(start_points.reshape(-1, 4, 2), end_points.reshape(-1, 4, 2));
        return Change(images, data_format, x => Project(x, map, interpolation, "constant", fill_value));
    }

    /// <summary>Values between the places of a grid.</summary>
    /// <param name="inputs">Values on a grid, of any shape.</param>
    /// <param name="coordinates">(axes of the grid, …): where values are wanted.</param>
    /// <param name="order">0: the nearest place's value; 1: on straight lines between places.</param>
    /// <param name="fill_mode">"constant", "nearest", "wrap", "mirror" or "reflect": what lies outside.</param>
    /// <param name="fill_value">The value outside with "constant".</param>
    /// <returns>The coordinates' shape without the first axis.</returns>
    /// <exception cref="ArgumentException">coordinates has another first size than inputs has axes, or order is not 0 or 1.</exception>
    [KerasExport("keras.ops.image.map_coordinates")]
    public static Tensor map_coordinates(Tensor inputs, Tensor coordinates, int order, string fill_mode = "constant",
        double fill_value = 0)
    {
        Guard.That(coordinates.dim() >= 2 && coordinates.size(0) == inputs.dim(), "First dim of `coordinates` must be the same as the rank "
            + $"of `inputs`. Received inputs with shape: {Shape.Of(inputs.shape)} and coordinates with shape "
            + $"{Shape.Of(coordinates.shape)}.", nameof(coordinates));
        Guard.That(order is 0 or 1, $"`order` must be 0 or 1. Received: order={order}.", nameof(order));
        Tensor[] places = OpsMath.Floats(coordinates).unbind(0);
        return KeepDType(inputs, x => Coordinates.Read(x, places, order == 1, fill_mode, fill_value));
    }

    /// <summary>The windows of images: (height, width, channels) becomes (rows, columns, height · width · channels of a window).</summary>
    /// <param name="images">One image (height, width, channels) or a batch of them; channels where data_format says.</param>
    /// <param name="size">(height, width) of a window.</param>
    /// <param name="strides">Pixels from window to window; null: the windows' size.</param>
    /// <param name="dilation_rate">Distance of a window's pixels, above 0.</param>
    /// <param name="padding">"valid" or "same".</param>
    /// <param name="data_format">"channels_last" or "channels_first"; null: keras.backend.image_data_format().</param>
    /// <exception cref="ArgumentOutOfRangeException">dilation_rate is not above 0.</exception>
    /// <exception cref="ArgumentException">size or strides is not above 0, padding is not "valid" or "same", or the images are smaller than
    /// a window.</exception>
    [KerasExport("keras.ops.image.extract_patches")]
    public static Tensor extract_patches(Tensor images, Size2 size, Size2? strides = null, int dilation_rate = 1,
        string padding = "valid", string? data_format = null)
    {
        var (step, d) = (strides ?? size, Guard.Positive(dilation_rate));
        Guard.That(size.Height > 0 && size.Width > 0 && step.Height > 0 && step.Width > 0, "`size` and `strides` must be above 0. "
            + $"Received: ({size.Height}, {size.Width}) and ({step.Height}, {step.Width}).", nameof(size));
        bool same = Guard.OneOf(padding, ["valid", "same"]) == "same";
        return Change(images, data_format, x =>
        {
            if (same)
            {
                x = NN.Pad(x, [Padding.ComputeSame(x.size(1), size.Height, step.Height, d),
                    Padding.ComputeSame(x.size(2), size.Width, step.Width, d)]);
            }
            long tall = ((size.Height - 1) * d) + 1, wide = ((size.Width - 1) * d) + 1;
            Guard.That(x.size(1) >= tall && x.size(2) >= wide, $"Images must be at least as large as a window, {tall} by {wide}. Received: "
                + $"{x.size(1)} by {x.size(2)}.", nameof(images));
            Tensor windows = x.unfold(1, tall, step.Height).unfold(2, wide, step.Width);
            Tensor rows = torch.arange(0, tall, d, device: x.device), columns = torch.arange(0, wide, d, device: x.device);
            return windows.index_select(4, rows).index_select(5, columns).permute(0, 1, 2, 4, 5, 3)
                .reshape(x.size(0), windows.size(1), windows.size(2), -1);
        });
    }

    /// <summary>Zeros around images. Of height and width two numbers of three are given.</summary>
    /// <param name="images">One image (height, width, channels) or a batch of them; channels where data_format says.</param>
    /// <param name="top_padding">Rows of zeros above, 0 or more; null: what bottom_padding and target_height leave.</param>
    /// <param name="left_padding">Columns of zeros at the left, 0 or more; null: what right_padding and target_width leave.</param>
    /// <param name="bottom_padding">Rows of zeros below, 0 or more; null: what top_padding and target_height leave.</param>
    /// <param name="right_padding">Columns of zeros at the right, 0 or more; null: what left_padding and target_width leave.</param>
    /// <param name="target_height">Height of the result, in pixels; null: the height and both paddings.</param>
    /// <param name="target_width">Width of the result, in pixels; null: the width and both paddings.</param>
    /// <param name="data_format">"channels_last" or "channels_first"; null: keras.backend.image_data_format().</param>
    [KerasExport("keras.ops.image.pad_images")]
    public static Tensor pad_images(Tensor images, int? top_padding = null, int? left_padding = null, int? bottom_padding = null,
        int? right_padding = null, int? target_height = null, int? target_width = null, string? data_format = null) =>
        Change(images, data_format, x => NN.Pad(x,
            [FindEdges(x.size(1), top_padding, bottom_padding, target_height, 1, "top_padding, bottom_padding, target_height"),
                FindEdges(x.size(2), left_padding, right_padding, target_width, 1, "left_padding, right_padding, target_width")]));

    /// <summary>A part of images. Of height and width two numbers of three are given.</summary>
    /// <param name="images">One image (height, width, channels) or a batch of them; channels where data_format says.</param>
    /// <param name="top_cropping">Rows cut off above, 0 or more; null: what bottom_cropping and target_height leave.</param>
    /// <param name="left_cropping">Columns cut off at the left, 0 or more; null: what right_cropping and target_width leave.</param>
    /// <param name="bottom_cropping">Rows cut off below, 0 or more; null: what top_cropping and target_height leave.</param>
    /// <param name="right_cropping">Columns cut off at the right, 0 or more; null: what left_cropping and target_width leave.</param>
    /// <param name="target_height">Height that is left, in pixels; null: the height less both croppings.</param>
    /// <param name="target_width">Width that is left, in pixels; null: the width less both croppings.</param>
    /// <param name="data_format">"channels_last" or "channels_first"; null: keras.backend.image_data_format().</param>
    [KerasExport("keras.ops.image.crop_images")]
    public static Tensor crop_images(Tensor images, int? top_cropping = null, int? left_cropping = null, int? bottom_cropping = null,
        int? right_cropping = null, int? target_height = null, int? target_width = null, string? data_format = null) =>
        Change(images, data_format, x => NN.Crop(x,
            [FindEdges(x.size(1), top_cropping, bottom_cropping, target_height, -1, "top_cropping, bottom_cropping, target_height"),
                FindEdges(x.size(2), left_cropping, right_cropping, target_width, -1, "left_cropping, right_cropping, target_width")]));

    /// <summary>Images blurred by a normal distribution; outside of them lie zeros.</summary>
    /// <param name="images">The images, floats.</param>
    /// <param name="kernel_size">The window's sides in pixels, 1 or more; null: (3, 3).</param>
    /// <param name="sigma">Standard deviations in pixels, above 0; null: (1, 1). As in Keras's code, of both arguments the first number
    /// counts along the width, the second along the height.</param>
    /// <param name="data_format">"channels_last" or "channels_first"; null: keras.backend.image_data_format().</param>
    /// <exception cref="ArgumentOutOfRangeException">kernel_size is not above 0.</exception>
    /// <exception cref="ArgumentException">sigma is not above 0.</exception>
    [KerasExport("keras.ops.image.gaussian_blur")]
    public static Tensor gaussian_blur(Tensor images, Size2? kernel_size = null, (double, double)? sigma = null, string? data_format = null)
    {
        var (window, (across, down)) = (kernel_size ?? (3, 3), sigma ?? (1.0, 1.0));
        int width = Guard.Positive(window.Height, nameof(kernel_size)),
            height = Guard.Positive(window.Width, nameof(kernel_size));
        Guard.That(across > 0 && down > 0, $"`sigma` must be above 0. Received: ({across}, {down}).", nameof(sigma));
        return Change(images, data_format, x => KeepDType(x, f =>
        {
            Tensor padded = NN.Pad(f, [((height - 1) / 2, height / 2), ((width - 1) / 2, width / 2)]);
            Tensor kernel = torch.tensor(ColorOps.ComputeGaussian(height, width, down, across), dtype: f.dtype, device: f.device)
                .reshape(1, 1, height, width).repeat(f.size(3), 1, 1, 1);
            return torch.nn.functional.conv2d(padded.permute(0, 3, 1, 2), kernel, groups: f.size(3)).permute(0, 2, 3, 1);
        }));
    }

    /// <summary>How alike images are, -1 to 1: their means, contrasts and structures, window by window.</summary>
    /// <param name="image1">(batch, height, width, channels).</param>
    /// <param name="image2">Of the same shape.</param>
    /// <param name="max_val">The range of the values.</param>
    /// <param name="filter_size">Side of a window.</param>
    /// <param name="filter_sigma">Standard deviation of a window's weights.</param>
    /// <param name="k1">Keeps the means' part from dividing by 0.</param>
    /// <param name="k2">Keeps the contrasts' part from dividing by 0.</param>
    /// <param name="data_format">"channels_last" or "channels_first"; null: keras.backend.image_data_format().</param>
    /// <returns>A number for each image.</returns>
    /// <exception cref="ArgumentException">data_format is unknown, or the images do not fit each other.</exception>
    [KerasExport("keras.ops.image.ssim")]
    public static Tensor ssim(Tensor image1, Tensor image2, double max_val = 1.0, int filter_size = 11, double filter_sigma = 1.5,
        double k1 = 0.01, double k2 = 0.03, string? data_format = null)
    {
        bool last = Guard.DataFormat(data_format) == "channels_last";
        return TfImage.ssim(last ? image1 : NN.ChannelsLast(image1), last ? image2 : NN.ChannelsLast(image2), max_val, filter_size,
            filter_sigma, k1, k2);
    }

    private static Tensor Project(Tensor x, Tensor transform, string interpolation, string fill_mode, double fill_value)
    {
        bool linear = Guard.OneOf(interpolation, ["bilinear", "nearest"]) == "bilinear";
        Guard.That(transform.dim() is 1 or 2 && transform.size(-1) == 8, "`transform` must have the shape (8,) or (batch, 8). Received: "
            + $"{Shape.Of(transform.shape)}.", nameof(transform));
        Tensor maps = OpsMath.Floats(transform).reshape(-1, 8);
        Guard.That(maps.size(0) == 1 || maps.size(0) == x.size(0), $"There must be one transform, or one for each of {x.size(0)} images. "
            + $"Received: {maps.size(0)}.", nameof(transform));
        Tensor column = torch.arange(x.size(2), dtype: maps.dtype, device: x.device).unsqueeze(0),
            row = torch.arange(x.size(1), dtype: maps.dtype, device: x.device).unsqueeze(1);
        return KeepDType(x, f => torch.stack([.. f.unbind(0).Select((image, i) =>
        {
            Tensor[] m = maps[maps.size(0) == 1 ? 0 : i].unbind(0);
            Tensor depth = (m[6] * column) + (m[7] * row) + 1, right = ((m[0] * column) + (m[1] * row) + m[2]) / depth,
                lower = ((m[3] * column) + (m[4] * row) + m[5]) / depth;
            return Coordinates.Read(image, [lower, right], linear, fill_mode, fill_value);
        })], 0));
    }

    /// <summary>What two of the three numbers say of the edges before and after an axis.</summary>
    private static (long Before, long After) FindEdges(long size, int? before, int? after, int? target, int sign, string names)
    {
        Guard.That((before, after, target) is (not null, not null, null) or (not null, null, not null) or (null, not null, not null),
            $"Must specify exactly two of {names}.");
        long change = target is { } wanted ? (wanted - size) * sign : before!.Value + after!.Value;
        long first = before ?? (change - after!.Value), second = after ?? (change - before!.Value);
        Guard.That(first >= 0 && second >= 0 && size + (sign * (first + second)) > 0, $"{names}: the edges must not be negative, and "
            + $"something must be left. Received: {first} before and {second} after {size} pixels.");
        return (first, second);
    }

    private static Tensor CheckColours(Tensor x)
    {
        Guard.That(x.size(3) == 3, $"Images must have three channels. Received: {x.size(3)}.", "images");
        return x;
    }

    private static Tensor CheckFloats(Tensor x)
    {
        Guard.That(x.is_floating_point(), $"Invalid images dtype: expected float dtype. Received: images.dtype={DTypes.GetName(x.dtype)}.",
            "images");
        return x;
    }

    /// <summary>Computed in float32 or wider and given back in the images' dtype, integers rounded and cut to their range.</summary>
    private static Tensor KeepDType(Tensor x, Func<Tensor, Tensor> compute)
    {
        Tensor f = x.dtype is torch.ScalarType.Float32 or torch.ScalarType.Float64 ? x : x.to_type(torch.ScalarType.Float32);
        Tensor y = compute(f);
        return x.dtype == f.dtype ? y : x.is_floating_point() ? y.to_type(x.dtype)
            : OpsCounts.saturate_cast(y.round(), DTypes.GetName(x.dtype));
    }

    /// <summary>One image is a batch of one on its way, channels stand last.</summary>
    private static Tensor Change(Tensor images, string? data_format, Func<Tensor, Tensor> change)
    {
        Guard.That(images.dim() is 3 or 4, "Invalid images rank: expected rank 3 (single image) or rank 4 (batch of images). Received: "
            + $"images.shape={Shape.Of(images.shape)}.", nameof(images));
        Tensor batch = images.dim() == 3 ? images.unsqueeze(0) : images;
        Tensor changed = BackendFunctional.InLast(batch, data_format, change);
        return images.dim() == 3 ? changed.squeeze(0) : changed;
    }
}
