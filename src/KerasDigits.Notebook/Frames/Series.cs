using NumSharp;

namespace KerasDigits.Notebook;

/// <summary>One column of a <see cref="DataFrame"/>.</summary>
public sealed class Series
{
    private readonly double[] _values;

    internal Series(double[] values, string name)
    {
        _values = values;
        this.name = name;
    }

    /// <summary>The column's name.</summary>
    public string name { get; }

    /// <summary>The number of values.</summary>
    public int size => _values.Length;

    /// <summary>A copy of the values, float64, shape (size,).</summary>
    public NDArray values => Buffers.Array<double>(_values, NPTypeCode.Double, _values.Length);

    /// <summary>The values as an array of a dtype, NumPy's name.</summary>
    public NDArray to_numpy(string dtype = "float64") => dtype == "float64" ? values : values.astype(np.dtype(dtype).typecode);

    /// <summary>How often each value occurs, the most frequent first.</summary>
    public IReadOnlyList<(double value, int count)> value_counts() =>
        [.. _values.Where(v => !double.IsNaN(v)).GroupBy(v => v).Select(g => (g.Key, g.Count())).OrderByDescending(p => p.Item2)];

    /// <summary>The different values in the order they appear.</summary>
    public double[] unique() => [.. _values.Distinct()];

    /// <summary>The values: a column goes wherever an array goes.</summary>
    public static implicit operator NDArray(Series series) => series.values;

    internal ReadOnlySpan<double> Values => _values;
}
