using System.Runtime.Intrinsics;

namespace KerasDigits.Ops.SmallNets;

/// <summary>Products of small matrices where they lie: nothing is packed, for at these sizes packing costs more than it gains.</summary>
/// <remarks>The left matrix is read by two strides, so that one kernel multiplies by it and by its transpose.</remarks>
internal static unsafe class Product
{
    // So much of the right matrix stays in a core's nearest cache while all rows go over it.
    private const nint DepthAtOnce = 64;

    /// <summary>result (rows, columns) = start + left · right.</summary>
    /// <param name="left">The value of row r and depth k stands at r · RowStride + k · DepthStride.</param>
    /// <param name="right">(depth, columns), row by row.</param>
    /// <param name="result">(rows, columns), row by row.</param>
    /// <param name="start">Added to each row; null: nothing.</param>
    /// <param name="rows">Rows of the result, above 0.</param>
    /// <param name="depth">Products that are added up, above 0.</param>
    /// <param name="columns">Columns of the result, above 0.</param>
    public static void Multiply(Strided left, float* right, float* result, float* start, nint rows, nint depth, nint columns)
    {
        if (columns >= Lanes512.Count && Vector512.IsHardwareAccelerated)
        {
            Multiply<Lanes512>(left, right, result, start, rows, depth, columns);
        }
        else if (columns >= Lanes256.Count && Vector256.IsHardwareAccelerated)
        {
            Multiply<Lanes256>(left, right, result, start, rows, depth, columns);
        }
        else if (columns >= Lanes128.Count) { Multiply<Lanes128>(left, right, result, start, rows, depth, columns); }
        else { NarrowProduct.Multiply(left, right, result, start, rows, depth, columns); }
    }

    /// <summary>The product by vectors of one width, of which the columns fill at least one.</summary>
    /// <remarks>Of columns that do not fill vectors the last vector lies over the one before it and computes some of its columns a second
    /// time, to the same values.</remarks>
    internal static void Multiply<T>(Strided left, float* right, float* result, float* start, nint rows, nint depth, nint columns)
        where T : struct, ILanes<T>
    {
        nint last = columns - T.Count;
        for (nint column = 0; column < columns; column += 2 * T.Count)
        {
            nint first = Math.Min(column, last), second = Math.Min(column + T.Count, last) - first;
            for (nint k = 0; k < depth; k += DepthAtOnce)
            {
                var block = new Block(right + (k * columns) + first, columns, result + first, start is null ? null : start + first, columns,
                    second, Math.Min(DepthAtOnce, depth - k), k > 0);
                MultiplyRows<T>(left.StartAt(0, k), block, rows);
            }
        }
    }

    /// <summary>All rows of a block.</summary>
    internal static void MultiplyRows<T>(Strided left, in Block block, nint rows) where T : struct, ILanes<T>
    {
        nint row = 0;
        if (rows < ProductTiles.Rows)
        {
            for (; row < rows; row++) { ProductTiles.MultiplyOne<T>(left, block, row); }
            return;
        }
        while (row < rows)
        {
            // Of the last rows some are computed a second time, and not written.
            nint rest = rows - row, tile = T.Count >= Lanes512.Count && rows >= ProductTiles.MoreRows && rest > ProductTiles.Rows
                && rest != 2 * ProductTiles.Rows ? ProductTiles.MoreRows : ProductTiles.Rows, skip = Math.Max(0, tile - rest);
            if (tile == ProductTiles.Rows) { ProductTiles.MultiplySix<T>(left, block, row - skip, skip); }
            else { ProductTiles.MultiplyEight<T>(left, block, row - skip, skip); }
            row += tile - skip;
        }
    }
}

/// <summary>A matrix by its strides.</summary>
/// <param name="start">The first value.</param>
/// <param name="rowStride">From one row to the next.</param>
/// <param name="depthStride">From one column to the next.</param>
internal readonly unsafe struct Strided(float* start, nint rowStride, nint depthStride)
{
    public float* Start { get; } = start;

    public nint RowStride { get; } = rowStride;

    public nint DepthStride { get; } = depthStride;

    /// <summary>Plain memory: (rows, columns), row by row.</summary>
    public static Strided OfPlain(float* start, nint columns) => new(start, columns, 1);

    /// <summary>The transpose of plain memory that holds (columns, rows).</summary>
    public static Strided OfTransposed(float* start, nint rows) => new(start, 1, rows);

    /// <summary>The matrix from a place on.</summary>
    public Strided StartAt(nint row, nint depth) => new(Start + (row * RowStride) + (depth * DepthStride), RowStride, DepthStride);
}

/// <summary>Two vectors of columns and a stretch of the depth, over all rows.</summary>
/// <param name="right">The first column at the start of the stretch.</param>
/// <param name="rightStep">From one row of right to the next.</param>
/// <param name="result">The first column of the first row.</param>
/// <param name="start">Added to each row; null: nothing.</param>
/// <param name="columns">From one row of the result to the next.</param>
/// <param name="second">From the first vector to the second.</param>
/// <param name="depth">Length of the stretch.</param>
/// <param name="adds">Whether results are added to those of the stretches before.</param>
internal readonly unsafe struct Block(float* right, nint rightStep, float* result, float* start, nint columns, nint second, nint depth,
    bool adds)
{
    public readonly float* Right = right, Result = result, Start = start;
    public readonly nint RightStep = rightStep, Columns = columns, Second = second, Depth = depth;
    public readonly bool Adds = adds;
}
