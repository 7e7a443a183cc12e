using NumSharp;

namespace KerasDigits.Preprocessing.Images;

/// <summary>keras.preprocessing.image's functions for image files.</summary>
/// <remarks>Source: keras-preprocessing 1.1, image/utils.py.</remarks>
internal static class ImageFiles
{
    /// <summary>Reads an image.</summary>
    /// <param name="path">The file, a stream, or a file's bytes.</param>
    /// <param name="grayscale">Old form of color_mode "grayscale".</param>
    /// <param name="color_mode">"rgb", "rgba" or "grayscale"; the latter keeps the values of 16-bit grey files.</param>
    /// <param name="target_size">(height, width); null: the file's own.</param>
    /// <param name="interpolation">"nearest", "bilinear", "bicubic", "box", "hamming" or "lanczos", to Pillow's values.</param>
    /// <param name="keep_aspect_ratio">Whether the middle of the image with the target's proportions is taken, instead of squeezing all
    /// of it.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">It is not an image that can be read; the message names it.</exception>
    /// <exception cref="ArgumentNullException">path is null.</exception>
    /// <exception cref="ArgumentException">color_mode is unknown, or target_size is not above 0.</exception>
    [KerasExport("keras.preprocessing.image.load_img", "keras.utils.load_img")]
    public static Image load_img(ImageFile path, bool grayscale = false, string color_mode = "rgb", Size2? target_size = null,
        string interpolation = "nearest", bool keep_aspect_ratio = false)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (grayscale)
        {
            Log.Warning("grayscale is deprecated. Please use color_mode = \"grayscale\"");
            color_mode = "grayscale";
        }
        Guard.That(color_mode is "grayscale" or "rgb" or "rgba",
            $"color_mode must be \"grayscale\", \"rgb\", or \"rgba\". Received: \"{color_mode}\".", nameof(color_mode));
        PillowFilter filter = PillowFilter.ComputeNamed(interpolation);
        Image image = path.Decode();
        image = color_mode switch
        {
            "rgba" => image.convert("RGBA"),
            "rgb" => image.convert("RGB"),
            _ => image.mode == "I" ? image : image.convert("L")
        };
        if (target_size is not { } target || (target.Width == image.width && target.Height == image.height)) { return image; }
        Guard.That(target.Height > 0 && target.Width > 0,
            $"`target_size` must be (height, width), both above 0. Received: ({target.Height}, {target.Width}).", nameof(target_size));
        return PillowResize.Of(image, target.Width, target.Height, filter,
            keep_aspect_ratio ? FindMiddle(image, target) : (0, 0, image.width, image.height));
    }

    /// <summary>The values of an image as an array with a channel axis.</summary>
    /// <param name="img">An Image, or an array of rank 2 or 3.</param>
    /// <param name="data_format">"channels_last" or "channels_first"; null: keras.backend.image_data_format().</param>
    /// <param name="dtype">Keras dtype; null: keras.backend.floatx().</param>
    /// <returns>(height, width, channels) or (channels, height, width).</returns>
    /// <exception cref="ArgumentNullException">img is null.</exception>
    /// <exception cref="ArgumentException">img has other than two or three axes, or data_format is unknown.</exception>
    [KerasExport("keras.preprocessing.image.img_to_array", "keras.utils.img_to_array")]
    public static NDArray img_to_array(NDArray img, string? data_format = null, string? dtype = null)
    {
        ArgumentNullException.ThrowIfNull(img);
        bool first = Guard.DataFormat(data_format) == "channels_first";
        Guard.That(img.ndim is 2 or 3, $"Unsupported image shape: ({string.Join(", ", img.shape)}). It must be (height, width) or "
            + "(height, width, channels).", nameof(img));
        NDArray x = img.astype(np.dtype(dtype ?? Settings.FloatX).typecode);
        return x.ndim == 2 ? x.reshape(first ? [1, x.shape[0], x.shape[1]] : [x.shape[0], x.shape[1], 1]) : first
            ? np.transpose(x, [2, 0, 1]).copy() : x;
    }

    /// <summary>Makes an image of an array.</summary>
    /// <param name="x">Rank 3, with 1, 3 or 4 channels.</param>
    /// <param name="data_format">"channels_last" or "channels_first"; null: keras.backend.image_data_format().</param>
    /// <param name="scale">Whether the values are stretched so that the least becomes 0 and the largest 255; without it they are cut to
    /// integers as they are.</param>
    /// <param name="dtype">Keras dtype to compute in: "float32" or "float64"; null: keras.backend.floatx().</param>
    /// <exception cref="ArgumentException">The rank or the number of channels does not fit.</exception>
    [KerasExport("keras.preprocessing.image.array_to_img", "keras.utils.array_to_img")]
    public static Image array_to_img(NDArray x, string? data_format = null, bool scale = true, string? dtype = null)
    {
        ArgumentNullException.ThrowIfNull(x);
        string format = Guard.DataFormat(data_format), real = Guard.OneOf(dtype ?? Settings.FloatX, ["float32", "float64"], nameof(dtype));
        Guard.That(x.ndim == 3, "Expected image array to have rank 3 (single image). Got array with shape: "
            + $"({string.Join(", ", x.shape)}).", nameof(x));
        if (format == "channels_first") { x = np.transpose(x, [1, 2, 0]); }
        int channels = (int)x.shape[2], height = (int)x.shape[0], width = (int)x.shape[1];
        Guard.That(channels is 1 or 3 or 4, $"Unsupported channel number: {channels}. It must be 1, 3 or 4.", nameof(x));
        double[] values = x.copy().astype(NPTypeCode.Double).ToArray<double>();
        double Round(double v) => real == "float32" ? (float)v : v;
        for (int i = 0; i < values.Length; i++) { values[i] = Round(values[i]); }
        if (scale)
        {
            double least = values.Min(), range = values.Max(v => Round(v - least));
            for (int i = 0; i < values.Length; i++) { values[i] = Round(Round(Round(values[i] - least) / (range != 0 ? range : 1)) * 255); }
        }
        if (channels == 1 && values.Max() > 255) { return new Image(width, height, Array.ConvertAll(values, v => (int)v)); }
        // NumPy's cast wraps around
        return new Image(channels switch { 1 => "L", 3 => "RGB", _ => "RGBA" }, width, height, Array.ConvertAll(values, v => (byte)(int)v));
    }

    /// <summary>Writes an array as an image; the file appears whole or not at all.</summary>
    /// <param name="path">The file; its folder must exist.</param>
    /// <param name="x">Rank 3, with 1, 3 or 4 channels.</param>
    /// <param name="data_format">"channels_last" or "channels_first"; null: keras.backend.image_data_format().</param>
    /// <param name="file_format">"png", "jpeg", "webp" or "bmp"; null: by the file's ending.</param>
    /// <param name="scale">Whether the values are stretched so that the least becomes 0 and the largest 255; without it they are cut to
    /// integers as they are.</param>
    [KerasExport("keras.preprocessing.image.save_img", "keras.utils.save_img")]
    public static void save_img(string path, NDArray x, string? data_format = null, string? file_format = null, bool scale = true)
    {
        Image image = array_to_img(x, data_format, scale);
        if (image.mode == "RGBA" && Format(path, file_format) == "jpeg")
        {
            Log.Warning("The JPG format does not support RGBA images, converting to RGB.");
            image = image.convert("RGB");
        }
        image.save(path, file_format);
    }

    /// <summary>All images in a folder and the folders in it, in alphanumeric order.</summary>
    /// <param name="directory">Folder of the images, searched with the folders in it.</param>
    /// <param name="ext">Endings without the point; null: jpg, jpeg, bmp, png, ppm, tif, tiff.</param>
    [KerasExport("keras.preprocessing.image.list_pictures")]
    public static string[] list_pictures(string directory, string[]? ext = null) =>
        [.. PictureFolders.EnumerateFiles(directory, [.. (ext ?? ["jpg", "jpeg", "bmp", "png", "ppm", "tif", "tiff"]).Select(e => "." + e)],
            followLinks: false)];

    internal static void Write(string path, Image image, string? format, int? quality = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        string name = Format(path, format);
        AtomicFile.Write(path, stream => ImageCodecs.Current.Encode(stream, image, name, quality));
    }

    private static string Format(string path, string? format)
    {
        string name = (format ?? Path.GetExtension(path).TrimStart('.')).ToLowerInvariant();
        Guard.That(name.Length > 0, "unknown file extension: the format must be given, or the file's name must end in it. Received: "
            + $"\"{path}\".", nameof(path));
        return name switch { "jpg" or "jpe" or "jfif" => "jpeg", "dib" => "bmp", _ => name };
    }

    private static (double, double, double, double) FindMiddle(Image image, Size2 target)
    {
        int height = Math.Min(image.height, (int)((long)image.width * target.Height / target.Width)),
            width = Math.Min(image.width, (int)((long)image.height * target.Width / target.Height));
        int top = (image.height - height) / 2, left = (image.width - width) / 2;
        return (left, top, left + width, top + height);
    }
}
