using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using V = System.Runtime.Intrinsics.Vector512;

namespace KerasDigits.Ops.SmallNets;

/// <summary>Penalties on weights: l1 · Σ|w| + l2 · Σw².</summary>
internal static unsafe class Penalties
{
    /// <summary>The penalty.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Sum(float* weights, nint count, double l1, double l2)
    {
        Vector512<float> sizes = default, squares = default;
        nint i = 0;
        for (; i + Functions.Width <= count; i += Functions.Width)
        {
            Vector512<float> w = V.Load(weights + i);
            sizes += V.Abs(w);
            squares += w * w;
        }
        double size = V.Sum(sizes), square = V.Sum(squares);
        for (; i < count; i++)
        {
            size += Math.Abs(weights[i]);
            square += weights[i] * weights[i];
        }
        return (l1 * size) + (l2 * square);
    }

    /// <summary>Adds the penalty's slope to gradients.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddSlope(float* weights, float* gradients, nint count, float l1, float l2)
    {
        Vector512<float> zero = default;
        nint i = 0;
        for (; i + Functions.Width <= count; i += Functions.Width)
        {
            Vector512<float> w = V.Load(weights + i), sign = V.ConditionalSelect(V.Equals(w, zero), zero, V.CopySign(V.Create(l1), w));
            (V.Load(gradients + i) + sign + (w * (2 * l2))).Store(gradients + i);
        }
        for (; i < count; i++) { gradients[i] += (weights[i] == 0 ? 0 : MathF.CopySign(l1, weights[i])) + (2 * l2 * weights[i]); }
    }
}
