using System.Runtime.CompilerServices;

namespace KerasDigits.Ops.SmallNets;

/// <summary>
/// The innermost loops of <see cref="Product"/>, whose sums stay in registers: of 16 registers 12 hold sums, 2 the right matrix, 1 the
/// left; of 32, 16 hold sums.
/// </summary>
internal static unsafe class ProductTiles
{
    /// <summary>Rows of a tile, and where there are 32 registers of 512 bits.</summary>
    public const int Rows = 6, MoreRows = 8;

    /// <summary>Six rows by two vectors.</summary>
    /// <param name="left">The left matrix at the stretch's start.</param>
    /// <param name="block">The columns and the stretch.</param>
    /// <param name="row">The first row.</param>
    /// <param name="skip">Rows that are not written.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void MultiplySix<T>(Strided left, in Block block, nint row, nint skip) where T : struct, ILanes<T>
    {
        nint stride = left.RowStride, step = left.DepthStride, columns = block.Columns, second = block.Second, depth = block.Depth,
            down = block.RightStep;
        float* x = left.Start + (row * stride), x3 = x + (3 * stride), w = block.Right, y = block.Result + (row * columns);
        T a0, a1, b0, b1, c0, c1, d0, d1, e0, e1, f0, f1;
        if (block.Adds)
        {
            (a0, a1, b0, b1) = (T.Load(y), T.Load(y + second), T.Load(y + columns), T.Load(y + columns + second));
            (c0, c1, d0, d1) = (T.Load(y + (2 * columns)), T.Load(y + (2 * columns) + second), T.Load(y + (3 * columns)),
                T.Load(y + (3 * columns) + second));
            (e0, e1, f0, f1) = (T.Load(y + (4 * columns)), T.Load(y + (4 * columns) + second), T.Load(y + (5 * columns)),
                T.Load(y + (5 * columns) + second));
        }
        else
        {
            a0 = block.Start is null ? default : T.Load(block.Start);
            a1 = block.Start is null ? default : T.Load(block.Start + second);
            b0 = c0 = d0 = e0 = f0 = a0;
            b1 = c1 = d1 = e1 = f1 = a1;
        }
        for (; depth > 0; depth--, x += step, x3 += step, w += down)
        {
            T u = T.Load(w), v = T.Load(w + second), q = T.All(*x);
            a0 = T.MultiplyAdd(q, u, a0);
            a1 = T.MultiplyAdd(q, v, a1);
            q = T.All(x[stride]);
            b0 = T.MultiplyAdd(q, u, b0);
            b1 = T.MultiplyAdd(q, v, b1);
            q = T.All(x[2 * stride]);
            c0 = T.MultiplyAdd(q, u, c0);
            c1 = T.MultiplyAdd(q, v, c1);
            q = T.All(*x3);
            d0 = T.MultiplyAdd(q, u, d0);
            d1 = T.MultiplyAdd(q, v, d1);
            q = T.All(x3[stride]);
            e0 = T.MultiplyAdd(q, u, e0);
            e1 = T.MultiplyAdd(q, v, e1);
            q = T.All(x3[2 * stride]);
            f0 = T.MultiplyAdd(q, u, f0);
            f1 = T.MultiplyAdd(q, v, f1);
        }
        if (skip < 1) { Store(y, second, a0, a1); }
        if (skip < 2) { Store(y + columns, second, b0, b1); }
        if (skip < 3) { Store(y + (2 * columns), second, c0, c1); }
        if (skip < 4) { Store(y + (3 * columns), second, d0, d1); }
        if (skip < 5) { Store(y + (4 * columns), second, e0, e1); }
        Store(y + (5 * columns), second, f0, f1);
    }

    /// <summary>Eight rows by two vectors, for processors with 32 registers; the arguments as those of <see cref="MultiplySix"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void MultiplyEight<T>(Strided left, in Block block, nint row, nint skip) where T : struct, ILanes<T>
    {
        nint stride = left.RowStride, step = left.DepthStride, columns = block.Columns, second = block.Second, depth = block.Depth,
            down = block.RightStep;
        float* x = left.Start + (row * stride), x3 = x + (3 * stride), x6 = x3 + (3 * stride), w = block.Right,
            y = block.Result + (row * columns);
        T a0, a1, b0, b1, c0, c1, d0, d1, e0, e1, f0, f1, g0, g1, h0, h1;
        if (block.Adds)
        {
            float* z = y;
            (a0, a1) = Load<T>(z, second);
            (b0, b1) = Load<T>(z += columns, second);
            (c0, c1) = Load<T>(z += columns, second);
            (d0, d1) = Load<T>(z += columns, second);
            (e0, e1) = Load<T>(z += columns, second);
            (f0, f1) = Load<T>(z += columns, second);
            (g0, g1) = Load<T>(z += columns, second);
            (h0, h1) = Load<T>(z += columns, second);
        }
        else
        {
            a0 = block.Start is null ? default : T.Load(block.Start);
            a1 = block.Start is null ? default : T.Load(block.Start + second);
            b0 = c0 = d0 = e0 = f0 = g0 = h0 = a0;
            b1 = c1 = d1 = e1 = f1 = g1 = h1 = a1;
        }
        for (; depth > 0; depth--, x += step, x3 += step, x6 += step, w += down)
        {
            // Eight registers hold the left values, so that each vector of the right matrix is read once and let go.
            T q0 = T.All(*x), q1 = T.All(x[stride]), q2 = T.All(x[2 * stride]), q3 = T.All(*x3);
            T q4 = T.All(x3[stride]), q5 = T.All(x3[2 * stride]), q6 = T.All(*x6), q7 = T.All(x6[stride]);
            T right = T.Load(w);
            (a0, b0) = (T.MultiplyAdd(q0, right, a0), T.MultiplyAdd(q1, right, b0));
            (c0, d0) = (T.MultiplyAdd(q2, right, c0), T.MultiplyAdd(q3, right, d0));
            (e0, f0) = (T.MultiplyAdd(q4, right, e0), T.MultiplyAdd(q5, right, f0));
            (g0, h0) = (T.MultiplyAdd(q6, right, g0), T.MultiplyAdd(q7, right, h0));
            right = T.Load(w + second);
            (a1, b1) = (T.MultiplyAdd(q0, right, a1), T.MultiplyAdd(q1, right, b1));
            (c1, d1) = (T.MultiplyAdd(q2, right, c1), T.MultiplyAdd(q3, right, d1));
            (e1, f1) = (T.MultiplyAdd(q4, right, e1), T.MultiplyAdd(q5, right, f1));
            (g1, h1) = (T.MultiplyAdd(q6, right, g1), T.MultiplyAdd(q7, right, h1));
        }
        if (skip < 1) { Store(y, second, a0, a1); }
        y += columns;
        if (skip < 2) { Store(y, second, b0, b1); }
        y += columns;
        if (skip < 3) { Store(y, second, c0, c1); }
        y += columns;
        if (skip < 4) { Store(y, second, d0, d1); }
        y += columns;
        if (skip < 5) { Store(y, second, e0, e1); }
        y += columns;
        if (skip < 6) { Store(y, second, f0, f1); }
        y += columns;
        if (skip < 7) { Store(y, second, g0, g1); }
        y += columns;
        Store(y, second, h0, h1);
    }

    /// <summary>One row by two vectors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void MultiplyOne<T>(Strided left, in Block block, nint row) where T : struct, ILanes<T>
    {
        nint step = left.DepthStride, columns = block.Columns, second = block.Second, depth = block.Depth, down = block.RightStep;
        float* x = left.Start + (row * left.RowStride), w = block.Right, y = block.Result + (row * columns), start = block.Adds
            ? y
            : block.Start;
        // Two sums for each place: one alone would wait for each of its products.
        T a0 = start is null ? default : T.Load(start), a1 = start is null ? default : T.Load(start + second), b0 = default, b1 = default;
        for (; depth > 1; depth -= 2, x += 2 * step, w += 2 * down)
        {
            T q = T.All(*x), r = T.All(x[step]);
            a0 = T.MultiplyAdd(q, T.Load(w), a0);
            a1 = T.MultiplyAdd(q, T.Load(w + second), a1);
            b0 = T.MultiplyAdd(r, T.Load(w + down), b0);
            b1 = T.MultiplyAdd(r, T.Load(w + down + second), b1);
        }
        if (depth > 0)
        {
            T q = T.All(*x);
            a0 = T.MultiplyAdd(q, T.Load(w), a0);
            a1 = T.MultiplyAdd(q, T.Load(w + second), a1);
        }
        Store(y, second, a0 + b0, a1 + b1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (T First, T Next) Load<T>(float* from, nint second) where T : struct, ILanes<T> => (T.Load(from), T.Load(from + second));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<T>(float* to, nint second, T first, T next) where T : struct, ILanes<T>
    {
        first.Store(to);
        next.Store(to + second);
    }
}
