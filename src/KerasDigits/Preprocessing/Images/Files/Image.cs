using NumSharp;

namespace KerasDigits.Preprocessing.Images;

/// <summary>An image of integers, as Pillow's Image: what load_img returns and array_to_img makes.</summary>
/// <remarks>Modes: "L" (grey, 8 bits), "RGB", "RGBA", and "I" (grey, 32 bits). An Image goes wherever an array goes: shape (height, width)
/// for grey ones, else (height, width, channels).</remarks>
public sealed partial class Image
{
    private readonly byte[]? _pixels;
    private readonly int[]? _values;

    /// <summary>An image of 8-bit values.</summary>
    /// <param name="mode">"L", "RGB" or "RGBA".</param>
    /// <param name="width">Width in pixels, 1 or more.</param>
    /// <param name="height">Height in pixels, 1 or more.</param>
    /// <param name="pixels">Row after row, channels together; kept, not copied.</param>
    /// <exception cref="ArgumentException">mode is unknown, or pixels are not as many as the size needs.</exception>
    /// <exception cref="ArgumentOutOfRangeException">width or height is not above 0.</exception>
    /// <exception cref="ArgumentNullException">pixels is null.</exception>
    public Image(string mode, int width, int height, byte[] pixels)
    {
        this.mode = Guard.OneOf(mode, ["L", "RGB", "RGBA"]);
        size = (Guard.Positive(width), Guard.Positive(height));
        ArgumentNullException.ThrowIfNull(pixels);
        Guard.That(pixels.Length == (long)width * height * Channels,
            $"A picture of mode {mode} with {width} x {height} pixels has {(long)width * height * Channels} values. Received: "
            + $"{pixels.Length}.", nameof(pixels));
        _pixels = pixels;
    }

    /// <summary>A grey image of 32-bit values, mode "I".</summary>
    /// <param name="width">Width in pixels, 1 or more.</param>
    /// <param name="height">Height in pixels, 1 or more.</param>
    /// <param name="values">Row after row; kept, not copied.</param>
    /// <exception cref="ArgumentOutOfRangeException">width or height is not above 0.</exception>
    /// <exception cref="ArgumentNullException">values is null.</exception>
    /// <exception cref="ArgumentException">values are not as many as the size needs.</exception>
    public Image(int width, int height, int[] values)
    {
        mode = "I";
        size = (Guard.Positive(width), Guard.Positive(height));
        ArgumentNullException.ThrowIfNull(values);
        Guard.That(values.Length == (long)width * height,
            $"A grey picture of {width} x {height} pixels has {(long)width * height} values. Received: {values.Length}.", nameof(values));
        _values = values;
    }

    /// <summary>"L", "RGB", "RGBA" or "I".</summary>
    public string mode { get; }

    /// <summary>(width, height), in Pillow's order.</summary>
    public (int width, int height) size { get; }

    /// <summary>Pixels across.</summary>
    public int width => size.width;

    /// <summary>Pixels down.</summary>
    public int height => size.height;

    /// <summary>Values of an 8-bit image.</summary>
    /// <exception cref="InvalidOperationException">The image is of mode "I", which has Values.</exception>
    public ReadOnlySpan<byte> Pixels => _pixels
        ?? throw new InvalidOperationException("A picture of mode I has Values, not Pixels: call convert(\"L\") first.");

    /// <summary>Values of an image of mode "I".</summary>
    /// <exception cref="InvalidOperationException">The image is of another mode than "I", which has Pixels.</exception>
    public ReadOnlySpan<int> Values => _values ?? throw new InvalidOperationException($"A picture of mode {mode} has Pixels, not Values.");

    /// <summary>Values per pixel.</summary>
    internal int Channels => mode switch { "RGB" => 3, "RGBA" => 4, _ => 1 };

    /// <summary>The image in another mode, by Pillow's formulas; itself when it has that mode.</summary>
    /// <param name="mode">"L", "RGB" or "RGBA". Colour becomes grey by ITU-R 601-2; alpha is left out or 255; values of mode "I" are cut
    /// off at 0 and 255.</param>
    /// <exception cref="ArgumentException">mode is not "L", "RGB" or "RGBA".</exception>
    public Image convert(string mode) => mode == this.mode ? this : ImageModes.Convert(this, Guard.OneOf(mode, ["L", "RGB", "RGBA"]));

    /// <summary>The image in another size, resampled to Pillow's very values.</summary>
    /// <param name="size">(width, height) in pixels, above 0.</param>
    /// <param name="resample">"nearest", "bilinear", "bicubic", "box", "hamming" or "lanczos".</param>
    /// <param name="box">The part to take: left, top, right, bottom, in pixels; null: all.</param>
    public Image resize((int width, int height) size, string resample = "bicubic",
        (double left, double top, double right, double bottom)? box = null) =>
        PillowResize.Of(this, size.width, size.height, resample, box ?? (0, 0, width, height));

    /// <summary>Writes the image to a file, which appears whole or not at all.</summary>
    /// <param name="fp">The file; its folder must exist.</param>
    /// <param name="format">"png", "jpeg", "webp" or "bmp"; null: by the file's ending.</param>
    /// <param name="quality">Of JPEG and WebP, from 1 to 100; null: Pillow's 75 and 80.</param>
    public void save(string fp, string? format = null, int? quality = null) => ImageFiles.Write(fp, this, format, quality);

    /// <summary>The values as an array, uint8 or int32.</summary>
    /// <exception cref="ArgumentNullException">The image is null.</exception>
    public static implicit operator NDArray(Image image)
    {
        ArgumentNullException.ThrowIfNull(image);
        NDArray flat = image._values is { } wide ? np.array((int[])wide.Clone()) : np.array((byte[])image._pixels!.Clone());
        return flat.reshape(image.Channels == 1
            ? new NumSharp.Shape(image.height, image.width)
            : new NumSharp.Shape(image.height, image.width, image.Channels));
    }
}
