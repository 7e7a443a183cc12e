using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace KerasDigits.Ops.Winograd;

/// <summary>Products of small matrices that stay in the processor's caches, block by block in its registers.</summary>
internal static unsafe class MatrixProduct
{
    /// <summary>Rows of a block; the memory of both matrices must reach to a whole number of blocks.</summary>
    public const int Rows = 12;

    /// <summary>Columns of a block; the right matrix is kept block by block, (columns / 32, depth, 32).</summary>
    public const int Columns = 32;

    /// <summary>Rows of a block of the transposed product.</summary>
    public const int TransposedRows = 8;

    /// <summary>Whether this processor has the vectors for it.</summary>
    public static bool IsSupported => Vector512.IsHardwareAccelerated || (Vector256.IsHardwareAccelerated && Fma.IsSupported);

    /// <summary>result (rows, columns) = left (rows, depth) · right.</summary>
    public static void Multiply(float* left, float* right, float* result, nint rows, nint depth, nint columns)
    {
        for (nint column = 0; column < columns; column += Columns, right += depth * Columns)
        {
            for (nint row = 0; row < rows; row += Rows)
            {
                float* from = left + (row * depth), to = result + (row * columns) + column;
                if (Vector512.IsHardwareAccelerated) { WideBlocks.Multiply(from, right, to, depth, columns); }
                else { NarrowBlocks.Multiply(from, right, to, depth, columns); }
            }
        }
    }

    /// <summary>result (columns of left, columns of right) += leftᵀ · right, both plain: row by row.</summary>
    /// <param name="left">(rows, depth); depth a multiple of 8.</param>
    /// <param name="right">(rows, columns); columns a multiple of 32.</param>
    /// <param name="result">Result of shape (depth, columns), added to.</param>
    /// <param name="rows">Rows of both.</param>
    /// <param name="depth">Columns of left.</param>
    /// <param name="columns">Columns of right.</param>
    public static void AddTransposed(float* left, float* right, float* result, nint rows, nint depth, nint columns)
    {
        for (nint column = 0; column < columns; column += Columns)
        {
            for (nint row = 0; row < depth; row += TransposedRows)
            {
                float* to = result + (row * columns) + column;
                if (Vector512.IsHardwareAccelerated) { WideBlocks.AddTransposed(left + row, right + column, to, rows, depth, columns); }
                else { NarrowBlocks.AddTransposed(left + row, right + column, to, rows, depth, columns); }
            }
        }
    }
}
