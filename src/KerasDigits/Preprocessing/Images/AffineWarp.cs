using System.Runtime.Intrinsics;

namespace KerasDigits.Preprocessing.Images;

/// <summary>Moves, turns, shears and zooms an image as SciPy's affine_transform does, with interpolation of order 0 or 1.</summary>
/// <remarks>Each point of the result looks up its place in the source: place = Matrix · point + Offset, with rows first. Source: scipy
/// 1.11, ndimage/src/ni_interpolation.c.</remarks>
internal readonly struct AffineWarp
{
    /// <summary>Values in a line of the cache.</summary>
    private const int CacheLine = 16;

    /// <summary>Rows that are fetched together before they are needed.</summary>
    private const int RowsAhead = 64;

    private readonly double _rowRow, _rowColumn, _columnRow, _columnColumn, _rowOffset, _columnOffset;

    private AffineWarp(double rowRow, double rowColumn, double columnRow, double columnColumn, double rows, double columns)
    {
        (_rowRow, _rowColumn, _columnRow, _columnColumn) = (rowRow, rowColumn, columnRow, columnColumn);
        _rowOffset = rows;
        _columnOffset = columns;
    }

    /// <summary>The warp of the parameters about an image's centre; null when there is nothing to do.</summary>
    public static AffineWarp? Of(TransformParameters p, int rows, int columns)
    {
        // Python multiplies 3 by 3 matrices; the products are taken in its order so that rounding agrees.
        double[,]? m = null;
        void ComposeThen(double[,] next) => m = m is null ? next : MultiplyMatrices(m, next);
        if (p.theta != 0)
        {
            double t = p.theta * Math.PI / 180;
            ComposeThen(new[,] { { Math.Cos(t), -Math.Sin(t), 0 }, { Math.Sin(t), Math.Cos(t), 0 }, { 0, 0, 1 } });
        }
        if (p.tx != 0 || p.ty != 0) { ComposeThen(new[,] { { 1, 0, p.tx }, { 0, 1, p.ty }, { 0, 0, 1 } }); }
        if (p.shear != 0)
        {
            double s = p.shear * Math.PI / 180;
            ComposeThen(new[,] { { 1, -Math.Sin(s), 0 }, { 0, Math.Cos(s), 0 }, { 0, 0, 1 } });
        }
        if (p.zx != 1 || p.zy != 1) { ComposeThen(new[,] { { p.zx, 0, 0 }, { 0, p.zy, 0 }, { 0, 0, 1 } }); }
        if (m is null) { return null; }
        // Keras-Preprocessing 1.1.2, which TF 2.3.1 uses, turns about half a pixel beyond the middle and takes the matrix for one of (row,
        // column); later Keras turns about the middle and takes it for one of (x, y), so that all parameters change axes.
        double shift = Compat.Is215 ? -0.5 : 0.5, x = (rows / 2.0) + shift, y = (columns / 2.0) + shift;
        m = MultiplyMatrices(MultiplyMatrices(new[,] { { 1, 0, x }, { 0, 1, y }, { 0, 0, 1 } }, m),
            new[,] { { 1, 0, -x }, { 0, 1, -y }, { 0, 0, 1 } });
        return Compat.Is215
            ? new AffineWarp(m[1, 1], m[1, 0], m[0, 1], m[0, 0], m[1, 2], m[0, 2])
            : new AffineWarp(m[0, 0], m[0, 1], m[1, 0], m[1, 1], m[0, 2], m[1, 2]);
    }

    /// <summary>Fills <paramref name="target"/> from <paramref name="source"/>.</summary>
    public void Apply(ReadOnlySpan<float> source, Span<float> target, PictureLayout layout, FillMode fill, float cval, int order)
    {
        int fetched = 0;
        for (int row = 0; row < layout.Rows; row++)
        {
            double needed = Math.Max(ComputeRowPlace(row, 0), ComputeRowPlace(row, layout.Columns - 1)) + 2;
            if (needed > fetched)
            {
                fetched = Fetch(source, layout, fetched, needed + RowsAhead < layout.Rows ? (int)needed + RowsAhead : layout.Rows);
            }
            // Most places lie inside the picture and need no care; they are one run of columns in each row.
            var (start, end) = order == 1 ? FindInside(row, layout) : (0, 0);
            WarpEdge(source, target, layout, fill, cval, order, row, 0, start);
            InteriorWarp.Apply(source, target, layout, (row * layout.RowStride) + (start * layout.ColumnStride), end - start,
                ComputeRowPlace(row, start), ComputeColumnPlace(row, start), _rowColumn, _columnColumn);
            WarpEdge(source, target, layout, fill, cval, order, row, end, layout.Columns);
        }
    }

    /// <summary>Brings rows of the source into the cache and returns the first that is not there yet.</summary>
    /// <remarks>A turned image is read across its rows: each step meets a line of memory that no prefetcher foresees, and the warp would
    /// wait for most of them. Reading the same rows straight through beforehand costs a tenth of that.</remarks>
    private static int Fetch(ReadOnlySpan<float> source, PictureLayout layout, int row, int end)
    {
        int planes = layout.ChannelStride == 1 ? 1 : layout.Channels, length = layout.ColumnStride * layout.Columns;
        for (; row < end; row++)
        {
            for (int plane = 0; plane < planes; plane++)
            {
                ReadOnlySpan<float> values = source.Slice((row * layout.RowStride) + (plane * layout.ChannelStride), length);
                for (int i = 0; i < length; i += CacheLine) { _ = Volatile.Read(in values[i]); }
            }
        }
        return row;
    }

    private double ComputeRowPlace(int row, int column) => _rowOffset + (row * _rowRow) + (column * _rowColumn);

    private double ComputeColumnPlace(int row, int column) => _columnOffset + (row * _columnRow) + (column * _columnColumn);

    /// <summary>The columns of a row whose places have all four neighbours in the image.</summary>
    private (int Start, int End) FindInside(int row, PictureLayout layout)
    {
        var (low, high) = (0.0, (double)layout.Columns);
        Narrow(ComputeRowPlace(row, 0), _rowColumn, layout.Rows - 1, ref low, ref high);
        Narrow(ComputeColumnPlace(row, 0), _columnColumn, layout.Columns - 1, ref low, ref high);
        if (!(low < high)) { return (0, 0); }
        // A column less on either side: rounding must not lead outside.
        int start = (int)Math.Ceiling(low) + 1, end = (int)Math.Floor(high) - 1;
        return start < end ? (start, end) : (0, 0);
    }

    private static void Narrow(double at, double step, double limit, ref double low, ref double high)
    {
        if (Math.Abs(step) < 1e-12)
        {
            if (!(at >= 1e-6 && at < limit - 1e-6)) { high = low; }
            return;
        }
        double a = -at / step, b = (limit - at) / step;
        low = Math.Max(low, Math.Min(a, b));
        high = Math.Min(high, Math.Max(a, b));
    }

    private void WarpEdge(ReadOnlySpan<float> source, Span<float> target, PictureLayout layout, FillMode fill, float cval, int order,
        int row,
        int start, int end)
    {
        double rowStart = _rowOffset + (row * _rowRow), columnStart = _columnOffset + (row * _columnRow);
        int at = (row * layout.RowStride) + (start * layout.ColumnStride);
        for (int column = start; column < end; column++, at += layout.ColumnStride)
        {
            double r = rowStart + (column * _rowColumn), c = columnStart + (column * _columnColumn);
            if (!(r >= 0 && r <= layout.Rows - 1)) { r = ResolvePlace(r, layout.Rows, fill); }
            if (!(c >= 0 && c <= layout.Columns - 1)) { c = ResolvePlace(c, layout.Columns, fill); }
            if (double.IsNaN(r) || double.IsNaN(c))
            {
                for (int ch = 0; ch < layout.Channels; ch++) { target[at + (ch * layout.ChannelStride)] = cval; }
            }
            else if (order == 0)
            {
                int from = (Math.Clamp((int)Math.Floor(r + 0.5), 0, layout.Rows - 1) * layout.RowStride)
                    + (Math.Clamp((int)Math.Floor(c + 0.5), 0, layout.Columns - 1) * layout.ColumnStride);
                for (int ch = 0; ch < layout.Channels; ch++)
                {
                    target[at + (ch * layout.ChannelStride)] = source[from + (ch * layout.ChannelStride)];
                }
            }
            else
            {
                Interpolate(source, target, layout, at, r, c);
            }
        }
    }

    private static void Interpolate(ReadOnlySpan<float> source, Span<float> target, PictureLayout layout, int at, double r, double c)
    {
        int top = (int)Math.Floor(r), left = (int)Math.Floor(c);
        double below = r - top, right = c - left;
        // Neighbours beyond an edge count with weight 0, or (reflect) repeat the edge.
        int bottom = Math.Min(top + 1, layout.Rows - 1) * layout.RowStride,
            far = Math.Min(left + 1, layout.Columns - 1) * layout.ColumnStride;
        int near = Math.Max(left, 0) * layout.ColumnStride;
        top = Math.Max(top, 0) * layout.RowStride;
        if (layout is { Channels: 3, ChannelStride: 1 } && bottom + Math.Max(near, far) + 4 <= source.Length && at + 4 <= target.Length)
        {
            // The fourth value belongs to the next point, which is written afterwards.
            Vector128<float> point = InteriorWarp.Interpolate(source, top + near, top + far, bottom + near, bottom + far, (float)right,
                (float)below);
            point.CopyTo(target[at..]);
            return;
        }
        for (int ch = 0, shift = 0; ch < layout.Channels; ch++, shift += layout.ChannelStride)
        {
            target[at + shift] = InteriorWarp.Interpolate(source[top + near + shift], source[top + far + shift],
                source[bottom + near + shift],
                source[bottom + far + shift], (float)right, (float)below);
        }
    }

    /// <summary>The place inside for one outside; NaN: there is none, the fill value stands there.</summary>
    private static double ResolvePlace(double x, int length, FillMode fill)
    {
        if (fill == FillMode.Constant) { return double.NaN; }
        if (fill == FillMode.Nearest) { return x < 0 ? 0 : length - 1; }
        if (length <= 1) { return 0; }
        if (fill == FillMode.Wrap)
        {
            double period = length - 1;
            return x < 0 ? x + (period * ((int)(-x / period) + 1)) : x - (period * (int)(x / period));
        }
        double turn = 2.0 * length;
        if (x < 0)
        {
            if (x < -turn) { x += turn * (int)(-x / turn); }
            return x < -length ? x + turn : (x > -double.Epsilon ? double.Epsilon : -x) - 1;
        }
        x -= turn * (int)(x / turn);
        return x >= length ? turn - x - 1 : x;
    }

    private static double[,] MultiplyMatrices(double[,] a, double[,] b)
    {
        var result = new double[3, 3];
        for (int i = 0; i < 3; i++)
        {
            for (int j = 0; j < 3; j++) { result[i, j] = (a[i, 0] * b[0, j]) + (a[i, 1] * b[1, j]) + (a[i, 2] * b[2, j]); }
        }
        return result;
    }
}
