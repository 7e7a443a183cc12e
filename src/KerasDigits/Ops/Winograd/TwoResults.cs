using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace KerasDigits.Ops.Winograd;

/// <summary>F(2, 3): two results from four values, at the points 0, 1, -1 and infinity.</summary>
internal readonly unsafe struct TwoResults : IMinimalFiltering
{
    public static int Results => 2;

    public static int Reach => 4;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void TurnKernel(float* from, nint fromStep, float* to, nint toStep)
    {
        Vector512<float> k0 = Vector512.Load(from), k1 = Vector512.Load(from + fromStep) * 0.5f, k2 = Vector512.Load(from + (2 * fromStep));
        Vector512<float> even = (k0 + k2) * 0.5f;
        k0.Store(to);
        (even + k1).Store(to + toStep);
        (even - k1).Store(to + (2 * toStep));
        k2.Store(to + (3 * toStep));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Turn(float* from, nint fromStep, float* to, nint toStep)
    {
        Vector512<float> d0 = Vector512.Load(from), d1 = Vector512.Load(from + fromStep), d2 = Vector512.Load(from + (2 * fromStep)),
            d3 = Vector512.Load(from + (3 * fromStep));
        (d0 - d2).Store(to);
        (d1 + d2).Store(to + toStep);
        (d2 - d1).Store(to + (2 * toStep));
        (d3 - d1).Store(to + (3 * toStep));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Fold(float* from, nint fromStep, float* to, nint toStep, Vector512<float> add)
    {
        Vector512<float> m0 = Vector512.Load(from), m1 = Vector512.Load(from + fromStep), m2 = Vector512.Load(from + (2 * fromStep)),
            m3 = Vector512.Load(from + (3 * fromStep));
        (m0 + (m1 + m2) + add).Store(to);
        (m1 - m2 + m3 + add).Store(to + toStep);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Unfold(float* from, nint fromStep, float* to, nint toStep)
    {
        Vector512<float> y0 = Vector512.Load(from), y1 = Vector512.Load(from + fromStep);
        y0.Store(to);
        (y0 + y1).Store(to + toStep);
        (y0 - y1).Store(to + (2 * toStep));
        y1.Store(to + (3 * toStep));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void TurnKernelBack(float* from, nint fromStep, float* to, nint toStep)
    {
        Vector512<float> u1 = Vector512.Load(from + fromStep), u2 = Vector512.Load(from + (2 * fromStep)), even = (u1 + u2) * 0.5f;
        (Vector512.Load(from) + even).Store(to);
        ((u1 - u2) * 0.5f).Store(to + toStep);
        (even + Vector512.Load(from + (3 * fromStep))).Store(to + (2 * toStep));
    }
}
