using NumSharp;

namespace KerasDigits.Preprocessing.Images;

/// <content>Python's <c>from PIL import Image</c>: <c>Image.open(path)</c>, <c>Image.fromarray(x)</c>.</content>
public sealed partial class Image
{
    /// <summary>The nearest pixel.</summary>
    public const string NEAREST = "nearest";

    /// <summary>Each pixel's part of the area.</summary>
    public const string BOX = "box";

    /// <summary>Linear.</summary>
    public const string BILINEAR = "bilinear";

    /// <summary>A linear filter as sharp as the cubic one.</summary>
    public const string HAMMING = "hamming";

    /// <summary>Cubic, the default.</summary>
    public const string BICUBIC = "bicubic";

    /// <summary>Three lobes of a cut-off sine.</summary>
    public const string LANCZOS = "lanczos";

    /// <summary>The name of LANCZOS before Pillow 10.</summary>
    public const string ANTIALIAS = LANCZOS;

    /// <summary>Left and right swapped.</summary>
    public const int FLIP_LEFT_RIGHT = 0;

    /// <summary>Up and down swapped.</summary>
    public const int FLIP_TOP_BOTTOM = 1;

    /// <summary>A quarter turn counterclockwise.</summary>
    public const int ROTATE_90 = 2;

    /// <summary>Half a turn.</summary>
    public const int ROTATE_180 = 3;

    /// <summary>A quarter turn clockwise.</summary>
    public const int ROTATE_270 = 4;

    /// <summary>Rows and columns swapped.</summary>
    public const int TRANSPOSE = 5;

    /// <summary>Filters by the names that Pillow has had since 9.1.</summary>
    public static class Resampling
    {
        /// <inheritdoc cref="Image.NEAREST"/>
        public const string NEAREST = Image.NEAREST;

        /// <inheritdoc cref="Image.BOX"/>
        public const string BOX = Image.BOX;

        /// <inheritdoc cref="Image.BILINEAR"/>
        public const string BILINEAR = Image.BILINEAR;

        /// <inheritdoc cref="Image.HAMMING"/>
        public const string HAMMING = Image.HAMMING;

        /// <inheritdoc cref="Image.BICUBIC"/>
        public const string BICUBIC = Image.BICUBIC;

        /// <inheritdoc cref="Image.LANCZOS"/>
        public const string LANCZOS = Image.LANCZOS;
    }

    /// <summary>"PNG", "JPEG", "GIF", "BMP", "WEBP", "PPM"; null for images that come from no file.</summary>
    public string? format { get; private init; }

    /// <summary>Reads an image: all of it at once, so that there is nothing to close. Palettes become colours.</summary>
    /// <param name="fp">The file, a stream, or a file's bytes.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">It is not an image that can be read; the message names it.</exception>
    /// <exception cref="ArgumentNullException">fp is null.</exception>
    public static Image open(ImageFile fp)
    {
        ArgumentNullException.ThrowIfNull(fp);
        var (image, content) = fp.DecodeWithContent();
        return image._values is { } values ? new Image(image.width, image.height, values) { format = FormatOf(content) }
            : new Image(image.mode, image.width, image.height, image._pixels!) { format = FormatOf(content) };
    }

    /// <summary>An image of an array.</summary>
    /// <param name="obj">uint8 of shape (height, width), (height, width, 3 or 4), or int32 of shape (height, width).</param>
    /// <param name="mode">"L", "RGB", "RGBA" or "I", which must be the array's own; null: that.</param>
    /// <exception cref="ArgumentException">Pillow has no mode for such an array.</exception>
    public static Image fromarray(NDArray obj, string? mode = null)
    {
        ArgumentNullException.ThrowIfNull(obj);
        var (height, width) = (obj.ndim > 0 ? (int)obj.shape[0] : 0, obj.ndim > 1 ? (int)obj.shape[1] : 0);
        string? own = (obj.typecode, obj.ndim, obj.ndim == 3 ? obj.shape[2] : 1) switch
        {
            (NPTypeCode.Byte, 2, _) => "L",
            (NPTypeCode.Byte, 3, 3) => "RGB",
            (NPTypeCode.Byte, 3, 4) => "RGBA",
            (NPTypeCode.Int32, 2, _) => "I",
            _ => null,
        };
        if (own is null)
        {
            throw new ArgumentException($"Cannot handle this data type: {obj.dtype.Name} of shape ({string.Join(", ", obj.shape)}). A "
                + "picture is uint8 of (height, width) or (height, width, 3 or 4), or int32 of (height, width). Say (x * "
                + "255).astype(np.uint8) of floats from 0 to 1, and x.reshape(height, width) of a single channel.", nameof(obj));
        }
        Guard.That(mode is null || mode == own,
            $"`mode` must be that of the array, \"{own}\". Received: \"{mode}\". Call convert(\"{mode}\") on the picture.", nameof(mode));
        return own == "I" ? new Image(width, height, obj.copy().flatten().ToArray<int>())
            : new Image(own, width, height, obj.copy().flatten().ToArray<byte>());
    }

    /// <summary>An image of one colour.</summary>
    /// <param name="mode">"L", "RGB" or "RGBA".</param>
    /// <param name="size">(width, height) in pixels, above 0.</param>
    /// <param name="color">A value for each channel; none: black.</param>
    /// <exception cref="ArgumentException">mode is unknown, or color does not have as many values as mode has channels.</exception>
    public static Image @new(string mode, (int width, int height) size, params byte[] color)
    {
        int channels = Guard.OneOf(mode, ["L", "RGB", "RGBA"]) switch { "L" => 1, "RGB" => 3, _ => 4 };
        Guard.That(color.Length == 0 || color.Length == channels,
            $"`color` must have {channels} values for mode \"{mode}\". Received: {color.Length}.", nameof(color));
        byte[] pixels = new byte[size.width * size.height * channels];
        for (int i = 0; i < pixels.Length && color.Length > 0; i++) { pixels[i] = color[i % channels]; }
        return new Image(mode, size.width, size.height, pixels);
    }

    /// <summary>A part of the image; black where the box leaves it.</summary>
    /// <param name="box">Left, top, right, bottom, in pixels.</param>
    /// <exception cref="ArgumentException">right is not above left, or lower not above upper.</exception>
    public Image crop((int left, int top, int right, int bottom) box)
    {
        Guard.That(box.right > box.left && box.bottom > box.top,
            $"Coordinate 'right' must be above 'left', and 'lower' above 'upper'. Received: {box}.", nameof(box));
        return Pick(box.right - box.left, box.bottom - box.top, (x, y) => (x + box.left, y + box.top));
    }

    /// <summary>The image mirrored or turned by quarters.</summary>
    /// <param name="method">FLIP_LEFT_RIGHT, FLIP_TOP_BOTTOM, ROTATE_90, ROTATE_180, ROTATE_270 or TRANSPOSE.</param>
    /// <exception cref="ArgumentException">method is none of the six constants.</exception>
    public Image transpose(int method) => method switch
    {
        FLIP_LEFT_RIGHT => Pick(width, height, (x, y) => (width - 1 - x, y)),
        FLIP_TOP_BOTTOM => Pick(width, height, (x, y) => (x, height - 1 - y)),
        ROTATE_90 => Pick(height, width, (x, y) => (width - 1 - y, x)),
        ROTATE_180 => Pick(width, height, (x, y) => (width - 1 - x, height - 1 - y)),
        ROTATE_270 => Pick(height, width, (x, y) => (y, height - 1 - x)),
        TRANSPOSE => Pick(height, width, (x, y) => (y, x)),
        _ => throw new ArgumentException("`method` must be FLIP_LEFT_RIGHT, FLIP_TOP_BOTTOM, ROTATE_90, ROTATE_180, ROTATE_270 or "
            + $"TRANSPOSE. Received: {method}.", nameof(method)),
    };

    /// <summary>The image turned about its middle, by the nearest pixels; black where there was none.</summary>
    /// <param name="angle">Angle in degrees, counterclockwise.</param>
    /// <param name="expand">Whether the image grows so that all of it is seen.</param>
    /// <remarks>Source: Pillow 9.4, Image.py (rotate) and src/libImaging/Geometry.c.</remarks>
    public Image rotate(double angle, bool expand = false)
    {
        double degrees = angle % 360;
        if (degrees < 0) { degrees += 360; }
        bool square = expand || width == height;
        if (degrees == 0) { return this; }
        if (degrees == 180) { return transpose(ROTATE_180); }
        if (degrees is 90 or 270 && square) { return transpose(degrees == 90 ? ROTATE_90 : ROTATE_270); }
        double turn = -degrees * Math.PI / 180;
        double a = Math.Round(Math.Cos(turn), 15), b = Math.Round(Math.Sin(turn), 15), d = Math.Round(-Math.Sin(turn), 15),
            e = Math.Round(Math.Cos(turn), 15);
        double cx = width / 2.0, cy = height / 2.0, c = (a * -cx) + (b * -cy) + cx, f = (d * -cx) + (e * -cy) + cy;
        var (w, h) = (width, height);
        if (expand)
        {
            (double X, double Y)[] corners = [.. new[] { (0, 0), (width, 0), (width, height), (0, height) }.Select(p =>
                ((a * p.Item1) + (b * p.Item2) + c, (d * p.Item1) + (e * p.Item2) + f))];
            w = (int)(Math.Ceiling(corners.Max(p => p.X)) - Math.Floor(corners.Min(p => p.X)));
            h = (int)(Math.Ceiling(corners.Max(p => p.Y)) - Math.Floor(corners.Min(p => p.Y)));
            (c, f) = ((a * -(w - width) / 2.0) + (b * -(h - height) / 2.0) + c, (d * -(w - width) / 2.0) + (e * -(h - height) / 2.0) + f);
        }
        // Pillow walks in steps of 1/65536 of a pixel.
        static int FixValue(double v) => (int)Math.Floor((v * 65536) + 0.5);
        int fa = FixValue(a), fb = FixValue(b), fc = FixValue(c + (a * 0.5) + (b * 0.5)), fd = FixValue(d), fe = FixValue(e),
            ff = FixValue(f + (d * 0.5) + (e * 0.5));
        return Pick(w, h, (x, y) => (((fa * x) + (fb * y) + fc) >> 16, ((fd * x) + (fe * y) + ff) >> 16));
    }

    /// <summary>A copy of the image.</summary>
    public Image copy() => Pick(width, height, (x, y) => (x, y));

    /// <summary>A pixel's values.</summary>
    /// <param name="xy">Column and row.</param>
    /// <exception cref="ArgumentException">xy lies outside of the image.</exception>
    public int[] getpixel((int x, int y) xy)
    {
        Guard.That(xy.x >= 0 && xy.x < width && xy.y >= 0 && xy.y < height,
            $"image index out of range: the picture has {width} x {height} pixels. Received: {xy}.", nameof(xy));
        int at = ((xy.y * width) + xy.x) * Channels;
        return _values is { } values ? [values[at]] : [.. _pixels![at..(at + Channels)].Select(v => (int)v)];
    }

    /// <summary>Python's image in a notebook's cell.</summary>
    public override string ToString() => $"<PIL.Image.Image image mode={mode} size={width}x{height}>";

    /// <summary>An image whose pixels are pixels of this one; zeros where there is none.</summary>
    private Image Pick(int newWidth, int newHeight, Func<int, int, (int X, int Y)> from)
    {
        int channels = Channels;
        byte[] pixels = new byte[_pixels is null ? 0 : newWidth * newHeight * channels];
        int[] values = new int[_values is null ? 0 : newWidth * newHeight];
        for (int y = 0; y < newHeight; y++)
        {
            for (int x = 0; x < newWidth; x++)
            {
                var (fx, fy) = from(x, y);
                if (fx < 0 || fy < 0 || fx >= width || fy >= height) { continue; }
                if (_values is { } wide) { values[(y * newWidth) + x] = wide[(fy * width) + fx]; }
                else { Array.Copy(_pixels!, ((fy * width) + fx) * channels, pixels, ((y * newWidth) + x) * channels, channels); }
            }
        }
        return _values is null ? new Image(mode, newWidth, newHeight, pixels) : new Image(newWidth, newHeight, values);
    }

    private static string? FormatOf(ReadOnlySpan<byte> file) =>
        file.Length > 3 && file[1..4].SequenceEqual("PNG"u8) ? "PNG" : file.Length > 1 && file[0] == 0xFF && file[1] == 0xD8 ? "JPEG"
            : file.StartsWith("GIF8"u8) ? "GIF" : file.StartsWith("BM"u8) ? "BMP" : file.StartsWith("RIFF"u8) ? "WEBP"
                : file.StartsWith("P5"u8) || file.StartsWith("P6"u8) ? "PPM" : null;
}
