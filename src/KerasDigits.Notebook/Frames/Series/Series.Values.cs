using KerasDigits.Notebook.Pandas;
using NumSharp;

namespace KerasDigits.Notebook;

/// <content>Columns out of what C# holds, and back.</content>
public sealed partial class Series
{
    /// <summary>Whether the values came without labels, from a list or an array: a frame then counts them.</summary>
    private readonly bool _isList;

    private Series(Column cells, bool repeats)
        : this(cells) => (Repeats, _isList) = (repeats, !repeats);

    /// <summary>A copy of the values as an array of shape (size,), in the column's dtype.</summary>
    /// <exception cref="InvalidOperationException">The column is text: use <c>tolist&lt;string&gt;()</c> or strings.</exception>
    public NDArray values => Frames.ToArray([Cells], [name], null).reshape(-1);

    /// <summary>The values of a column of text; null where there is none.</summary>
    /// <exception cref="InvalidOperationException">The column holds numbers.</exception>
    public IReadOnlyList<string?> texts => Cells.IsText
        ? [.. Enumerable.Range(0, size).Select(i => Cells.IsMissing(i) ? null : new Scalar(Cells[i]).ToString())]
        : throw new InvalidOperationException($"Column '{name}' holds numbers: use values.");

    /// <summary>The values as an array of a dtype, NumPy's name.</summary>
    /// <param name="dtype">NumPy's name of a dtype; null: the column's.</param>
    public NDArray to_numpy(string? dtype = null) =>
        Frames.ToArray([Cells], [name], dtype is null ? null : NumberType.Parse(dtype)).reshape(-1);

    /// <summary>The values as a list.</summary>
    public List<Scalar> tolist() => [.. this];

    /// <inheritdoc cref="tolist()"/>
    public List<Scalar> to_list() => tolist();

    /// <summary>The values as a list of one type of .NET: <c>df["text"].tolist&lt;string&gt;()</c>.</summary>
    /// <exception cref="InvalidCastException">A value is of another kind.</exception>
    public List<T> tolist<T>()
    {
        if (typeof(T) == typeof(string)) { return [.. this.Select(v => (T)(object)v.ToString())]; }
        return [.. this.Select(v => v.Value is T same
            ? same
            : (T)Convert.ChangeType(v.Value is null ? double.NaN : v.Value, typeof(T), System.Globalization.CultureInfo.InvariantCulture))];
    }

    /// <summary>The column in another dtype.</summary>
    /// <param name="dtype">"int32", "float32", "str", "datetime64[ns]" …</param>
    /// <exception cref="InvalidOperationException">A value cannot become one: a string that is not a number, or a missing one a whole
    /// number.</exception>
    public Series astype(ColumnTypes dtype) => With(ColumnOf.Cast(Cells, dtype.Of(name ?? "") ?? this.dtype, name));

    /// <inheritdoc/>
    public override NDArray AsArray() => values;

    /// <summary>The values: a column goes wherever an array goes.</summary>
    public static implicit operator NDArray(Series series) => series.values;

    /// <summary>The values' strings.</summary>
    public static implicit operator string[](Series series) => [.. series.tolist<string>()];

    /// <summary>An array of shape (n,) or (n, 1).</summary>
    /// <exception cref="ArgumentException">The array has more than one axis or column.</exception>
    public static implicit operator Series(NDArray array) => array.ndim == 1
        || (array.ndim == 2 && array.shape[1] == 1) ? new(ColumnOf.FromFlat(array), repeats: false)
        : throw new ArgumentException($"Data must be 1-dimensional. Received: shape={Buffers.WriteText(array)}.");

    /// <summary>A list.</summary>
    public static implicit operator Series(Array values) => new(ColumnOf.FromArray(values), repeats: false);

    /// <summary>A list.</summary>
    public static implicit operator Series(List<double> values) => values.ToArray();

    /// <summary>A list.</summary>
    public static implicit operator Series(List<int> values) => values.ToArray();

    /// <summary>Python's <c>df["n"] = range(3)</c>.</summary>
    public static implicit operator Series(IntRange values) => values.ToArray();

    /// <summary>A list.</summary>
    public static implicit operator Series(List<string> values) => values.ToArray();

    /// <summary>A list.</summary>
    public static implicit operator Series(List<Scalar> values) => Create(values.ToArray());

    /// <summary>Values without labels.</summary>
    public static implicit operator Series(Scalars values) => Create([.. values]);

    /// <summary>Labels as values.</summary>
    public static implicit operator Series(Labels labels) => new(labels.GetLevel(0), repeats: false) { name = labels.name };

    /// <summary>One value for all rows.</summary>
    public static implicit operator Series(double value) => new(new Cells<double>([value]), repeats: true);

    /// <summary>One value for all rows.</summary>
    public static implicit operator Series(int value) => new(new Cells<long>([value]), repeats: true);

    /// <summary>One value for all rows.</summary>
    public static implicit operator Series(long value) => new(new Cells<long>([value]), repeats: true);

    /// <summary>One value for all rows.</summary>
    public static implicit operator Series(bool value) => new(new Cells<bool>([value]), repeats: true);

    /// <summary>One text for all rows.</summary>
    public static implicit operator Series(string value) => new(new ObjectColumn([value]), repeats: true);

    /// <summary>One time for all rows.</summary>
    public static implicit operator Series(DateTime value) => new(DateColumn.From([value]), repeats: true);

    /// <summary>One difference of times for all rows.</summary>
    public static implicit operator Series(TimeSpan value) => new(SpanColumn.From([value]), repeats: true);

    /// <summary>One value for all rows.</summary>
    public static implicit operator Series(Scalar value) => new(ColumnOf.FromObjects([value.Value]), repeats: true);

    /// <summary>Values without labels.</summary>
    internal static Series ToPlain(Column cells) => new(cells, repeats: false);

    /// <summary>Whether rows are found by their labels.</summary>
    internal bool HasLabels => !Repeats && !_isList;

    /// <summary>The numbers, for whatever draws or counts them.</summary>
    internal double[] ToDoubles() => Cells.ToDoubles(name);

    /// <summary>The values as an array of .NET, strings or numbers.</summary>
    internal Array ToNetArray() => Cells switch
    {
        ObjectColumn when Enumerable.Range(0, size).All(i => Cells[i] is string || Cells.IsMissing(i)) => texts.ToArray(),
        ObjectColumn objects => objects.ToObjects(),
        DateColumn dates => dates.ToObjects(),
        SpanColumn spans => spans.ToObjects(),
        CategoryColumn category => With(category.Plain).ToNetArray(),
        Cells<long> whole => whole.ToValues(),
        Cells<bool> truths => truths.ToValues(),
        _ => ToDoubles(),
    };
}
