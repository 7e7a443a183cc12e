using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace KerasDigits.Ops.Winograd;

/// <summary>
/// The blocks of <see cref="MatrixProduct"/> for processors with 16 vector registers of 256 bits: the same blocks in smaller parts.
/// </summary>
internal static unsafe class NarrowBlocks
{
    private const int Rows = 6, TransposedRows = 4, Columns = 16;

    /// <summary>12 rows by 32 columns of result = left · right, 6 by 16 at a time.</summary>
    public static void Multiply(float* left, float* right, float* result, nint depth, nint columns)
    {
        for (nint row = 0; row < MatrixProduct.Rows; row += Rows)
        {
            for (nint column = 0; column < MatrixProduct.Columns; column += Columns)
            {
                MultiplyPart(left + (row * depth), right + column, result + (row * columns) + column, depth, columns);
            }
        }
    }

    /// <summary>8 rows by 32 columns of result += leftᵀ · right, 4 by 16 at a time.</summary>
    public static void AddTransposed(float* left, float* right, float* result, nint rows, nint depth, nint columns)
    {
        for (nint row = 0; row < MatrixProduct.TransposedRows; row += TransposedRows)
        {
            for (nint column = 0; column < MatrixProduct.Columns; column += Columns)
            {
                MultiplyTransposedPart(left + row, right + column, result + (row * columns) + column, rows, depth, columns);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void MultiplyPart(float* left, float* right, float* result, nint depth, nint columns)
    {
        Vector256<float> a0 = default, a1 = default, b0 = default, b1 = default, c0 = default, c1 = default;
        Vector256<float> d0 = default, d1 = default, e0 = default, e1 = default, f0 = default, f1 = default;
        float* fourth = left + (3 * depth), end = left + depth;
        nint twice = 2 * depth;
        for (; left != end; left++, fourth++, right += MatrixProduct.Columns)
        {
            Vector256<float> u = Vector256.Load(right), v = Vector256.Load(right + 8), x = Vector256.Create(*left);
            a0 = Vector256.FusedMultiplyAdd(x, u, a0);
            a1 = Vector256.FusedMultiplyAdd(x, v, a1);
            x = Vector256.Create(left[depth]);
            b0 = Vector256.FusedMultiplyAdd(x, u, b0);
            b1 = Vector256.FusedMultiplyAdd(x, v, b1);
            x = Vector256.Create(left[twice]);
            c0 = Vector256.FusedMultiplyAdd(x, u, c0);
            c1 = Vector256.FusedMultiplyAdd(x, v, c1);
            x = Vector256.Create(*fourth);
            d0 = Vector256.FusedMultiplyAdd(x, u, d0);
            d1 = Vector256.FusedMultiplyAdd(x, v, d1);
            x = Vector256.Create(fourth[depth]);
            e0 = Vector256.FusedMultiplyAdd(x, u, e0);
            e1 = Vector256.FusedMultiplyAdd(x, v, e1);
            x = Vector256.Create(fourth[twice]);
            f0 = Vector256.FusedMultiplyAdd(x, u, f0);
            f1 = Vector256.FusedMultiplyAdd(x, v, f1);
        }
        Store(result, a0, a1);
        Store(result + columns, b0, b1);
        Store(result + (2 * columns), c0, c1);
        Store(result + (3 * columns), d0, d1);
        Store(result + (4 * columns), e0, e1);
        Store(result + (5 * columns), f0, f1);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void MultiplyTransposedPart(float* left, float* right, float* result, nint rows, nint depth, nint columns)
    {
        Vector256<float> a0 = default, a1 = default, b0 = default, b1 = default, c0 = default, c1 = default, d0 = default, d1 = default;
        for (; rows > 0; rows--, left += depth, right += columns)
        {
            Vector256<float> u = Vector256.Load(right), v = Vector256.Load(right + 8), x = Vector256.Create(*left);
            a0 = Vector256.FusedMultiplyAdd(x, u, a0);
            a1 = Vector256.FusedMultiplyAdd(x, v, a1);
            x = Vector256.Create(left[1]);
            b0 = Vector256.FusedMultiplyAdd(x, u, b0);
            b1 = Vector256.FusedMultiplyAdd(x, v, b1);
            x = Vector256.Create(left[2]);
            c0 = Vector256.FusedMultiplyAdd(x, u, c0);
            c1 = Vector256.FusedMultiplyAdd(x, v, c1);
            x = Vector256.Create(left[3]);
            d0 = Vector256.FusedMultiplyAdd(x, u, d0);
            d1 = Vector256.FusedMultiplyAdd(x, v, d1);
        }
        Add(result, a0, a1);
        Add(result + columns, b0, b1);
        Add(result + (2 * columns), c0, c1);
        Add(result + (3 * columns), d0, d1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(float* to, Vector256<float> left, Vector256<float> right)
    {
        left.Store(to);
        right.Store(to + 8);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(float* to, Vector256<float> left, Vector256<float> right) =>
        Store(to, Vector256.Load(to) + left, Vector256.Load(to + 8) + right);
}
