using KerasDigits.Notebook.Pandas;

namespace KerasDigits.Notebook;

/// <content>Sums and other statistics; missing values are left out of all.</content>
public sealed partial class Series
{
    /// <summary>The sum; whole of integers, and how many hold of conditions.</summary>
    public Scalar sum() => new(Stats.Sum(Cells, name));

    /// <summary>The mean; NaN of nothing.</summary>
    public double mean() => Stats.Mean(Present);

    /// <summary>The standard deviation over n − ddof; NaN of too few values.</summary>
    public double std(int ddof = 1) => Math.Sqrt(Stats.Variance(Present, ddof));

    /// <summary>The variance over n − ddof; NaN of too few values.</summary>
    public double var(int ddof = 1) => Stats.Variance(Present, ddof);

    /// <summary>The smallest value, also of strings and times; NaN of nothing.</summary>
    public Scalar min() => Extreme(false);

    /// <summary>The largest value, also of strings and times; NaN of nothing.</summary>
    public Scalar max() => Extreme(true);

    /// <summary>The middle value, or the mean of the two in the middle; NaN of nothing.</summary>
    public double median() => Stats.Quantile(Present, 0.5);

    /// <summary>The value below which a share of the values lies, straight between two of them.</summary>
    /// <param name="q">The share, 0 to 1.</param>
    public double quantile(double q = 0.5) => Stats.Quantile(Present, q);

    /// <summary>The values below which some shares lie, labelled by the shares.</summary>
    public Series quantile(double[] q) =>
        new(new Cells<double>([.. q.Select(share => Stats.Quantile(Present, share))]), new Labels(new Cells<double>([.. q])), name);

    /// <summary>The skewness, corrected for bias.</summary>
    public double skew() => Stats.Skew(Present);

    /// <summary>The excess kurtosis, corrected for bias: 0 of a normal distribution.</summary>
    public double kurt() => Stats.Kurtosis(Present);

    /// <inheritdoc cref="kurt"/>
    public double kurtosis() => kurt();

    /// <summary>The product.</summary>
    public double prod() => Present.Aggregate(1.0, (a, b) => a * b);

    /// <summary>How many values are not missing.</summary>
    public int count() => Cells.Present().Length;

    /// <summary>The label of the smallest value.</summary>
    public Scalar idxmin() => index[Row(false)];

    /// <summary>The label of the largest value.</summary>
    public Scalar idxmax() => index[Row(true)];

    /// <summary>The row of the smallest value.</summary>
    public int argmin() => Row(false);

    /// <summary>The row of the largest value.</summary>
    public int argmax() => Row(true);

    /// <summary>Whether any value is true or not 0.</summary>
    public bool any() => Present.Any(v => v != 0);

    /// <summary>Whether all values are true or not 0.</summary>
    public bool all() => Present.All(v => v != 0);

    /// <summary>Pearson's correlation with another column.</summary>
    public double corr(Series other) => Stats.Correlation(Doubles(), other.For(index).Doubles(other.name));

    /// <summary>The most frequent values, in order.</summary>
    public Series mode()
    {
        Series counts = value_counts();
        return counts.size == 0 ? With(Cells.Slice(0, 0)).reset_index(drop: true)
            : new Series(counts.index.Take([.. Enumerable.Range(0, counts.size).Where(i => counts.iloc[i] == counts.iloc[0])]).Level(0),
                null, name).sort_values().reset_index(drop: true);
    }

    /// <summary>How often each value occurs, the most frequent first; labelled by the values.</summary>
    /// <param name="normalize">Shares instead of numbers.</param>
    /// <param name="sort">False leaves the order in which the values come up.</param>
    /// <param name="ascending">The rarest first.</param>
    /// <param name="dropna">False counts missing values too.</param>
    public Series value_counts(bool normalize = false, bool sort = true, bool ascending = false, bool dropna = true)
    {
        if (Cells is CategoryColumn category) { return Counted(category, normalize, sort, ascending); }
        (List<int> firsts, int[] codes) = Stats.Factors(Cells, !dropna);
        var counts = new long[firsts.Count];
        foreach (int code in codes) { if (code >= 0) { counts[code]++; } }
        int[] order = Places.All(counts.Length);
        if (sort) { order = ascending ? [.. order.OrderBy(i => counts[i])] : [.. order.OrderByDescending(i => counts[i])]; }
        var labels = new Labels(Cells.Take([.. order.Select(i => firsts[i])]));
        double total = counts.Sum();
        return normalize
            ? new(new Cells<double>([.. order.Select(i => counts[i] / total)]), labels, name)
            : new(new Cells<long>([.. order.Select(i => counts[i])]), labels, name);
    }

    // All categories are counted, those that no row has too.
    private Series Counted(CategoryColumn category, bool normalize, bool sort, bool ascending)
    {
        var counts = new long[category.Categories.Length];
        foreach (int code in category.Codes) { if (code >= 0) { counts[code]++; } }
        int[] order = Places.All(counts.Length);
        if (sort) { order = ascending ? [.. order.OrderBy(i => counts[i])] : [.. order.OrderByDescending(i => counts[i])]; }
        var labels = new Labels(new CategoryColumn(order, category.Categories, category.Ordered));
        double total = counts.Sum();
        return new(normalize
            ? new Cells<double>([.. order.Select(i => counts[i] / total)])
            : new Cells<long>([.. order.Select(i => counts[i])]), labels, name);
    }

    /// <summary>The different values in the order they appear.</summary>
    public Scalars unique() => new(Cells.Take([.. Stats.Factors(Cells, true).Firsts]));

    /// <summary>How many different values there are.</summary>
    public int nunique(bool dropna = true) => Stats.Factors(Cells, !dropna).Firsts.Count;

    /// <summary>Whether no value occurs twice.</summary>
    public bool is_unique => Stats.Factors(Cells, true).Firsts.Count == size;

    /// <summary>count, mean, std, min, quartiles and max of numbers; count, unique, top and freq of strings.</summary>
    public Series describe()
    {
        if (Cells.IsNumber && !Cells.IsBool) { return new(new Cells<double>(Describing.Numbers(this)), Describing.NumberRows, name); }
        return new(new ObjectColumn(Describing.Words(this)), Describing.WordRows, name);
    }

    /// <summary>A statistic by its name: "mean", "sum", "max" …</summary>
    public Scalar agg(string func) => Describing.By(func)(this);

    /// <summary>Several statistics by their names.</summary>
    public Series agg(string[] func) => new(ColumnOf.Objects([.. func.Select(f => agg(f).Value)]), func, name);

    private double[] Present => Stats.Present(Cells, name);

    private Scalar Extreme(bool greatest) => Stats.Extreme(Cells, greatest) is >= 0 and int row ? new Scalar(Cells[row]) : double.NaN;

    private int Row(bool greatest) => Stats.Extreme(Cells, greatest) is >= 0 and int row
        ? row
        : throw new InvalidOperationException("attempt to get argmax of an empty sequence.");
}
