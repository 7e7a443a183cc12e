using F = TorchSharp.torch.nn.functional;

namespace KerasDigits.Ops;

/// <summary>Poolings over images.</summary>
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

    private static Tensor PadSame(Tensor nchw, Tensor x, Size2 pool, Size2 strides, double value)
    {
        var (top, bottom) = Padding.ComputeSameForPool(x.size(1), pool.Height, strides.Height);
        var (left, right) = Padding.ComputeSameForPool(x.size(2), pool.Width, strides.Width);
        return F.pad(nchw, [left, right, top, bottom], value: value);
    }
}
