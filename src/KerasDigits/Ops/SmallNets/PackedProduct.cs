using System.Runtime.Intrinsics;

namespace KerasDigits.Ops.SmallNets;

/// <summary>
/// Products by one matrix again and again, such as a recurrent layer's steps: the right matrix is kept column block by column block, so
/// that it is read straight through. (Rows of a power of two of columns push each other out of the nearest cache.)
/// </summary>
internal static unsafe class PackedProduct
{
    // So much of a block stays in a core's nearest cache while all rows go over it.
    private const nint DepthAtOnce = 256;

    /// <summary>Columns of a block: two vectors.</summary>
    private static nint Width => 2 * (Vector512.IsHardwareAccelerated ? Lanes512.Count : Lanes256.Count);

    /// <summary>Numbers that a packed matrix takes.</summary>
    public static nint GetSize(nint depth, nint columns) => depth * Math.Max(columns + Width, 2 * Width);

    /// <summary>Packs a matrix.</summary>
    /// <param name="right">(depth, columns), row by row.</param>
    /// <param name="packed">Room for <see cref="GetSize"/> numbers.</param>
    /// <param name="depth">Number of the matrix's rows.</param>
    /// <param name="columns">Number of the matrix's columns.</param>
    public static void Pack(float* right, float* packed, nint depth, nint columns)
    {
        nint width = Width;
        if (columns < width)
        {
            new ReadOnlySpan<float>(right, (int)(depth * columns)).CopyTo(new Span<float>(packed, (int)(depth * columns)));
            return;
        }
        for (nint column = 0; column < columns; column += width)
        {
            // The last block lies over the one before it, as the product computes it.
            float* from = right + Math.Min(column, columns - width);
            for (nint k = 0; k < depth; k++, from += columns, packed += width)
            {
                new ReadOnlySpan<float>(from, (int)width).CopyTo(new Span<float>(packed, (int)width));
            }
        }
    }

    /// <summary>result (rows, columns) = start + left · right.</summary>
    /// <param name="left">The value of row r and depth k stands at r · RowStride + k · DepthStride.</param>
    /// <param name="packed">What <see cref="Pack"/> made of right.</param>
    /// <param name="result">(rows, columns), row by row.</param>
    /// <param name="start">Added to each row; null: nothing.</param>
    /// <param name="rows">Rows of the result, above 0.</param>
    /// <param name="depth">Products that are added up, above 0.</param>
    /// <param name="columns">Columns of the result, above 0.</param>
    public static void Multiply(Strided left, float* packed, float* result, float* start, nint rows, nint depth, nint columns)
    {
        if (columns < Width) { Product.Multiply(left, packed, result, start, rows, depth, columns); }
        else if (Vector512.IsHardwareAccelerated) { MultiplyBlocks<Lanes512>(left, packed, result, start, rows, depth, columns); }
        else { MultiplyBlocks<Lanes256>(left, packed, result, start, rows, depth, columns); }
    }

    private static void MultiplyBlocks<T>(Strided left, float* packed, float* result, float* start, nint rows, nint depth, nint columns)
        where T : struct, ILanes<T>
    {
        nint width = 2 * T.Count;
        for (nint column = 0; column < columns; column += width, packed += depth * width)
        {
            nint first = Math.Min(column, columns - width);
            for (nint k = 0; k < depth; k += DepthAtOnce)
            {
                var block = new Block(packed + (k * width), width, result + first, start is null ? null : start + first, columns, T.Count,
                    Math.Min(DepthAtOnce, depth - k), k > 0);
                Product.MultiplyRows<T>(left.StartAt(0, k), block, rows);
            }
        }
    }
}
