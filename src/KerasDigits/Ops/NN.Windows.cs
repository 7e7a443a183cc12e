using TorchSharp;
using F = TorchSharp.torch.nn.functional;

namespace KerasDigits.Ops;

/// <summary>Windows that move over images: their places, and the poolings.</summary>
internal static partial class NN
{
    /// <summary>Largest value of each window of (batch, height, width, channels).</summary>
    public static Tensor MaxPool2D(Tensor x, Size2 pool, Size2 strides, string padding)
    {
        Tensor nchw = x.permute(0, 3, 1, 2);
        if (padding == "same") { nchw = PadSame(nchw, x, pool, strides, double.NegativeInfinity); }
        return F.max_pool2d(nchw, pool.ToArray(), strides.ToArray()).permute(0, 2, 3, 1);
    }

    /// <summary>Mean of each window of (batch, height, width, channels); padding does not count.</summary>
    public static Tensor AveragePool2D(Tensor x, Size2 pool, Size2 strides, string padding)
    {
        Tensor nchw = x.permute(0, 3, 1, 2);
        if (padding == "valid") { return F.avg_pool2d(nchw, pool.ToArray(), strides.ToArray()).permute(0, 2, 3, 1); }
        Tensor sums = F.avg_pool2d(PadSame(nchw, x, pool, strides, 0), pool.ToArray(), strides.ToArray());
        if (TheanoEdges.CountsInMeans) { return sums.permute(0, 2, 3, 1); }
        Tensor ones = x.detach().narrow(0, 0, 1).narrow(3, 0, 1).mul(0).add(1);
        Tensor counts = F.avg_pool2d(PadSame(ones.permute(0, 3, 1, 2), ones, pool, strides, 0), pool.ToArray(), strides.ToArray());
        return (sums / counts).permute(0, 2, 3, 1);
    }

    /// <summary>TensorFlow's "same" padding of one axis: the surplus goes to the end.</summary>
    public static (long Before, long After) ComputeSame(long size, long window, long stride, long dilation)
    {
        long output = (size + stride - 1) / stride, reach = ((window - 1) * dilation) + 1;
        if (TheanoEdges.On) { return TheanoEdges.ComputeEdges(size, reach / 2, reach, stride); }
        long total = Math.Max(0, ((output - 1) * stride) + reach - size);
        return (total / 2, total - (total / 2));
    }

    /// <summary>The same for a pooling.</summary>
    public static (long Before, long After) ComputeSamePool(long size, long window, long stride) =>
        TheanoEdges.On
        ? TheanoEdges.ComputeEdges(size, window > 2 && window % 2 == 1 ? window - 2 : window - 1, window, stride)
        : ComputeSame(size, window, stride, 1);

    /// <summary>Size of an axis after a window has moved over it; null stays null.</summary>
    public static long? ComputeWindowedSize(long? size, int window, int stride, string padding, int dilation = 1)
    {
        if (size is not { } n) { return null; }
        long reach = ((window - 1) * (long)dilation) + 1;
        long result = padding == "valid" ? n - reach + 1 : n;
        if (result <= 0)
        {
            throw new ArgumentException($"Negative dimension size caused by subtracting {reach} from {n}: the window must not be larger "
                + "than the axis. Use a smaller kernel_size or pool_size, or padding=\"same\".");
        }
        return (result + stride - 1) / stride;
    }

    private static Tensor PadSame(Tensor nchw, Tensor x, Size2 pool, Size2 strides, double value)
    {
        var (top, bottom) = ComputeSamePool(x.size(1), pool.Height, strides.Height);
        var (left, right) = ComputeSamePool(x.size(2), pool.Width, strides.Width);
        return F.pad(nchw, [left, right, top, bottom], value: value);
    }
}
