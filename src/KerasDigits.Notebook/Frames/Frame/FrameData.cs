using NumSharp;

namespace KerasDigits.Notebook.Pandas;

/// <summary>
/// What a frame is made of: an array, columns by name — <c>new() { ["a"] = [1, 2], ["b"] = ["x", "y"] }</c> — or a column.
/// </summary>
public sealed class FrameData
{
    private readonly List<KeyValuePair<string, Series>> _columns = [];
    private (Column[] Cells, string[] Names, Labels Index)? _made;

    /// <summary>A column: a list, an array, a column, or one value for all rows.</summary>
    /// <param name="name">Name of the column.</param>
    public Series this[string name]
    {
        set => _columns.Add(KeyValuePair.Create(name, value));
    }

    /// <summary>An array of shape (rows, columns) or (rows,).</summary>
    /// <exception cref="ArgumentException">The array does not have two axes.</exception>
    public static implicit operator FrameData(NDArray array)
    {
        NDArray table = array.ndim == 1 ? array.reshape(-1, 1) : array;
        if (table.ndim != 2) { throw new ArgumentException($"Must pass 2-d input. Received: shape={Buffers.WriteText(array)}."); }
        return new() { _made = (ColumnOf.FromBlock(table), DataFrame.Number(checked((int)table.shape[1])),
            new Labels(checked((int)table.shape[0]))) };
    }

    /// <summary>Rows of .NET: <c>double[,]</c>, <c>object[,]</c>, or one column.</summary>
    /// <exception cref="ArgumentException">The array does not have two axes.</exception>
    public static implicit operator FrameData(Array array)
    {
        if (array.Rank == 1) { return (Series)array; }
        if (array.Rank != 2) { throw new ArgumentException($"Must pass 2-d input. Received: an array of rank {array.Rank}."); }
        Column[] cells = [.. Enumerable.Range(0, array.GetLength(1))
            .Select(c => ColumnOf.FromObjects([.. Enumerable.Range(0, array.GetLength(0)).Select(r => array.GetValue(r, c))]))];
        return new() { _made = (cells, DataFrame.Number(cells.Length), new Labels(array.GetLength(0))) };
    }

    /// <summary>One column.</summary>
    public static implicit operator FrameData(Series column) => new() { _made = ([column.Cells], [column.name ?? "0"], column.index) };

    /// <summary>One column.</summary>
    public static implicit operator FrameData(List<double> column) => (Series)column;

    /// <summary>A frame.</summary>
    public static implicit operator FrameData(DataFrame frame) => new() { _made = (frame.Cells, frame.columns, frame.index) };

    internal Column[] Cells => Made.Cells;

    internal string[] Names => Made.Names;

    internal Labels Index => Made.Index;

    private (Column[] Cells, string[] Names, Labels Index) Made => _made ??= JoinSeries(_columns, null);

    /// <summary>Columns by name.</summary>
    /// <param name="columns">The columns, of one length.</param>
    /// <param name="index">The rows' labels; null: those of the columns, or numbers.</param>
    internal static FrameData Of(IEnumerable<KeyValuePair<string, Series>> columns, Labels? index) =>
        new() { _made = JoinSeries([.. columns], index) };

    /// <summary>The same with names and labels of its own, as <c>pd.DataFrame(data, columns=, index=)</c> takes them.</summary>
    internal FrameData With(string[]? columns, Labels? index)
    {
        if (_columns.Count > 0)
        {
            var (cells, names, labels) = JoinSeries(_columns, index);
            return columns is null
                ? new() { _made = (cells, names, labels) }
                : new() { _made =
                    ([.. columns.Select(c => Array.IndexOf(names, c) is >= 0 and int at
                        ? cells[at]
                        : new ObjectColumn([.. Enumerable.Repeat(ObjectColumn.NaN, labels.Count)]))], columns, labels) };
        }
        if (_made is null)
        {
            return new() { _made = ([.. (columns ?? []).Select(_ => new ObjectColumn([]))], columns ?? [], index ?? new Labels(0)) };
        }
        if (columns is not null && columns.Length != Cells.Length)
        {
            throw new ArgumentException($"{columns.Length} columns passed, passed data had {Cells.Length} columns");
        }
        if (index is not null && index.Count != Index.Count)
        {
            throw new ArgumentException($"Shape of passed values is ({Index.Count}, {Cells.Length}), indices imply ({index.Count}, "
                + $"{Cells.Length})");
        }
        return new() { _made = (Cells, columns ?? Names, index ?? Index) };
    }

    private static (Column[] Cells, string[] Names, Labels Index) JoinSeries(List<KeyValuePair<string, Series>> columns, Labels? index)
    {
        Labels rows = index ?? FindCommon(columns);
        foreach (var (name, column) in columns)
        {
            if (!column.Repeats && !column.HasLabels && column.size != rows.Count)
            {
                throw new ArgumentException($"All arrays must be of the same length. Received: '{name}' of length {column.size}; the "
                    + $"others have {rows.Count}.", nameof(columns));
            }
        }
        return ([.. columns.Select(c => c.Value.TakeFor(rows))], [.. columns.Select(c => c.Key)], rows);
    }

    private static Labels FindCommon(List<KeyValuePair<string, Series>> columns)
    {
        Labels? rows = null;
        foreach (Series column in columns.Select(c => c.Value).Where(c => c.HasLabels))
        {
            rows = rows is null || rows.IsSame(column.index) ? rows ?? column.index : rows.Union(column.index);
        }
        if (rows is not null) { return rows; }
        Series? first = columns.Select(c => c.Value).FirstOrDefault(c => !c.Repeats);
        if (first is null && columns.Count > 0) { throw new ArgumentException("If using all scalar values, you must pass an index"); }
        return new Labels(first?.size ?? 0);
    }
}
