using NumSharp;

namespace KerasDigits.Notebook;

public static partial class cv2
{
    /// <summary>Added to an interpolation: the matrix leads from the new image to the old one.</summary>
    public const int WARP_INVERSE_MAP = 16;

    /// <summary>An image moved, turned and stretched, uint8 in OpenCV's fixed-point arithmetic: places in 32nds of a pixel.</summary>
    /// <param name="src">uint8, float32 or float64.</param>
    /// <param name="M">The matrix, (2, 3), from old places (x, y, 1) to new ones.</param>
    /// <param name="dsize">(width, height) of the new image.</param>
    /// <param name="flags">INTER_NEAREST, INTER_LINEAR or INTER_CUBIC; WARP_INVERSE_MAP may be added.</param>
    /// <param name="borderMode">One of the BORDER_ constants.</param>
    /// <param name="borderValue">For BORDER_CONSTANT: a value for each channel; those left out are 0.</param>
    /// <returns>The same dtype.</returns>
    /// <exception cref="ArgumentException">A shape, dtype or constant does not fit.</exception>
    /// <remarks>Source: OpenCV 4.8, modules/imgproc/src/imgwarp.cpp.</remarks>
    public static NDArray warpAffine(NDArray src, NDArray M, (long width, long height) dsize, int flags = INTER_LINEAR,
        int borderMode = BORDER_CONSTANT, params double[] borderValue)
    {
        CheckImage(src);
        if (M.ndim != 2 || M.shape[0] != 2 || M.shape[1] != 3)
        {
            throw new ArgumentException($"M must be a matrix of shape (2, 3). Received: {Buffers.WriteText(M)}.", nameof(M));
        }
        if (dsize.width < 1 || dsize.height < 1)
        {
            throw new ArgumentException($"dsize must be (width, height), both above 0. Received: {dsize}.", nameof(dsize));
        }
        int interpolation = flags & 7;
        // OpenCV takes the linear one for areas.
        if (interpolation == INTER_AREA) { interpolation = INTER_LINEAR; }
        if (interpolation > INTER_CUBIC || (flags & ~(7 | WARP_INVERSE_MAP)) != 0)
        {
            throw new ArgumentException("flags must be INTER_NEAREST, INTER_LINEAR or INTER_CUBIC, WARP_INVERSE_MAP added where wanted. "
                + $"Received: {flags}.", nameof(flags));
        }
        Border.Check(borderMode, [BORDER_CONSTANT, BORDER_REPLICATE, BORDER_REFLECT, BORDER_WRAP, BORDER_REFLECT_101]);
        if (src.typecode is not (NPTypeCode.Byte or NPTypeCode.Single or NPTypeCode.Double))
        {
            throw new ArgumentException($"src must be uint8, float32 or float64. Received: dtype={src.dtype.Name}. Say "
                + "src.astype(np.float32).", nameof(src));
        }
        double[] m = Buffers.ToDoubles(M);
        if ((flags & WARP_INVERSE_MAP) == 0) { m = Invert(m); }
        int[] dims = Buffers.GetDims(src);
        int channels = dims.Length == 3 ? dims[2] : 1;
        var warp = new Warp(dims[1], dims[0], channels, interpolation, src.typecode == NPTypeCode.Byte, borderMode, borderValue);
        var (width, height) = (checked((int)dsize.width), checked((int)dsize.height));
        double[] result = warp.Run(Buffers.ToDoubles(src), m, width, height);
        int[] shape = dims.Length == 3 ? [height, width, channels] : [height, width];
        return src.typecode switch
        {
            NPTypeCode.Byte => Buffers.MakeArray<byte>(Array.ConvertAll(result, v => (byte)v), NPTypeCode.Byte, shape),
            NPTypeCode.Single => Buffers.MakeArray<float>(Array.ConvertAll(result, v => (float)v), NPTypeCode.Single, shape),
            _ => Buffers.MakeArray<double>(result, NPTypeCode.Double, shape),
        };
    }

    /// <summary>The matrix that leads back.</summary>
    /// <param name="M">Shape (2, 3).</param>
    public static NDArray invertAffineTransform(NDArray M) =>
        Buffers.MakeArray<double>(Invert(Buffers.ToDoubles(M)), NPTypeCode.Double, 2, 3);

    private static double[] Invert(double[] m)
    {
        double d = (m[0] * m[4]) - (m[1] * m[3]);
        d = d != 0 ? 1 / d : 0;
        double a = m[4] * d, b = m[1] * -d, c = m[3] * -d, e = m[0] * d;
        return [a, b, (-a * m[2]) - (b * m[5]), c, e, (-c * m[2]) - (e * m[5])];
    }
}
