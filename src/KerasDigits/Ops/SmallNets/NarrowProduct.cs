using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace KerasDigits.Ops.SmallNets;

/// <summary>
/// Products with fewer columns than the narrowest vector has, such as those of a layer with one unit: vectors go along the depth, or along
/// the rows where those lie side by side.
/// </summary>
internal static unsafe class NarrowProduct
{
    private const int Stretch = 256;

    /// <inheritdoc cref="Product.Multiply(Strided, float*, float*, float*, nint, nint, nint)"/>
    public static void Multiply(Strided left, float* right, float* result, float* start, nint rows, nint depth, nint columns)
    {
        if (Vector512.IsHardwareAccelerated) { Multiply<Lanes512>(left, right, result, start, rows, depth, columns); }
        else if (Vector256.IsHardwareAccelerated) { Multiply<Lanes256>(left, right, result, start, rows, depth, columns); }
        else { Multiply<Lanes128>(left, right, result, start, rows, depth, columns); }
    }

    /// <summary>The product by vectors of one width.</summary>
    internal static void Multiply<T>(Strided left, float* right, float* result, float* start, nint rows, nint depth, nint columns)
        where T : struct, ILanes<T>
    {
        if (left.DepthStride == 1) { MultiplyAlongDepth<T>(left, right, result, start, rows, depth, columns); }
        else { MultiplyAlongRows<T>(left, right, result, start, rows, depth, columns); }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void MultiplyAlongDepth<T>(Strided left, float* right, float* result, float* start, nint rows, nint depth, nint columns)
        where T : struct, ILanes<T>
    {
        float* side = stackalloc float[Stretch];
        for (nint column = 0; column < columns; column++)
        {
            for (nint from = 0; from < depth; from += Stretch)
            {
                nint count = Math.Min(Stretch, depth - from);
                for (nint k = 0; k < count; k++) { side[k] = right[((from + k) * columns) + column]; }
                for (nint row = 0; row < rows; row++)
                {
                    float* to = result + (row * columns) + column;
                    float before = from > 0 ? *to : start is null ? 0 : start[column];
                    *to = before + Dot<T>(left.Start + (row * left.RowStride) + from, side, count);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Dot<T>(float* a, float* b, nint count) where T : struct, ILanes<T>
    {
        T first = default, second = default;
        nint k = 0;
        for (; k + (2 * T.Count) <= count; k += 2 * T.Count)
        {
            first = T.MultiplyAdd(T.Load(a + k), T.Load(b + k), first);
            second = T.MultiplyAdd(T.Load(a + k + T.Count), T.Load(b + k + T.Count), second);
        }
        for (; k + T.Count <= count; k += T.Count) { first = T.MultiplyAdd(T.Load(a + k), T.Load(b + k), first); }
        float sum = (first + second).Sum();
        for (; k < count; k++) { sum += a[k] * b[k]; }
        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void MultiplyAlongRows<T>(Strided left, float* right, float* result, float* start, nint rows, nint depth, nint columns)
        where T : struct, ILanes<T>
    {
        float* sums = stackalloc float[T.Count];
        for (nint column = 0; column < columns; column++)
        {
            float before = start is null ? 0 : start[column];
            nint row = 0;
            for (; left.RowStride == 1 && row + T.Count <= rows; row += T.Count)
            {
                T sum = T.All(before);
                float* x = left.Start + row, w = right + column;
                for (nint k = 0; k < depth; k++, x += left.DepthStride, w += columns) { sum = T.MultiplyAdd(T.Load(x), T.All(*w), sum); }
                sum.Store(sums);
                for (nint i = 0; i < T.Count; i++) { result[((row + i) * columns) + column] = sums[i]; }
            }
            for (; row < rows; row++)
            {
                float* x = left.Start + (row * left.RowStride), w = right + column;
                float sum = before;
                for (nint k = 0; k < depth; k++, x += left.DepthStride, w += columns) { sum += *x * *w; }
                result[(row * columns) + column] = sum;
            }
        }
    }
}
