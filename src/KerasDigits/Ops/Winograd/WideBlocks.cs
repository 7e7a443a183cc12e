using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace KerasDigits.Ops.Winograd;

/// <summary>The blocks of <see cref="MatrixProduct"/> for processors with 32 vector registers of 512 bits.</summary>
internal static unsafe class WideBlocks
{
    /// <summary>8 rows by 32 columns of result += leftᵀ · right, in 16 registers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddTransposed(float* left, float* right, float* result, nint rows, nint depth, nint columns)
    {
        Vector512<float> a0 = default, a1 = default, b0 = default, b1 = default, c0 = default, c1 = default, d0 = default, d1 = default;
        Vector512<float> e0 = default, e1 = default, f0 = default, f1 = default, g0 = default, g1 = default, h0 = default, h1 = default;
        for (; rows > 0; rows--, left += depth, right += columns)
        {
            Vector512<float> u = Vector512.Load(right), v = Vector512.Load(right + 16), x = Vector512.Create(*left);
            a0 = Vector512.FusedMultiplyAdd(x, u, a0);
            a1 = Vector512.FusedMultiplyAdd(x, v, a1);
            x = Vector512.Create(left[1]);
            b0 = Vector512.FusedMultiplyAdd(x, u, b0);
            b1 = Vector512.FusedMultiplyAdd(x, v, b1);
            x = Vector512.Create(left[2]);
            c0 = Vector512.FusedMultiplyAdd(x, u, c0);
            c1 = Vector512.FusedMultiplyAdd(x, v, c1);
            x = Vector512.Create(left[3]);
            d0 = Vector512.FusedMultiplyAdd(x, u, d0);
            d1 = Vector512.FusedMultiplyAdd(x, v, d1);
            x = Vector512.Create(left[4]);
            e0 = Vector512.FusedMultiplyAdd(x, u, e0);
            e1 = Vector512.FusedMultiplyAdd(x, v, e1);
            x = Vector512.Create(left[5]);
            f0 = Vector512.FusedMultiplyAdd(x, u, f0);
            f1 = Vector512.FusedMultiplyAdd(x, v, f1);
            x = Vector512.Create(left[6]);
            g0 = Vector512.FusedMultiplyAdd(x, u, g0);
            g1 = Vector512.FusedMultiplyAdd(x, v, g1);
            x = Vector512.Create(left[7]);
            h0 = Vector512.FusedMultiplyAdd(x, u, h0);
            h1 = Vector512.FusedMultiplyAdd(x, v, h1);
        }
        Add(result, a0, a1);
        Add(result + columns, b0, b1);
        Add(result + (2 * columns), c0, c1);
        Add(result + (3 * columns), d0, d1);
        Add(result + (4 * columns), e0, e1);
        Add(result + (5 * columns), f0, f1);
        Add(result + (6 * columns), g0, g1);
        Add(result + (7 * columns), h0, h1);
    }

    /// <summary>12 rows by 32 columns of result = left · right, in 24 registers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply(float* left, float* right, float* result, nint depth, nint columns)
    {
        Vector512<float> a0 = default, a1 = default, b0 = default, b1 = default, c0 = default, c1 = default, d0 = default, d1 = default;
        Vector512<float> e0 = default, e1 = default, f0 = default, f1 = default, g0 = default, g1 = default, h0 = default, h1 = default;
        Vector512<float> i0 = default, i1 = default, j0 = default, j1 = default, k0 = default, k1 = default, l0 = default, l1 = default;
        float* third = left + (3 * depth), sixth = left + (6 * depth), ninth = left + (9 * depth), end = left + depth;
        nint twice = 2 * depth;
        for (; left != end; left++, third++, sixth++, ninth++, right += MatrixProduct.Columns)
        {
            Vector512<float> u = Vector512.Load(right), v = Vector512.Load(right + 16), x = Vector512.Create(*left);
            a0 = Vector512.FusedMultiplyAdd(x, u, a0);
            a1 = Vector512.FusedMultiplyAdd(x, v, a1);
            x = Vector512.Create(left[depth]);
            b0 = Vector512.FusedMultiplyAdd(x, u, b0);
            b1 = Vector512.FusedMultiplyAdd(x, v, b1);
            x = Vector512.Create(left[twice]);
            c0 = Vector512.FusedMultiplyAdd(x, u, c0);
            c1 = Vector512.FusedMultiplyAdd(x, v, c1);
            x = Vector512.Create(*third);
            d0 = Vector512.FusedMultiplyAdd(x, u, d0);
            d1 = Vector512.FusedMultiplyAdd(x, v, d1);
            x = Vector512.Create(third[depth]);
            e0 = Vector512.FusedMultiplyAdd(x, u, e0);
            e1 = Vector512.FusedMultiplyAdd(x, v, e1);
            x = Vector512.Create(third[twice]);
            f0 = Vector512.FusedMultiplyAdd(x, u, f0);
            f1 = Vector512.FusedMultiplyAdd(x, v, f1);
            x = Vector512.Create(*sixth);
            g0 = Vector512.FusedMultiplyAdd(x, u, g0);
            g1 = Vector512.FusedMultiplyAdd(x, v, g1);
            x = Vector512.Create(sixth[depth]);
            h0 = Vector512.FusedMultiplyAdd(x, u, h0);
            h1 = Vector512.FusedMultiplyAdd(x, v, h1);
            x = Vector512.Create(sixth[twice]);
            i0 = Vector512.FusedMultiplyAdd(x, u, i0);
            i1 = Vector512.FusedMultiplyAdd(x, v, i1);
            x = Vector512.Create(*ninth);
            j0 = Vector512.FusedMultiplyAdd(x, u, j0);
            j1 = Vector512.FusedMultiplyAdd(x, v, j1);
            x = Vector512.Create(ninth[depth]);
            k0 = Vector512.FusedMultiplyAdd(x, u, k0);
            k1 = Vector512.FusedMultiplyAdd(x, v, k1);
            x = Vector512.Create(ninth[twice]);
            l0 = Vector512.FusedMultiplyAdd(x, u, l0);
            l1 = Vector512.FusedMultiplyAdd(x, v, l1);
        }
        Store(result, a0, a1, b0, b1, c0, c1, columns);
        Store(result + (3 * columns), d0, d1, e0, e1, f0, f1, columns);
        Store(result + (6 * columns), g0, g1, h0, h1, i0, i1, columns);
        Store(result + (9 * columns), j0, j1, k0, k1, l0, l1, columns);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(float* to, Vector512<float> a0, Vector512<float> a1, Vector512<float> b0, Vector512<float> b1,
        Vector512<float> c0, Vector512<float> c1, nint columns)
    {
        a0.Store(to);
        a1.Store(to + 16);
        b0.Store(to + columns);
        b1.Store(to + columns + 16);
        c0.Store(to + (2 * columns));
        c1.Store(to + (2 * columns) + 16);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(float* to, Vector512<float> a0, Vector512<float> a1)
    {
        (Vector512.Load(to) + a0).Store(to);
        (Vector512.Load(to + 16) + a1).Store(to + 16);
    }
}
