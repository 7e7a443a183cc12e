using System.Runtime.CompilerServices;

namespace KerasDigits.Ops.SmallNets;

/// <summary>Functions of vectors of any width.</summary>
internal static class LaneFunctions
{
    /// <summary>Added to a number it leaves the nearest whole number in the lowest bits: 1.5 · 2²³.</summary>
    public const float Whole = 12_582_912;

    /// <summary>Bits of a float's fraction, and the bits of 1.</summary>
    public const int Fraction = 23, One = 0x3F80_0000;

    // Between these exp(x) is a float of full precision.
    private const float Least = -87, Most = 88;

    /// <summary>1 / (1 + exp(−x)).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sigmoid<T>(T x) where T : struct, ILanes<T> => T.All(1) / SplitSigmoid(x);

    /// <summary>What 1 is divided by.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T SplitSigmoid<T>(T x) where T : struct, ILanes<T> => T.All(1) + Exp(default(T) - x);

    /// <summary>As <see cref="Functions.Tanh"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Tanh<T>(T x) where T : struct, ILanes<T>
    {
        var (above, below) = SplitTanh(x);
        return above / below;
    }

    /// <summary>tanh(x) as a fraction, so that one division serves for a product of several.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (T Above, T Below) SplitTanh<T>(T x) where T : struct, ILanes<T>
    {
        T size = T.Abs(x), z = x * x, t = Exp(size * T.All(-2)), small = T.All(0.625f);
        T p = T.MultiplyAdd(T.All(-5.70498872745e-3f), z, T.All(2.06390887954e-2f));
        p = T.MultiplyAdd(p, z, T.All(-5.37397155531e-2f));
        p = T.MultiplyAdd(p, z, T.All(1.33314422036e-1f));
        p = T.MultiplyAdd(p, z, T.All(-3.33332819422e-1f));
        return (T.Where(size, small, T.MultiplyAdd(p * z, x, x), T.CopySign(T.All(1) - t, x)),
            T.Where(size, small, T.All(1), T.All(1) + t));
    }

    /// <summary>exp(x) of what is at most 0; what lies below 1e-38 is 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Power<T>(T x) where T : struct, ILanes<T> => T.Where(x, T.All(Least), default, Exp(x));

    /// <summary>
    /// exp(x) for a sum with 1, for which what lies beyond 1e-38 and 1e38 counts as that: 2ⁿ · exp(r), r within half of ln 2 around 0.
    /// </summary>
    /// <remarks>.NET's own computes with double precision, in three times the time.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Exp<T>(T x) where T : struct, ILanes<T>
    {
        x = T.Clamp(x, Least, Most);
        T n = T.MultiplyAdd(x, T.All(1.44269504f), T.All(Whole)), whole = n - T.All(Whole);
        T r = T.MultiplyAdd(whole, T.All(-0.693359375f), x);
        r = T.MultiplyAdd(whole, T.All(2.12194440e-4f), r);
        T p = T.MultiplyAdd(T.All(1.9875691500e-4f), r, T.All(1.3981999507e-3f));
        p = T.MultiplyAdd(p, r, T.All(8.3334519073e-3f));
        p = T.MultiplyAdd(p, r, T.All(4.1665795894e-2f));
        p = T.MultiplyAdd(p, r, T.All(1.6666665459e-1f));
        p = T.MultiplyAdd(p, r, T.All(5.0000001201e-1f));
        return (T.MultiplyAdd(p, r * r, r) + T.All(1)) * T.PowerOfTwo(n);
    }
}
