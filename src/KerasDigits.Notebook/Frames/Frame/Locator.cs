using KerasDigits.Notebook.Pandas;

namespace KerasDigits.Notebook;

/// <summary>
/// pandas' <c>loc</c>: rows by label, list of labels, range of labels (both ends belong to it) or condition; columns by name.
/// </summary>
public sealed class Locator
{
    private readonly DataFrame _frame;

    internal Locator(DataFrame frame) => _frame = frame;

    /// <summary>The row with a label.</summary>
    /// <param name="label">Label of the row.</param>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public Series this[int label] => _frame.GetRow(_frame.index.FindRows((long)label)[0]);

    /// <inheritdoc cref="this[int]"/>
    public Series this[string label] => _frame.GetRow(_frame.index.FindRows(label)[0]);

    /// <summary>The rows from one label to another, both included.</summary>
    /// <param name="labels">First and last label.</param>
    public DataFrame this[Range labels] => _frame.Take(FindBetween(labels));

    /// <summary>
    /// The rows from one label to another, both included, Python's <c>df.loc["a":"c"]</c>; null stands for the first and the last. Of times
    /// also parts: <c>("2020-01", "2020-02")</c> is all of January and February.
    /// </summary>
    /// <param name="labels">First and last label; null: from the first, or to the last.</param>
    public DataFrame this[(string? first, string? last) labels] => _frame.Take(_frame.index.FindBetween(labels.first, labels.last));

    /// <summary>A column in the rows from one label to another, both included.</summary>
    /// <param name="labels">First and last label; null: from the first, or to the last.</param>
    /// <param name="column">Name of the column.</param>
    public Series this[(string? first, string? last) labels, string column]
    {
        get => _frame[column].Take(_frame.index.FindBetween(labels.first, labels.last));
        set => Write(_frame, column, _frame.index.FindBetween(labels.first, labels.last), value);
    }

    /// <summary>Some columns in the rows from one label to another.</summary>
    /// <param name="labels">First and last label; null: from the first, or to the last.</param>
    /// <param name="columns">Names of the columns.</param>
    public DataFrame this[(string? first, string? last) labels, string[] columns] =>
        _frame[columns].Take(_frame.index.FindBetween(labels.first, labels.last));

    /// <summary>The rows with some labels.</summary>
    /// <param name="labels">Labels of rows, in the order wanted.</param>
    public DataFrame this[string[] labels] => _frame.Take(FindLabelled(labels));

    /// <inheritdoc cref="this[string[]]"/>
    public DataFrame this[int[] labels] => _frame.Take(FindLabelled(labels));

    /// <summary>The rows where a condition holds.</summary>
    /// <param name="mask">Booleans, one for each row.</param>
    public DataFrame this[Series mask] => _frame[mask];

    /// <summary>One value.</summary>
    /// <param name="label">Label of the row.</param>
    /// <param name="column">Name of the column.</param>
    public Scalar this[int label, string column]
    {
        get => new(_frame[column].Cells[_frame.index.FindRows((long)label)[0]]);
        set => Put((long)label, column, value);
    }

    /// <summary>One value.</summary>
    /// <param name="label">Label of the row.</param>
    /// <param name="column">Name of the column.</param>
    public Scalar this[string label, string column]
    {
        get => new(_frame[column].Cells[_frame.index.FindRows(label)[0]]);
        set => Put(label, column, value);
    }

    /// <summary>Some columns of one row.</summary>
    /// <param name="label">Label of the row.</param>
    /// <param name="columns">Names of the columns.</param>
    public Series this[int label, string[] columns] => _frame[columns].loc[label];

    /// <summary>A column in the rows where a condition holds; setting it changes only those.</summary>
    /// <param name="mask">Booleans, one for each row.</param>
    /// <param name="column">Name of the column.</param>
    public Series this[Series mask, string column]
    {
        get => _frame[column][mask];
        set => Write(_frame, column, DataFrame.Choose(mask, _frame.index), value);
    }

    /// <summary>Some columns in the rows where a condition holds.</summary>
    /// <param name="mask">Booleans, one for each row.</param>
    /// <param name="columns">Names of the columns.</param>
    public DataFrame this[Series mask, string[] columns] => _frame[columns][mask];

    /// <summary>A column in the rows from one label to another, both included.</summary>
    /// <param name="labels">First and last label.</param>
    /// <param name="column">Name of the column.</param>
    public Series this[Range labels, string column]
    {
        get => _frame[column].Take(FindBetween(labels));
        set => Write(_frame, column, FindBetween(labels), value);
    }

    /// <summary>Some columns in the rows from one label to another.</summary>
    /// <param name="labels">First and last label.</param>
    /// <param name="columns">Names of the columns.</param>
    public DataFrame this[Range labels, string[] columns] => _frame[columns].Take(FindBetween(labels));

    /// <summary>
    /// Writes values into some rows of a column; a dtype that cannot hold them becomes one that can, and a column that is not there is
    /// added.
    /// </summary>
    internal static void Write(DataFrame frame, string column, int[] rows, Series value)
    {
        Column old = frame.columns.Has(column)
            ? frame[column].Cells
            : new Cells<double>([.. Enumerable.Repeat(double.NaN, frame.shape.rows)]);
        frame.Set(column, WriteInto(old, column, rows, value.TakeFor(frame.index.Take(rows))));
    }

    /// <summary>A column with other values in some rows.</summary>
    internal static Column WriteInto(Column old, string? column, int[] rows, Column given)
    {
        if (old.IsNumber && given.IsNumber && (old.IsFloat || !given.IsFloat) && old.IsBool == given.IsBool)
        {
            double[] numbers = old.ToDoubles(column), others = given.ToDoubles(column);
            for (int i = 0; i < rows.Length; i++) { numbers[rows[i]] = others[i]; }
            return ColumnOf.Cast(new Cells<double>(numbers), old.DType, column);
        }
        object?[] all = old.ToObjects();
        for (int i = 0; i < rows.Length; i++) { all[rows[i]] = given[i]; }
        return old.IsText ? new ObjectColumn(all) : ColumnOf.FromObjects(all);
    }

    private void Put(object label, string column, Scalar value)
    {
        if (_frame.index.Has(label)) { Write(_frame, column, [.. _frame.index.FindRows(label)], value); }
        else
        {
            throw new KeyNotFoundException($"A label must be one of the index's. Received: {PythonText.FormatRepr(label)}. pd.concat "
                + "adds rows.");
        }
    }

    private int[] FindLabelled<T>(T[] labels)
    {
        Labels index = _frame.index;
        return [.. labels.SelectMany(l => index.FindRows(l is int number ? (long)number : l))];
    }

    private int[] FindBetween(Range labels)
    {
        Labels index = _frame.index;
        if (labels.Equals(Range.All)) { return Places.ListAll(index.Count); }
        int first = labels.Start.Equals(Index.Start) ? 0 : GetRow(labels.Start), last = labels.End.Equals(Index.End)
            ? index.Count - 1
            : GetRow(labels.End);
        return [.. Enumerable.Range(first, Math.Max(0, last + 1 - first))];

        int GetRow(Index label)
        {
            if (label.IsFromEnd) { throw new ArgumentException("loc takes labels, and ^ counts from the end: say iloc[..^1]."); }
            if (index.Has((long)label.Value)) { return index.FindRows((long)label.Value)[0]; }
            return index.AreNumbers ? label.Value >= index.Count
                ? index.Count - 1
                : throw new KeyNotFoundException($"{label.Value} is not a label of the index.")
                : throw new ArgumentException("The labels are not numbers: loc[..] takes ranges of numbers, loc[(\"a\", \"c\")] those from "
                    + "one label to another.");
        }
    }
}
