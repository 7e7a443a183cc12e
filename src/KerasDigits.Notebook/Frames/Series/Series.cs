using System.Collections;
using System.Runtime.CompilerServices;
using KerasDigits.Data;
using KerasDigits.Notebook.Pandas;

namespace KerasDigits.Notebook;

/// <summary>
/// One column of a <see cref="DataFrame"/>: values of one dtype with the labels of their rows. Lists, arrays and single values become one
/// by themselves: <c>df["x"] = 0</c>.
/// </summary>
[CollectionBuilder(typeof(Series), nameof(Create))]
public sealed partial class Series : ArrayLike, IReadOnlyList<Scalar>, IRows<Series>
{
    private DataFrame? _owner;
    private Labels _index;

    internal Series(Column cells, Labels? index = null, string? name = null)
    {
        Cells = cells;
        _index = index ?? new Labels(cells.Length);
        this.name = name;
    }

    /// <summary>The column's name; null for none.</summary>
    public string? name { get; set; }

    /// <summary>The labels of the rows. New ones are as many as the old; the frame that the column was taken from keeps its own.</summary>
    /// <exception cref="ArgumentException">There are more or fewer.</exception>
    public Labels index
    {
        get => _index;
        set => _index = value.Count == Cells.Length
            ? value
            : throw new ArgumentException($"Length mismatch: Expected axis has {Cells.Length} elements, new values have "
                + $"{value.Count} elements", nameof(value));
    }

    /// <summary>pandas' name of the dtype: "float64", "int64", "bool", "object" for strings, "datetime64[ns]" …</summary>
    public string dtype => Cells.DType;

    /// <summary>The number of values, missing ones too.</summary>
    public int size => Cells.Length;

    /// <inheritdoc cref="size"/>
    public int Count => Cells.Length;

    /// <summary>(size,).</summary>
    public ValueTuple<int> shape => new(Cells.Length);

    /// <summary>Whether there are no values.</summary>
    public bool empty => Cells.Length == 0;

    /// <summary>Selection by position: <c>s.iloc[0]</c>, <c>s.iloc[^1]</c>, <c>s.iloc[..5]</c>.</summary>
    public SeriesLocator iloc => new(this);

    /// <summary>Selection by label: <c>s.loc["a"]</c>, <c>s.loc[s > 3]</c>.</summary>
    public SeriesLabelLocator loc => new(this);

    /// <summary>The value at a label; where labels are not numbers, at a position.</summary>
    /// <param name="label">Label of the row, or its position where labels are not numbers.</param>
    /// <exception cref="KeyNotFoundException">No row has the label.</exception>
    public Scalar this[int label] => index.AreNumbers || index.LevelCount > 1 ? GetAt(label) : new(Cells[label < 0 ? label + size : label]);

    /// <summary>The value at a label.</summary>
    /// <param name="label">Label of the row.</param>
    /// <exception cref="KeyNotFoundException">No row has the label.</exception>
    public Scalar this[string label] => GetAt(label);

    /// <summary>
    /// The values where a condition holds: <c>s[s > 3]</c>. Setting them changes the column, and the frame that it was taken from:
    /// <c>df["wind"][df["wind"] &lt; 0] = 0</c>.
    /// </summary>
    /// <param name="mask">Booleans, one for each row.</param>
    public Series this[Series mask]
    {
        get => Take(DataFrame.Choose(mask, index));
        set => Finish(With(Locator.WriteInto(Cells, name, DataFrame.Choose(mask, index),
            value.TakeFor(index.Take(DataFrame.Choose(mask, index))))),
            inplace: true);
    }

    /// <summary>Some values by position, <c>s[:5]</c>.</summary>
    /// <param name="rows">Positions of the rows, such as ..5.</param>
    public Series this[Range rows] => iloc[rows];

    /// <summary>From a collection expression: <c>df["x"] = [1, 2, 3]</c>.</summary>
    /// <param name="values">Values, one for each row.</param>
    public static Series Create(ReadOnlySpan<Scalar> values) =>
        new(ColumnOf.FromObjects([.. values.ToArray().Select(v => v.Value)]), repeats: false);

    /// <summary>The first values.</summary>
    /// <param name="n">How many; a negative number: all but so many.</param>
    public Series head(int n = 5) => Slice(0, Math.Clamp(n < 0 ? size + n : n, 0, size));

    /// <summary>The last values.</summary>
    /// <param name="n">How many; a negative number: all but so many.</param>
    public Series tail(int n = 5) => Slice(size - Math.Clamp(n < 0 ? size + n : n, 0, size), Math.Clamp(n < 0 ? size + n : n, 0, size));

    /// <summary>The column under other labels, 0, 1, 2 … as a frame with the old ones beside it; with drop as a column.</summary>
    /// <param name="name">The column's name in the frame; null: the column's own.</param>
    public DataFrame reset_index(string? name = null) => new DataFrame([Cells], [name ?? this.name ?? "0"], index).reset_index();

    /// <inheritdoc cref="reset_index(string)"/>
    /// <param name="drop">Whether the old labels go.</param>
    /// <param name="inplace">Whether this column itself changes.</param>
    /// <exception cref="ArgumentException">drop is false: <c>reset_index()</c> gives the frame.</exception>
    public Series reset_index(bool drop, bool inplace = false)
    {
        if (!drop)
        {
            throw new ArgumentException("drop must be true here; reset_index() gives a frame with the labels as a column.", nameof(drop));
        }
        return Finish(new(Cells, null, name), inplace);
    }

    /// <summary>A frame of a column whose labels have several levels, as groupby over several columns leaves them: the last level becomes
    /// its columns.</summary>
    /// <param name="fill_value">What stands where there is nothing; null: NaN.</param>
    /// <exception cref="InvalidOperationException">The labels have one level.</exception>
    /// <exception cref="ArgumentException">A label stands there twice.</exception>
    public DataFrame unstack(double? fill_value = null)
    {
        if (index.LevelCount < 2)
        {
            throw new InvalidOperationException("unstack makes columns of the last of several levels of labels. Received: labels of one "
                + "level. groupby of several columns, or set_index, makes more.");
        }
        DataFrame wide = Pivoting.Unstack(this);
        return fill_value is { } value ? wide.fillna(value) : wide;
    }

    /// <summary>The column under another name.</summary>
    /// <param name="name">The new name; null: none.</param>
    public Series rename(string? name) => new(Cells, index, name);

    /// <summary>The column as a frame.</summary>
    /// <param name="name">The column's name in the frame; null: the column's own.</param>
    public DataFrame to_frame(string? name = null) => new([Cells], [name ?? this.name ?? "0"], index);

    /// <summary>The same column; since values never change, nothing is copied.</summary>
    public Series copy() => new(Cells, index, name);

    /// <summary>The values of other labels, in their order; NaN where a label is not here.</summary>
    /// <param name="index">The labels wanted.</param>
    public Series reindex(Labels index) => new(Cells.Take(this.index.Match(index)), index, name);

    /// <summary>The values without those of some labels.</summary>
    /// <param name="labels">The labels to leave out.</param>
    /// <returns>The other values.</returns>
    public Series drop(params Scalar[] labels)
    {
        HashSet<int> gone = [.. labels.SelectMany(l => index.FindRows(l))];
        return Take([.. Enumerable.Range(0, size).Where(i => !gone.Contains(i))]);
    }

    /// <inheritdoc/>
    public IEnumerator<Scalar> GetEnumerator()
    {
        for (int i = 0; i < size; i++) { yield return new Scalar(Cells[i]); }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Labels and values: <c>foreach (var (label, value) in s.items())</c>.</summary>
    public IEnumerable<(Scalar label, Scalar value)> items() => Enumerable.Range(0, size).Select(i => (index[i], new Scalar(Cells[i])));

    /// <summary>Values by label.</summary>
    public Dictionary<Scalar, Scalar> to_dict() => items().ToDictionary(i => i.label, i => i.value);

    /// <summary>The labels and values as pandas prints them.</summary>
    public override string ToString() => SeriesText.Of(this);

    Scalar IReadOnlyList<Scalar>.this[int place] => new(Cells[place]);

    int IRows<Series>.Rows => size;

    Series IRows<Series>.TakeSome(int[] rows) => Take(rows);

    internal Column Cells { get; private set; }

    /// <summary>Whether this is a single value that stands for as many rows as there are.</summary>
    internal bool Repeats { get; private init; }

    /// <summary>The frame that an inplace change reaches too.</summary>
    internal Series Of(DataFrame owner)
    {
        _owner = owner;
        return this;
    }

    internal Series Take(int[] rows) => new(Cells.Take(rows), index.Take(rows), name);

    internal Series Slice(int start, int count) => new(Cells.Slice(start, count), index.Slice(start, count), name);

    internal Series With(Column cells) => new(cells, index, name);

    /// <summary>The rows as a frame has them: by label, one value for all, or as many values as rows.</summary>
    internal Column TakeFor(Labels rows)
    {
        if (Repeats) { return Cells.Take(new int[rows.Count]); }
        if (_isList || index.IsSame(rows))
        {
            return Cells.Length == rows.Count
                ? Cells
                : throw new ArgumentException($"Length of values ({Cells.Length}) does not match length of index ({rows.Count})");
        }
        return Cells.Take(index.Match(rows));
    }

    /// <summary>The result of a method with <c>inplace</c>.</summary>
    private Series Finish(Series result, bool inplace)
    {
        if (!inplace) { return result; }
        (Cells, _index) = (result.Cells, result.index);
        if (_owner is not null && name is not null) { _owner[name] = result; }
        return this;
    }

    private Scalar GetAt(object label)
    {
        List<int> rows = index.FindRows(label);
        return rows.Count == 1 ? new(Cells[rows[0]])
            : throw new InvalidOperationException($"The label {PythonText.FormatRepr(label)} stands {rows.Count} times: loc gives all of "
            + "its "
                + "values, loc[label].");
    }
}
