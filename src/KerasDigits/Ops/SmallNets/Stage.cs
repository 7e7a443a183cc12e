using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using KerasDigits.Ops.Winograd;

namespace KerasDigits.Ops.SmallNets;

/// <summary>One dense layer of a small net: finish(row · kernel + bias).</summary>
/// <param name="Kernel">(depth, units), row by row.</param>
/// <param name="Bias">Of each unit; null: none.</param>
/// <param name="Depth">Values of a row.</param>
/// <param name="Units">Values of a result.</param>
/// <param name="Finish">What is done with the sums.</param>
internal readonly unsafe record struct Stage(nint Kernel, nint Bias, int Depth, int Units, Finish Finish)
{
    /// <summary>Units in whole blocks of <see cref="MatrixProduct"/>.</summary>
    public int Padded => (Units + MatrixProduct.Columns - 1) / MatrixProduct.Columns * MatrixProduct.Columns;

    /// <summary>The result of one row, straight from the kernel where it lies.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void MultiplyRow(float* x, float* y)
    {
        float* kernel = (float*)Kernel, bias = (float*)Bias;
        int column = 0;
        for (; column + 64 <= Units; column += 64) { MultiplyColumns64(x, kernel + column, bias is null ? null : bias + column,
            y + column); }
        for (; column + 8 <= Units; column += 8) { MultiplyColumns8(x, kernel + column, bias is null ? null : bias + column, y + column); }
        for (; column < Units; column++)
        {
            float sum = bias is null ? 0 : bias[column];
            for (int k = 0; k < Depth; k++) { sum += x[k] * kernel[(k * Units) + column]; }
            y[column] = sum;
        }
        RowFunctions.Apply(Finish, y, Units, Units);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void MultiplyColumns8(float* x, float* kernel, float* bias, float* y)
    {
        // Four sums: one alone would wait for each of its products.
        Vector256<float> a = bias is null ? default : Vector256.Load(bias), b = default, c = default, d = default;
        int k = 0;
        for (; k + 4 <= Depth; k += 4, x += 4, kernel += 4 * Units)
        {
            a = Vector256.FusedMultiplyAdd(Vector256.Create(x[0]), Vector256.Load(kernel), a);
            b = Vector256.FusedMultiplyAdd(Vector256.Create(x[1]), Vector256.Load(kernel + Units), b);
            c = Vector256.FusedMultiplyAdd(Vector256.Create(x[2]), Vector256.Load(kernel + (2 * Units)), c);
            d = Vector256.FusedMultiplyAdd(Vector256.Create(x[3]), Vector256.Load(kernel + (3 * Units)), d);
        }
        for (; k < Depth; k++, x++, kernel += Units) { a = Vector256.FusedMultiplyAdd(Vector256.Create(*x), Vector256.Load(kernel), a); }
        (a + b + (c + d)).Store(y);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void MultiplyColumns64(float* x, float* kernel, float* bias, float* y)
    {
        Vector256<float> a = default, b = default, c = default, d = default, e = default, f = default, g = default, h = default;
        if (bias is not null)
        {
            (a, b, c, d) = (Vector256.Load(bias), Vector256.Load(bias + 8), Vector256.Load(bias + 16), Vector256.Load(bias + 24));
            (e, f, g, h) = (Vector256.Load(bias + 32), Vector256.Load(bias + 40), Vector256.Load(bias + 48), Vector256.Load(bias + 56));
        }
        for (int k = 0; k < Depth; k++, kernel += Units)
        {
            Vector256<float> v = Vector256.Create(x[k]);
            a = Vector256.FusedMultiplyAdd(v, Vector256.Load(kernel), a);
            b = Vector256.FusedMultiplyAdd(v, Vector256.Load(kernel + 8), b);
            c = Vector256.FusedMultiplyAdd(v, Vector256.Load(kernel + 16), c);
            d = Vector256.FusedMultiplyAdd(v, Vector256.Load(kernel + 24), d);
            e = Vector256.FusedMultiplyAdd(v, Vector256.Load(kernel + 32), e);
            f = Vector256.FusedMultiplyAdd(v, Vector256.Load(kernel + 40), f);
            g = Vector256.FusedMultiplyAdd(v, Vector256.Load(kernel + 48), g);
            h = Vector256.FusedMultiplyAdd(v, Vector256.Load(kernel + 56), h);
        }
        a.Store(y);
        b.Store(y + 8);
        c.Store(y + 16);
        d.Store(y + 24);
        e.Store(y + 32);
        f.Store(y + 40);
        g.Store(y + 48);
        h.Store(y + 56);
    }

    /// <summary>
    /// The kernel and the bias as <see cref="MultiplyRows"/> reads them: blocks of columns, zeros around; rows that the stage before pads
    /// count nothing.
    /// </summary>
    /// <param name="to">Room for (padded units · (depth + 1)).</param>
    /// <param name="depth">Values of a row with its padding.</param>
    public void Pack(float* to, int depth)
    {
        int padded = Padded;
        new Span<float>(to, padded * (depth + 1)).Clear();
        for (int k = 0; k < Depth; k++)
        {
            for (int block = 0; block < padded; block += MatrixProduct.Columns)
            {
                int columns = Math.Min(MatrixProduct.Columns, Units - block);
                new ReadOnlySpan<float>((float*)Kernel + (k * Units) + block,
                    columns).CopyTo(new Span<float>(to + (block * depth) + (k * MatrixProduct.Columns), columns));
            }
        }
        if (Bias != 0) { new ReadOnlySpan<float>((float*)Bias, Units).CopyTo(new Span<float>(to + (padded * depth), Units)); }
    }

    /// <summary>The results of many rows, a multiple of <see cref="MatrixProduct.Rows"/>, with a packed kernel.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void MultiplyRows(float* x, float* packed, float* y, int rows, int depth)
    {
        int padded = Padded;
        MatrixProduct.Multiply(x, packed, y, rows, depth, padded);
        float* bias = packed + (padded * depth);
        for (int row = 0; row < rows; row++, y += padded)
        {
            if (Bias != 0) { for (int i = 0; i < padded; i += 8) { (Vector256.Load(y + i) + Vector256.Load(bias + i)).Store(y + i); } }
            RowFunctions.Apply(Finish, y, Units, padded);
        }
    }
}
