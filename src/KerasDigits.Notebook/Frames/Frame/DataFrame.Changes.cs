using KerasDigits.Notebook.Pandas;
using NumSharp;

namespace KerasDigits.Notebook;

/// <content>Frames made of this one; with <c>inplace: true</c> this one changes.</content>
public sealed partial class DataFrame
{
    /// <summary>The frame without some columns: <c>df.drop("id", axis: 1)</c>, <c>df.drop(["id", "name"], axis: 1)</c>.</summary>
    /// <param name="labels">Names of columns, or labels of rows.</param>
    /// <param name="axis">1 for columns, 0 for rows.</param>
    /// <param name="inplace">Whether this frame changes.</param>
    /// <exception cref="KeyNotFoundException">There is no such column or row.</exception>
    public DataFrame drop(string labels, int axis = 0, bool inplace = false) => drop([labels], axis, inplace);

    /// <inheritdoc cref="drop(string, int, bool)"/>
    public DataFrame drop(string[] labels, int axis = 0, bool inplace = false) => axis == 1 ? drop(columns: labels, inplace: inplace)
        : Drop(labels.SelectMany(l => _index.Has(l)
            || !_names.Has(l)
            ? _index.FindRows(l)
            : throw new KeyNotFoundException($"['{l}'] not found in axis: it is a column, say axis: 1.")), inplace);

    /// <summary>The frame without some rows: <c>df.drop(0)</c>.</summary>
    /// <inheritdoc cref="drop(string, int, bool)"/>
    public DataFrame drop(int labels, int axis = 0, bool inplace = false) =>
        axis == 1 ? drop(columns: [$"{labels}"], inplace: inplace) : Drop(_index.FindRows((long)labels), inplace);

    /// <summary>The frame without some rows, by their labels: <c>df.drop(df[df["age"] &lt; 0].index)</c>.</summary>
    /// <inheritdoc cref="drop(string, int, bool)"/>
    [System.Runtime.CompilerServices.OverloadResolutionPriority(-1)] // a list of texts written out is labels of rows anyway
    public DataFrame drop(Labels index, bool inplace = false) => Drop(index.SelectMany(l => _index.FindRows(l)), inplace);

    /// <summary>The frame without some columns.</summary>
    /// <inheritdoc cref="drop(string, int, bool)"/>
    public DataFrame drop(ColumnNames columns, bool inplace = false)
    {
        HashSet<string> gone = [.. columns];
        foreach (string name in gone) { if (!_names.Has(name)) { _ = _names.FindPlace(name); } }
        return Finish(Select([.. Places.ListAll(_cells.Length).Where(c => !gone.Contains(_names[c]))]), inplace);
    }

    /// <summary>Takes a column out of the frame.</summary>
    /// <param name="item">Name of the column.</param>
    /// <returns>The column.</returns>
    public Series pop(string item)
    {
        Series column = this[item];
        drop(columns: [item], inplace: true);
        return new Series(column.Cells, _index, item);
    }

    /// <summary>Puts a new column before the one at a place.</summary>
    /// <param name="loc">Position of the new column, from 0.</param>
    /// <param name="column">Name of the new column, which must not exist yet.</param>
    /// <param name="value">Its values, matched by label.</param>
    /// <exception cref="ArgumentException">The name is there already.</exception>
    public void insert(int loc, string column, Series value)
    {
        if (_names.Has(column)) { throw new ArgumentException($"cannot insert {column}, already exists", nameof(column)); }
        Column cells = value.TakeFor(ReadRows(value));
        (_cells, _names) = ([.. _cells[..loc], cells, .. _cells[loc..]], new ColumnNames([.. _names[..loc], column, .. _names[loc..]]));
    }

    /// <summary>The frame with one more column, or another in its place.</summary>
    /// <param name="column">Name of the column.</param>
    /// <param name="value">Its values, matched by label.</param>
    /// <returns>A new frame.</returns>
    public DataFrame assign(string column, Series value)
    {
        DataFrame frame = copy();
        frame[column] = value;
        return frame;
    }

    /// <summary>
    /// The frame under other names: <c>df.rename(columns: new() { ["a"] = "b" })</c>. Names that are not there are passed over.
    /// </summary>
    /// <param name="columns">New names by old name.</param>
    /// <param name="inplace">Whether this object itself is changed.</param>
    public DataFrame rename(Dictionary<string, string> columns, bool inplace = false) =>
        Finish(new(_cells, [.. _names.Select(n => columns.GetValueOrDefault(n, n))], _index), inplace);

    /// <summary>The names with something in front.</summary>
    /// <param name="prefix">Text put before each name.</param>
    public DataFrame add_prefix(string prefix) => new(_cells, [.. _names.Select(n => prefix + n)], _index);

    /// <summary>The names with something behind.</summary>
    /// <param name="suffix">Text put after each name.</param>
    public DataFrame add_suffix(string suffix) => new(_cells, [.. _names.Select(n => n + suffix)], _index);

    /// <summary>Columns in another dtype: <c>astype("float32")</c>, <c>astype(new() { ["a"] = "int32" })</c>.</summary>
    /// <param name="dtype">A dtype for all columns, or dtypes by column.</param>
    /// <exception cref="InvalidOperationException">A value cannot become one.</exception>
    public DataFrame astype(ColumnTypes dtype)
    {
        foreach (string name in dtype.Named) { _names.FindPlace(name); }
        return new([.. Places.ListAll(_cells.Length)
            .Select(c => dtype.Of(_names[c]) is { } one ? ColumnOf.Cast(_cells[c], one, _names[c]) : _cells[c])], _names, _index);
    }

    /// <summary>The columns of some dtypes.</summary>
    /// <param name="include">"number", "object", "bool", "datetime" or a dtype; null: all.</param>
    /// <param name="exclude">The same, of those left out; null: none is.</param>
    public DataFrame select_dtypes(string? include = null, string? exclude = null) =>
        Select([.. Places.ListAll(_cells.Length).Where(c => (include is null || IsOf(_cells[c], include))
            && (exclude is null || !IsOf(_cells[c], exclude)))]);

    /// <inheritdoc cref="select_dtypes(string, string)"/>
    public DataFrame select_dtypes(string[] include) =>
        Select([.. Places.ListAll(_cells.Length).Where(c => include.Any(i => IsOf(_cells[c], i)))]);

    /// <summary>Columns as the rows' labels.</summary>
    /// <param name="keys">Name of the column whose values become the labels.</param>
    /// <param name="drop">Whether it leaves the columns.</param>
    /// <param name="inplace">Whether this frame changes.</param>
    public DataFrame set_index(string keys, bool drop = true, bool inplace = false) => set_index([keys], drop, inplace);

    /// <inheritdoc cref="set_index(string, bool, bool)"/>
    public DataFrame set_index(string[] keys, bool drop = true, bool inplace = false)
    {
        var labels = new Labels([.. keys.Select(k => _cells[_names.FindPlace(k)])], keys);
        DataFrame rest = drop ? this.drop(columns: keys) : this;
        return Finish(new(rest._cells, rest._names, labels), inplace);
    }

    /// <summary>Labels 0, 1, 2 …; the old ones become a column unless they are dropped.</summary>
    /// <param name="drop">Whether the old labels are dropped; false: they become columns.</param>
    /// <param name="inplace">Whether this object itself is changed.</param>
    public DataFrame reset_index(bool drop = false, bool inplace = false)
    {
        var labels = new Labels(shape.rows);
        if (drop) { return Finish(new(_cells, _names, labels), inplace); }
        string[] names = [.. Places.ListAll(_index.LevelCount)
            .Select(l => _index.Names[l] ?? (_index.LevelCount > 1 ? $"level_{l}" : _names.Has("index") ? "level_0" : "index"))];
        return Finish(new([.. Places.ListAll(names.Length).Select(_index.GetLevel), .. _cells], [.. names, .. _names], labels), inplace);
    }

    /// <summary>Rows or columns by label, in that order; NaN where there is none.</summary>
    /// <param name="index">Labels of the rows wanted; null: as they are.</param>
    /// <param name="columns">Names of the columns wanted; null: as they are.</param>
    public DataFrame reindex(Labels? index = null, ColumnNames? columns = null)
    {
        DataFrame frame = index is null ? this : new(Frames.Take(_cells, _index.Match(index)), _names, index);
        return columns is null
            ? frame
            : new([.. columns.Select(c => _names.Has(c)
                ? frame._cells[_names.FindPlace(c)]
                : new Cells<double>([.. Enumerable.Repeat(double.NaN, frame.shape.rows)]))], columns, frame._index);
    }

    /// <summary>The rows in order of a column; missing values come last.</summary>
    /// <param name="by">Name of the column.</param>
    /// <param name="ascending">Whether the least comes first.</param>
    /// <param name="inplace">Whether this frame changes.</param>
    /// <param name="ignore_index">Whether the rows are renumbered.</param>
    public DataFrame sort_values(string by, bool ascending = true, bool inplace = false, bool ignore_index = false) =>
        sort_values([by], [ascending], inplace, ignore_index);

    /// <summary>The rows in order of several columns, the first first.</summary>
    /// <inheritdoc cref="sort_values(string, bool, bool, bool)"/>
    public DataFrame sort_values(string[] by, bool[]? ascending = null, bool inplace = false, bool ignore_index = false)
    {
        ascending ??= [true];
        if (ascending.Length != 1 && ascending.Length != by.Length)
        {
            throw new ArgumentException($"Length of ascending ({ascending.Length}) != length of by ({by.Length})", nameof(ascending));
        }
        DataFrame sorted = Take(Sorting.Order([.. by.Select(b => _cells[_names.FindPlace(b)])],
            [.. by.Select((_, i) => ascending[ascending.Length == 1 ? 0 : i])]));
        return Finish(ignore_index ? sorted.reset_index(drop: true) : sorted, inplace);
    }

    /// <summary>The rows in the order of their labels.</summary>
    /// <param name="ascending">Whether the least label comes first.</param>
    /// <param name="inplace">Whether this object itself is changed.</param>
    public DataFrame sort_index(bool ascending = true, bool inplace = false) =>
        Finish(Take(Sorting.Order([.. Places.ListAll(_index.LevelCount).Select(_index.GetLevel)],
            [.. Places.ListAll(_index.LevelCount).Select(_ => ascending)])), inplace);

    /// <summary>The rows with the largest values of a column.</summary>
    /// <param name="n">Number of rows, 0 or more.</param>
    /// <param name="columns">Name of the column.</param>
    public DataFrame nlargest(int n, string columns) => dropna(subset: [columns]).sort_values(columns, ascending: false).head(n);

    /// <summary>The rows with the least values of a column.</summary>
    /// <param name="n">Number of rows, 0 or more.</param>
    /// <param name="columns">Name of the column.</param>
    public DataFrame nsmallest(int n, string columns) => dropna(subset: [columns]).sort_values(columns).head(n);

    /// <summary>Random rows, the ones that pandas draws for the same random_state.</summary>
    /// <param name="n">How many rows; null: the share frac, or one row without it.</param>
    /// <param name="frac">A share of the rows, 0 or more; 1 shuffles them all; null: n rows.</param>
    /// <param name="random_state">The seed; null draws from <c>np.random</c>.</param>
    public DataFrame sample(int? n = null, double? frac = null, int? random_state = null) =>
        Take(DrawRows(shape.rows, n, frac, random_state));

    /// <inheritdoc cref="T"/>
    public DataFrame transpose() => T;

    /// <summary>Rows become columns and columns rows.</summary>
    public DataFrame T => shape.rows == 0 ? new([], [], new Labels(ColumnOf.FromArray((string[])_names)))
        : new([.. Places.ListAll(shape.rows).Select(r => GetRow(r).Cells)], [.. _index.Select(l => l.ToString())],
            new Labels(ColumnOf.FromArray((string[])_names)));

    internal static int[] DrawRows(int rows, int? n, double? frac, int? seed)
    {
        if (n is not null && frac is not null) { throw new ArgumentException("Please enter a value for `frac` OR `n`, not both"); }
        int count = n ?? (frac is { } share ? (int)Math.Round(share * rows, MidpointRounding.ToEven) : 1);
        if (count > rows || count < 0)
        {
            throw new ArgumentException("Cannot take a larger sample than population when 'replace=False', nor a negative one. Received: "
                + $"n={count} of {rows} rows.", nameof(n));
        }
        NDArray order = seed is { } given ? np.random.RandomState(given).permutation(rows) : np.random.permutation(rows);
        return Places.Of(order)[..count];
    }

    private DataFrame Drop(IEnumerable<int> rows, bool inplace)
    {
        HashSet<int> gone = [.. rows];
        return Finish(Take([.. Places.ListAll(shape.rows).Where(r => !gone.Contains(r))]), inplace);
    }

    private static bool IsOf(Column column, string kind) => kind switch
    {
        "number" => column.IsNumber && !column.IsBool,
        "object" or "O" or "str" => column.IsText,
        "datetime" or "datetime64" => column.IsDate,
        "timedelta" or "timedelta64" => column.IsSpan,
        "category" => column.IsCategory,
        "float" => column.DType == "float64",
        "int" => column.DType == "int64",
        _ => column.DType == kind,
    };
}
