namespace KerasDigits.Notebook.Pandas;

/// <summary>Rows that become columns, and columns that become rows.</summary>
/// <remarks>Source: pandas/core/reshape/pivot.py and melt.py.</remarks>
internal static class Pivoting
{
    /// <summary>One value for each label and column, of which there must be one.</summary>
    public static DataFrame Pivot(DataFrame frame, string[] index, string columns, string values)
    {
        var keys = new Labels([.. index.Select(i => frame[i].Cells), frame[columns].Cells], [.. index, columns]);
        if (Enumerable.Range(0, keys.Count).Select(keys.GetKey).Distinct().Count() < keys.Count)
        {
            throw new ArgumentException("Index contains duplicate entries, cannot reshape. pivot_table takes their mean.", nameof(index));
        }
        return Spread(frame, index, columns, values, s => s.iloc[0]);
    }

    /// <summary>A statistic of the rows of each label and column.</summary>
    public static DataFrame MakeTable(DataFrame frame, string[]? values, string[] index, string? columns, string statistic, double? fill)
    {
        string[] chosen = values
            ?? [.. frame.columns.Where(c => !index.Contains(c) && c != columns
                && (frame[c].Cells.IsNumber || statistic is "count" or "min" or "max" or "first" or "last"))];
        DataFrame table;
        if (columns is null)
        {
            DataFrame grouped = frame.groupby(index)[chosen].agg(statistic);
            table = grouped[(string[])[.. chosen.Order(StringComparer.Ordinal)]];
        }
        else
        {
            if (chosen.Length != 1)
            {
                throw new ArgumentException("values must be one column where columns are given: a frame here has one level of names. "
                    + $"Received: {chosen.Length} columns.", nameof(values));
            }
            table = Spread(frame, index, columns, chosen[0], Describing.FindStatistic(statistic));
        }
        return fill is { } value ? table.fillna(value) : table;
    }

    /// <summary>How often each pair of values comes.</summary>
    public static DataFrame MakeCrosstab(Series rows, Series columns, string? normalize)
    {
        var frame = new DataFrame([rows.Cells, columns.TakeFor(rows.index), new Cells<long>(new long[rows.size])], ["row", "column", "n"],
            rows.index);
        DataFrame counts = Spread(frame, ["row"], "column", "n", s => (long)s.size).fillna(0);
        double[][] numbers = [.. counts.Cells.Select(c => c.ToDoubles(null))];
        double all = numbers.Sum(c => c.Sum());
        Column[] cells = [.. numbers.Select(column => normalize switch
        {
            null => (Column)new Cells<long>([.. column.Select(v => (long)v)]),
            "all" or "True" => new Cells<double>([.. column.Select(v => v / all)]),
            "columns" => new Cells<double>([.. column.Select(v => v / column.Sum())]),
            "index" => new Cells<double>([.. column.Select((v, r) => v / numbers.Sum(c => c[r]))]),
            _ => throw new ArgumentException($"normalize must be \"all\", \"index\" or \"columns\". Received: \"{normalize}\".",
                nameof(normalize)),
        })];
        return new(cells, counts.columns.Call(columns.name), counts.index.Rename(rows.name));
    }

    /// <summary>A row for each value of some columns.</summary>
    public static DataFrame Melt(DataFrame frame, string[] ids, string[]? values, string name, string value)
    {
        string[] melted = values ?? [.. frame.columns.Except(ids)];
        int rows = frame.shape.rows;
        int[] repeated = [.. melted.SelectMany(_ => Places.ListAll(rows))];
        Column names = new ObjectColumn([.. melted.SelectMany(m => Enumerable.Repeat((object?)m, rows))]);
        return new([.. ids.Select(i => frame[i].Cells.Take(repeated)), names, Frames.StackBelow([.. melted.Select(m => frame[m].Cells)])],
            [.. ids, name, value], new Labels(repeated.Length));
    }

    /// <summary>The last level of a column's labels becomes columns.</summary>
    public static DataFrame Unstack(Series series)
    {
        Labels labels = series.index;
        int last = labels.LevelCount - 1;
        string[] names = [.. Places.ListAll(last).Select(i => $"level {i}")];
        var frame = new DataFrame([.. Places.ListAll(last + 1).Select(labels.GetLevel), series.Cells], [.. names, "columns", "values"],
            new Labels(series.size));
        DataFrame wide = Pivot(frame, names, "columns", "values");
        return new(wide.Cells, wide.columns.Call(labels.Names[last]), wide.index.Rename(labels.Names[..last]));
    }

    private static DataFrame Spread(DataFrame frame, string[] index, string columns, string values, Func<Series, Scalar> of)
    {
        var rows = new Groups([.. index.Select(i => frame[i].Cells)], index, sort: true);
        var across = new Groups([frame[columns].Cells], [columns], sort: true);
        Series series = frame[values];
        int[] rowOf = Of(rows), columnOf = Of(across);
        var cells = new object?[across.Rows.Length][];
        for (int c = 0; c < cells.Length; c++)
        {
            cells[c] = new object?[rows.Rows.Length];
            Array.Fill(cells[c], double.NaN);
            foreach (var group in across.Rows[c].Where(r => rowOf[r] >= 0).GroupBy(r => rowOf[r]))
            {
                cells[c][group.Key] = of(series.Take([.. group])).Value;
            }
        }
        // Rows and columns without any value are not there, as in pandas.
        int[] kept = [.. Places.ListAll(rows.Rows.Length).Where(r => Array.Exists(cells, c => c[r] is not double.NaN))];
        // One dtype for all: a hole makes all columns float64.
        bool holes = cells.Any(c => kept.Any(r => c[r] is null or double.NaN));
        Column[] made = [.. cells.Select(c => ColumnOf.FromObjects([.. kept.Select(r => c[r])]))
            .Select(c => holes && c is Cells<long> ? new Cells<double>(c.ToDoubles(null)) : c)];
        return new(made, new ColumnNames([.. across.Labels.Select(l => l.ToString())]).Call(columns), rows.Labels.Take(kept));
    }

    private static int[] Of(Groups groups)
    {
        int[] places = new int[groups.Length];
        Array.Fill(places, -1);
        for (int g = 0; g < groups.Rows.Length; g++) { foreach (int row in groups.Rows[g]) { places[row] = g; } }
        return places;
    }
}
