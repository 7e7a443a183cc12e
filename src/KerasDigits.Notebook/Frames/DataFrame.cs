using System.Globalization;
using NumSharp;

namespace KerasDigits.Notebook;

/// <summary>A table with named columns of float64 or text: what pandas' DataFrame is to a notebook of numbers. Its rows are numbered from 0.</summary>
/// <remarks>It enumerates as its columns by name, pandas' <c>items()</c>: what flow_from_dataframe takes.</remarks>
public sealed partial class DataFrame : IEnumerable<KeyValuePair<string, Array>>
{
    private double[] _values;
    private TextColumns _texts = TextColumns.None;
    private Dictionary<string, int> _places;
    private string[] _columns;

    /// <summary>A frame over the values of a 2-D array.</summary>
    /// <param name="data">Shape (rows, columns), any numeric dtype.</param>
    /// <param name="columns">One name per column; null numbers them.</param>
    public DataFrame(NDArray data, string[]? columns = null)
        : this(Checked(data, columns), checked((int)data.shape[0]), columns ?? Numbered(checked((int)data.shape[1])))
    {
    }

    /// <summary>A frame of columns by name, <c>pd.DataFrame({"a": …})</c>.</summary>
    /// <param name="data">Arrays of numbers or of text, equally long.</param>
    public DataFrame(Dictionary<string, Array> data)
        : this(TextColumns.Table(data, out TextColumns texts), data.Values.FirstOrDefault()?.Length ?? 0, [.. data.Keys], texts)
    {
    }

    internal DataFrame(double[] values, int rows, string[] columns, TextColumns? texts = null)
    {
        _values = values;
        _texts = texts ?? TextColumns.None;
        _columns = columns;
        shape = (rows, columns.Length);
        _places = PlacesOf(columns);
    }

    /// <summary>(rows, columns).</summary>
    public (int rows, int columns) shape { get; private set; }

    /// <summary>The columns' names, in order. New names are as many as the old.</summary>
    /// <exception cref="ArgumentException">There are more or fewer, or two are the same.</exception>
    public IReadOnlyList<string> columns
    {
        get => _columns;
        set
        {
            if (value.Count != _columns.Length) { throw new ArgumentException($"Length mismatch: Expected axis has {_columns.Length} elements, new values have {value.Count} elements", nameof(value)); }
            string[] names = [.. value];
            _places = PlacesOf(names);
            _texts = _texts.Renamed(_columns, names);
            _columns = names;
        }
    }

    /// <summary>The rows' numbers, from 0.</summary>
    public Series index => new([.. Enumerable.Range(0, shape.rows).Select(i => (double)i)], "index") { Type = NPTypeCode.Int64 };

    /// <summary>A copy of all values, float64 unless astype chose another dtype, shape (rows, columns).</summary>
    /// <exception cref="InvalidOperationException">There is a column of text.</exception>
    public NDArray values
    {
        get
        {
            _texts.Refuse(columns);
            NDArray all = Buffers.Array<double>(_values, NPTypeCode.Double, shape.rows, shape.columns);
            return Type == NPTypeCode.Double ? all : all.astype(Type);
        }
    }

    /// <summary>Selection by position: <c>df.iloc[.., ..^1]</c> is Python's <c>df.iloc[:, :-1]</c>, <c>df.iloc[.., ^1]</c> its <c>df.iloc[:, -1]</c>.</summary>
    public ILocator iloc => new(this);

    /// <summary>One column by its name.</summary>
    /// <exception cref="KeyNotFoundException">No column has that name.</exception>
    public Series this[string column]
    {
        get => Column(Place(column));
        set => Set(column, value.Words is null ? value.Values.ToArray() : throw TextColumns.NotNumbers(value.name));
    }

    /// <summary>One column of a frame without names, by its number: <c>train_set[0]</c>.</summary>
    /// <exception cref="KeyNotFoundException">No column has that name.</exception>
    public Series this[int column] => this[column.ToString(CultureInfo.InvariantCulture)];

    /// <summary>Some columns by their names, in that order. Setting them takes the other frame's values column by column, whatever their names.</summary>
    /// <exception cref="KeyNotFoundException">No column has one of the names.</exception>
    /// <exception cref="ArgumentException">The frame that is set has another number of rows or columns.</exception>
    public DataFrame this[string[] names]
    {
        get => Select(0, shape.rows, [.. names.Select(Place)]);
        set
        {
            if (value.shape != (shape.rows, names.Length)) { throw new ArgumentException($"The frame must have shape {(shape.rows, names.Length)}. Received: shape={value.shape}.", nameof(value)); }
            // All are read before one is set: the frame may be a part of this one.
            double[][] read = [.. value.Everything().Select(c => value.Words(c) is null ? value.Column(c).Values.ToArray() : throw TextColumns.NotNumbers(value._columns[c]))];
            foreach (string name in names) { _ = Place(name); }
            for (int i = 0; i < names.Length; i++) { Set(names[i], read[i]); }
        }
    }

    /// <summary>The first rows.</summary>
    public DataFrame head(int n = 5) => Select(0, Math.Clamp(n < 0 ? shape.rows + n : n, 0, shape.rows), Everything());

    /// <summary>The last rows.</summary>
    public DataFrame tail(int n = 5)
    {
        int count = Math.Clamp(n < 0 ? shape.rows + n : n, 0, shape.rows);
        return Select(shape.rows - count, count, Everything());
    }

    /// <summary>The frame without some columns: <c>df.drop("id")</c>, <c>df.drop(columns: ["id", "name"])</c>.</summary>
    public DataFrame drop(params string[] columns)
    {
        var gone = columns.Select(Place).ToHashSet();
        return Select(0, shape.rows, [.. Everything().Where(c => !gone.Contains(c))]);
    }

    /// <summary>The values as an array of a dtype, shape (rows, columns).</summary>
    /// <param name="dtype">NumPy's name, "float32" for instance; null: that of values.</param>
    public NDArray to_numpy(string? dtype = null) => dtype is null ? values : values.astype(np.dtype(dtype).typecode);

    /// <summary>count, mean, std, min, quartiles and max of every column, as pandas computes them: NaN left out, std over n - 1.</summary>
    public Summary describe() => Summary.Of(_texts.IsNone ? this : this[[.. columns.Where(c => !_texts.Has(c))]]);

    /// <summary>Writes the frame as CSV, the shortest text that reads back as the same numbers; whole numbers without a point.</summary>
    /// <param name="path_or_buf">The file; it appears whole or not at all.</param>
    /// <param name="sep">Between fields.</param>
    /// <param name="header">Whether a first line holds the names.</param>
    /// <param name="index">Whether a first column holds the rows' numbers.</param>
    public void to_csv(string path_or_buf, char sep = ',', bool header = true, bool index = true) => CsvWriter.Write(this, path_or_buf, sep, header, index);

    /// <summary>The first and last rows as a table.</summary>
    public override string ToString() => TableText.Of(this);

    /// <summary>The values: a frame goes wherever an array goes.</summary>
    public static implicit operator NDArray(DataFrame frame) => frame.values;

    internal ReadOnlySpan<double> Row(int row) => _values.AsSpan(row * shape.columns, shape.columns);

    internal static string[] Numbered(int count) => [.. Enumerable.Range(0, count).Select(i => i.ToString(CultureInfo.InvariantCulture))];

    internal Series Column(int column)
    {
        var picked = new double[shape.rows];
        for (int i = 0; i < picked.Length; i++) { picked[i] = _values[(i * shape.columns) + column]; }
        return new Series(picked, columns[column], _texts.Words(columns[column])) { Type = Type };
    }

    internal DataFrame Select(int start, int count, int[] picked)
    {
        var result = new double[count * picked.Length];
        int to = 0;
        for (int row = start; row < start + count; row++)
        {
            ReadOnlySpan<double> from = Row(row);
            foreach (int column in picked) { result[to++] = from[column]; }
        }
        return new DataFrame(result, count, [.. picked.Select(c => columns[c])], _texts) { Type = Type };
    }

    /// <summary>Some rows, in that order.</summary>
    internal DataFrame Take(int[] rows)
    {
        var taken = new double[checked(rows.Length * shape.columns)];
        for (int i = 0; i < rows.Length; i++) { Row(rows[i]).CopyTo(taken.AsSpan(i * shape.columns)); }
        return new DataFrame(taken, rows.Length, [.. _columns], _texts) { Type = Type };
    }

    /// <summary>The words of a column of text, of which its values are numbers; null for numbers.</summary>
    internal string[]? Words(int column) => _texts.Words(columns[column]);

    IEnumerator<KeyValuePair<string, Array>> IEnumerable<KeyValuePair<string, Array>>.GetEnumerator() =>
        Everything().Select(i => KeyValuePair.Create(columns[i], Column(i).Array())).GetEnumerator();

    System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => ((IEnumerable<KeyValuePair<string, Array>>)this).GetEnumerator();

    internal int[] Everything() => [.. Enumerable.Range(0, shape.columns)];

    /// <summary>Sets a column, or adds it on the right.</summary>
    private void Set(string name, double[] column)
    {
        if (column.Length != shape.rows) { throw new ArgumentException($"Length of values ({column.Length}) does not match length of index ({shape.rows})"); }
        if (!_places.TryGetValue(name, out int place))
        {
            (int rows, int width) = shape;
            var wider = new double[checked(rows * (width + 1))];
            for (int i = 0; i < rows; i++) { _values.AsSpan(i * width, width).CopyTo(wider.AsSpan(i * (width + 1))); }
            (_values, _columns, shape, place) = (wider, [.. _columns, name], (rows, width + 1), width);
            _places = PlacesOf(_columns);
        }
        _texts = _texts.Without(name);
        for (int i = 0; i < column.Length; i++) { _values[(i * shape.columns) + place] = column[i]; }
    }

    private static Dictionary<string, int> PlacesOf(string[] columns)
    {
        var places = new Dictionary<string, int>(columns.Length);
        for (int i = 0; i < columns.Length; i++)
        {
            if (!places.TryAdd(columns[i], i)) { throw new ArgumentException($"Column names must differ. Received twice: '{columns[i]}'."); }
        }
        return places;
    }

    private int Place(string name) => _places.TryGetValue(name, out int place)
        ? place
        : throw new KeyNotFoundException($"A column must be one of the frame's. Received: '{name}'. There are: {string.Join(", ", columns.Take(20))}{(columns.Count > 20 ? ", …" : "")}.");

    private static double[] Checked(NDArray data, string[]? columns)
    {
        if (data.ndim != 2) { throw new ArgumentException($"Must pass 2-d input. Received: shape={Buffers.Text(data)}.", nameof(data)); }
        if (columns is not null && columns.Length != data.shape[1])
        {
            throw new ArgumentException($"columns must name every column. Received: {columns.Length} names for shape={Buffers.Text(data)}.", nameof(columns));
        }
        return Buffers.Doubles(data);
    }
}
