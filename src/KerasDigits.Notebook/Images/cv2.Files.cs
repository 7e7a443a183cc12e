using System.Runtime.InteropServices;
using NumSharp;
using SkiaSharp;

namespace KerasDigits.Notebook;

public static partial class cv2
{
    /// <summary>Colours as they are in the file, with alpha where it has some.</summary>
    public const int IMREAD_UNCHANGED = -1;

    /// <summary>Grey.</summary>
    public const int IMREAD_GRAYSCALE = 0;

    /// <summary>Blue, green, red.</summary>
    public const int IMREAD_COLOR = 1;

    /// <summary>Reads an image file.</summary>
    /// <param name="filename">JPEG, PNG, BMP, GIF or WebP.</param>
    /// <param name="flags">One of the IMREAD_ constants.</param>
    /// <returns>uint8 in the order blue, green, red; null where there is no such file or it is not an image, as in OpenCV. Greys of a JPEG
    /// are made of its colours, where OpenCV takes the file's own: a level or two apart.</returns>
    public static NDArray? imread(string filename, int flags = IMREAD_COLOR)
    {
        if (!File.Exists(filename)) { return null; }
        Internals.OrdinaryFile.Check(filename);
        using SKData data = SKData.Create(filename);
        using SKCodec? codec = SKCodec.Create(data);
        if (codec is null) { return null; }
        var info = new SKImageInfo(codec.Info.Width, codec.Info.Height, SKColorType.Bgra8888, SKAlphaType.Unpremul);
        byte[] pixels = new byte[info.BytesSize];
        GCHandle held = GCHandle.Alloc(pixels, GCHandleType.Pinned);
        try
        {
            if (codec.GetPixels(info, held.AddrOfPinnedObject()) is not (SKCodecResult.Success or SKCodecResult.IncompleteInput))
            {
                return null;
            }
        }
        finally { held.Free(); }
        NDArray image = Buffers.MakeArray<byte>(pixels, NPTypeCode.Byte, info.Height, info.Width, 4);
        if (flags != IMREAD_UNCHANGED) { image = TurnUpright(image, codec.EncodedOrigin); }
        bool isGrey = codec.Info.ColorType == SKColorType.Gray8;
        return flags == IMREAD_GRAYSCALE || (flags == IMREAD_UNCHANGED && isGrey) ? cvtColor(image, COLOR_BGRA2GRAY)
            : flags == IMREAD_UNCHANGED && codec.Info.AlphaType != SKAlphaType.Opaque ? image : cvtColor(image, COLOR_BGRA2BGR);
    }

    /// <summary>Writes an image file; its ending says the format.</summary>
    /// <param name="filename">PNG, JPEG (quality 95) or WebP.</param>
    /// <param name="img">uint8, blue, green, red: (height, width) or with 1, 3 or 4 channels. Other dtypes are rounded and cut, as in
    /// OpenCV.</param>
    /// <returns>True: it is written.</returns>
    /// <exception cref="ArgumentException">The ending or shape is another.</exception>
    public static bool imwrite(string filename, NDArray img)
    {
        CheckImage(img);
        SKEncodedImageFormat format = Path.GetExtension(filename).ToLowerInvariant() switch
        {
            ".png" => SKEncodedImageFormat.Png,
            ".jpg" or ".jpeg" => SKEncodedImageFormat.Jpeg,
            ".webp" => SKEncodedImageFormat.Webp,
            _ => throw new ArgumentException($"The file's ending must be .png, .jpg, .jpeg or .webp. Received: \"{filename}\".",
                nameof(filename)),
        };
        NDArray bytes = img.typecode == NPTypeCode.Byte ? img
            : Buffers.MakeArray<byte>(Array.ConvertAll(Buffers.ToDoubles(img), v => (byte)Math.Clamp(Math.Round(v), 0, 255)),
            NPTypeCode.Byte,
                Buffers.GetDims(img));
        if (bytes.ndim == 3 && bytes.shape[2] == 1) { bytes = bytes[":, :, 0"].copy(); }
        bool isGrey = bytes.ndim == 2;
        if (!isGrey && bytes.shape[2] is not (3 or 4))
        {
            throw new ArgumentException($"img must have 1, 3 or 4 channels. Received: shape={Buffers.WriteText(img)}.", nameof(img));
        }
        bool hasAlpha = !isGrey && bytes.shape[2] == 4;
        if (!isGrey && !hasAlpha) { bytes = cvtColor(bytes, COLOR_BGR2BGRA); }
        var info = new SKImageInfo((int)bytes.shape[1], (int)bytes.shape[0], isGrey ? SKColorType.Gray8 : SKColorType.Bgra8888,
            hasAlpha ? SKAlphaType.Unpremul : SKAlphaType.Opaque);
        using SKImage picture = SKImage.FromPixelCopy(info, Buffers.Flatten<byte>(bytes, NPTypeCode.Byte));
        using SKData encoded = picture.Encode(format, format == SKEncodedImageFormat.Jpeg ? 95 : 100);
        Files.Write(filename, encoded.SaveTo);
        return true;
    }

    /// <summary>As the camera was held.</summary>
    private static NDArray TurnUpright(NDArray image, SKEncodedOrigin origin) => origin switch
    {
        SKEncodedOrigin.TopRight => flip(image, 1),
        SKEncodedOrigin.BottomRight => rotate(image, ROTATE_180),
        SKEncodedOrigin.BottomLeft => flip(image, 0),
        SKEncodedOrigin.LeftTop => flip(rotate(image, ROTATE_90_CLOCKWISE), 1),
        SKEncodedOrigin.RightTop => rotate(image, ROTATE_90_CLOCKWISE),
        SKEncodedOrigin.RightBottom => flip(rotate(image, ROTATE_90_COUNTERCLOCKWISE), 1),
        SKEncodedOrigin.LeftBottom => rotate(image, ROTATE_90_COUNTERCLOCKWISE),
        _ => image,
    };
}
