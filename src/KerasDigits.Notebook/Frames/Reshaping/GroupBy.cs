using System.Collections;
using System.Runtime.CompilerServices;

namespace KerasDigits.Notebook.Pandas;

/// <summary>A frame's rows in groups: <c>df.groupby("a").mean()</c>, <c>foreach (var (key, rows) in df.groupby("a"))</c>.</summary>
public class GroupBy : IEnumerable<(Scalar key, DataFrame rows)>
{
    private readonly DataFrame _frame;
    private readonly Groups _groups;
    private readonly bool _asIndex;

    private protected Groups Groups => _groups;

    internal GroupBy(DataFrame frame, Groups groups, bool asIndex = true) => (_frame, _groups, _asIndex) = (frame, groups, asIndex);

    /// <summary>One column in the groups.</summary>
    /// <param name="column">Name of the column.</param>
    public SeriesGroupBy this[string column] => new(_groups, _frame[column], _asIndex);

    /// <summary>Some columns in the groups.</summary>
    /// <param name="columns">Names of the columns.</param>
    public GroupBy this[string[] columns] =>
        new(_frame[(string[])[.. _groups.Names.OfType<string>().Except(columns), .. columns]], _groups, _asIndex);

    /// <summary>The number of groups.</summary>
    public int ngroups => _groups.Rows.Length;

    /// <summary>The rows' labels of each group.</summary>
    public Dictionary<Scalar, Labels> groups =>
        Places.ListAll(ngroups).ToDictionary(g => _groups.Labels[g], g => _frame.index.Take(_groups.Rows[g]));

    /// <summary>Sums of each group's columns of numbers.</summary>
    /// <inheritdoc cref="min(bool)"/>
    public DataFrame sum(bool numeric_only = false) => ApplyToEach(IsNumber, "sum");

    /// <summary>Means.</summary>
    /// <inheritdoc cref="min(bool)"/>
    public DataFrame mean(bool numeric_only = false) => ApplyToEach(IsNumber, "mean");

    /// <summary>Middle values.</summary>
    /// <inheritdoc cref="min(bool)"/>
    public DataFrame median(bool numeric_only = false) => ApplyToEach(IsNumber, "median");

    /// <summary>Standard deviations over n − 1.</summary>
    /// <inheritdoc cref="min(bool)"/>
    public DataFrame std(bool numeric_only = false) => ApplyToEach(IsNumber, "std");

    /// <summary>Variances over n − 1.</summary>
    /// <inheritdoc cref="min(bool)"/>
    public DataFrame var(bool numeric_only = false) => ApplyToEach(IsNumber, "var");

    /// <summary>Smallest values.</summary>
    /// <param name="numeric_only">Whether columns of strings and times are left out where pandas would take them in; statistics that need
    /// numbers take no others anyway.</param>
    public DataFrame min(bool numeric_only = false) => ApplyToEach(c => !numeric_only || c.IsNumber, "min");

    /// <summary>Largest values.</summary>
    /// <inheritdoc cref="min(bool)"/>
    public DataFrame max(bool numeric_only = false) => ApplyToEach(c => !numeric_only || c.IsNumber, "max");

    /// <summary>The first value of each group that is not missing.</summary>
    public DataFrame first() => ApplyToEach(_ => true, "first");

    /// <summary>Last values that are not missing.</summary>
    public DataFrame last() => ApplyToEach(_ => true, "last");

    /// <summary>How many values are not missing.</summary>
    public DataFrame count() => ApplyToEach(_ => true, "count");

    /// <summary>How many different values there are.</summary>
    public DataFrame nunique() => ApplyToEach(_ => true, "nunique");

    /// <summary>A statistic by its name.</summary>
    /// <param name="func">Name of the statistic: "mean", "sum", "min", "max", "median", "std", "count", "nunique" …</param>
    public DataFrame agg(string func) =>
        ApplyToEach(func is "min" or "max" or "first" or "last" or "count" or "nunique" ? _ => true : IsNumber, func);

    /// <summary>
    /// A statistic for each of some columns, <c>agg(new() { ["age"] = "mean", ["fare"] = "max" })</c>, or under other names
    /// <c>agg(new() { ["oldest"] = ("age", "max") })</c>.
    /// </summary>
    /// <param name="func">Statistics by column, or (column, statistic) by new name.</param>
    [OverloadResolutionPriority(1)] // new() could be a string too, says C#, and would then be none
    public DataFrame agg(Aggregation func)
    {
        Column[] parts = [.. func.Select(f =>
            SeriesGroupBy.ComputeResults(_groups, _frame[f.Column], Describing.FindStatistic(f.Statistic)))];
        return Label(parts, [.. func.Select(f => f.Name)]);
    }

    /// <summary>The number of rows of each group.</summary>
    public Series size() => new(new Cells<long>([.. _groups.Rows.Select(r => (long)r.Length)]), _groups.Labels);

    /// <summary>One group's rows.</summary>
    /// <param name="name">Key of the group.</param>
    /// <exception cref="KeyNotFoundException">No group has the key.</exception>
    public DataFrame get_group(Scalar name) => _frame.Take(_groups.Rows[_groups.Labels.FindRows(name)[0]]);

    /// <summary>A function of each group's rows.</summary>
    /// <param name="func">Gives a value for a group's rows.</param>
    public Series apply(Func<DataFrame, Scalar> func) =>
        new(ColumnOf.FromObjects([.. _groups.Rows.Select(r => func(_frame.Take(r)).Value)]), _groups.Labels);

    /// <inheritdoc/>
    public IEnumerator<(Scalar key, DataFrame rows)> GetEnumerator() =>
        Places.ListAll(ngroups).Select(g => (_groups.Labels[g], _frame.Take(_groups.Rows[g]))).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static bool IsNumber(Column column) => column.IsNumber;

    private DataFrame ApplyToEach(Func<Column, bool> takes, string statistic)
    {
        Func<Series, Scalar> of = Describing.FindStatistic(statistic);
        int[] columns = [.. Places.ListAll(_frame.shape.columns)
            .Where(c => !_groups.Names.Contains(_frame.columns[c]) && takes(_frame.Cells[c]))];
        return Label([.. columns.Select(c => SeriesGroupBy.ComputeResults(_groups, _frame.GetColumn(c), of))],
            [.. columns.Select(c => _frame.columns[c])]);
    }

    private DataFrame Label(Column[] cells, string[] names)
    {
        var frame = new DataFrame(cells, (ColumnNames)names, _groups.Labels);
        return _asIndex ? frame : frame.reset_index();
    }
}

/// <summary>One column in groups: <c>df.groupby("a")["b"].mean()</c>.</summary>
public class SeriesGroupBy : IEnumerable<(Scalar key, Series values)>
{
    private readonly Groups _groups;
    private readonly Series _series;

    internal SeriesGroupBy(Groups groups, Series series, bool asIndex = true)
    {
        if (!asIndex)
        {
            throw new ArgumentException("as_index: false gives frames: choose columns with [[\"b\"]], or call reset_index() on the result.",
                nameof(asIndex));
        }
        (_groups, _series) = (groups, series);
    }

    /// <summary>Sums.</summary>
    public Series sum() => agg("sum");

    /// <summary>Means.</summary>
    public Series mean() => agg("mean");

    /// <summary>Middle values.</summary>
    public Series median() => agg("median");

    /// <summary>Standard deviations over n − 1.</summary>
    public Series std() => agg("std");

    /// <summary>Variances over n − 1.</summary>
    public Series var() => agg("var");

    /// <summary>Smallest values.</summary>
    public Series min() => agg("min");

    /// <summary>Largest values.</summary>
    public Series max() => agg("max");

    /// <summary>The first value of each group that is not missing.</summary>
    public Series first() => agg("first");

    /// <summary>Last values that are not missing.</summary>
    public Series last() => agg("last");

    /// <summary>How many values are not missing.</summary>
    public Series count() => agg("count");

    /// <summary>How many different values there are.</summary>
    public Series nunique() => agg("nunique");

    /// <summary>The number of rows of each group.</summary>
    public Series size() => agg("size");

    /// <summary>A statistic by its name.</summary>
    /// <param name="func">Name of the statistic: "mean", "sum", "min", "max", "median", "std", "count", "nunique" …</param>
    public Series agg(string func) => new(ComputeResults(_groups, _series, Describing.FindStatistic(func)), _groups.Labels, _series.name);

    /// <summary>Several statistics by their names, each a column.</summary>
    /// <param name="func">Names of statistics: "mean", "sum", "min", "max", "median", "std", "count", "nunique" …</param>
    public DataFrame agg(string[] func) => new([.. func.Select(f => agg(f).Cells)], func, _groups.Labels);

    /// <summary>Number, mean, deviation and quantiles of each group's numbers.</summary>
    public DataFrame describe()
    {
        double[][] figures = [.. _groups.Rows.Select(r => Describing.ReadNumbers(_series.Take(r)))];
        string[] names = Describing.NumberRows.texts;
        return new([.. names.Select((_, i) => (Column)new Cells<double>([.. figures.Select(f => f[i])]))], names, _groups.Labels);
    }

    /// <summary>A function of each group's values.</summary>
    /// <param name="func">Gives a value for a group's values.</param>
    public Series apply(Func<Series, Scalar> func) => new(ComputeResults(_groups, _series, func), _groups.Labels, _series.name);

    /// <summary>Each row's statistic of its group: <c>df["age"].fillna(df.groupby("sex")["age"].transform("mean"))</c>.</summary>
    /// <param name="func">Name of the statistic: "mean", "sum", "min", "max", "median", "std", "count", "nunique" …</param>
    public Series transform(string func)
    {
        Column results = agg(func).Cells;
        var places = new int[_groups.Length];
        Array.Fill(places, -1);
        for (int g = 0; g < _groups.Rows.Length; g++) { foreach (int row in _groups.Rows[g]) { places[row] = g; } }
        return _series.With(results.Take(places));
    }

    /// <summary>How often each value occurs in its group, labelled by group and value.</summary>
    public Series value_counts()
    {
        var parts = _groups.Rows.Select(r => _series.Take(r).value_counts()).ToArray();
        Column keys = _groups.Labels.GetLevel(0).Take([.. parts.SelectMany((p, g) => Enumerable.Repeat(g, p.size))]);
        var labels = new Labels([keys, Frames.StackBelow([.. parts.Select(p => p.index.GetLevel(0))])], [_groups.Names[0], _series.name]);
        return new(Frames.StackBelow([.. parts.Select(p => p.Cells)]), labels, _series.name);
    }

    /// <inheritdoc/>
    public IEnumerator<(Scalar key, Series values)> GetEnumerator() =>
        Places.ListAll(_groups.Rows.Length).Select(g => (_groups.Labels[g], _series.Take(_groups.Rows[g]))).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal static Column ComputeResults(Groups groups, Series column, Func<Series, Scalar> of) =>
        ColumnOf.FromObjects([.. groups.Rows.Select(r => of(column.Take(r)).Value)]);
}
