using NumSharp;

namespace KerasDigits.Notebook;

/// <summary>Values over columns and rows that stand at any distances.</summary>
/// <param name="X">The columns' positions, ascending.</param>
/// <param name="Y">The rows' positions, ascending.</param>
/// <param name="Values">Row after row.</param>
internal sealed record Grid(double[] X, double[] Y, double[] Values)
{
    /// <summary>Checks and reads a grid.</summary>
    public static Grid Of(NDArray x, NDArray y, NDArray z)
    {
        int[] dims = Buffers.GetDims(z);
        if (dims.Length != 2 || dims[0] < 2 || dims[1] < 2)
        {
            throw new ArgumentException($"Input z must be at least a (2, 2) shaped array, but has shape {Buffers.WriteText(z)}.",
                nameof(z));
        }
        double[] columns = Buffers.ToDoubles(x.ndim == 2 ? x["0"] : x), rows = Buffers.ToDoubles(y.ndim == 2 ? y[":, 0"] : y);
        if (columns.Length != dims[1] || rows.Length != dims[0])
        {
            throw new ArgumentException($"X must have a position for each column of Z and Y one for each row. Received: {columns.Length}, "
                + $"{rows.Length}, Z of shape {Buffers.WriteText(z)}.", nameof(x));
        }
        double[] values = Buffers.ToDoubles(z);
        if (columns[0] > columns[^1])
        {
            Array.Reverse(columns);
            values = [.. values.Chunk(dims[1]).SelectMany(r => r.Reverse())];
        }
        if (rows[0] > rows[^1])
        {
            Array.Reverse(rows);
            values = [.. values.Chunk(dims[1]).Reverse().SelectMany(r => r)];
        }
        return new Grid(columns, rows, values);
    }

    /// <summary>The value at a place, mixed of the four around it; NaN outside.</summary>
    public double Interpolate(double x, double y)
    {
        if (!(x >= X[0] && x <= X[^1] && y >= Y[0] && y <= Y[^1])) { return double.NaN; }
        var (i, sx) = Locate(X, x);
        var (j, sy) = Locate(Y, y);
        double GetV(int row, int column) => Values[(row * X.Length) + column];
        return ((1 - sy) * (((1 - sx) * GetV(j, i)) + (sx * GetV(j, i + 1))))
            + (sy * (((1 - sx) * GetV(j + 1, i)) + (sx * GetV(j + 1, i + 1))));
    }

    /// <summary>The line of a level, in pieces: cell by cell from the sides where it enters to those where it leaves.</summary>
    public (double X1, double Y1, double X2, double Y2)[] TraceContour(double level)
    {
        var lines = new List<(double, double, double, double)>();
        for (int j = 0; j + 1 < Y.Length; j++)
        {
            for (int i = 0; i + 1 < X.Length; i++)
            {
                (double X, double Y, double Z)[] corners =
                    [GetCorner(j, i), GetCorner(j, i + 1), GetCorner(j + 1, i + 1), GetCorner(j + 1, i)];
                var hits = new List<(double X, double Y)>();
                for (int k = 0; k < 4; k++)
                {
                    var (a, b) = (corners[k], corners[(k + 1) % 4]);
                    if (a.Z < level == b.Z < level) { continue; }
                    double share = (level - a.Z) / (b.Z - a.Z);
                    hits.Add((a.X + (share * (b.X - a.X)), a.Y + (share * (b.Y - a.Y))));
                }
                for (int k = 0; k + 1 < hits.Count; k += 2) { lines.Add((hits[k].X, hits[k].Y, hits[k + 1].X, hits[k + 1].Y)); }
            }
        }
        return [.. lines];
        (double, double, double) GetCorner(int row, int column) => (X[column], Y[row], Values[(row * X.Length) + column]);
    }

    private static (int Index, double Share) Locate(double[] ends, double v)
    {
        int at = Array.BinarySearch(ends, v);
        int i = Math.Clamp(at >= 0 ? at : ~at - 1, 0, ends.Length - 2);
        return (i, (v - ends[i]) / (ends[i + 1] - ends[i]));
    }
}
