using KerasDigits.Notebook.Pandas;

namespace KerasDigits.Notebook;

/// <content>Files, pictures and groups of a frame.</content>
public sealed partial class DataFrame
{
    /// <summary>Writes the frame as CSV, the shortest text that reads back as the same values.</summary>
    /// <param name="path_or_buf">The file; it appears whole or not at all.</param>
    /// <param name="sep">Character that separates fields.</param>
    /// <param name="na_rep">What stands for missing values.</param>
    /// <param name="header">Whether a first line holds the names.</param>
    /// <param name="index">Whether the first fields are the rows' labels.</param>
    public void to_csv(string path_or_buf, Separator sep = default, string na_rep = "", bool header = true, bool index = true) =>
        Files.Write(path_or_buf, stream => new CsvWriter(this, sep.Char, na_rep, header, index).Write(stream));

    /// <summary>The frame's CSV as a string.</summary>
    /// <inheritdoc cref="to_csv(string, Separator, string, bool, bool)"/>
    public string to_csv(Separator sep = default, string na_rep = "", bool header = true, bool index = true)
    {
        using var stream = new MemoryStream();
        new CsvWriter(this, sep.Char, na_rep, header, index).Write(stream);
        return System.Text.Encoding.UTF8.GetString(stream.ToArray());
    }

    /// <summary>Prints what the frame is: rows, columns, how many values are not missing, dtypes.</summary>
    public void info() => Console.Out.Write(InfoText.Of(this) + "\n");

    /// <summary>Rows, each its values by column: <c>to_dict("records")</c>.</summary>
    /// <param name="orient">Must be "records".</param>
    /// <exception cref="ArgumentException">It is another word.</exception>
    public List<Dictionary<string, Scalar>> to_dict(string orient)
    {
        if (orient != "records")
        {
            throw new ArgumentException("orient must be \"records\"; to_dict() gives columns of values by label, and df.items()"
                + $".ToDictionary(c => c.name, c => c.column.tolist()) lists by column. Received: \"{orient}\".", nameof(orient));
        }
        return [.. Places.ListAll(shape.rows)
            .Select(r => Places.ListAll(_cells.Length).ToDictionary(c => _names[c], c => new Scalar(_cells[c][r])))];
    }

    /// <summary>Columns of values by label.</summary>
    public Dictionary<string, Dictionary<Scalar, Scalar>> to_dict() => items().ToDictionary(c => c.name, c => c.column.to_dict());

    /// <summary>Rows in groups of equal values of a column: <c>df.groupby("a")["b"].mean()</c>.</summary>
    /// <param name="by">Name of the column.</param>
    /// <param name="as_index">Whether the groups label the rows of what is made of them; else they are a column.</param>
    /// <param name="sort">Whether groups are sorted; false: in order of appearance.</param>
    /// <param name="observed">Of a column of categories: whether only those that some row has are groups.</param>
    public GroupBy groupby(string by, bool as_index = true, bool sort = true, bool observed = false) =>
        groupby([by], as_index, sort, observed);

    /// <summary>Rows in groups of equal values of several columns.</summary>
    /// <inheritdoc cref="groupby(string, bool, bool, bool)"/>
    public GroupBy groupby(string[] by, bool as_index = true, bool sort = true, bool observed = false) =>
        new(this, Groups.Of([.. by.Select(b => _cells[_names.FindPlace(b)])], by, sort, observed), as_index);

    /// <summary>
    /// Rows in groups of equal values of a column that need not be the frame's: <c>df.groupby(df.index.month).mean()</c>.
    /// </summary>
    /// <param name="by">The values, found by the rows' labels.</param>
    /// <param name="sort">Whether groups are sorted; false: in order of appearance.</param>
    /// <param name="observed">Of a column of categories: whether only those that some row has are groups.</param>
    public GroupBy groupby(Series by, bool sort = true, bool observed = false) =>
        new(this, Groups.Of([by.TakeFor(_index)], [by.name], sort, observed));

    /// <summary>Rows in groups of equal stretches of time: <c>df.resample("M").mean()</c>. Stretches without rows are there too.</summary>
    /// <param name="rule">"S", "T" (minutes), "H", "D", "W", "M", "MS", "Q", "QS", "A" or "AS", with a number before for several.</param>
    /// <param name="on">The column of times; null: the rows' labels.</param>
    public Resampler resample(string rule, string? on = null)
    {
        (Groups groups, Stretches stretches) = Resample(on is null ? _index.GetLevel(0) : _cells[_names.FindPlace(on)], rule,
            on ?? _index.name,
            on is null);
        return new(this, groups, stretches);
    }

    /// <summary>A row for each time from the first label to the last, a step between each two: <c>df.asfreq("D")</c>.</summary>
    /// <param name="freq">Step from row to row as for date_range: "D", "H", "M" …</param>
    /// <param name="method">"ffill" takes the row before where there is none of the time, "bfill" the one behind; null: missing
    /// values.</param>
    /// <exception cref="InvalidOperationException">The labels are not times, or one is duplicated.</exception>
    public DataFrame asfreq(string freq, string? method = null) => Stretches.Of(_index, freq) is var steps
        ? new(Frames.Take(_cells, steps.FindRows(method)), _names, steps.Labels)
        : this;

    internal static (Groups Groups, Stretches Stretches) Resample(Column times, string rule, string? name, bool areLabels)
    {
        if (times is not DateColumn dates)
        {
            throw new InvalidOperationException($"resample goes by times. Received: {(name is null ? "labels" : $"'{name}'")} of "
                + $"{times.DType}. Make the column times by pd.to_datetime, then say on: its name, or set_index.");
        }
        Groups groups = Resampling.Of(dates, rule, name);
        return (groups, new Stretches(dates, groups.Labels, areLabels));
    }

    /// <summary>This frame's rows beside another's of the same values.</summary>
    /// <param name="right">The other frame.</param>
    /// <param name="how">"inner": rows that both have; "left", "right": all of one; "outer": all.</param>
    /// <param name="on">Columns that both have, whose values must be equal; null: all common names.</param>
    /// <param name="left_on">Columns of this frame to compare, instead of on; null: on, or the columns both frames have.</param>
    /// <param name="right_on">Columns of the other frame to compare, as many as left_on; null: on, or the columns both frames have.</param>
    /// <param name="left_suffix">Added to this frame's column names that the other has too.</param>
    /// <param name="right_suffix">Added to the other's.</param>
    public DataFrame merge(DataFrame right, string how = "inner", ColumnNames? on = null, ColumnNames? left_on = null,
        ColumnNames? right_on = null, string left_suffix = "_x", string right_suffix = "_y") =>
        pd.merge(this, right, how, on, left_on, right_on, left_suffix, right_suffix);

    /// <summary>The columns of another frame beside these, the rows of one label together; those of this frame stay.</summary>
    /// <param name="other">The other frame.</param>
    public DataFrame join(DataFrame other) =>
        new([.. _cells, .. Frames.Take(other._cells, other._index.Match(_index))], [.. _names, .. other._names], _index);

    /// <summary>The rows of another frame below these.</summary>
    /// <param name="other">The other frame.</param>
    /// <param name="ignore_index">Whether rows are labelled 0, 1, 2 … anew.</param>
    public DataFrame append(DataFrame other, bool ignore_index = false) => pd.concat([this, other], ignore_index: ignore_index);
}
