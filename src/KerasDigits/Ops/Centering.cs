using System.Numerics;
using System.Runtime.CompilerServices;
using KerasDigits.Backend;

namespace KerasDigits.Ops;

/// <summary>Values as they lie around their mean, also where that lies far from 0.</summary>
/// <remarks>A mean of a million rounds to sixteenths, and x · factor + offset cancels there: what is normalized so has lost all its digits
/// at a deviation of 1. Such values are first moved near 0, where differences are exact; what is moved has the same variance and
/// gradients.</remarks>
internal static class Centering
{
    /// <summary>So many deviations from 0 a mean may lie before values are moved: the formula loses as many times the last bit.</summary>
    private const double Near = 8;

    /// <summary>Values without their mean along axes, and their variance, whose axes are kept.</summary>
    public static (Tensor Values, Tensor Variance) Center(Tensor x, long[] axes)
    {
        Tensor mean = x.mean(axes, true), around = x - mean, variance = around.square().mean(axes, true);
        if (!IsFar(mean, variance)) { return (around, variance); }
        around = x - mean.detach();
        around = around - around.mean(axes, true);
        return (around, around.square().mean(axes, true));
    }

    /// <summary>The variance over n (not n − 1) along axes.</summary>
    /// <remarks>The engine's own warns on the process's error stream where there are no values.</remarks>
    public static Tensor ComputeVariance(Tensor x, long[] axes, bool keep)
    {
        Tensor variance = Center(x, axes).Variance;
        return keep ? variance : Norms.DropAxes(variance, axes);
    }

    /// <summary>Whether a mean lies many deviations from 0.</summary>
    /// <param name="mean">Means of the channels.</param>
    /// <param name="variance">Their variances, of the same shape.</param>
    /// <param name="epsilon">Added to the variances.</param>
    /// <param name="near">How many deviations are not many.</param>
    public static unsafe bool IsFar(Tensor mean, Tensor variance, double epsilon = 0, double near = Near)
    {
        using var _ = Scopes.NoGradient();
        nint means = Tensors.GetFloatAddress(mean), variances = Tensors.GetFloatAddress(variance);
        if (means == 0 || variances == 0)
        {
            return mean.numel() > 0 && (mean.abs() > (variance + epsilon).sqrt() * near).any().ToNumber() != 0;
        }
        long count = mean.numel();
        for (long i = 0; i < count; i++)
        {
            double middle = ((float*)means)[i];
            if (middle * middle > (((float*)variances)[i] + epsilon) * near * near) { return true; }
        }
        return false;
    }

    /// <summary>
    /// Whether in any row of float32 values on the CPU the mean lies many deviations from 0, or the squares leave float32's range, or
    /// values are no numbers: the engine's layer normalization is of use for none of these.
    /// </summary>
    /// <param name="x">(…, size), dense.</param>
    /// <param name="size">Values of a row.</param>
    /// <param name="epsilon">Added to the variances.</param>
    public static unsafe bool HasFarRow(Tensor x, long size, double epsilon)
    {
        nint start = Tensors.GetFloatAddress(x);
        if (start == 0) { return false; }
        long rows = x.numel() / size;
        int parts = x.numel() < 1 << 15 ? 1 : (int)Math.Min(4 * EngineThreads.Count, rows);
        int far = 0;
        EngineThreads.Share(EngineThreads.Count, parts, (_, part) =>
        {
            if (Volatile.Read(ref far) == 0 && HasFarRow((float*)start, rows * part / parts, rows * (part + 1) / parts, size, epsilon))
            {
                Volatile.Write(ref far, 1);
            }
        });
        return far != 0;
    }

    /// <summary>The same of some rows. Every prediction and step passes here: compiled well from the first one on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static unsafe bool HasFarRow(float* x, long from, long to, long size, double epsilon)
    {
        for (long row = from; row < to; row++)
        {
            if (IsFarRow(x + (row * size), size, epsilon)) { return true; }
        }
        return false;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static unsafe bool IsFarRow(float* row, long size, double epsilon)
    {
        float first = row[0], sum = 0, squares = 0;
        long i = 0;
        if (size >= Vector<float>.Count)
        {
            Vector<float> anchor = new(first), sums = default, all = default;
            for (; i + Vector<float>.Count <= size; i += Vector<float>.Count)
            {
                Vector<float> away = Vector.Load(row + i) - anchor;
                sums += away;
                all += away * away;
            }
            (sum, squares) = (Vector.Sum(sums), Vector.Sum(all));
        }
        for (; i < size; i++)
        {
            float away = row[i] - first;
            sum += away;
            squares += away * away;
        }
        double part = (double)sum / size, mean = first + part, variance = ((double)squares / size) - (part * part) + epsilon;
        return !(mean * mean <= variance * Near * Near && squares < 1e37f);
    }
}
