namespace KerasDigits.Notebook.Pandas;

/// <summary>Statistics of numbers among which none is missing, as pandas computes them.</summary>
internal static class Stats
{
    public static double[] ComputePresent(Column column, string? name) => column.IsFloat
        || column.IsText ? [.. column.ToDoubles(name).Where(v => !double.IsNaN(v))] : column.ToDoubles(name);

    /// <summary>The sum; of integers and truth values whole.</summary>
    public static object Sum(Column column, string? name)
    {
        if (column.IsText && column.FindPresent() is { Length: > 0 } rows && column[rows[0]] is string)
        {
            return string.Concat(rows.Select(r => column[r]));
        }
        if (column.IsSpan) { return new TimeSpan(column.FindPresent().Sum(r => ((TimeSpan)column[r]!).Ticks)); }
        if (!column.IsNumber || column.IsFloat) { return Sum(ComputePresent(column, name)); }
        long sum = 0;
        foreach (long value in ((Cells<long>)ColumnOf.Cast(column, "int64", name)).ToValues()) { sum = unchecked(sum + value); }
        return sum;
    }

    public static double Sum(double[] values)
    {
        double sum = 0;
        foreach (double v in values) { sum += v; }
        return sum;
    }

    public static double ComputeMean(double[] values) => values.Length == 0 ? double.NaN : Sum(values) / values.Length;

    public static double ComputeVariance(double[] values, int ddof)
    {
        if (values.Length <= ddof) { return double.NaN; }
        double mean = ComputeMean(values), sum = 0;
        foreach (double v in values) { sum += (v - mean) * (v - mean); }
        return sum / (values.Length - ddof);
    }

    public static double ComputeQuantile(double[] values, double share)
    {
        if (share is < 0 or > 1) { throw new ArgumentException($"percentiles should all be in the interval [0, 1]. Received: q={share}."); }
        if (values.Length == 0) { return double.NaN; }
        double[] sorted = [.. values.Order()];
        double at = share * (sorted.Length - 1);
        int low = (int)at;
        return low + 1 < sorted.Length ? sorted[low] + ((at - low) * (sorted[low + 1] - sorted[low])) : sorted[low];
    }

    /// <summary>The bias-corrected third moment.</summary>
    public static double ComputeSkew(double[] v)
    {
        int n = v.Length;
        if (n < 3) { return double.NaN; }
        double mean = ComputeMean(v), m2 = 0, m3 = 0;
        foreach (double x in v) { (double d, double square) = (x - mean, (x - mean) * (x - mean)); m2 += square; m3 += square * d; }
        return m2 == 0 ? 0 : n * Math.Sqrt(n - 1.0) / (n - 2.0) * (m3 / Math.Pow(m2, 1.5));
    }

    /// <summary>The excess kurtosis, corrected for bias.</summary>
    public static double ComputeKurtosis(double[] v)
    {
        double n = v.Length;
        if (n < 4) { return double.NaN; }
        double mean = ComputeMean(v), m2 = 0, m4 = 0;
        foreach (double x in v) { double square = (x - mean) * (x - mean); m2 += square; m4 += square * square; }
        double pairs = (n - 2) * (n - 3);
        return m2 == 0 ? 0 : (n * (n + 1) * (n - 1) * m4 / (pairs * m2 * m2)) - (3 * (n - 1) * (n - 1) / pairs);
    }

    /// <summary>Pearson's correlation over the rows in which both have a value.</summary>
    public static double ComputeCorrelation(double[] x, double[] y) =>
        ComputeCovariance(x, y, out double sx, out double sy) / Math.Sqrt(sx * sy);

    /// <summary>The covariance over n − 1.</summary>
    public static double ComputeCovariance(double[] x, double[] y, out double varianceX, out double varianceY)
    {
        (double sx, double sy, int n) = (0, 0, 0);
        for (int i = 0; i < x.Length; i++)
        {
            if (double.IsNaN(x[i]) || double.IsNaN(y[i])) { continue; }
            (sx, sy, n) = (sx + x[i], sy + y[i], n + 1);
        }
        (double mx, double my, double xx, double yy, double xy) = (sx / n, sy / n, 0, 0, 0);
        for (int i = 0; i < x.Length; i++)
        {
            if (double.IsNaN(x[i]) || double.IsNaN(y[i])) { continue; }
            (xx, yy, xy) = (xx + ((x[i] - mx) * (x[i] - mx)), yy + ((y[i] - my) * (y[i] - my)), xy + ((x[i] - mx) * (y[i] - my)));
        }
        double over = n > 1 ? n - 1 : double.NaN;
        (varianceX, varianceY) = (xx / over, yy / over);
        return xy / over;
    }

    /// <summary>The row of the smallest or largest value; −1 of nothing.</summary>
    public static int FindExtreme(Column column, bool greatest)
    {
        int best = -1;
        for (int i = 0; i < column.Length; i++)
        {
            if (column.IsMissing(i)) { continue; }
            if (best < 0 || (greatest ? column.Compare(i, best) > 0 : column.Compare(i, best) < 0)) { best = i; }
        }
        return best;
    }

    /// <summary>
    /// The first row of every different value, in order of appearance, and for each row which of them it has; missing ones are −1 unless
    /// they count as a value.
    /// </summary>
    public static (List<int> Firsts, int[] Codes) FindFactors(Column column, bool missingToo)
    {
        var (firsts, codes, seen) = (new List<int>(), new int[column.Length], new Dictionary<object, int>());
        for (int i = 0; i < codes.Length; i++)
        {
            object? key = column.GetKey(i);
            if (key is null && !missingToo) { codes[i] = -1; continue; }
            if (!seen.TryGetValue(key ?? DBNull.Value, out codes[i]))
            {
                seen[key ?? DBNull.Value] = codes[i] = firsts.Count;
                firsts.Add(i);
            }
        }
        return (firsts, codes);
    }
}
