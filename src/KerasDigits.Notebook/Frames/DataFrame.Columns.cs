using NumSharp;

namespace KerasDigits.Notebook;

/// <content>What a notebook asks of whole columns: missing values, sums and means, dtypes.</content>
public sealed partial class DataFrame
{
    /// <summary>The dtype of <see cref="values"/>.</summary>
    private NPTypeCode Type { get; init; } = NPTypeCode.Double;

    /// <summary>1 where a value is missing (NaN, or no word), else 0: <c>df.isnull().sum()</c> counts them by column.</summary>
    public DataFrame isnull() => Mapped(v => double.IsNaN(v) ? 1 : 0);

    /// <inheritdoc cref="isnull"/>
    public DataFrame isna() => isnull();

    /// <summary>0 where a value is missing, else 1.</summary>
    public DataFrame notnull() => Mapped(v => double.IsNaN(v) ? 0 : 1);

    /// <summary>The rows in which nothing is missing.</summary>
    public DataFrame dropna()
    {
        var kept = new List<double>(_values.Length);
        for (int row = 0; row < shape.rows; row++)
        {
            ReadOnlySpan<double> one = Row(row);
            bool whole = true;
            foreach (double v in one) { whole &= !double.IsNaN(v); }
            if (whole) { kept.AddRange(one); }
        }
        return new DataFrame([.. kept], shape.columns == 0 ? shape.rows : kept.Count / shape.columns, [.. columns], _texts) { Type = Type };
    }

    /// <summary>The frame with a number in place of missing ones.</summary>
    /// <exception cref="InvalidOperationException">There is a column of text.</exception>
    public DataFrame fillna(double value)
    {
        _texts.Refuse(columns);
        return Mapped(v => double.IsNaN(v) ? value : v);
    }

    /// <summary>The frame in another dtype: its values, and what goes to fit from it, then have it.</summary>
    /// <param name="dtype">NumPy's name, "float32" for instance.</param>
    /// <exception cref="InvalidOperationException">There is a column of text.</exception>
    public DataFrame astype(string dtype)
    {
        NPTypeCode type = np.dtype(dtype).typecode;
        return new DataFrame(Buffers.Doubles(values.astype(type)), shape.rows, [.. columns]) { Type = type };
    }

    /// <summary>Sum of each column of numbers, missing values left out.</summary>
    public Totals sum() => Total(s => s.sum());

    /// <summary>Mean of each column of numbers, missing values left out.</summary>
    public Totals mean() => Total(s => s.mean());

    /// <summary>Standard deviation (over n − 1) of each column of numbers, missing values left out.</summary>
    public Totals std() => Total(s => s.std());

    /// <summary>Least value of each column of numbers, missing values left out.</summary>
    public Totals min() => Total(s => s.min());

    /// <summary>Greatest value of each column of numbers, missing values left out.</summary>
    public Totals max() => Total(s => s.max());

    /// <summary>Middle value of each column of numbers, missing values left out.</summary>
    public Totals median() => Total(s => s.median());

    private Totals Total(Func<Series, double> of) => new([.. columns.Where(c => !_texts.Has(c)).Select(c => KeyValuePair.Create(c, of(this[c])))]);

    private DataFrame Mapped(Func<double, double> map) => new(Array.ConvertAll(_values, v => map(v)), shape.rows, [.. columns]) { Type = Type };
}
