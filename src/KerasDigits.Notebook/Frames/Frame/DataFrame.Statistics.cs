using KerasDigits.Notebook.Pandas;

namespace KerasDigits.Notebook;

/// <content>Statistics of all columns of numbers, missing values left out; each gives a column labelled by the columns' names.</content>
public sealed partial class DataFrame
{
    /// <summary>Sums.</summary>
    /// <param name="axis">0 for each column, 1 for each row.</param>
    /// <param name="numeric_only">Whether columns of strings and times are left out where pandas would take them in; statistics that need
    /// numbers take no others anyway.</param>
    public Series sum(int axis = 0, bool numeric_only = false) => axis == 0
        ? ApplyToEach(c => !numeric_only || c.IsNumber, s => s.sum())
        : ApplyByRow(Stats.Sum, whole: true);

    /// <summary>Means.</summary>
    /// <inheritdoc cref="sum(int, bool)"/>
    public Series mean(int axis = 0, bool numeric_only = false) => axis == 0 ? ApplyToEach(IsNumber, s => s.mean())
        : ApplyByRow(Stats.ComputeMean);

    /// <summary>Standard deviations over n − 1.</summary>
    /// <param name="axis">0 for each column, 1 for each row.</param>
    /// <param name="numeric_only">Accepted for compatibility with Python: only numeric columns are used.</param>
    /// <param name="ddof">What is taken from n: <c>std(ddof: 0)</c>.</param>
    public Series std(int axis = 0, bool numeric_only = false, int ddof = 1) => axis == 0
        ? ApplyToEach(IsNumber, s => s.std(ddof))
        : ApplyByRow(v => Math.Sqrt(Stats.ComputeVariance(v, ddof)));

    /// <summary>Variances over n − 1.</summary>
    /// <param name="numeric_only">Accepted for compatibility with Python: only numeric columns are used.</param>
    /// <param name="ddof">What is taken from n.</param>
    public Series var(bool numeric_only = false, int ddof = 1) => ApplyToEach(IsNumber, s => s.var(ddof));

    /// <summary>Smallest values.</summary>
    /// <inheritdoc cref="sum(int, bool)"/>
    public Series min(int axis = 0, bool numeric_only = false) => axis == 0
        ? ApplyToEach(c => numeric_only ? c.IsNumber : IsOrdered(c), s => s.min())
        : ApplyByRow(v => v.DefaultIfEmpty(double.NaN).Min(), whole: true);

    /// <summary>Largest values.</summary>
    /// <inheritdoc cref="sum(int, bool)"/>
    public Series max(int axis = 0, bool numeric_only = false) => axis == 0
        ? ApplyToEach(c => numeric_only ? c.IsNumber : IsOrdered(c), s => s.max())
        : ApplyByRow(v => v.DefaultIfEmpty(double.NaN).Max(), whole: true);

    /// <summary>Middle values.</summary>
    /// <inheritdoc cref="sum(int, bool)"/>
    public Series median(int axis = 0, bool numeric_only = false) => axis == 0
        ? ApplyToEach(IsNumber, s => s.median())
        : ApplyByRow(v => Stats.ComputeQuantile(v, 0.5));

    /// <summary>The values below which a share of each column lies.</summary>
    /// <param name="q">Share of the values, from 0 to 1.</param>
    /// <param name="numeric_only">Accepted for compatibility with Python: only numeric columns are used.</param>
    public Series quantile(double q = 0.5, bool numeric_only = false) =>
        ApplyToEach(IsNumber, s => s.quantile(q)).rename(new Scalar(q).ToString());

    /// <summary>The skewness of each column.</summary>
    /// <param name="numeric_only">Accepted for compatibility with Python: only numeric columns are used.</param>
    public Series skew(bool numeric_only = false) => ApplyToEach(IsNumber, s => s.skew());

    /// <summary>The excess kurtosis of each column.</summary>
    /// <param name="numeric_only">Accepted for compatibility with Python: only numeric columns are used.</param>
    public Series kurt(bool numeric_only = false) => ApplyToEach(IsNumber, s => s.kurt());

    /// <inheritdoc cref="kurt(bool)"/>
    public Series kurtosis(bool numeric_only = false) => kurt();

    /// <summary>How many values are not missing.</summary>
    public Series count() => ApplyToEach(_ => true, s => s.count());

    /// <summary>How many different values there are.</summary>
    public Series nunique() => ApplyToEach(_ => true, s => s.nunique());

    /// <summary>Whether any value of a column is true or not 0.</summary>
    public Series any() => ApplyToEach(IsNumber, s => s.any());

    /// <summary>Whether all values of a column are true or not 0.</summary>
    public Series all() => ApplyToEach(IsNumber, s => s.all());

    /// <summary>The label of the largest value of each column.</summary>
    public Series idxmax() => ApplyToEach(IsNumber, s => s.idxmax());

    /// <summary>The label of the smallest value of each column.</summary>
    public Series idxmin() => ApplyToEach(IsNumber, s => s.idxmin());

    /// <summary>A statistic by its name, "mean" for instance.</summary>
    /// <param name="func">Name of the statistic: "mean", "sum", "min", "max", "median", "std", "count", "nunique" …</param>
    public Series agg(string func) =>
        ApplyToEach(func is "count" or "nunique" or "size" or "first" or "last" ? _ => true : func is "min" or "max" ? IsOrdered : IsNumber,
            Describing.FindStatistic(func));

    /// <summary>Several statistics by their names, one a row.</summary>
    /// <param name="func">Names of statistics: "mean", "sum", "min", "max", "median", "std", "count", "nunique" …</param>
    public DataFrame agg(string[] func)
    {
        Series[] rows = [.. func.Select(agg)];
        Labels names = rows[0].index;
        return new([.. Places.ListAll(names.Count).Select(c => ColumnOf.FromObjects([.. rows.Select(r => r.Cells[c])]))],
            [.. names.Select(n => n.ToString())], func);
    }

    /// <summary>How often each row occurs.</summary>
    public Series value_counts()
    {
        Series counts = new GroupBy(this, new Groups(_cells, [.. _names], sort: true)).size();
        return new Series(counts.Cells, counts.index).sort_values(ascending: false);
    }

    /// <summary>
    /// count, mean, std, min, quartiles and max of the columns of numbers; count, unique, top and freq where there are none.
    /// </summary>
    /// <param name="include">"all": every column, "object": those of text; null: those of numbers.</param>
    /// <exception cref="ArgumentException">include is not "all" or "object".</exception>
    /// <exception cref="InvalidOperationException">The frame has no columns.</exception>
    public DataFrame describe(string? include = null)
    {
        int[] numbers = [.. Places.ListAll(_cells.Length).Where(c => _cells[c].IsNumber && !_cells[c].IsBool)];
        if (include is not (null or "all" or "object" or "O"))
        {
            throw new ArgumentException($"include must be \"all\" or \"object\". Received: \"{include}\".", nameof(include));
        }
        if (include is null && numbers.Length > 0)
        {
            return new([.. numbers.Select(c => (Column)new Cells<double>(Describing.ReadNumbers(GetColumn(c))))],
                [.. numbers.Select(c => _names[c])], Describing.NumberRows);
        }
        int[] texts = [.. Places.ListAll(_cells.Length)
            .Where(c => include is null || _cells[c].IsText || (include is "all" && _cells[c].IsBool))];
        if (include is not "all" || numbers.Length == 0)
        {
            if (texts.Length == 0) { throw new InvalidOperationException("Cannot describe a DataFrame without columns"); }
            return new([.. texts.Select(c => (Column)new ObjectColumn(Describing.ReadWords(GetColumn(c))))],
                [.. texts.Select(c => _names[c])],
                Describing.WordRows);
        }
        object?[] none = [.. Enumerable.Repeat(ObjectColumn.NaN, 7)];
        Labels rows = texts.Length == 0
            ? Describing.NumberRows
            : (string[])["count", "unique", "top", "freq", "mean", "std", "min", "25%", "50%", "75%", "max"];
        return new(
            [.. Places.ListAll(_cells.Length).Select(c => !_cells[c].IsNumber
                || _cells[c].IsBool
                ? new ObjectColumn([.. Describing.ReadWords(GetColumn(c)), .. none])
                : MakeColumn(Describing.ReadNumbers(GetColumn(c))))],
            _names, rows);

        Column MakeColumn(double[] v) => new Cells<double>(texts.Length == 0 ? v : [v[0], double.NaN, double.NaN, double.NaN, .. v[1..]]);
    }

    /// <summary>Pearson's correlation of every two columns of numbers.</summary>
    /// <inheritdoc cref="skew(bool)"/>
    public DataFrame corr(bool numeric_only = false) => ComputePairs(Stats.ComputeCorrelation);

    /// <summary>The covariance over n − 1 of every two columns of numbers.</summary>
    /// <inheritdoc cref="skew(bool)"/>
    public DataFrame cov(bool numeric_only = false) => ComputePairs((x, y) => Stats.ComputeCovariance(x, y, out _, out _));

    /// <summary>Pearson's correlation of every column of numbers with another.</summary>
    /// <param name="other">The other column, matched by label.</param>
    public Series corrwith(Series other) => ApplyToEach(IsNumber, s => s.corr(other));

    private static bool IsNumber(Column column) => column.IsNumber;

    private static bool IsOrdered(Column column) => !column.IsText || column.FindPresent().All(i => column[i] is string);

    private DataFrame ComputePairs(Func<double[], double[], double> of)
    {
        int[] places = [.. Places.ListAll(_cells.Length).Where(c => _cells[c].IsNumber)];
        double[][] columns = [.. places.Select(c => _cells[c].ToDoubles(_names[c]))];
        string[] names = [.. places.Select(c => _names[c])];
        return new([.. columns.Select(y => (Column)new Cells<double>([.. columns.Select(x => of(x, y))]))], names, names);
    }

    private Series ApplyToEach(Func<Column, bool> takes, Func<Series, Scalar> of)
    {
        int[] places = [.. Places.ListAll(_cells.Length).Where(c => takes(_cells[c]))];
        return new(ColumnOf.FromObjects([.. places.Select(c => of(GetColumn(c)).Value)]),
            new Labels(ColumnOf.FromArray((string[])[.. places.Select(c => _names[c])])));
    }

    private Series ApplyByRow(Func<double[], double> of, bool whole = false)
    {
        int[] places = [.. Places.ListAll(_cells.Length).Where(c => _cells[c].IsNumber)];
        double[][] columns = [.. places.Select(c => _cells[c].ToDoubles(_names[c]))];
        var result =
            new Cells<double>([.. Places.ListAll(shape.rows).Select(r => of([.. columns.Select(c => c[r]).Where(v => !double.IsNaN(v))]))]);
        return new(whole && places.All(c => !_cells[c].IsFloat) ? ColumnOf.Cast(result, "int64", null) : result, _index);
    }
}
