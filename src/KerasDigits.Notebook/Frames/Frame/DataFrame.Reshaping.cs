using KerasDigits.Notebook.Pandas;

namespace KerasDigits.Notebook;

/// <content>Rows chosen by a string, and rows and columns that change places.</content>
public sealed partial class DataFrame
{
    /// <summary>The rows where a condition holds: <c>df.query("age > 30 and sex == 'm'")</c>.</summary>
    /// <param name="expr">Columns by their names (in backticks where they hold blanks), numbers, strings in quotes; comparisons, also
    /// chained, +, -, *, /, %, and, or, not, in, not in. A variable of the program goes in by C#'s own means:
    /// <c>$"age > {limit}"</c>.</param>
    /// <param name="inplace">Whether this frame changes.</param>
    /// <exception cref="ArgumentException">The text is not such a condition.</exception>
    /// <exception cref="KeyNotFoundException">It names a column that is not there.</exception>
    public DataFrame query(string expr, bool inplace = false) => Finish(this[Query.Of(this, expr)], inplace);

    /// <summary>A row for each value of a column and a column for each of another.</summary>
    /// <param name="index">The column that gives the rows' labels.</param>
    /// <param name="columns">The column that gives the columns' names.</param>
    /// <param name="values">The column that gives the values; NaN where there is none.</param>
    /// <exception cref="ArgumentException">There are two values for one place.</exception>
    public DataFrame pivot(string index, string columns, string values) => Pivoting.Pivot(this, [index], columns, values);

    /// <summary>A statistic for each value of a column, or pair of two.</summary>
    /// <param name="values">The columns that are counted; null: all others of numbers. One, where columns are given.</param>
    /// <param name="index">The columns that give the rows' labels; ArgumentException if null.</param>
    /// <param name="columns">The column that gives the columns' names; null: the values' names.</param>
    /// <param name="aggfunc">"mean", "sum", "count", "min", "max", "median", "std", "var", "first", "last" or "nunique".</param>
    /// <param name="fill_value">What stands where there is nothing; null: NaN.</param>
    /// <exception cref="ArgumentException">index is not given, or there are several values for columns.</exception>
    public DataFrame pivot_table(ColumnNames? values = null, ColumnNames? index = null, string? columns = null, string aggfunc = "mean",
        double? fill_value = null) =>
        Pivoting.MakeTable(this, values is null ? null : (string[])values, index
            ?? throw new ArgumentException("index must name the columns that give the rows' labels.", nameof(index)), columns, aggfunc,
            fill_value);

    /// <summary>A row for each value of some columns: their names in one column, their values in another.</summary>
    /// <param name="id_vars">Columns that stay; null: none.</param>
    /// <param name="value_vars">Columns that become rows; null: all others.</param>
    /// <param name="var_name">The column of names.</param>
    /// <param name="value_name">The column of values.</param>
    public DataFrame melt(ColumnNames? id_vars = null, ColumnNames? value_vars = null, string var_name = "variable",
        string value_name = "value") =>
        Pivoting.Melt(this, id_vars is null ? [] : id_vars, value_vars is null ? null : (string[])value_vars, var_name, value_name);
}
