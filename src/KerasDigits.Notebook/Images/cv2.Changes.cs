using NumSharp;

namespace KerasDigits.Notebook;

public static partial class cv2
{
    /// <summary>A quarter turn clockwise.</summary>
    public const int ROTATE_90_CLOCKWISE = 0;

    /// <summary>Half a turn.</summary>
    public const int ROTATE_180 = 1;

    /// <summary>A quarter turn counterclockwise.</summary>
    public const int ROTATE_90_COUNTERCLOCKWISE = 2;

    /// <summary>maxval above the threshold, else 0.</summary>
    public const int THRESH_BINARY = 0;

    /// <summary>0 above the threshold, else maxval.</summary>
    public const int THRESH_BINARY_INV = 1;

    /// <summary>The threshold above it.</summary>
    public const int THRESH_TRUNC = 2;

    /// <summary>0 where it is not above the threshold.</summary>
    public const int THRESH_TOZERO = 3;

    /// <summary>0 above the threshold.</summary>
    public const int THRESH_TOZERO_INV = 4;

    /// <summary>Added to another kind: the threshold is found by Otsu's rule, for grey uint8 images.</summary>
    public const int THRESH_OTSU = 8;

    /// <summary>A mirrored image.</summary>
    /// <param name="src">(height, width) or (height, width, channels), any dtype.</param>
    /// <param name="flipCode">0: upside down; above 0: left and right; below 0: both.</param>
    public static NDArray flip(NDArray src, int flipCode)
    {
        CheckImage(src);
        return (flipCode == 0 ? src["::-1"] : flipCode > 0 ? src[":, ::-1"] : src["::-1, ::-1"]).copy();
    }

    /// <summary>A turned image.</summary>
    /// <param name="src">(height, width) or (height, width, channels), any dtype.</param>
    /// <param name="rotateCode">One of the ROTATE_ constants.</param>
    /// <exception cref="ArgumentException">rotateCode is none of the three constants.</exception>
    public static NDArray rotate(NDArray src, int rotateCode)
    {
        CheckImage(src);
        NDArray turned = np.transpose(src, src.ndim == 2 ? [1, 0] : [1, 0, 2]);
        return rotateCode switch
        {
            ROTATE_90_CLOCKWISE => turned[":, ::-1"].copy(),
            ROTATE_180 => src["::-1, ::-1"].copy(),
            ROTATE_90_COUNTERCLOCKWISE => turned["::-1"].copy(),
            _ => throw new ArgumentException("rotateCode must be ROTATE_90_CLOCKWISE, ROTATE_180 or ROTATE_90_COUNTERCLOCKWISE. "
                + $"Received: {rotateCode}.", nameof(rotateCode)),
        };
    }

    /// <summary>An image cut at a level: <c>var (level, image) = cv2.threshold(grey, 127, 255, cv2.THRESH_BINARY);</c></summary>
    /// <param name="src">uint8 or float32.</param>
    /// <param name="thresh">The level; with THRESH_OTSU not looked at.</param>
    /// <param name="maxval">The value of the two BINARY kinds.</param>
    /// <param name="type">One of the THRESH_ constants.</param>
    /// <returns>The level that was used, and the image.</returns>
    /// <exception cref="ArgumentException">The dtype or kind does not fit.</exception>
    public static (double retval, NDArray dst) threshold(NDArray src, double thresh, double maxval, int type)
    {
        CheckImage(src);
        int kind = type & 7;
        if (kind > THRESH_TOZERO_INV || (type & ~15) != 0)
        {
            throw new ArgumentException($"type must be one of the THRESH_ constants, THRESH_OTSU added where wanted. Received: {type}.",
                nameof(type));
        }
        bool otsu = (type & THRESH_OTSU) != 0;
        if (src.typecode == NPTypeCode.Byte)
        {
            byte[] bytes = Buffers.Flatten<byte>(src, NPTypeCode.Byte);
            // OpenCV cuts whole values at whole levels.
            double level = otsu ? FindOtsu(bytes, src) : Math.Floor(thresh);
            byte most = (byte)Math.Clamp(Math.Round(maxval), 0, 255), cut = (byte)Math.Clamp(level, 0, 255);
            byte[] result = Array.ConvertAll(bytes, v => Cut(v, v > level, kind, most, cut, (byte)0));
            return (level, Buffers.MakeArray<byte>(result, NPTypeCode.Byte, Buffers.GetDims(src)));
        }
        if (src.typecode == NPTypeCode.Single && !otsu)
        {
            float[] result = Array.ConvertAll(Buffers.Flatten<float>(src, NPTypeCode.Single),
                v => Cut(v, v > (float)thresh, kind, (float)maxval, (float)thresh, 0f));
            return (thresh, Buffers.MakeArray<float>(result, NPTypeCode.Single, Buffers.GetDims(src)));
        }
        throw new ArgumentException($"src must be uint8{(otsu ? " for THRESH_OTSU" : " or float32")}. Received: dtype={src.dtype.Name}.",
            nameof(src));
    }

    /// <summary>The matrix that turns an image about a point.</summary>
    /// <param name="center">(x, y) of the point.</param>
    /// <param name="angle">Angle in degrees, counterclockwise.</param>
    /// <param name="scale">Factor of size.</param>
    /// <returns>(2, 3), float64.</returns>
    public static NDArray getRotationMatrix2D((double x, double y) center, double angle, double scale)
    {
        double a = scale * Math.Cos(angle * Math.PI / 180), b = scale * Math.Sin(angle * Math.PI / 180);
        return Buffers.MakeArray<double>([a, b, ((1 - a) * center.x) - (b * center.y), -b, a, (b * center.x) + ((1 - a) * center.y)],
            NPTypeCode.Double, 2, 3);
    }

    private static T Cut<T>(T value, bool above, int kind, T most, T level, T zero) => kind switch
    {
        THRESH_BINARY => above ? most : zero,
        THRESH_BINARY_INV => above ? zero : most,
        THRESH_TRUNC => above ? level : value,
        THRESH_TOZERO => above ? value : zero,
        _ => above ? zero : value,
    };

    /// <summary>The level that parts the values best: the one with the largest variance between the two sides.</summary>
    private static double FindOtsu(byte[] values, NDArray src)
    {
        if (src.ndim != 2)
        {
            throw new ArgumentException($"THRESH_OTSU needs a grey image (height, width). Received: shape={Buffers.WriteText(src)}.",
                nameof(src));
        }
        double[] share = new double[256];
        foreach (byte v in values) { share[v] += 1.0 / values.Length; }
        double mean = share.Select((s, i) => s * i).Sum(), below = 0, sum = 0, best = 0, level = 0;
        for (int i = 0; i < 256; i++)
        {
            below += share[i];
            sum += i * share[i];
            if (Math.Min(below, 1 - below) < 1.2e-7) { continue; }
            double apart = (sum / below) - ((mean - sum) / (1 - below)), variance = below * (1 - below) * apart * apart;
            if (variance > best) { (best, level) = (variance, i); }
        }
        return level;
    }

    private static void CheckImage(NDArray src)
    {
        ArgumentNullException.ThrowIfNull(src);
        if (src.ndim is not (2 or 3) || src.size == 0)
        {
            throw new ArgumentException("src must be an image (height, width) or (height, width, channels) that is not empty. Received: "
                + $"shape={Buffers.WriteText(src)}.", nameof(src));
        }
    }
}
