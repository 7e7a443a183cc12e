namespace KerasDigits.Notebook;

/// <summary>pandas' <c>iloc</c> with C#'s ranges: <c>[:, :-1]</c> is <c>[.., ..^1]</c>.</summary>
public readonly struct ILocator
{
    private readonly DataFrame _frame;

    internal ILocator(DataFrame frame) => _frame = frame;

    /// <summary>Some rows.</summary>
    public DataFrame this[Range rows] => this[rows, Range.All];

    /// <summary>Some rows of some columns. Ends beyond the frame are cut off, as in Python.</summary>
    public DataFrame this[Range rows, Range columns]
    {
        get
        {
            (int first, int count) = Cut(rows, _frame.shape.rows);
            (int left, int width) = Cut(columns, _frame.shape.columns);
            return _frame.Select(first, count, [.. Enumerable.Range(left, width)]);
        }
    }

    /// <summary>Some rows of one column.</summary>
    /// <exception cref="IndexOutOfRangeException">There is no such column.</exception>
    public Series this[Range rows, Index column]
    {
        get
        {
            (int first, int count) = Cut(rows, _frame.shape.rows);
            Series whole = _frame.Column(Place(column, _frame.shape.columns));
            return new Series(whole.Values.Slice(first, count).ToArray(), whole.name, whole.Words) { Type = whole.Type };
        }
    }

    /// <summary>One value.</summary>
    /// <exception cref="IndexOutOfRangeException">There is no such row or column.</exception>
    public double this[Index row, Index column]
    {
        get
        {
            int place = Place(column, _frame.shape.columns);
            return _frame.Words(place) is null ? _frame.Row(Place(row, _frame.shape.rows))[place] : throw TextColumns.NotNumbers(_frame.columns[place]);
        }
    }

    private static int Place(Index index, int length)
    {
        int place = index.GetOffset(length);
        return place >= 0 && place < length ? place : throw new IndexOutOfRangeException($"single positional indexer is out-of-bounds: {index} of {length}.");
    }

    private static (int Start, int Count) Cut(Range range, int length)
    {
        int start = Math.Clamp(range.Start.GetOffset(length), 0, length);
        int end = Math.Clamp(range.End.GetOffset(length), 0, length);
        return (start, Math.Max(0, end - start));
    }
}
