using KerasDigits.Notebook.Pandas;
using NumSharp;

namespace KerasDigits.Notebook;

/// <summary>pandas' <c>iloc</c> with C#'s ranges: <c>[:, :-1]</c> is <c>[.., ..^1]</c>.</summary>
public sealed class ILocator
{
    private readonly DataFrame _frame;

    internal ILocator(DataFrame frame) => _frame = frame;

    /// <summary>One row, labelled by the columns' names.</summary>
    /// <param name="row">Position of the row, from 0, or from the end with ^.</param>
    /// <exception cref="IndexOutOfRangeException">There is no such row.</exception>
    public Series this[Index row] => _frame.GetRow(Places.ResolveOne(row, _frame.shape.rows));

    /// <inheritdoc cref="this[Index]"/>
    public Series this[int row] => this[row < 0 ? ^-row : (Index)row];

    /// <summary>Some rows.</summary>
    /// <param name="rows">Positions of the rows, such as ..5.</param>
    public DataFrame this[Range rows] => Places.Cut(rows, _frame.shape.rows) is var (first, count) ? _frame.Slice(first, count) : _frame;

    /// <summary>Rows in an order.</summary>
    /// <param name="rows">Positions of the rows; negative ones count from the end.</param>
    public DataFrame this[int[] rows] => _frame.Take(Places.ResolveMany(rows, _frame.shape.rows));

    /// <inheritdoc cref="this[int[]]"/>
    [System.Runtime.CompilerServices.OverloadResolutionPriority(-1)] // a list written out is an array
    public DataFrame this[List<int> rows] => this[rows.ToArray()];

    /// <inheritdoc cref="this[int[]]"/>
    public DataFrame this[NDArray rows] => this[Places.Of(rows)];

    /// <summary>Some rows of some columns. Ends beyond the frame are cut off, as in Python.</summary>
    /// <param name="rows">Positions of the rows, such as ..5.</param>
    /// <param name="columns">Numbers of the columns, such as 1..3.</param>
    public DataFrame this[Range rows, Range columns] => Places.Cut(columns, _frame.shape.columns) is var (left, width)
        ? GetColumns([.. Enumerable.Range(left, width)]).iloc[rows]
        : _frame;

    /// <summary>Some rows of columns in an order.</summary>
    /// <param name="rows">Positions of the rows, such as ..5.</param>
    /// <param name="columns">Numbers of the columns, from 0.</param>
    public DataFrame this[Range rows, int[] columns] => GetColumns(columns).iloc[rows];

    /// <summary>Rows of some columns, in an order.</summary>
    /// <param name="rows">Positions of the rows; negative ones count from the end.</param>
    /// <param name="columns">Numbers of the columns, such as 1..3.</param>
    public DataFrame this[int[] rows, Range columns] => Places.Cut(columns, _frame.shape.columns) is var (left, width)
        ? GetColumns([.. Enumerable.Range(left, width)]).iloc[rows]
        : _frame;

    /// <summary>Some rows of one column.</summary>
    /// <param name="rows">Positions of the rows, such as ..5.</param>
    /// <param name="column">Number of the column, from 0, or from the end with ^.</param>
    /// <exception cref="IndexOutOfRangeException">There is no such column.</exception>
    public Series this[Range rows, Index column]
    {
        get => GetOne(column).iloc[rows];
        set
        {
            int place = Places.ResolveOne(column, _frame.shape.columns);
            (int first, int count) = Places.Cut(rows, _frame.shape.rows);
            Locator.Write(_frame, _frame.columns[place], [.. Enumerable.Range(first, count)], value);
        }
    }

    /// <summary>Some columns of one row.</summary>
    /// <param name="row">Position of the row, from 0, or from the end with ^.</param>
    /// <param name="columns">Numbers of the columns, such as 1..3.</param>
    public Series this[Index row, Range columns] => this[row].iloc[columns];

    /// <summary>One value.</summary>
    /// <param name="row">Position of the row, from 0, or from the end with ^.</param>
    /// <param name="column">Number of the column, from 0, or from the end with ^.</param>
    /// <exception cref="IndexOutOfRangeException">There is no such row or column.</exception>
    public Scalar this[Index row, Index column]
    {
        get => GetOne(column).iloc[row];
        set => Locator.Write(_frame, _frame.columns[Places.ResolveOne(column, _frame.shape.columns)],
            [Places.ResolveOne(row, _frame.shape.rows)], value);
    }

    private Series GetOne(Index column) => _frame.GetColumn(Places.ResolveOne(column, _frame.shape.columns));

    private DataFrame GetColumns(int[] columns) => _frame.Select(Places.ResolveMany(columns, _frame.shape.columns));
}
