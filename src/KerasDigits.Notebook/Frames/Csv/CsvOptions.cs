namespace KerasDigits.Notebook.Pandas;

/// <summary>What read_csv was asked for.</summary>
internal sealed record CsvOptions(string Path, Separator Separator)
{
    /// <summary>The line of names; null for none.</summary>
    public int? Header { get; init; }

    public string[]? Names { get; init; }

    public Series? Columns { get; init; }

    public Scalar? IndexColumn { get; init; }

    public ColumnTypes? Types { get; init; }

    public Series? Dates { get; init; }

    public bool DayFirst { get; init; }

    public int? Rows { get; init; }

    public int SkipRows { get; init; }

    /// <summary>Additional texts that are read as missing.</summary>
    public HashSet<string>? Missing { get; init; }

    /// <summary>The places of the columns to read, in the file's order.</summary>
    public int[] ChooseWanted(string[] names)
    {
        foreach (string name in Types?.Named ?? [])
        {
            if (!names.Contains(name))
            {
                throw new ArgumentException($"dtype must name columns of the file. Received: '{name}'. There are: "
                    + $"{string.Join(", ", names.Take(20))}.");
            }
        }
        return Columns is null ? Places.ListAll(names.Length) : [.. Columns.Select(c => FindPlace(c, names, "usecols")).Order()];
    }

    /// <summary>The frame: dtypes, times and labels as they were asked for.</summary>
    public DataFrame Finish(Column[] columns, string[] names, int rows)
    {
        for (int i = 0; i < columns.Length; i++)
        {
            if (Types?.Of(names[i]) is { } dtype && dtype is not ("str" or "string" or "object"))
            {
                columns[i] = ColumnOf.Cast(columns[i], dtype, names[i]);
            }
        }
        if (Dates is { Repeats: true } single && single.iloc[0].Value is not bool)
        {
            throw new ArgumentException("parse_dates must be true, for the labels, or a list of columns: [\"day\"].", nameof(Dates));
        }
        bool datesInIndex = Dates is { Repeats: true } all && (bool)all.iloc[0];
        foreach (Scalar date in Dates is { Repeats: false } some ? some.tolist() : [])
        {
            int place = FindPlace(date, names, "parse_dates");
            columns[place] = ColumnOf.ParseDates(columns[place], null, DayFirst, "raise");
        }
        if (IndexColumn is not { } label) { return new DataFrame(columns, (ColumnNames)names, new Labels(rows)); }
        int at = FindPlace(label, names, "index_col");
        Column cells = datesInIndex ? ColumnOf.ParseDates(columns[at], null, DayFirst, "raise") : columns[at];
        return new DataFrame([.. columns[..at], .. columns[(at + 1)..]], [.. names[..at], .. names[(at + 1)..]],
            new Labels(cells, names[at].StartsWith("Unnamed: ", StringComparison.Ordinal) ? null : names[at]));
    }

    private int FindPlace(Scalar column, string[] names, string argument)
    {
        int place = column.Value is string name ? Array.IndexOf(names, name) : (int)column;
        return place >= 0 && place < names.Length
            ? place
            : throw new ArgumentException($"{argument} must name columns of {Path}. Received: {PythonText.FormatRepr(column.Value)}. "
            + "There are: "
                + $"{string.Join(", ", names.Take(20))}.", argument);
    }
}
