namespace KerasDigits.Notebook.Pandas;

/// <summary>What describe() says of a column, and statistics by name.</summary>
internal static class Describing
{
    public static Labels NumberRows => (string[])["count", "mean", "std", "min", "25%", "50%", "75%", "max"];

    public static Labels WordRows => (string[])["count", "unique", "top", "freq"];

    public static double[] ReadNumbers(Series column)
    {
        double[] v = Stats.ComputePresent(column.Cells, column.name);
        return [v.Length, Stats.ComputeMean(v), Math.Sqrt(Stats.ComputeVariance(v, 1)), Stats.ComputeQuantile(v, 0),
            Stats.ComputeQuantile(v, 0.25),
            Stats.ComputeQuantile(v, 0.5), Stats.ComputeQuantile(v, 0.75), Stats.ComputeQuantile(v, 1)];
    }

    public static object?[] ReadWords(Series column)
    {
        Series counts = column.value_counts();
        return counts.size == 0
            ? [(long)column.count(), 0L, double.NaN, double.NaN]
            : [(long)column.count(), (long)counts.Count(c => c != 0L), counts.index[0].Value, counts.iloc[0].Value];
    }

    /// <summary>A statistic of a column.</summary>
    /// <exception cref="ArgumentException">There is none of that name.</exception>
    public static Func<Series, Scalar> FindStatistic(string name) => name switch
    {
        "sum" => s => s.sum(),
        "mean" => s => s.mean(),
        "std" => s => s.std(),
        "var" => s => s.var(),
        "min" => s => s.min(),
        "max" => s => s.max(),
        "median" => s => s.median(),
        "count" => s => s.count(),
        "size" => s => s.size,
        "nunique" => s => s.nunique(),
        "first" => s => s.Cells.FindPresent() is { Length: > 0 } rows ? new Scalar(s.Cells[rows[0]]) : double.NaN,
        "last" => s => s.Cells.FindPresent() is { Length: > 0 } rows ? new Scalar(s.Cells[rows[^1]]) : double.NaN,
        "prod" => s => s.prod(),
        "skew" => s => s.skew(),
        _ => throw new ArgumentException($"'{name}' is not a valid function: say sum, mean, std, var, min, max, median, count, size, "
            + "nunique, first, last, prod or skew."),
    };
}
