using System.Globalization;
using KerasDigits.Data;
using KerasDigits.Notebook.Pandas;
using NumSharp;

namespace KerasDigits.Notebook;

/// <summary>A table with named columns, each of its own dtype, and labelled rows: pandas' DataFrame.</summary>
/// <remarks>It enumerates as its columns by name, pandas' <c>items()</c>: what flow_from_dataframe takes.</remarks>
public sealed partial class DataFrame : ArrayLike, IEnumerable<KeyValuePair<string, Array>>, IRows<DataFrame>
{
    private Column[] _cells;
    private ColumnNames _names;
    private Labels _index;

    /// <summary>A frame over the values of a 2-D array.</summary>
    /// <param name="data">Shape (rows, columns), any numeric dtype, which the columns have then.</param>
    /// <param name="columns">One name per column; null numbers them.</param>
    /// <param name="index">The rows' labels; null numbers them.</param>
    public DataFrame(NDArray data, string[]? columns = null, Labels? index = null)
        : this(Check(data, columns), (ColumnNames)(columns ?? Number(checked((int)data.shape[1]))), index
            ?? new Labels(checked((int)data.shape[0])))
    {
    }

    /// <summary>A frame of columns by name.</summary>
    /// <param name="data">Arrays of numbers, strings or times, equally long.</param>
    public DataFrame(Dictionary<string, Array> data)
        : this(FrameData.Of(data.Select(c => KeyValuePair.Create(c.Key, (Series)c.Value)), null))
    {
    }

    internal DataFrame(FrameData data)
        : this(data.Cells, (ColumnNames)data.Names, data.Index)
    {
    }

    internal DataFrame(Column[] cells, ColumnNames names, Labels index) => (_cells, _names, _index) = (cells, names, index);

    /// <summary>(rows, columns): <c>df.shape[0]</c>, or <c>df.shape.rows</c>.</summary>
    public FrameShape shape => new(_index.Count, _cells.Length);

    /// <summary>The number of values.</summary>
    public int size => _index.Count * _cells.Length;

    /// <summary>Whether there are no rows or no columns.</summary>
    public bool empty => size == 0;

    /// <summary>The columns' names, in order. New names are as many as the old.</summary>
    /// <exception cref="ArgumentException">There are more or fewer.</exception>
    public ColumnNames columns
    {
        get => _names;
        set => _names = value.Count == _cells.Length ? value
            : throw new ArgumentException($"Length mismatch: Expected axis has {_cells.Length} elements, new values have "
                + $"{value.Count} elements", nameof(value));
    }

    /// <summary>The rows' labels. New ones are as many as the old.</summary>
    /// <exception cref="ArgumentException">There are more or fewer.</exception>
    public Labels index
    {
        get => _index;
        set => _index = value.Count == _index.Count ? value
            : throw new ArgumentException($"Length mismatch: Expected axis has {_index.Count} elements, new values have "
                + $"{value.Count} elements", nameof(value));
    }

    /// <summary>The columns' dtypes by name.</summary>
    public Series dtypes => new(new ObjectColumn([.. _cells.Select(c => c.DType)]), new Labels(ColumnOf.FromArray((string[])_names)));

    /// <summary>A copy of all values as an array of shape (rows, columns), in the dtype that holds them all.</summary>
    /// <exception cref="InvalidOperationException">There is a column of text.</exception>
    public NDArray values => Frames.ToArray(_cells, _names, null);

    /// <summary>
    /// Selection by position: <c>df.iloc[.., ..^1]</c> is Python's <c>df.iloc[:, :-1]</c>, <c>df.iloc[.., ^1]</c> its
    /// <c>df.iloc[:, -1]</c>.
    /// </summary>
    public ILocator iloc => new(this);

    /// <summary>Selection by label or condition: <c>df.loc[df["age"] > 30, "name"]</c>.</summary>
    public Locator loc => new(this);

    /// <summary>One value by its label and column.</summary>
    public Locator at => new(this);

    /// <summary>One value by its position.</summary>
    public ILocator iat => new(this);

    /// <summary>
    /// One column by its name. Setting it adds it on the right where it is new: an array or a list of as many values as rows, one value for
    /// all, or a column, whose rows are found by their labels.
    /// </summary>
    /// <param name="column">Name of the column.</param>
    /// <exception cref="KeyNotFoundException">No column has that name.</exception>
    public Series this[string column]
    {
        get => GetColumn(_names.FindPlace(column));
        set => Set(column, value.TakeFor(ReadRows(value)));
    }

    /// <summary>One column of a frame without names, by its number: <c>train_set[0]</c>.</summary>
    /// <param name="column">Number of the column, from 0.</param>
    /// <exception cref="KeyNotFoundException">No column has that name.</exception>
    public Series this[int column]
    {
        get => this[column.ToString(CultureInfo.InvariantCulture)];
        set => this[column.ToString(CultureInfo.InvariantCulture)] = value;
    }

    /// <summary>Some columns of a frame without names, by their numbers: <c>data[[0, 1, 2]]</c>.</summary>
    /// <param name="columns">Numbers of the columns, from 0.</param>
    /// <exception cref="KeyNotFoundException">No column has one of the names.</exception>
    public DataFrame this[int[] columns] => this[Array.ConvertAll(columns, c => c.ToString(CultureInfo.InvariantCulture))];

    /// <summary>
    /// Some columns by their names, in that order. Setting them takes the other frame's values column by column, whatever their names.
    /// </summary>
    /// <param name="names">Names of the columns.</param>
    /// <exception cref="KeyNotFoundException">No column has one of the names.</exception>
    /// <exception cref="ArgumentException">The frame that is set has another number of rows or columns.</exception>
    public DataFrame this[string[] names]
    {
        get => Select([.. names.Select(_names.FindPlace)]);
        set
        {
            if (value.shape != (shape.rows, names.Length))
            {
                throw new ArgumentException($"The frame must have shape {(shape.rows, names.Length)}. Received: shape={value.shape}.",
                    nameof(value));
            }
            bool same = value._index.IsSame(_index) || value._index.IsDefault;
            for (int i = 0; i < names.Length; i++)
            {
                Set(names[i], same ? value._cells[i] : value._cells[i].Take(value._index.Match(_index)));
            }
        }
    }

    /// <summary>The rows where a condition holds, <c>df[df["age"] > 30]</c>; of a list of strings the columns of these names.</summary>
    /// <param name="mask">Booleans, one for each row; or names of columns.</param>
    /// <exception cref="KeyNotFoundException">No column has one of the names.</exception>
    /// <exception cref="ArgumentException">What is set are rows: set their columns one by one.</exception>
    public DataFrame this[Series mask]
    {
        get => AreNames(mask) ? this[(string[])mask] : Take(Choose(mask, _index));
        set
        {
            if (!AreNames(mask))
            {
                throw new ArgumentException("Rows are set a column at a time: df.loc[mask, \"a\"] = 0.", nameof(mask));
            }
            this[(string[])mask] = value;
        }
    }

    /// <summary>Some rows by position, Python's <c>df[:5]</c>.</summary>
    /// <param name="rows">Positions of the rows, such as ..5.</param>
    public DataFrame this[Range rows] => iloc[rows];

    /// <summary>The first rows.</summary>
    /// <param name="n">How many; a negative number: all but so many.</param>
    public DataFrame head(int n = 5) => Slice(0, Math.Clamp(n < 0 ? shape.rows + n : n, 0, shape.rows));

    /// <summary>The last rows.</summary>
    /// <param name="n">How many; a negative number: all but so many.</param>
    public DataFrame tail(int n = 5) => Math.Clamp(n < 0 ? shape.rows + n : n, 0, shape.rows) is var count
        ? Slice(shape.rows - count, count)
        : this;

    /// <summary>The frame by itself: what is set in one is not set in the other.</summary>
    public DataFrame copy() => new([.. _cells], _names, _index);

    /// <summary>Columns by name: <c>foreach (var (name, column) in df.items())</c>.</summary>
    public IEnumerable<(string name, Series column)> items() => Places.ListAll(_cells.Length).Select(i => (_names[i], GetColumn(i)));

    /// <summary>Rows by label: <c>foreach (var (label, row) in df.iterrows())</c>.</summary>
    public IEnumerable<(Scalar label, Series row)> iterrows() => Places.ListAll(shape.rows).Select(i => (_index[i], GetRow(i)));

    /// <summary>The values as an array of a dtype, shape (rows, columns).</summary>
    /// <param name="dtype">NumPy's name, "float32" for instance; null: that of values.</param>
    public NDArray to_numpy(string? dtype = null) => Frames.ToArray(_cells, _names, dtype is null ? null : NumberType.Parse(dtype));

    /// <inheritdoc/>
    public override NDArray AsArray() => values;

    /// <summary>The values: a frame goes wherever an array goes.</summary>
    public static implicit operator NDArray(DataFrame frame) => frame.values;

    /// <summary>An array in the place of columns: <c>df[cols] = scaler.fit_transform(df[cols]);</c></summary>
    /// <exception cref="ArgumentException">The array does not have two axes.</exception>
    public static implicit operator DataFrame(NDArray array) => new(array);

    /// <summary>The frame as pandas prints it on a screen of 80 columns: at most 60 rows, and as many columns as fit.</summary>
    public override string ToString() => FrameText.Of(this);

    /// <summary>The whole frame as a table.</summary>
    /// <param name="index">Whether the rows' labels stand before them.</param>
    public string to_string(bool index = true) => FrameText.WriteWhole(this, index);

    IEnumerator<KeyValuePair<string, Array>> IEnumerable<KeyValuePair<string, Array>>.GetEnumerator() =>
        Places.ListAll(_cells.Length).Select(i => KeyValuePair.Create(_names[i], GetColumn(i).ToNetArray())).GetEnumerator();

    System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() =>
        ((IEnumerable<KeyValuePair<string, Array>>)this).GetEnumerator();

    int IRows<DataFrame>.Rows => shape.rows;

    DataFrame IRows<DataFrame>.TakeSome(int[] rows) => Take(rows);

    internal Column[] Cells => _cells;

    internal Series GetColumn(int column) => new Series(_cells[column], _index, _names[column]).Of(this);

    /// <summary>A row as a column, labelled by the columns' names.</summary>
    internal Series GetRow(int row)
    {
        var names = new Labels(ColumnOf.FromArray((string[])_names));
        object? label = _index.GetValue(row);
        string? name = label is null ? null : new Scalar(label).ToString();
        if (_cells.Length > 0 && Array.TrueForAll(_cells, c => c.IsNumber) && (_cells.All(c => c.IsBool) || !_cells.Any(c => c.IsBool)))
        {
            return new(ColumnOf.FromFlat(Frames.ToArray([.. _cells.Select(c => c.Slice(row, 1))], _names, null).reshape(-1)), names, name);
        }
        object?[] values = [.. _cells.Select(c => c.IsMissing(row) && !c.IsText ? double.NaN : c[row])];
        return new(Array.TrueForAll(_cells, c => c.IsDate) ? DateColumn.From(values) : new ObjectColumn(values), names, name);
    }

    internal DataFrame Select(int[] columns) => new([.. columns.Select(c => _cells[c])], [.. columns.Select(c => _names[c])], _index);

    internal DataFrame Slice(int start, int count) => start == 0 && count == shape.rows
        ? copy()
        : new([.. _cells.Select(c => c.Slice(start, count))], _names, _index.Slice(start, count));

    /// <summary>Some rows, in that order.</summary>
    internal DataFrame Take(int[] rows) => new(Frames.Take(_cells, rows), _names, _index.Take(rows));

    /// <summary>The rows that a condition chooses.</summary>
    internal static int[] Choose(Series mask, Labels rows)
    {
        if (mask.Cells is not Cells<bool> && !(mask.Cells.IsText && mask.Cells.ToObjects().All(v => v is bool)))
        {
            throw new ArgumentException("A condition must be bool, a comparison for instance. Received: dtype "
                + $"{mask.dtype}.{(mask.Cells.ToObjects().Any(v => v is double.NaN) ? " It holds missing values: "
                + "fillna(false) first." : "")}");
        }
        Column truths = mask.TakeFor(rows);
        return [.. Places.ListAll(truths.Length).Where(i => truths[i] is true)];
    }

    private static bool AreNames(Series list) => list.Cells.IsText && list.size > 0 && list.Cells.ToObjects().All(v => v is string);

    internal static string[] Number(int count) => [.. Enumerable.Range(0, count).Select(i => i.ToString(CultureInfo.InvariantCulture))];

    /// <summary>Becomes another frame: what <c>inplace</c> does.</summary>
    private DataFrame Finish(DataFrame result, bool inplace)
    {
        if (!inplace) { return result; }
        (_cells, _names, _index) = (result._cells, result._names, result._index);
        return this;
    }

    /// <summary>The rows that a new column is for: a frame without columns has those of its first one.</summary>
    private Labels ReadRows(Series value)
    {
        if (_cells.Length == 0 && _index.Count == 0 && !value.Repeats) { _index = value.index; }
        return _index;
    }

    /// <summary>Sets a column, or adds it on the right.</summary>
    internal void Set(string name, Column column)
    {
        if (column.Length != shape.rows)
        {
            throw new ArgumentException($"Length of values ({column.Length}) does not match length of index ({shape.rows})");
        }
        if (_names.Has(name))
        {
            _cells = [.. _cells];
            _cells[_names.FindPlace(name)] = column;
            return;
        }
        (_cells, _names) = ([.. _cells, column], new ColumnNames([.. _names, name]));
    }

    private static Column[] Check(NDArray data, string[]? columns)
    {
        if (data.ndim != 2) { throw new ArgumentException($"Must pass 2-d input. Received: shape={Buffers.WriteText(data)}.",
            nameof(data)); }
        if (columns is not null && columns.Length != data.shape[1])
        {
            throw new ArgumentException($"columns must name every column. Received: {columns.Length} names for "
                + $"shape={Buffers.WriteText(data)}.",
                nameof(columns));
        }
        return ColumnOf.FromBlock(data);
    }
}
