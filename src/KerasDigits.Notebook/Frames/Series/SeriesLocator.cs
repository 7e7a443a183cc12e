using KerasDigits.Notebook.Pandas;
using NumSharp;

namespace KerasDigits.Notebook;

/// <summary>pandas' <c>iloc</c> of one column.</summary>
public readonly struct SeriesLocator
{
    private readonly Series _series;

    internal SeriesLocator(Series series) => _series = series;

    /// <summary>One value.</summary>
    /// <param name="row">Position of the row, from 0, or from the end with ^.</param>
    /// <exception cref="IndexOutOfRangeException">There is no such row.</exception>
    public Scalar this[Index row] => new(_series.Cells[Places.ResolveOne(row, _series.size)]);

    /// <summary>Some values in a row.</summary>
    /// <param name="rows">Positions of the rows, such as ..5.</param>
    public Series this[Range rows] => Places.Cut(rows, _series.size) is var (start, count) ? _series.Slice(start, count) : _series;

    /// <inheritdoc cref="this[Index]"/>
    public Scalar this[int row] => this[row < 0 ? ^-row : (Index)row];

    /// <summary>Values in an order.</summary>
    /// <param name="rows">Positions of the rows; negative ones count from the end.</param>
    public Series this[int[] rows] => _series.Take(Places.ResolveMany(rows, _series.size));

    /// <inheritdoc cref="this[int[]]"/>
    public Series this[NDArray rows] => this[Places.Of(rows)];
}

/// <summary>pandas' <c>loc</c> of one column.</summary>
public readonly struct SeriesLabelLocator
{
    private readonly Series _series;

    internal SeriesLabelLocator(Series series) => _series = series;

    /// <summary>The value at a label.</summary>
    /// <param name="label">Label of the row.</param>
    /// <exception cref="KeyNotFoundException">No row has the label.</exception>
    public Scalar this[string label] => _series[label];

    /// <inheritdoc cref="this[string]"/>
    public Scalar this[int label] => new(_series.Cells[_series.index.FindRows((long)label)[0]]);

    /// <summary>
    /// The values from one label to another, both included, Python's <c>s.loc["a":"c"]</c>; null stands for the first and the last. Of
    /// times also parts: <c>("2020-01", "2020-02")</c>.
    /// </summary>
    /// <param name="labels">First and last label; null: from the first, or to the last.</param>
    public Series this[(string? first, string? last) labels] => _series.Take(_series.index.FindBetween(labels.first, labels.last));

    /// <summary>The values of some labels.</summary>
    /// <param name="labels">Labels of rows, in the order wanted.</param>
    public Series this[string[] labels] => _series.Label(labels);

    /// <summary>The values where a condition holds.</summary>
    /// <param name="mask">Booleans, one for each row.</param>
    public Series this[Series mask] => _series[mask];
}
