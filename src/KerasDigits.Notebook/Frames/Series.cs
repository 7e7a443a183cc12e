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

    /// <summary>The number of values.</summary>
    public int size => _values.Length;

    /// <summary>A copy of the values, float64, shape (size,).</summary>
    /// <exception cref="InvalidOperationException">The column is text.</exception>
    public NDArray values => _words is not null ? throw TextColumns.NotNumbers(name) : Buffers.Array<double>(_values, NPTypeCode.Double, _values.Length);

    /// <summary>The values as an array of a dtype, NumPy's name.</summary>
    public NDArray to_numpy(string dtype = "float64") => dtype == "float64" ? values : values.astype(np.dtype(dtype).typecode);

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

    private double[] Numbers => _words is null ? _values : throw TextColumns.NotNumbers(name);
}
