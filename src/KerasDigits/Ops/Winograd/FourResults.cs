using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace KerasDigits.Ops.Winograd;

/// <summary>F(4, 3): four results from six values, at the points 0, ±√½, ±√2 and infinity.</summary>
/// <remarks>These points round best of those tried: two to three times as coarsely as a plain sum of float32 products, where the usual 0,
/// ±1, ±2 is six times as coarse.</remarks>
internal readonly unsafe struct FourResults : IMinimalFiltering
{
    private const float A = 0.70710678118654752f, B = 1.4142135623730951f;

    /// <summary>The product of the distances of ±√½, and of ±√2, from the other finite points.</summary>
    private const float NearA = -1.5f, NearB = 6;

    public static int Results => 4;

    public static int Reach => 6;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void TurnKernel(float* from, nint fromStep, float* to, nint toStep)
    {
        // For each point p: (1, p, p²) / the product of its distances from the other points.
        Vector512<float> k0 = Vector512.Load(from), k1 = Vector512.Load(from + fromStep), k2 = Vector512.Load(from + (2 * fromStep));
        Vector512<float> evenA = (k0 + (k2 * 0.5f)) * (1 / NearA), oddA = k1 * (A / NearA);
        Vector512<float> evenB = (k0 + k2 + k2) * (1 / NearB), oddB = k1 * (B / NearB);
        k0.Store(to);
        (evenA + oddA).Store(to + toStep);
        (evenA - oddA).Store(to + (2 * toStep));
        (evenB + oddB).Store(to + (3 * toStep));
        (evenB - oddB).Store(to + (4 * toStep));
        k2.Store(to + (5 * toStep));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Turn(float* from, nint fromStep, float* to, nint toStep)
    {
        Vector512<float> d0 = Vector512.Load(from), d1 = Vector512.Load(from + fromStep), d2 = Vector512.Load(from + (2 * fromStep));
        Vector512<float> d3 = Vector512.Load(from + (3 * fromStep)), d4 = Vector512.Load(from + (4 * fromStep)),
            d5 = Vector512.Load(from + (5 * fromStep));
        Vector512<float> evenA = d4 - (d2 + d2), oddA = (d3 - (d1 + d1)) * A;
        Vector512<float> evenB = d4 - (d2 * 0.5f), oddB = (d3 - (d1 * 0.5f)) * B;
        (d0 - (d2 * 2.5f) + d4).Store(to);
        (evenA + oddA).Store(to + toStep);
        (evenA - oddA).Store(to + (2 * toStep));
        (evenB + oddB).Store(to + (3 * toStep));
        (evenB - oddB).Store(to + (4 * toStep));
        (d1 - (d3 * 2.5f) + d5).Store(to + (5 * toStep));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Fold(float* from, nint fromStep, float* to, nint toStep, Vector512<float> add)
    {
        Vector512<float> m1 = Vector512.Load(from + fromStep), m2 = Vector512.Load(from + (2 * fromStep)),
            m3 = Vector512.Load(from + (3 * fromStep)), m4 = Vector512.Load(from + (4 * fromStep));
        Vector512<float> sumA = m1 + m2, differenceA = m1 - m2, sumB = m3 + m4, differenceB = m3 - m4;
        (Vector512.Load(from) + sumA + sumB + add).Store(to);
        ((differenceA * A) + (differenceB * B) + add).Store(to + toStep);
        ((sumA * 0.5f) + (sumB + sumB) + add).Store(to + (2 * toStep));
        ((differenceA * (A / 2)) + (differenceB * (2 * B)) + Vector512.Load(from + (5 * fromStep)) + add).Store(to + (3 * toStep));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Unfold(float* from, nint fromStep, float* to, nint toStep)
    {
        Vector512<float> y0 = Vector512.Load(from), y1 = Vector512.Load(from + fromStep), y2 = Vector512.Load(from + (2 * fromStep)),
            y3 = Vector512.Load(from + (3 * fromStep));
        Vector512<float> evenA = y0 + (y2 * 0.5f), oddA = (y1 + (y3 * 0.5f)) * A;
        Vector512<float> evenB = y0 + y2 + y2, oddB = (y1 + y3 + y3) * B;
        y0.Store(to);
        (evenA + oddA).Store(to + toStep);
        (evenA - oddA).Store(to + (2 * toStep));
        (evenB + oddB).Store(to + (3 * toStep));
        (evenB - oddB).Store(to + (4 * toStep));
        y3.Store(to + (5 * toStep));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void TurnKernelBack(float* from, nint fromStep, float* to, nint toStep)
    {
        Vector512<float> u1 = Vector512.Load(from + fromStep), u2 = Vector512.Load(from + (2 * fromStep)),
            u3 = Vector512.Load(from + (3 * fromStep)), u4 = Vector512.Load(from + (4 * fromStep));
        Vector512<float> evenA = (u1 + u2) * (1 / NearA), evenB = (u3 + u4) * (1 / NearB);
        (Vector512.Load(from) + evenA + evenB).Store(to);
        (((u1 - u2) * (A / NearA)) + ((u3 - u4) * (B / NearB))).Store(to + toStep);
        ((evenA * 0.5f) + evenB + evenB + Vector512.Load(from + (5 * fromStep))).Store(to + (2 * toStep));
    }
}
