using System.Numerics;
using NumSharp;

namespace KerasDigits.Notebook;

public static partial class cv2
{
    /// <summary>A value of its own around the image: iiii|abcd|iiii.</summary>
    public const int BORDER_CONSTANT = 0;

    /// <summary>The last pixel goes on: aaaa|abcd|dddd.</summary>
    public const int BORDER_REPLICATE = 1;

    /// <summary>Mirrored with the edge: dcba|abcd|dcba.</summary>
    public const int BORDER_REFLECT = 2;

    /// <summary>From the other side: abcd|abcd|abcd.</summary>
    public const int BORDER_WRAP = 3;

    /// <summary>Mirrored without the edge: dcb|abcd|cba.</summary>
    public const int BORDER_REFLECT_101 = 4;

    /// <summary>OpenCV's default for filters.</summary>
    public const int BORDER_DEFAULT = BORDER_REFLECT_101;

    /// <summary>An image blurred by a Gaussian window, uint8 in OpenCV's fixed-point arithmetic, to its very values.</summary>
    /// <param name="src">uint8, float32 or float64.</param>
    /// <param name="ksize">(width, height) of the window, both odd; (0, 0): by sigmaX.</param>
    /// <param name="sigmaX">The window's width as a standard deviation, in pixels; 0: by ksize.</param>
    /// <param name="sigmaY">Its height; 0: as sigmaX.</param>
    /// <param name="borderType">One of the BORDER_ constants but BORDER_WRAP.</param>
    /// <returns>The same shape and dtype.</returns>
    /// <exception cref="ArgumentException">The window, dtype or border does not fit.</exception>
    /// <remarks>Source: OpenCV 4.8, modules/imgproc/src/smooth.dispatch.cpp.</remarks>
    public static NDArray GaussianBlur(NDArray src, (int width, int height) ksize, double sigmaX, double sigmaY = 0,
        int borderType = BORDER_DEFAULT)
    {
        CheckImage(src);
        Border.Check(borderType, [BORDER_REFLECT_101, BORDER_REFLECT, BORDER_REPLICATE, BORDER_CONSTANT]);
        if (sigmaY <= 0) { sigmaY = sigmaX; }
        bool bytes = src.typecode == NPTypeCode.Byte;
        int Size(int given, double sigma) => given <= 0 && sigma > 0 ? (int)Math.Round((sigma * (bytes ? 3 : 4) * 2) + 1) | 1 : given;
        var (width, height) = (Size(ksize.width, sigmaX), Size(ksize.height, sigmaY));
        if (width < 1 || height < 1 || width % 2 == 0 || height % 2 == 0)
        {
            throw new ArgumentException("ksize must be (width, height), both odd and above 0, or (0, 0) with a sigmaX above 0. Received: "
                + $"ksize=({ksize.width}, {ksize.height}), sigmaX={sigmaX}.", nameof(ksize));
        }
        double[] across = ComputeGaussianKernel(width, Math.Max(sigmaX, 0)), down = ComputeGaussianKernel(height, Math.Max(sigmaY, 0));
        int[] dims = Buffers.GetDims(src);
        int channels = dims.Length == 3 ? dims[2] : 1;
        switch (src.typecode)
        {
            case NPTypeCode.Byte:
                int[] values = Array.ConvertAll(Buffers.Flatten<byte>(src, NPTypeCode.Byte), b => (int)b);
                int[] sums = FilterSeparably(values, dims[0], dims[1], channels, ToEightBits(across), ToEightBits(down), borderType);
                return Buffers.MakeArray<byte>(Array.ConvertAll(sums, s => (byte)((s + (1 << 15)) >> 16)), NPTypeCode.Byte, dims);
            case NPTypeCode.Single:
                float[] Narrow(double[] kernel) => Array.ConvertAll(kernel, k => (float)k);
                return Buffers.MakeArray<float>(FilterSeparably(Buffers.Flatten<float>(src, NPTypeCode.Single), dims[0], dims[1], channels,
                    Narrow(across), Narrow(down), borderType), NPTypeCode.Single, dims);
            case NPTypeCode.Double:
                return Buffers.MakeArray<double>(FilterSeparably(Buffers.ToDoubles(src), dims[0], dims[1], channels, across, down,
                    borderType),
                    NPTypeCode.Double, dims);
            default:
                throw new ArgumentException($"src must be uint8, float32 or float64. Received: dtype={src.dtype.Name}. Say "
                    + "src.astype(np.float32).", nameof(src));
        }
    }

    /// <summary>The weights of a Gaussian window, a column.</summary>
    /// <param name="ksize">How many, odd.</param>
    /// <param name="sigma">Standard deviation; 0 or less: by ksize.</param>
    /// <returns>float64, shape (ksize, 1), of sum 1.</returns>
    /// <exception cref="ArgumentException">ksize is even or not above 0.</exception>
    public static NDArray getGaussianKernel(int ksize, double sigma)
    {
        if (ksize < 1 || ksize % 2 == 0)
        {
            throw new ArgumentException($"ksize must be odd and above 0. Received: {ksize}.", nameof(ksize));
        }
        return Buffers.MakeArray<double>(ComputeGaussianKernel(ksize, sigma), NPTypeCode.Double, ksize, 1);
    }

    /// <summary>An image with a border around it.</summary>
    /// <param name="src">Image (height, width) or (height, width, channels), any dtype.</param>
    /// <param name="top">Rows of border above, 0 or more.</param>
    /// <param name="bottom">Rows of border below, 0 or more.</param>
    /// <param name="left">Columns at the left.</param>
    /// <param name="right">Columns at the right.</param>
    /// <param name="borderType">One of the BORDER_ constants.</param>
    /// <param name="value">For BORDER_CONSTANT: a value for each channel; those left out are 0.</param>
    /// <exception cref="ArgumentException">A side's border is negative.</exception>
    public static NDArray copyMakeBorder(NDArray src, int top, int bottom, int left, int right, int borderType, params double[] value)
    {
        CheckImage(src);
        Border.Check(borderType, [BORDER_CONSTANT, BORDER_REPLICATE, BORDER_REFLECT, BORDER_WRAP, BORDER_REFLECT_101]);
        if (top < 0 || bottom < 0 || left < 0 || right < 0)
        {
            throw new ArgumentException($"A border must not be negative. Received: {top}, {bottom}, {left}, {right}.", nameof(top));
        }
        int[] dims = Buffers.GetDims(src);
        int channels = dims.Length == 3 ? dims[2] : 1, height = dims[0] + top + bottom, width = dims[1] + left + right;
        double[] source = Buffers.ToDoubles(src), result = new double[height * width * channels];
        for (int i = 0; i < result.Length; i++)
        {
            int c = i % channels, x = Border.FindPlace((i / channels % width) - left, dims[1], borderType),
                y = Border.FindPlace((i / channels / width) - top, dims[0], borderType);
            result[i] = x < 0 || y < 0 ? c < value.Length ? value[c] : 0 : source[(((y * dims[1]) + x) * channels) + c];
        }
        NDArray array = Buffers.MakeArray<double>(result, NPTypeCode.Double, dims.Length == 3 ? [height, width, channels]
            : [height, width]);
        return src.typecode == NPTypeCode.Double ? array : array.astype(src.typecode);
    }

    private static double[] ComputeGaussianKernel(int size, double sigma)
    {
        // OpenCV's own numbers for small windows without a sigma.
        double[]? known = sigma > 0 ? null : size switch
        {
            1 => [1],
            3 => [0.25, 0.5, 0.25],
            5 => [0.0625, 0.25, 0.375, 0.25, 0.0625],
            7 => [0.03125, 0.109375, 0.21875, 0.28125, 0.21875, 0.109375, 0.03125],
            _ => null,
        };
        if (known is not null) { return known; }
        double wide = sigma > 0 ? sigma : (size * 0.15) + 0.35;
        double[] kernel = [.. Enumerable.Range(0, size).Select(i => Math.Exp(-0.5 * Math.Pow((i - ((size - 1) * 0.5)) / wide, 2)))];
        double sum = kernel.Sum();
        return Array.ConvertAll(kernel, k => k / sum);
    }

    /// <summary>Weights in 256ths: what rounding leaves over goes to the next one, and the middle makes the sum right.</summary>
    private static int[] ToEightBits(double[] kernel)
    {
        int[] result = new int[kernel.Length];
        double rest = 0;
        int half = kernel.Length / 2, sum = 0;
        for (int i = 0; i < half; i++)
        {
            double wanted = (kernel[i] * 256) + rest;
            result[i] = result[^(i + 1)] = (int)Math.Round(wanted, MidpointRounding.ToEven);
            rest = wanted - result[i];
            sum += 2 * result[i];
        }
        result[half] = 256 - sum;
        return result;
    }

    /// <summary>A window of one row, then of one column.</summary>
    private static T[] FilterSeparably<T>(T[] source, int height, int width, int channels, T[] across, T[] down, int border)
        where T : INumber<T>
    {
        T[] rows = ApplyAlong(source, height, width * channels, channels, width, across, border, alongRows: true);
        return ApplyAlong(rows, height, width * channels, channels, height, down, border, alongRows: false);
    }

    private static T[] ApplyAlong<T>(T[] source, int height, int line, int channels, int length, T[] kernel, int border, bool alongRows)
        where T : INumber<T>
    {
        var result = new T[source.Length];
        int half = kernel.Length / 2, step = alongRows ? channels : line;
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < line; x++)
            {
                int at = alongRows ? x / channels : y, start = (y * line) + x - (at * step);
                T sum = T.Zero;
                for (int k = 0; k < kernel.Length; k++)
                {
                    int place = Border.FindPlace(at + k - half, length, border);
                    if (place >= 0) { sum += source[start + (place * step)] * kernel[k]; }
                }
                result[(y * line) + x] = sum;
            }
        }
        return result;
    }
}
