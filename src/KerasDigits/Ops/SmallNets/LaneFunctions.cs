using System.Runtime.CompilerServices;

namespace KerasDigits.Ops.SmallNets;

/// <summary>Functions of vectors of any width.</summary>
internal static class LaneFunctions
{
    /// <summary>1 / (1 + exp(−x)).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sigmoid<T>(T x) where T : struct, ILanes<T> => T.All(1) / (T.All(1) + T.Exp(default(T) - x));

    /// <summary>As <see cref="Functions.Tanh"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Tanh<T>(T x) where T : struct, ILanes<T>
    {
        T size = T.Abs(x), z = x * x, t = T.Exp(size * T.All(-2));
        T p = T.MultiplyAdd(T.All(-5.70498872745e-3f), z, T.All(2.06390887954e-2f));
        p = T.MultiplyAdd(p, z, T.All(-5.37397155531e-2f));
        p = T.MultiplyAdd(p, z, T.All(1.33314422036e-1f));
        p = T.MultiplyAdd(p, z, T.All(-3.33332819422e-1f));
        return T.Where(size, T.All(0.625f), T.MultiplyAdd(p * z, x, x), T.CopySign((T.All(1) - t) / (T.All(1) + t), x));
    }
}
