using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace KerasDigits.Ops.SmallNets;

/// <summary>Softmax of long rows, each of whole vectors: what fills a row up is −∞, and becomes 0.</summary>
internal static unsafe class SoftmaxLanes
{
    /// <summary>Of how many values a row of so many is a multiple, once it is filled up.</summary>
    public static nint GetCount(nint values) => values > Lanes256.Count && Vector512.IsHardwareAccelerated ? Lanes512.Count
        : values > Lanes128.Count ? Lanes256.Count : Lanes128.Count;

    /// <summary>exp(x), normalized over each row, over x.</summary>
    public static void Apply(float* x, nint rows, nint columns)
    {
        if (columns % Lanes512.Count == 0 && Vector512.IsHardwareAccelerated) { Apply<Lanes512>(x, rows, columns); }
        else if (columns % Lanes256.Count == 0) { Apply<Lanes256>(x, rows, columns); }
        else { Apply<Lanes128>(x, rows, columns); }
    }

    /// <summary>Turns gradients of the results y into those of the arguments.</summary>
    public static void AddSlope(float* y, float* gradient, nint rows, nint columns)
    {
        if (columns % Lanes512.Count == 0 && Vector512.IsHardwareAccelerated) { AddSlope<Lanes512>(y, gradient, rows, columns); }
        else if (columns % Lanes256.Count == 0) { AddSlope<Lanes256>(y, gradient, rows, columns); }
        else { AddSlope<Lanes128>(y, gradient, rows, columns); }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Apply<T>(float* x, nint rows, nint columns) where T : struct, ILanes<T>
    {
        for (nint row = 0; row < rows; row++, x += columns)
        {
            T most = T.Load(x), sum = default;
            for (nint i = T.Count; i < columns; i += T.Count) { most = T.Max(most, T.Load(x + i)); }
            T greatest = T.All(most.FindGreatest());
            for (nint i = 0; i < columns; i += T.Count)
            {
                T power = LaneFunctions.Power(T.Load(x + i) - greatest);
                sum += power;
                power.Store(x + i);
            }
            T factor = T.All(1 / sum.Sum());
            for (nint i = 0; i < columns; i += T.Count) { (T.Load(x + i) * factor).Store(x + i); }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddSlope<T>(float* y, float* gradient, nint rows, nint columns) where T : struct, ILanes<T>
    {
        for (nint row = 0; row < rows; row++, y += columns, gradient += columns)
        {
            T sum = default;
            for (nint i = 0; i < columns; i += T.Count) { sum = T.MultiplyAdd(T.Load(y + i), T.Load(gradient + i), sum); }
            T mean = T.All(sum.Sum());
            for (nint i = 0; i < columns; i += T.Count) { ((T.Load(gradient + i) - mean) * T.Load(y + i)).Store(gradient + i); }
        }
    }
}
