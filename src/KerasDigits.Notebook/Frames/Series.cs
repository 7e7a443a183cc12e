using NumSharp;

namespace KerasDigits.Notebook;

/// <summary>One column of a <see cref="DataFrame"/>.</summary>
public sealed class Series
{
    private readonly double[] _values;
    private readonly string[]? _words;

    internal Series(double[] values, string name, string[]? words = null)
    {
        _values = values;
        _words = words;
        this.name = name;
    }

    /// <summary>The column's name.</summary>
    public string name { get; }

    /// <summary>Selection by position: <c>s.iloc[0]</c>, <c>s.iloc[^1]</c>.</summary>
    public SeriesLocator iloc => new(this);

    /// <summary>The number of values.</summary>
    public int size => _values.Length;

    /// <summary>A copy of the values, float64 unless astype chose another dtype, shape (size,).</summary>
    /// <exception cref="InvalidOperationException">The column is text.</exception>
    public NDArray values => _words is not null ? throw TextColumns.NotNumbers(name) : Type == NPTypeCode.Double ? Doubles : Doubles.astype(Type);

    /// <summary>The values as an array of a dtype, NumPy's name.</summary>
    public NDArray to_numpy(string? dtype = null) => dtype is null ? values : values.astype(np.dtype(dtype).typecode);

    /// <summary>The column in another dtype.</summary>
    /// <param name="dtype">NumPy's name, "int32" for instance.</param>
    public Series astype(string dtype)
    {
        NPTypeCode type = np.dtype(dtype).typecode;
        return new Series(Buffers.Doubles(values.astype(type)), name) { Type = type };
    }

    /// <summary>1 where a value is missing, else 0: <c>df["age"].isnull().sum()</c> counts them.</summary>
    public Series isnull() => new([.. _values.Select(v => double.IsNaN(v) ? 1.0 : 0.0)], name);

    /// <inheritdoc cref="isnull"/>
    public Series isna() => isnull();

    /// <summary>The column with a number in place of missing ones.</summary>
    public Series fillna(double value) => new([.. Numbers.Select(v => double.IsNaN(v) ? value : v)], name) { Type = Type };

    /// <summary>Sum, missing values left out, as in all that follow.</summary>
    public double sum() => Present.Sum();

    /// <summary>Mean; NaN of nothing.</summary>
    public double mean() => Present is { Length: > 0 } v ? v.Sum() / v.Length : double.NaN;

    /// <summary>Standard deviation over n − 1; NaN of fewer than two values.</summary>
    public double std() => Present is { Length: > 1 } v && v.Sum() / v.Length is var m ? Math.Sqrt(v.Sum(x => (x - m) * (x - m)) / (v.Length - 1)) : double.NaN;

    /// <summary>Least value; NaN of nothing.</summary>
    public double min() => Present.DefaultIfEmpty(double.NaN).Min();

    /// <summary>Greatest value; NaN of nothing.</summary>
    public double max() => Present.DefaultIfEmpty(double.NaN).Max();

    /// <summary>Middle value, or the mean of the two in the middle; NaN of nothing.</summary>
    public double median() => Present is { Length: > 0 } v && v.Order().ToArray() is var s ? (s[(s.Length - 1) / 2] + s[s.Length / 2]) / 2 : double.NaN;

    /// <summary>The values of a column of text; null where there is none.</summary>
    /// <exception cref="InvalidOperationException">The column holds numbers.</exception>
    public IReadOnlyList<string?> texts => _words is { } words ? [.. _values.Select(v => double.IsNaN(v) ? null : words[(int)v])]
        : throw new InvalidOperationException($"Column '{name}' holds numbers: use values.");

    /// <summary>How often each value occurs, the most frequent first.</summary>
    public IReadOnlyList<(double value, int count)> value_counts() =>
        [.. Numbers.Where(v => !double.IsNaN(v)).GroupBy(v => v).Select(g => (g.Key, g.Count())).OrderByDescending(p => p.Item2)];

    /// <summary>The different values in the order they appear.</summary>
    public double[] unique() => [.. Numbers.Distinct()];

    /// <summary>The values: a column goes wherever an array goes.</summary>
    public static implicit operator NDArray(Series series) => series.values;

    internal ReadOnlySpan<double> Values => _values;

    internal string[]? Words => _words;

    internal Array Array() => _words is null ? _values : texts.ToArray();

    /// <summary>The dtype of <see cref="values"/>.</summary>
    internal NPTypeCode Type { get; init; } = NPTypeCode.Double;

    private NDArray Doubles => Buffers.Array<double>(_values, NPTypeCode.Double, _values.Length);

    private double[] Present => [.. Numbers.Where(v => !double.IsNaN(v))];

    private double[] Numbers => _words is null ? _values : throw TextColumns.NotNumbers(name);
}
