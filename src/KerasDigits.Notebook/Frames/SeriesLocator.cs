namespace KerasDigits.Notebook;

/// <summary>pandas' <c>iloc</c> of one column.</summary>
public readonly struct SeriesLocator
{
    private readonly Series _series;

    internal SeriesLocator(Series series) => _series = series;

    /// <summary>One value.</summary>
    /// <exception cref="IndexOutOfRangeException">There is no such row.</exception>
    /// <exception cref="InvalidOperationException">The column is text.</exception>
    public double this[Index row]
    {
        get
        {
            if (_series.Words is not null) { throw TextColumns.NotNumbers(_series.name); }
            int place = row.GetOffset(_series.size);
            return place >= 0 && place < _series.size ? _series.Values[place] : throw new IndexOutOfRangeException($"single positional indexer is out-of-bounds: {row} of {_series.size}.");
        }
    }
}
