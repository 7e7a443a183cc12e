using NumSharp;

namespace KerasDigits.Notebook;

public static partial class cv2
{
    /// <summary>Adds alpha.</summary>
    public const int COLOR_BGR2BGRA = 0, COLOR_RGB2RGBA = 0;

    /// <summary>Drops alpha.</summary>
    public const int COLOR_BGRA2BGR = 1, COLOR_RGBA2RGB = 1;

    /// <summary>Swaps red and blue and adds alpha.</summary>
    public const int COLOR_BGR2RGBA = 2, COLOR_RGB2BGRA = 2;

    /// <summary>Swaps red and blue and drops alpha.</summary>
    public const int COLOR_BGRA2RGB = 3, COLOR_RGBA2BGR = 3;

    /// <summary>Swaps red and blue.</summary>
    public const int COLOR_BGR2RGB = 4, COLOR_RGB2BGR = 4;

    /// <summary>Grey of blue, green, red.</summary>
    public const int COLOR_BGR2GRAY = 6;

    /// <summary>Grey of red, green, blue.</summary>
    public const int COLOR_RGB2GRAY = 7;

    /// <summary>The grey in each of three channels.</summary>
    public const int COLOR_GRAY2BGR = 8, COLOR_GRAY2RGB = 8;

    /// <summary>Grey of blue, green, red, alpha.</summary>
    public const int COLOR_BGRA2GRAY = 10;

    /// <summary>Grey of red, green, blue, alpha.</summary>
    public const int COLOR_RGBA2GRAY = 11;

    /// <summary>An image in another order or number of colours.</summary>
    /// <param name="src">uint8 or float32: (height, width) or (height, width, channels).</param>
    /// <param name="code">One of the COLOR_ constants.</param>
    /// <returns>The same dtype; grey without an axis of channels. uint8 greys are OpenCV's fixed-point ones.</returns>
    /// <exception cref="ArgumentException">The image does not have the channels that the code reads.</exception>
    /// <exception cref="NotSupportedException">Another code.</exception>
    public static NDArray cvtColor(NDArray src, int code)
    {
        ArgumentNullException.ThrowIfNull(src);
        var (from, order) = code switch
        {
            0 => (3, new[] { 0, 1, 2, -1 }),
            1 => (4, [0, 1, 2]),
            2 => (3, [2, 1, 0, -1]),
            3 => (4, [2, 1, 0]),
            4 => (3, [2, 1, 0]),
            COLOR_BGR2GRAY or COLOR_RGB2GRAY => (3, null),
            8 => (1, [0, 0, 0]),
            COLOR_BGRA2GRAY or COLOR_RGBA2GRAY => (4, (int[]?)null),
            _ => throw new NotSupportedException("code must be one of cv2's COLOR_ constants between BGR, RGB, BGRA, RGBA and GRAY. "
                + $"Received: code={code}."),
        };
        int channels = src.ndim == 2 ? 1 : src.ndim == 3 ? (int)src.shape[2] : 0;
        if (channels != from)
        {
            throw new ArgumentException($"The code {code} reads images of {from} channel{(from == 1 ? "" : "s")}. Received: "
                + $"shape={Buffers.WriteText(src)}.", nameof(src));
        }
        int[] size = Buffers.GetDims(src)[..2];
        bool blueFirst = code is COLOR_BGR2GRAY or COLOR_BGRA2GRAY;
        switch (src.typecode)
        {
            case NPTypeCode.Byte:
                byte[] bytes = Buffers.Flatten<byte>(src, NPTypeCode.Byte);
                return order is not null
                    ? Buffers.MakeArray<byte>(Reorder(bytes, from, order, (byte)255), NPTypeCode.Byte, [.. size, order.Length])
                    : Buffers.MakeArray<byte>(ToGreys(bytes, from, blueFirst,
                        (r, g, b) => (byte)(((r * 9798) + (g * 19235) + (b * 3735) + 16384) >> 15)), NPTypeCode.Byte, size);
            case NPTypeCode.Single:
                float[] floats = Buffers.Flatten<float>(src, NPTypeCode.Single);
                return order is not null
                    ? Buffers.MakeArray<float>(Reorder(floats, from, order, 1f), NPTypeCode.Single, [.. size, order.Length])
                    : Buffers.MakeArray<float>(ToGreys(floats, from, blueFirst, (r, g, b) => (r * .299f) + (g * .587f) + (b * .114f)),
                        NPTypeCode.Single, size);
            default:
                throw new ArgumentException($"src must be uint8 or float32, as in OpenCV. Received: dtype={src.dtype.Name}. Say "
                    + "src.astype(np.uint8) or np.float32.", nameof(src));
        }
    }

    private static T[] Reorder<T>(T[] values, int from, int[] order, T opaque)
    {
        var result = new T[values.Length / from * order.Length];
        for (int i = 0; i < result.Length; i++)
        {
            int channel = order[i % order.Length];
            result[i] = channel < 0 ? opaque : values[(i / order.Length * from) + channel];
        }
        return result;
    }

    private static T[] ToGreys<T>(T[] values, int from, bool blueFirst, Func<T, T, T, T> grey)
    {
        var result = new T[values.Length / from];
        for (int i = 0; i < result.Length; i++)
        {
            int at = i * from;
            result[i] = blueFirst ? grey(values[at + 2], values[at + 1], values[at]) : grey(values[at], values[at + 1], values[at + 2]);
        }
        return result;
    }
}
