using TorchSharp;

namespace KerasDigits.Ops;

/// <summary>tf.image.resize on images (batch, height, width, channels): pixel centres at half pixels, antialiasing on wish.</summary>
/// <remarks>Both axes are weighted sums, so one matrix per axis says everything. Source: TensorFlow 2.3.1, ops/image_ops_impl.py and
/// kernels/image/.</remarks>
internal static class ImageResize
{
    /// <summary>Names of the interpolation methods.</summary>
    public static IReadOnlyList<string> Interpolations { get; } = ["bilinear", "nearest", "bicubic", "area", "lanczos3", "lanczos5",
        "gaussian", "mitchellcubic"];

    /// <summary>Throws unless the name is one of <see cref="Interpolations"/>.</summary>
    public static string CheckInterpolation(string name) =>
        Guard.OneOf(name.ToLowerInvariant(), [.. Interpolations], "interpolation");

    /// <summary>Images in a new size.</summary>
    /// <param name="x">(batch, height, width, channels), floats.</param>
    /// <param name="height">New height in pixels.</param>
    /// <param name="width">New width in pixels.</param>
    /// <param name="interpolation">One of <see cref="Interpolations"/>.</param>
    /// <param name="antialias">Whether all pixels of an image that shrinks count.</param>
    /// <param name="exact">Whether the bicubic kernel is not read from TensorFlow's table.</param>
    public static Tensor Resize(Tensor x, long height, long width, string interpolation = "bilinear", bool antialias = false,
        bool exact = false) =>
        ApplyAlong(ApplyAlong(x, 1, height, interpolation, antialias, exact), 2, width, interpolation, antialias, exact);

    /// <summary>Images in a new size without distortion: what is too much at two sides is cut off first.</summary>
    /// <inheritdoc cref="Resize"/>
    public static Tensor SmartResize(Tensor x, long height, long width, string interpolation = "bilinear", bool antialias = false,
        bool exact = false)
    {
        long h = x.size(1), w = x.size(2);
        long cutHeight = Math.Min(h, (long)((double)w * height / width)), cutWidth = Math.Min(w, (long)((double)h * width / height));
        return Resize(x.narrow(1, (h - cutHeight) / 2, cutHeight).narrow(2, (w - cutWidth) / 2, cutWidth), height, width, interpolation,
            antialias, exact);
    }

    /// <summary>Larger images, bilinear, as TensorFlow 1 made them: the first pixel stays where it is.</summary>
    public static Tensor FromCorners(Tensor x, long height, long width)
    {
        static Tensor ApplyAlong(Tensor x, int axis, long size)
        {
            long old = x.size(axis);
            var weights = new double[size, old];
            for (long i = 0; i < size; i++)
            {
                double at = (double)i * old / size;
                long first = (long)at;
                weights[i, first] += 1 - (at - first);
                weights[i, Math.Min(first + 1, old - 1)] += at - first;
            }
            Tensor matrix = torch.tensor(weights, dtype: x.dtype, device: x.device);
            return axis == 1
                ? torch.matmul(matrix, x.reshape(x.size(0), old, -1)).reshape(x.size(0), size, x.size(2), x.size(3))
                : torch.matmul(matrix, x);
        }
        return ApplyAlong(ApplyAlong(x, 1, height), 2, width);
    }

    private static Tensor ApplyAlong(Tensor x, int axis, long size, string interpolation, bool antialias, bool exact)
    {
        long old = x.size(axis);
        if (interpolation == "nearest")
        {
            long[] source = [.. Enumerable.Range(0, (int)size)
                .Select(i => Math.Min((long)Math.Floor((i + 0.5f) * ((float)old / size)), old - 1))];
            return old == size ? x : x.index_select(axis, torch.tensor(source, device: x.device));
        }
        if (old == size) { return x; }
        double[,] weights = ComputeWeights(old, size, interpolation, antialias, exact);
        Tensor matrix = torch.tensor(weights, dtype: x.dtype, device: x.device);
        return axis == 1
            ? torch.matmul(matrix, x.reshape(x.size(0), old, -1)).reshape(x.size(0), size, x.size(2), x.size(3))
            : torch.matmul(matrix, x);
    }

    /// <summary>Row i: the parts that the old pixels have in the new pixel i.</summary>
    private static double[,] ComputeWeights(long old, long size, string interpolation, bool antialias, bool exact)
    {
        var (radius, kernel) = FindKernel(interpolation);
        double scale = (double)old / size, wide = antialias ? Math.Max(scale, 1) : 1;
        var weights = new double[size, old];
        for (long i = 0; i < size; i++)
        {
            double center = ((i + 0.5) * scale) - 0.5, sum = 0;
            if (interpolation == "area")
            {
                for (long j = (long)(i * scale); j < Math.Min(old, Math.Ceiling((i + 1) * scale)); j++)
                {
                    sum += weights[i, j] = Math.Min(j + 1, (i + 1) * scale) - Math.Max(j, i * scale);
                }
            }
            else if (interpolation == "bilinear" && wide == 1)
            {
                long first = (long)Math.Floor(center);
                double part = center - first;
                weights[i, Math.Clamp(first, 0, old - 1)] += 1 - part;
                weights[i, Math.Clamp(first + 1, 0, old - 1)] += part;
                continue;
            }
            else
            {
                // TensorFlow reads the bicubic kernel from a table of 1024 steps.
                if (interpolation == "bicubic" && wide == 1 && !exact)
                {
                    center = Math.Floor(center) + (Math.Round((center - Math.Floor(center)) * 1024) / 1024);
                }

                // Pixels outside the picture are left out, and the rest is scaled up.
                for (long j = Math.Max(0, (long)Math.Ceiling(center - (radius * wide))); j
                    <= Math.Min(old - 1, (long)Math.Floor(center + (radius * wide))); j++)
                {
                    sum += weights[i, j] = kernel(Math.Abs(j - center) / wide);
                }
            }
            for (long j = 0; j < old && sum != 0; j++) { weights[i, j] /= sum; }
        }
        return weights;
    }

    private static (double Radius, Func<double, double> Kernel) FindKernel(string interpolation) => interpolation switch
    {
        "bicubic" => (2, x => x < 1 ? (((1.5 * x) - 2.5) * x * x) + 1 : x < 2 ? (((((-0.5 * x) + 2.5) * x) - 4) * x) + 2 : 0),
        "lanczos3" => (3, x => Lanczos(x, 3)),
        "lanczos5" => (5, x => Lanczos(x, 5)),
        "gaussian" => (1.5, x => x >= 1.5 ? 0 : Math.Exp(-x * x / (2 * 0.5 * 0.5))),
        "mitchellcubic" =>
            (2, x => x >= 2 ? 0 : x >= 1 ? ((((((-7.0 / 18) * x) + 2) * x) - (10.0 / 3)) * x) + (16.0 / 9)
                : ((((7.0 / 6) * x) - 2) * x * x) + (8.0 / 9)),
        _ => (1, x => Math.Max(0, 1 - x)),
    };

    private static double Lanczos(double x, double radius) => x > radius ? 0 : x <= 1e-3 ? 1
        : radius * Math.Sin(Math.PI * x) * Math.Sin(Math.PI * x / radius) / (Math.PI * Math.PI * x * x);
}
