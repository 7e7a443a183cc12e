using NumSharp;

namespace KerasDigits.Notebook;

/// <summary>The part of OpenCV that notebooks use to prepare images. Images are (height, width) or (height, width, channels).</summary>
public static partial class cv2
{
    /// <summary>The nearest pixel.</summary>
    public const int INTER_NEAREST = 0;

    /// <summary>Bilinear, OpenCV's default.</summary>
    public const int INTER_LINEAR = 1;

    /// <summary>Bicubic over 4 x 4 pixels, A = -0.75.</summary>
    public const int INTER_CUBIC = 2;

    /// <summary>The mean over each target pixel's area when shrinking; linear when enlarging.</summary>
    public const int INTER_AREA = 3;

    /// <summary>
    /// An image of another size, as OpenCV computes it: uint8 in its fixed-point arithmetic, float32 and float64 in float coefficients.
    /// </summary>
    /// <param name="src">dtype uint8, float32 or float64.</param>
    /// <param name="dsize">(width, height); null takes it from <paramref name="fx"/> and <paramref name="fy"/>.</param>
    /// <param name="fx">Horizontal factor where dsize is null.</param>
    /// <param name="fy">Vertical factor where dsize is null.</param>
    /// <param name="interpolation">One of the INTER_ constants.</param>
    /// <returns>The same dtype. A last axis of one channel is dropped, as in OpenCV.</returns>
    /// <exception cref="ArgumentException">Shape, dtype or size do not allow it.</exception>
    /// <exception cref="NotSupportedException">Another interpolation.</exception>
    public static NDArray resize(NDArray src, (long width, long height)? dsize, double fx = 0, double fy = 0,
        int interpolation = INTER_LINEAR)
    {
        ArgumentNullException.ThrowIfNull(src);
        if (src.ndim is not (2 or 3) || src.size == 0)
        {
            throw new ArgumentException("src must be an image (height, width) or (height, width, channels) that is not empty. Received: "
                + $"shape={Buffers.WriteText(src)}. Resize the images of a batch one by one.", nameof(src));
        }
        if (interpolation is < INTER_NEAREST or > INTER_AREA)
        {
            throw new NotSupportedException("interpolation must be INTER_NEAREST, INTER_LINEAR, INTER_CUBIC or INTER_AREA. Received: "
                + $"interpolation={interpolation}. The nearest one is INTER_CUBIC.");
        }
        int[] dims = Buffers.GetDims(src);
        int width, height;
        if (dsize is (long w, long h))
        {
            (width, height) = (checked((int)w), checked((int)h));
            (fx, fy) = ((double)w / dims[1], (double)h / dims[0]);
        }
        else
        {
            width = (int)Math.Round(dims[1] * fx);
            height = (int)Math.Round(dims[0] * fy);
        }
        if (width <= 0 || height <= 0)
        {
            throw new ArgumentException($"The size must be positive in both directions. Received: dsize={dsize}, fx={fx}, fy={fy}.",
                nameof(dsize));
        }
        int channels = dims.Length == 3 ? dims[2] : 1;
        var job = new ResizeJob(dims[1], dims[0], width, height, channels, 1 / fx, 1 / fy);
        int[] shape = channels > 1 ? [height, width, channels] : [height, width];
        switch (src.typecode)
        {
            case NPTypeCode.Byte:
                return Buffers.MakeArray<byte>(Resizer.ResizeBytes(Buffers.Flatten<byte>(src, NPTypeCode.Byte), job, interpolation),
                    NPTypeCode.Byte, shape);
            case NPTypeCode.Single:
                float[] single = Buffers.Flatten<float>(src, NPTypeCode.Single);
                return Buffers.MakeArray<float>(Resizer.ResizeFloats(single, job, interpolation), NPTypeCode.Single, shape);
            case NPTypeCode.Double:
                return Buffers.MakeArray<double>(Resizer.ResizeFloats(Buffers.ToDoubles(src), job, interpolation), NPTypeCode.Double,
                    shape);
            default:
                throw new ArgumentException($"src must be uint8, float32 or float64. Received: dtype={src.dtype.Name}. Say "
                    + "src.astype(np.float32).", nameof(src));
        }
    }
}
