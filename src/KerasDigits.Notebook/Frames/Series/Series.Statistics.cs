using KerasDigits.Notebook.Pandas;

namespace KerasDigits.Notebook;

/// <content>Sums and other statistics; missing values are left out of all.</content>
public sealed partial class Series
{
    /// <summary>The sum: an integer for integers, the count of true for conditions.</summary>
    public Scalar sum() => new(Stats.Sum(Cells, name));

    /// <summary>The mean; NaN of nothing.</summary>
    public double mean() => Stats.ComputeMean(Present);

    /// <summary>The standard deviation over n − ddof; NaN of too few values.</summary>
    /// <param name="ddof">Subtracted from n in the divisor: 1 for a sample, 0 for a population.</param>
    public double std(int ddof = 1) => Math.Sqrt(Stats.ComputeVariance(Present, ddof));

    /// <summary>The variance over n − ddof; NaN of too few values.</summary>
    /// <param name="ddof">Subtracted from n in the divisor: 1 for a sample, 0 for a population.</param>
    public double var(int ddof = 1) => Stats.ComputeVariance(Present, ddof);

    /// <summary>The smallest value, also of strings and times; NaN of nothing.</summary>
    public Scalar min() => FindExtreme(false);

    /// <summary>The largest value, also of strings and times; NaN of nothing.</summary>
    public Scalar max() => FindExtreme(true);

    /// <summary>The middle value, or the mean of the two in the middle; NaN of nothing.</summary>
    public double median() => Stats.ComputeQuantile(Present, 0.5);

    /// <summary>The value below which a share of the values lies, straight between two of them.</summary>
    /// <param name="q">The share, 0 to 1.</param>
    public double quantile(double q = 0.5) => Stats.ComputeQuantile(Present, q);

    /// <summary>The values below which some shares lie, labelled by the shares.</summary>
    /// <param name="q">Shares, 0 … 1.</param>
    public Series quantile(double[] q) =>
        new(new Cells<double>([.. q.Select(share => Stats.ComputeQuantile(Present, share))]), new Labels(new Cells<double>([.. q])), name);

    /// <summary>The skewness, corrected for bias.</summary>
    public double skew() => Stats.ComputeSkew(Present);

    /// <summary>The excess kurtosis, corrected for bias: 0 of a normal distribution.</summary>
    public double kurt() => Stats.ComputeKurtosis(Present);

    /// <inheritdoc cref="kurt"/>
    public double kurtosis() => kurt();

    /// <summary>The product.</summary>
    public double prod() => Present.Aggregate(1.0, (a, b) => a * b);

    /// <summary>How many values are not missing.</summary>
    public int count() => Cells.FindPresent().Length;

    /// <summary>The label of the smallest value.</summary>
    public Scalar idxmin() => index[FindRow(false)];

    /// <summary>The label of the largest value.</summary>
    public Scalar idxmax() => index[FindRow(true)];

    /// <summary>The row of the smallest value.</summary>
    public int argmin() => FindRow(false);

    /// <summary>The row of the largest value.</summary>
    public int argmax() => FindRow(true);

    /// <summary>Whether any value is true or not 0.</summary>
    public bool any() => Present.Any(v => v != 0);

    /// <summary>Whether all values are true or not 0.</summary>
    public bool all() => Present.All(v => v != 0);

    /// <summary>Pearson's correlation with another column.</summary>
    /// <param name="other">The other column, matched by label.</param>
    public double corr(Series other) => Stats.ComputeCorrelation(ToDoubles(), other.TakeFor(index).ToDoubles(other.name));

    /// <summary>The most frequent values, in order.</summary>
    public Series mode()
    {
        Series counts = value_counts();
        return counts.size == 0 ? With(Cells.Slice(0, 0)).reset_index(drop: true)
            : new Series(counts.index.Take([.. Enumerable.Range(0, counts.size).Where(i => counts.iloc[i] == counts.iloc[0])]).GetLevel(0),
                null, name).sort_values().reset_index(drop: true);
    }

    /// <summary>How often each value occurs, the most frequent first; labelled by the values.</summary>
    /// <param name="normalize">Shares instead of numbers.</param>
    /// <param name="sort">False leaves the order in which the values come up.</param>
    /// <param name="ascending">The rarest first.</param>
    /// <param name="dropna">False counts missing values too.</param>
    public Series value_counts(bool normalize = false, bool sort = true, bool ascending = false, bool dropna = true)
    {
        if (Cells is CategoryColumn category) { return CountCategories(category, normalize, sort, ascending); }
        (List<int> firsts, int[] codes) = Stats.FindFactors(Cells, !dropna);
        var counts = new long[firsts.Count];
        foreach (int code in codes) { if (code >= 0) { counts[code]++; } }
        int[] order = Places.ListAll(counts.Length);
        if (sort) { order = ascending ? [.. order.OrderBy(i => counts[i])] : [.. order.OrderByDescending(i => counts[i])]; }
        var labels = new Labels(Cells.Take([.. order.Select(i => firsts[i])]));
        double total = counts.Sum();
        return normalize
            ? new(new Cells<double>([.. order.Select(i => counts[i] / total)]), labels, name)
            : new(new Cells<long>([.. order.Select(i => counts[i])]), labels, name);
    }

    // All categories are counted, those that no row has too.
    private Series CountCategories(CategoryColumn category, bool normalize, bool sort, bool ascending)
    {
        var counts = new long[category.Categories.Length];
        foreach (int code in category.Codes) { if (code >= 0) { counts[code]++; } }
        int[] order = Places.ListAll(counts.Length);
        if (sort) { order = ascending ? [.. order.OrderBy(i => counts[i])] : [.. order.OrderByDescending(i => counts[i])]; }
        var labels = new Labels(new CategoryColumn(order, category.Categories, category.Ordered));
        double total = counts.Sum();
        return new(normalize
            ? new Cells<double>([.. order.Select(i => counts[i] / total)])
            : new Cells<long>([.. order.Select(i => counts[i])]), labels, name);
    }

    /// <summary>The different values in the order they appear.</summary>
    public Scalars unique() => new(Cells.Take([.. Stats.FindFactors(Cells, true).Firsts]));

    /// <summary>How many different values there are.</summary>
    /// <param name="dropna">Whether missing values are left out; false: they count as one value.</param>
    public int nunique(bool dropna = true) => Stats.FindFactors(Cells, !dropna).Firsts.Count;

    /// <summary>Whether no value occurs twice.</summary>
    public bool is_unique => Stats.FindFactors(Cells, true).Firsts.Count == size;

    /// <summary>count, mean, std, min, quartiles and max of numbers; count, unique, top and freq of strings.</summary>
    public Series describe()
    {
        if (Cells.IsNumber && !Cells.IsBool) { return new(new Cells<double>(Describing.ReadNumbers(this)), Describing.NumberRows, name); }
        return new(new ObjectColumn(Describing.ReadWords(this)), Describing.WordRows, name);
    }

    /// <summary>A statistic by its name: "mean", "sum", "max" …</summary>
    /// <param name="func">Name of the statistic: "mean", "sum", "min", "max", "median", "std", "count", "nunique" …</param>
    public Scalar agg(string func) => Describing.FindStatistic(func)(this);

    /// <summary>Several statistics by their names.</summary>
    /// <param name="func">Names of statistics: "mean", "sum", "min", "max", "median", "std", "count", "nunique" …</param>
    public Series agg(string[] func) => new(ColumnOf.FromObjects([.. func.Select(f => agg(f).Value)]), func, name);

    private double[] Present => Stats.ComputePresent(Cells, name);

    private Scalar FindExtreme(bool greatest) => Stats.FindExtreme(Cells, greatest) is >= 0 and int row ? new Scalar(Cells[row])
        : double.NaN;

    private int FindRow(bool greatest) => Stats.FindExtreme(Cells, greatest) is >= 0 and int row
        ? row
        : throw new InvalidOperationException("attempt to get argmax of an empty sequence.");
}
