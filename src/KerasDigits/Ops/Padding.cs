namespace KerasDigits.Ops;

/// <summary>
/// The padding rules of convolutions and poolings, for all layers: what is added at both ends of an axis, and how long the axis is after
/// the window has moved over it.
/// </summary>
internal static class Padding
{
    /// <summary>
    /// What a convolution adds at both ends of an axis: "valid" nothing, "same" by TensorFlow's rule, "causal" all in front.
    /// </summary>
    /// <param name="padding">"valid", "same" or "causal".</param>
    /// <param name="size">Length of the axis.</param>
    /// <param name="window">Length of the window.</param>
    /// <param name="stride">Step of the window.</param>
    /// <param name="dilation">Distance between the window's cells.</param>
    public static (long Before, long After) ComputeEdges(string padding, long size, long window, long stride, long dilation) =>
        padding switch
        {
            "valid" => (0, 0),
            "causal" => (dilation * (window - 1), 0),
            _ => ComputeSame(size, window, stride, dilation),
        };

    /// <summary>TensorFlow's "same" padding of one axis: the surplus goes to the end.</summary>
    public static (long Before, long After) ComputeSame(long size, long window, long stride, long dilation)
    {
        long output = (size + stride - 1) / stride, reach = ((window - 1) * dilation) + 1;
        if (TheanoEdges.On) { return TheanoEdges.ComputeEdges(size, reach / 2, reach, stride); }
        long total = Math.Max(0, ((output - 1) * stride) + reach - size);
        return (total / 2, total - (total / 2));
    }

    /// <summary>The same for a pooling.</summary>
    public static (long Before, long After) ComputeSameForPool(long size, long window, long stride) =>
        TheanoEdges.On
        ? TheanoEdges.ComputeEdges(size, window > 2 && window % 2 == 1 ? window - 2 : window - 1, window, stride)
        : ComputeSame(size, window, stride, 1);

    /// <summary>Size of an axis after a window has moved over it; null stays null.</summary>
    public static long? ComputeSize(long? size, int window, int stride, string padding, int dilation = 1)
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

    /// <summary>Size of an axis after a transposed convolution; null stays null.</summary>
    public static long? ComputeTransposedSize(long? size, long window, long stride, string padding, long? outputPadding, long dilation = 1)
    {
        long reach = ((window - 1) * dilation) + 1;
        return outputPadding is { } more ? ((size - 1) * stride) + reach - (padding == "same" ? 2 * (reach / 2) : 0) + more
            : padding == "same" ? size * stride : (size * stride) + Math.Max(reach - stride, 0);
    }
}
