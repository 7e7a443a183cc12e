using KerasDigits.Backend;
using NumSharp;

namespace KerasDigits.Preprocessing.Images;

/// <summary>TensorFlow's reading and writing of image files, under <c>tf.io</c> and <c>tf.image</c>, by the codec of
/// <see cref="ImageCodecs"/>.</summary>
/// <remarks>Source: the public documentation of TensorFlow 2.3.1. JPEG is read with the exact transform, where TensorFlow takes the fast
/// one: a level or two of 255 apart.</remarks>
internal static class TfImageFiles
{
    /// <summary>A file's bytes.</summary>
    /// <param name="filename">Its path: a string, or an array of one text, as a data set's map gives it.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="ArgumentNullException">filename is null.</exception>
    [KerasExport("tf.io.read_file")]
    public static byte[] read_file(TextValue filename)
    {
        ArgumentNullException.ThrowIfNull(filename);
        return File.Exists(filename.Text) ? OrdinaryFile.ReadBytes(filename.Text)
            : throw new FileNotFoundException($"{filename.Text}; No such file or directory", filename.Text);
    }

    /// <summary>Writes a file, which appears whole or not at all.</summary>
    /// <param name="filename">Path of the file, replaced if it exists.</param>
    /// <param name="contents">The bytes of the whole file.</param>
    [KerasExport("tf.io.write_file")]
    public static void write_file(string filename, byte[] contents) => AtomicFile.Write(filename, stream => stream.Write(contents));

    /// <summary>The pixels of an image file of any format that the codec reads.</summary>
    /// <param name="contents">The file's bytes.</param>
    /// <param name="channels">1, 3 or 4; 0: as many as the file has.</param>
    /// <param name="dtype">"uint8", or "float32" for values of 0 to 1.</param>
    /// <returns>(height, width, channels).</returns>
    /// <exception cref="InvalidDataException">It is not an image that can be read.</exception>
    /// <exception cref="ArgumentException">dtype is not "uint8" or "float32".</exception>
    [KerasExport("tf.image.decode_image", "tf.io.decode_image")]
    public static Tensor decode_image(byte[] contents, int channels = 0, string dtype = "uint8") =>
        Ops.TfImageColors.convert_image_dtype(Decode(contents, channels), Guard.OneOf(dtype, ["uint8", "float32"]));

    /// <summary>The pixels of a JPEG.</summary>
    /// <inheritdoc cref="decode_image"/>
    [KerasExport("tf.image.decode_jpeg", "tf.io.decode_jpeg")]
    public static Tensor decode_jpeg(byte[] contents, int channels = 0) => Decode(contents, channels);

    /// <summary>The pixels of a PNG; values of 16 bits keep their upper eight.</summary>
    /// <inheritdoc cref="decode_image"/>
    [KerasExport("tf.image.decode_png", "tf.io.decode_png")]
    public static Tensor decode_png(byte[] contents, int channels = 0) => Decode(contents, channels);

    /// <summary>The pixels of a BMP.</summary>
    /// <inheritdoc cref="decode_image"/>
    [KerasExport("tf.image.decode_bmp", "tf.io.decode_bmp")]
    public static Tensor decode_bmp(byte[] contents, int channels = 0) => Decode(contents, channels);

    /// <summary>An image as a JPEG's bytes.</summary>
    /// <param name="image">uint8, (height, width, 1 or 3).</param>
    /// <param name="quality">From 0 to 100.</param>
    /// <exception cref="ArgumentException">quality is not from 0 to 100.</exception>
    [KerasExport("tf.image.encode_jpeg", "tf.io.encode_jpeg")]
    public static byte[] encode_jpeg(Tensor image, int quality = 95)
    {
        Guard.That(quality is >= 0 and <= 100, $"quality must be in [0,100], got {quality}.", nameof(quality));
        return Encode(image, "jpeg", quality);
    }

    /// <summary>An image as a PNG's bytes.</summary>
    /// <param name="image">uint8, (height, width, 1, 3 or 4).</param>
    [KerasExport("tf.image.encode_png", "tf.io.encode_png")]
    public static byte[] encode_png(Tensor image) => Encode(image, "png", null);

    private static Tensor Decode(byte[] contents, int channels)
    {
        Guard.That(channels is 0 or 1 or 3 or 4, $"channels must be 0, 1, 3, or 4, got {channels}.", nameof(channels));
        Image image = ((ImageFile)contents).Decode();
        if (image.mode == "I")
        {
            image = new Image("L", image.width, image.height, Array.ConvertAll(image.Values.ToArray(), v => (byte)(v >> 8)));
        }
        image = channels switch { 1 => image.convert("L"), 3 => image.convert("RGB"), 4 => image.convert("RGBA"), _ => image };
        return Arrays.ToTensor(((NDArray)image).reshape(image.height, image.width, image.Channels));
    }

    private static byte[] Encode(Tensor image, string format, int? quality)
    {
        Guard.That(image.dim() == 3 && DTypes.GetName(image.dtype) == "uint8",
            $"image must be uint8 of shape (height, width, channels). Received: {DTypes.GetName(image.dtype)}, "
            + $"({string.Join(", ", image.shape)}). Call tf.cast(image, \"uint8\").", nameof(image));
        NDArray pixels = Arrays.ToArray(image);
        string mode = image.size(2) switch { 1 => "L", 3 => "RGB", 4 => "RGBA", var c =>
            throw new ArgumentException($"image must have 1, 3 or 4 channels. Received: {c}.", nameof(image)) };
        var picture = new Image(mode, (int)image.size(1), (int)image.size(0), pixels.flatten().ToArray<byte>());
        using var stream = new MemoryStream();
        ImageCodecs.Current.Encode(stream, picture, format, quality);
        return stream.ToArray();
    }
}

/// <summary>One text: as such, or as it goes through tensors and arrays.</summary>
public sealed class TextValue
{
    private TextValue(string text) => Text = text;

    /// <summary>The text.</summary>
    public string Text { get; }

    /// <summary>A string.</summary>
    /// <exception cref="ArgumentNullException">The text is null.</exception>
    public static implicit operator TextValue(string text) => new(text ?? throw new ArgumentNullException(nameof(text)));

    /// <summary>The only text of an array.</summary>
    /// <exception cref="ArgumentException">The array does not hold one text.</exception>
    public static implicit operator TextValue(NDArray text) => Texts.Strings(text) is [var one] ? new(one)
        : throw new ArgumentException($"There must be one text. Received: an array of shape ({string.Join(", ", text.shape)}).",
            nameof(text));

    /// <summary>The only text of a tensor.</summary>
    public static implicit operator TextValue(Tensor text) => Arrays.ToArray(text);
}
