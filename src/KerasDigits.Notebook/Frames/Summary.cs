namespace KerasDigits.Notebook;

/// <summary>What <see cref="DataFrame.describe"/> finds: rows count, mean, std, min, 25%, 50%, 75%, max.</summary>
public sealed class Summary
{
    private static readonly string[] s_rows = ["count", "mean", "std", "min", "25%", "50%", "75%", "max"];
    private readonly DataFrame _table;

    private Summary(DataFrame table) => _table = table;

    /// <summary>The statistics' names.</summary>
    public IReadOnlyList<string> index => s_rows;

    /// <summary>One statistic of one column, <c>df.describe()["mean", "age"]</c>.</summary>
    public double this[string statistic, string column]
    {
        get
        {
            int row = Array.IndexOf(s_rows, statistic);
            return row >= 0 ? _table[column].Values[row] : throw new KeyNotFoundException($"A statistic must be one of {string.Join(", ", s_rows)}. Received: '{statistic}'.");
        }
    }

    /// <summary>The statistics as a table.</summary>
    public override string ToString() => TableText.Of(_table, s_rows);

    internal static Summary Of(DataFrame frame)
    {
        int width = frame.shape.columns;
        var table = new double[s_rows.Length * width];
        for (int column = 0; column < width; column++)
        {
            double[] sorted = [.. frame.Column(column).Values.ToArray().Where(v => !double.IsNaN(v)).Order()];
            double mean = sorted.Length == 0 ? double.NaN : sorted.Sum() / sorted.Length;
            double spread = sorted.Length < 2 ? double.NaN : Math.Sqrt(sorted.Sum(v => (v - mean) * (v - mean)) / (sorted.Length - 1));
            double[] figures = [sorted.Length, mean, spread, Quantile(sorted, 0), Quantile(sorted, 0.25), Quantile(sorted, 0.5), Quantile(sorted, 0.75), Quantile(sorted, 1)];
            for (int row = 0; row < figures.Length; row++) { table[(row * width) + column] = figures[row]; }
        }
        return new Summary(new DataFrame(table, s_rows.Length, [.. frame.columns]));
    }

    private static double Quantile(double[] sorted, double share)
    {
        if (sorted.Length == 0) { return double.NaN; }
        double at = share * (sorted.Length - 1);
        int low = (int)at;
        return low + 1 < sorted.Length ? sorted[low] + ((at - low) * (sorted[low + 1] - sorted[low])) : sorted[low];
    }
}
