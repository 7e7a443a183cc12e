using System.Globalization;

namespace KerasDigits.Notebook.Pandas;

/// <summary>
/// The values of one column, all of one dtype. Columns never change: what a frame changes are the columns it has, so frames and series
/// share them freely.
/// </summary>
internal abstract class Column
{
    /// <summary>The number of values.</summary>
    public abstract int Length { get; }

    /// <summary>pandas' name of the dtype.</summary>
    public abstract string DType { get; }

    /// <summary>A value: long, double, bool …, string, DateTime; null for None, NaN and NaT for what is missing.</summary>
    public abstract object? this[int row] { get; }

    /// <summary>Whether the values are numbers or truth values.</summary>
    public virtual bool IsNumber => false;

    /// <summary>Whether the dtype is float64 or float32.</summary>
    public virtual bool IsFloat => false;

    public bool IsText => DType == "object";

    public bool IsDate => DType == DateColumn.Name;

    public bool IsSpan => DType == SpanColumn.Name;

    public bool IsCategory => DType == CategoryColumn.Name;

    public bool IsBool => DType == "bool";

    public abstract bool IsMissing(int row);

    /// <summary>Rows in that order; −1 is a missing value, for which integers become float64.</summary>
    public abstract Column Take(ReadOnlySpan<int> rows);

    public abstract Column Slice(int start, int count);

    /// <summary>Order of two values that are not missing.</summary>
    /// <exception cref="InvalidOperationException">They cannot be compared.</exception>
    public abstract int Compare(int a, int b);

    /// <summary>A copy as float64.</summary>
    /// <param name="name">The column's name, for messages; null: it has none.</param>
    /// <exception cref="InvalidOperationException">The values are not numbers.</exception>
    public abstract double[] ToDoubles(string? name);

    /// <summary>
    /// Writes the values as numbers, the first to <paramref name="offset"/>, each next one <paramref name="stride"/> further.
    /// </summary>
    public virtual void CopyTo<T>(Span<T> to, int offset, int stride, string? name)
        where T : unmanaged
    {
        double[] values = ToDoubles(name);
        for (int i = 0; i < values.Length; i++) { to[offset + (i * stride)] = NumberType.From<T>(values[i]); }
    }

    /// <summary>Whether this column follows another in one block of rows, so that both are copied row by row at once.</summary>
    public virtual bool Follows(Column before) => false;

    /// <summary>Copies this column and the ones that follow it in its block.</summary>
    public virtual void CopyRun<T>(Span<T> to, int offset, int stride, int width)
        where T : unmanaged => throw new NotSupportedException();

    /// <summary>Rows of this column and the ones that follow it in its block, as columns of a new block.</summary>
    public virtual Column[] TakeRun(ReadOnlySpan<int> rows, int width) => throw new NotSupportedException();

    /// <summary>What values are the same by: numbers of any dtype, strings, times; null for all that is missing.</summary>
    public object? GetKey(int row) => IsMissing(row) ? null : Keys.Of(this[row]);

    /// <summary>All values, boxed.</summary>
    public object?[] ToObjects()
    {
        var all = new object?[Length];
        for (int i = 0; i < all.Length; i++) { all[i] = this[i]; }
        return all;
    }

    /// <summary>Which rows hold a value.</summary>
    public int[] FindPresent() => [.. Enumerable.Range(0, Length).Where(i => !IsMissing(i))];

    public static InvalidOperationException NotNumbers(string? name, object? value = null) => new(
        $"could not convert string to float: {(value is null ? "" : PythonText.FormatRepr(value) + ", ")}"
        + $"{(name is null ? "the values are" : $"column '{name}' is")} text. "
        + "Use its texts, or choose the columns of numbers first.");
}

/// <summary>What makes two values the same, whatever their dtypes: 1 and 1.0 are.</summary>
internal static class Keys
{
    public static object? Of(object? value) => value switch
    {
        null => null,
        double d => double.IsNaN(d) ? null : d == Math.Floor(d) && Math.Abs(d) < 9e18 ? (object)(long)d : d,
        float f => Of((double)f),
        bool b => b ? 1L : 0L,
        string or DateTime or TimeSpan or long => value,
        sbyte or byte or short or ushort or int or uint or ulong => Convert.ToInt64(value, CultureInfo.InvariantCulture),
        _ => value,
    };
}
