using System.Buffers;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using KerasDigits.Preprocessing.Images;
using SkiaSharp;

namespace KerasDigits.Images;

/// <summary>Reads JPEG, PNG, BMP, GIF (first frame), WebP and binary PNM; writes JPEG, PNG, WebP and BMP.</summary>
/// <remarks>The core finds this class by its name when a program refers to the package. Values are the file's own: no colour profile, no
/// orientation and no alpha is applied to them, as with Pillow; but transparent pixels of a GIF are 0, where Pillow has a colour of the
/// palette.</remarks>
public sealed class SkiaImageCodec : IImageCodec
{
    /// <summary>Pillow's quality of JPEG and WebP files unless it is told otherwise.</summary>
    private const int JpegQuality = 75, WebpQuality = 80;

    /// <inheritdoc/>
    public Image Decode(byte[] file)
    {
        ArgumentNullException.ThrowIfNull(file);
        if (Pnm.Is(file)) { return Pnm.Read(file); }
        if (WidePng.Is(file)) { return WidePng.Read(file); }
        using SKData data = SKData.CreateCopy(file);
        using SKCodec codec = SKCodec.Create(data)
            ?? throw new InvalidDataException(IsTiff(file) ? "It is a TIFF file, which is not read: save it as PNG. Read are "
                + $"{string.Join(", ", Formats)}." : $"It is none of {string.Join(", ", Formats)}.");
        SKImageInfo info = codec.Info;
        CheckSize(info.Width, info.Height);
        bool gray = info.ColorType == SKColorType.Gray8, opaque = info.AlphaType == SKAlphaType.Opaque;
        // Rgba8888 unpremultiplied: the values of the file, also where a pixel is transparent.
        var wanted = new SKImageInfo(info.Width, info.Height, gray ? SKColorType.Gray8 : SKColorType.Rgba8888, gray
            || opaque ? SKAlphaType.Opaque : SKAlphaType.Unpremul, null);
        // Four bytes a pixel, of which a picture without alpha needs three: this room is only borrowed.
        bool cut = opaque && !gray;
        byte[] pixels = cut ? ArrayPool<byte>.Shared.Rent(wanted.BytesSize) : GC.AllocateUninitializedArray<byte>(wanted.BytesSize);
        try
        {
            Read(codec, wanted, pixels);
            return gray ? new Image("L", info.Width, info.Height, pixels)
                : cut ? new Image("RGB", info.Width, info.Height, DropAlpha(pixels.AsSpan(0, wanted.BytesSize)))
                : new Image("RGBA", info.Width, info.Height, pixels);
        }
        finally
        {
            if (cut) { ArrayPool<byte>.Shared.Return(pixels); }
        }
    }

    private static unsafe void Read(SKCodec codec, SKImageInfo wanted, byte[] pixels)
    {
        SKCodecResult result;
        fixed (byte* p = pixels) { result = codec.GetPixels(wanted, (nint)p, wanted.RowBytes, new SKCodecOptions(0)); }
        if (result != SKCodecResult.Success)
        {
            throw new InvalidDataException(result == SKCodecResult.IncompleteInput
                ? "The file is truncated."
                : $"The decoder says {result}.");
        }
    }

    /// <inheritdoc/>
    public void Encode(Stream target, Image image, string format, int? quality = null)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(image);
        if (format is not ("png" or "jpeg" or "webp" or "bmp"))
        {
            throw new ArgumentException($"Pictures are written as png, jpeg, webp or bmp. Received: \"{format}\".", nameof(format));
        }
        if (format != "png" && image.mode == "I")
        {
            throw new ArgumentException($"A picture with values above 255 can be written as png only. Received: \"{format}\".",
                nameof(format));
        }
        if (format == "bmp")
        {
            Bmp.Write(target, image);
            return;
        }
        if (image.mode == "I")
        {
            WidePng.Write(target, image);
            return;
        }
        if (format == "jpeg" && image.mode == "RGBA")
        {
            throw new ArgumentException("cannot write mode RGBA as JPEG: call convert(\"RGB\") first, or write a png.", nameof(format));
        }
        bool gray = image.mode == "L";
        var info = new SKImageInfo(image.width, image.height, gray ? SKColorType.Gray8 : SKColorType.Rgba8888,
            image.mode == "RGBA" ? SKAlphaType.Unpremul : SKAlphaType.Opaque, null);
        using var bitmap = new SKBitmap(info);
        ReadOnlySpan<byte> pixels = gray ? image.Pixels : image.convert("RGBA").Pixels;
        for (int row = 0; row < info.Height; row++)
        {
            pixels.Slice(row * info.Width * info.BytesPerPixel, info.Width * info.BytesPerPixel)
                .CopyTo(bitmap.GetPixelSpan()[(row * bitmap.RowBytes)..]);
        }
        using SKPixmap map = bitmap.PeekPixels();
        using SKData data = (format switch
        {
            "png" => map.Encode(SKPngEncoderOptions.Default),
            "jpeg" => map.Encode(new SKJpegEncoderOptions(quality ?? JpegQuality, SKJpegEncoderDownsample.Downsample420,
                SKJpegEncoderAlphaOption.Ignore)),
            _ => map.Encode(new SKWebpEncoderOptions(SKWebpEncoderCompression.Lossy, quality ?? WebpQuality)),
        }) ?? throw new InvalidOperationException($"The picture of {image.width} x {image.height} pixels could not be written as "
        + $"{format}.");
        data.SaveTo(target);
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Formats { get; } = ["JPEG", "PNG", "BMP", "GIF", "WebP", "PNM"];

    /// <summary>Pillow's bound against files that unpack to more than a machine holds.</summary>
    internal static void CheckSize(int width, int height)
    {
        const long most = 2L * 1024 * 1024 * 1024 / 4 / 3;
        if (width < 1 || height < 1 || (long)width * height > most)
        {
            throw new InvalidDataException($"Image size ({width} x {height} pixels) must be from 1 to {most} pixels, could be "
                + "decompression bomb DOS attack.");
        }
    }

    private static bool IsTiff(ReadOnlySpan<byte> file) => file.StartsWith("II*\0"u8) || file.StartsWith("MM\0*"u8);

    private static byte[] DropAlpha(ReadOnlySpan<byte> rgba)
    {
        byte[] rgb = GC.AllocateUninitializedArray<byte>(rgba.Length / 4 * 3);
        ref byte from = ref MemoryMarshal.GetReference(rgba), to = ref MemoryMarshal.GetArrayDataReference(rgb);
        int at = 0, pixels = rgba.Length / 4;
        // Four pixels are written with four bytes too many, which the next ones cover.
        Vector128<byte> order = Vector128.Create((byte)0, 1, 2, 4, 5, 6, 8, 9, 10, 12, 13, 14, 15, 15, 15, 15);
        for (; at + 5 < pixels; at += 4)
        {
            Vector128.Shuffle(Vector128.LoadUnsafe(ref from, (nuint)(at * 4)), order).StoreUnsafe(ref to, (nuint)(at * 3));
        }
        for (; at < pixels; at++) { rgba.Slice(at * 4, 3).CopyTo(rgb.AsSpan(at * 3)); }
        return rgb;
    }
}
