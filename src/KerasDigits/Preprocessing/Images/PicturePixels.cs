using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace KerasDigits.Preprocessing.Images;

/// <summary>An image's pixels as floating-point values.</summary>
internal static class PicturePixels
{
    /// <summary>Puts the pixels of an image where a layout wants them.</summary>
    /// <param name="image">As large as the layout, with as many channels.</param>
    /// <param name="layout">Where the values lie.</param>
    /// <param name="values">As many as the layout has.</param>
    public static void CopyTo(Image image, PictureLayout layout, Span<float> values)
    {
        if (image.mode == "I") { Spread(image.Values, layout, values); }
        else if (layout.ChannelStride == 1) { Widen(image.Pixels, values); }
        else { Spread(image.Pixels, layout, values); }
    }

    private static void Widen(ReadOnlySpan<byte> pixels, Span<float> values)
    {
        ref byte from = ref MemoryMarshal.GetReference(pixels);
        ref float to = ref MemoryMarshal.GetReference(values[..pixels.Length]);
        int i = 0;
        for (; i <= pixels.Length - Vector128<byte>.Count; i += Vector128<byte>.Count)
        {
            var (low, high) = Vector128.Widen(Vector128.LoadUnsafe(ref from, (nuint)i));
            var (a, b) = Vector128.Widen(low);
            var (c, d) = Vector128.Widen(high);
            Vector128.ConvertToSingle(a.AsInt32()).StoreUnsafe(ref to, (nuint)i);
            Vector128.ConvertToSingle(b.AsInt32()).StoreUnsafe(ref to, (nuint)i + 4);
            Vector128.ConvertToSingle(c.AsInt32()).StoreUnsafe(ref to, (nuint)i + 8);
            Vector128.ConvertToSingle(d.AsInt32()).StoreUnsafe(ref to, (nuint)i + 12);
        }
        for (; i < pixels.Length; i++) { values[i] = pixels[i]; }
    }

    private static void Spread<T>(ReadOnlySpan<T> pixels, PictureLayout layout, Span<float> values) where T : unmanaged, INumberBase<T>
    {
        for (int c = 0; c < layout.Channels; c++)
        {
            Span<float> channel = values.Slice(c * layout.ChannelStride, layout.Rows * layout.Columns);
            for (int p = 0, from = c; p < channel.Length; p++, from += layout.Channels)
            {
                channel[p] = float.CreateTruncating(pixels[from]);
            }
        }
    }
}
