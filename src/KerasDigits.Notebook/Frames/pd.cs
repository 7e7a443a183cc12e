using KerasDigits.Notebook.Pandas;
using NumSharp;

namespace KerasDigits.Notebook;

/// <summary>The part of pandas that people's Keras scripts use.</summary>
public static partial class pd
{
    /// <summary>
    /// Reads a CSV file; plain, gzip or zip, found by its first bytes. Every column's dtype follows from its fields: int64, float64, bool,
    /// or object for strings; what is missing is NaN.
    /// </summary>
    /// <param name="filepath_or_buffer">The file, or its address on the web.</param>
    /// <param name="sep">One ASCII character between fields, or <c>@"\s+"</c>, blanks.</param>
    /// <param name="header">The line that holds the names, 0 as in pandas; null for none: columns are then named 0, 1, 2 … Left out with
    /// names given, there is none.</param>
    /// <param name="names">Names of the columns, instead of the file's; null: those in the line header.</param>
    /// <param name="index_col">The column that labels the rows, by name or place; null: none, they are 0, 1, 2 …</param>
    /// <param name="usecols">The columns to read, by name or place; null: all.</param>
    /// <param name="dtype">A dtype for all columns, or for some by name: <c>new() { ["id"] = "str" }</c>; null: found from the
    /// texts.</param>
    /// <param name="nrows">The most rows to read; null for all.</param>
    /// <param name="skiprows">Lines to leave out at the start.</param>
    /// <param name="na_values">Further strings that stand for missing values: <c>"?"</c>, <c>["?", "none"]</c>; null: no further
    /// ones.</param>
    /// <param name="parse_dates">The columns that are times, <c>["date"]</c>; true for the labels; null: none.</param>
    /// <param name="dayfirst">Whether 3/4/2020 is in April.</param>
    /// <param name="encoding">The text's encoding, "latin-1" or "cp1252" for instance; null is UTF-8.</param>
    /// <exception cref="FormatException">A row has too many fields, a quote is not closed, or the text is not in the encoding: the message
    /// names the line.</exception>
    /// <param name="low_memory">Accepted for compatibility with Python: a column's dtype is always found over all of its values, as with
    /// False.</param>
    /// <exception cref="InvalidDataException">A packed file ends too early.</exception>
    /// <exception cref="ArgumentNullException">filepath_or_buffer is null.</exception>
    /// <exception cref="ArgumentException">header is below -1, or nrows or skiprows is negative.</exception>
    public static DataFrame read_csv(string filepath_or_buffer, Separator sep = default, int? header = -1, string[]? names = null,
        Scalar? index_col = null, Series? usecols = null, ColumnTypes? dtype = null, int? nrows = null, int skiprows = 0,
        Series? na_values = null, Series? parse_dates = null, bool dayfirst = false, string? encoding = null, bool low_memory = true)
    {
        ArgumentNullException.ThrowIfNull(filepath_or_buffer);
        if (header < -1)
        {
            throw new ArgumentException("header must be a line number from 0, or null for a file without names. Received: "
                + $"header={header}.", nameof(header));
        }
        if (nrows < 0) { throw new ArgumentException($"nrows must be 0 or more. Received: nrows={nrows}.", nameof(nrows)); }
        if (skiprows < 0) { throw new ArgumentException($"skiprows must be 0 or more. Received: skiprows={skiprows}.", nameof(skiprows)); }
        var options = new CsvOptions(filepath_or_buffer, sep)
        {
            Header = header == -1 ? names is null ? 0 : null : header, Names = names, IndexColumn = index_col, Columns = usecols,
            Types = dtype, Rows = nrows, SkipRows = skiprows,
            Missing = na_values is null ? null : [.. na_values.Select(v => v.ToString())], Dates = parse_dates, DayFirst = dayfirst,
        };
        return new CsvReader(options).Read(CsvText.Load(filepath_or_buffer, encoding));
    }

    /// <summary>A frame: <c>pd.DataFrame(new() { ["a"] = [1, 2], ["b"] = ["x", "y"] })</c>, or over an array's rows and columns.</summary>
    /// <param name="data">Columns by name, an array of any numeric dtype, rows of .NET (<c>object[,]</c>), a column or a frame; null: an
    /// empty frame.</param>
    /// <param name="columns">One name per column; of columns by name, those that are wanted; null: as the data has them.</param>
    /// <param name="index">The rows' labels; null numbers them.</param>
    public static DataFrame DataFrame(FrameData? data = null, string[]? columns = null, Labels? index = null) =>
        new((data ?? new FrameData()).With(columns, index));

    /// <summary>A frame whose columns are named by what stands for names: a range of numbers, another frame's columns.</summary>
    /// <inheritdoc cref="DataFrame(FrameData?, string[], Labels?)"/>
    [System.Runtime.CompilerServices.OverloadResolutionPriority(-1)]
    public static DataFrame DataFrame(FrameData data, ColumnNames columns, Labels? index = null) =>
        new(data.With((string[])columns, index));

    /// <summary>A frame of columns by name, <c>pd.DataFrame(history.history)</c>.</summary>
    /// <param name="data">Lists, arrays or columns by name.</param>
    /// <param name="index">The rows' labels; null numbers them.</param>
    /// <exception cref="ArgumentException">A value is not a list, or one is longer than another.</exception>
    public static DataFrame DataFrame<T>(IEnumerable<KeyValuePair<string, T>> data, Labels? index = null) =>
        new(FrameData.Of(data.Select(c => KeyValuePair.Create<string, Series>(c.Key, c.Value switch
    {
        Series column => column,
        Array array => array,
        NDArray array => array,
        System.Collections.IEnumerable list and not string => Notebook.Series.Create([.. list.Cast<object?>().Select(v => new Scalar(v))]),
        var other =>
            throw new ArgumentException($"A column must be a list, an array or a column. Received: '{c.Key}' of type "
                + $"{other?.GetType().Name ?? "None"}.", nameof(data)),
    })), index));

    /// <summary>A frame of rows, each its values by column: <c>pd.DataFrame(rows)</c> with a list of dictionaries.</summary>
    /// <param name="data">The rows; a column that a row lacks is missing there.</param>
    public static DataFrame DataFrame<T>(IReadOnlyList<Dictionary<string, T>> data)
    {
        string[] names = [.. data.SelectMany(r => r.Keys).Distinct()];
        return new(
            [.. names.Select(n =>
                ColumnOf.FromObjects([.. data.Select(r => r.TryGetValue(n, out T? value) ? value : (object)double.NaN)]))],
            names, new Labels(data.Count));
    }

    /// <summary>A column: <c>pd.Series([1, 2, 3], name: "a")</c>.</summary>
    /// <param name="data">The values, one for each row.</param>
    /// <param name="index">Their labels; null numbers them.</param>
    /// <param name="dtype">The dtype; null: what the values have.</param>
    /// <param name="name">The column's name; null: it has none.</param>
    public static Series Series(Series data, Labels? index = null, string? dtype = null, string? name = null)
    {
        Column cells = index is null ? data.Cells : data.TakeFor(index);
        return new(dtype is null ? cells : ColumnOf.Cast(cells, dtype, name), index ?? (data.HasLabels ? data.index : null), name
            ?? data.name);
    }

    /// <summary>Frames one below the other, or side by side.</summary>
    /// <param name="objs">Frames, at least one.</param>
    /// <param name="axis">0 below, 1 beside: rows of one label together.</param>
    /// <param name="ignore_index">Whether rows (columns) are renumbered.</param>
    /// <param name="join">"outer" keeps all columns (rows), "inner" those that all have.</param>
    /// <exception cref="ArgumentException">objs is empty, axis is not 0 or 1, or join is not "outer" or "inner".</exception>
    public static DataFrame concat(DataFrame[] objs, int axis = 0, bool ignore_index = false, string join = "outer")
    {
        if (objs.Length == 0) { throw new ArgumentException("No objects to concatenate", nameof(objs)); }
        if (axis is not (0 or 1))
        {
            throw new ArgumentException($"No axis named {axis} for object type DataFrame: say 0 or 1.", nameof(axis));
        }
        if (join is not ("outer" or "inner"))
        {
            throw new ArgumentException($"Only can inner (intersect) or outer (union) join the other axis. Received: join=\"{join}\".",
                nameof(join));
        }
        return axis == 0
            ? Concatenation.StackBelow(objs, ignore_index, join == "inner")
            : Concatenation.StackBeside(objs, ignore_index, join == "inner");
    }

    /// <summary>A list's frames below or beside each other.</summary>
    /// <inheritdoc cref="concat(KerasDigits.Notebook.DataFrame[], int, bool, string)"/>
    [System.Runtime.CompilerServices.OverloadResolutionPriority(-1)]
    public static DataFrame concat(List<DataFrame> objs, int axis = 0, bool ignore_index = false, string join = "outer") =>
        concat(objs.ToArray(), axis, ignore_index, join);

    /// <summary>A list's columns below each other.</summary>
    /// <inheritdoc cref="concat(KerasDigits.Notebook.Series[], bool)"/>
    [System.Runtime.CompilerServices.OverloadResolutionPriority(-1)]
    public static Series concat(List<Series> objs, bool ignore_index = false) => concat(objs.ToArray(), ignore_index);

    /// <summary>Columns one below the other.</summary>
    /// <param name="objs">The columns, at least one.</param>
    /// <param name="ignore_index">Whether rows are labelled 0, 1, 2 … anew.</param>
    /// <exception cref="ArgumentException">There are no columns.</exception>
    public static Series concat(Series[] objs, bool ignore_index = false) =>
        objs.Length > 0 ? Concatenation.StackBelow(objs, ignore_index)
            : throw new ArgumentException("No objects to concatenate", nameof(objs));

    /// <summary>Columns side by side as a frame.</summary>
    /// <param name="objs">The columns; those without a name are named 0, 1, 2 …</param>
    /// <param name="axis">Must be 1: columns side by side.</param>
    /// <param name="keys">Other names for the columns; null: their own.</param>
    /// <exception cref="ArgumentException">axis is not 1, or there are more or fewer names than columns.</exception>
    public static DataFrame concat(Series[] objs, int axis, string[]? keys = null)
    {
        if (axis != 1)
        {
            throw new ArgumentException("axis must be 1 here: concat(columns) puts them below each other.", nameof(axis));
        }
        if (keys is not null && keys.Length != objs.Length)
        {
            throw new ArgumentException($"There must be a key for each column. Received: {keys.Length} keys, {objs.Length} columns.",
                nameof(keys));
        }
        return Concatenation.StackBeside([.. objs.Select((s, i) => s.to_frame(keys?[i] ?? s.name ?? $"{i}"))], false, false);
    }

    /// <summary>A column of 0 and 1 for each different value of the columns of text.</summary>
    /// <param name="data">The frame, left as it is.</param>
    /// <param name="columns">The columns; null: all of text. The others stay, in front.</param>
    /// <param name="prefix">What stands before the values; null: the column's name.</param>
    /// <param name="prefix_sep">Between the two.</param>
    /// <param name="drop_first">Whether the first value's column is left out.</param>
    /// <param name="dummy_na">Whether missing values get a column too.</param>
    /// <param name="dtype">The new columns' dtype.</param>
    public static DataFrame get_dummies(DataFrame data, string[]? columns = null, string? prefix = null, string prefix_sep = "_",
        bool drop_first = false, bool dummy_na = false, string dtype = "uint8")
    {
        string[] chosen = columns ?? [.. data.columns.Where(c => data[c].dtype is "object" or "category")];
        DataFrame rest = data.drop(columns: chosen);
        var parts = chosen.Select(c => Dummies.Of(data[c], prefix ?? c, prefix_sep, drop_first, dummy_na, dtype)).ToArray();
        return new([.. rest.Cells, .. parts.SelectMany(p => p.Cells)], [.. rest.columns, .. parts.SelectMany(p => p.Names)], data.index);
    }

    /// <summary>A column of 0 and 1 for each different value of a column.</summary>
    /// <inheritdoc cref="get_dummies(DataFrame, string[], string, string, bool, bool, string)"/>
    public static DataFrame get_dummies(Series data, string? prefix = null, string prefix_sep = "_", bool drop_first = false,
        bool dummy_na = false, string dtype = "uint8")
    {
        var (names, cells) = Dummies.Of(data, prefix, prefix_sep, drop_first, dummy_na, dtype);
        return new(cells, (ColumnNames)names, data.HasLabels ? data.index : new Labels(data.size));
    }

    /// <summary>Rows of two frames with equal values side by side.</summary>
    /// <param name="left">The first frame.</param>
    /// <param name="right">The second frame.</param>
    /// <param name="how">"inner": rows that both have; "left", "right": all of one; "outer": all.</param>
    /// <param name="on">The columns that must be equal; null: those that both have.</param>
    /// <param name="left_on">Columns of the first frame to compare, where they have other names; null: on, or the columns both frames
    /// have.</param>
    /// <param name="right_on">Columns of the second frame to compare, as many as left_on; null: on, or the columns both frames
    /// have.</param>
    /// <param name="left_suffix">Behind a name of the first frame that both have.</param>
    /// <param name="right_suffix">Behind that of the second.</param>
    /// <exception cref="ArgumentException">how is unknown, or there are no columns to compare or not as many on both sides.</exception>
    public static DataFrame merge(DataFrame left, DataFrame right, string how = "inner", ColumnNames? on = null,
        ColumnNames? left_on = null, ColumnNames? right_on = null, string left_suffix = "_x", string right_suffix = "_y")
    {
        if (how is not ("inner" or "left" or "right" or "outer"))
        {
            throw new ArgumentException($"how must be \"inner\", \"left\", \"right\" or \"outer\". Received: \"{how}\".", nameof(how));
        }
        string[] a = left_on ?? on ?? (string[])[.. left.columns.Intersect(right.columns)], b = right_on ?? on
            ?? (string[])[.. left.columns.Intersect(right.columns)];
        if (a.Length == 0 || a.Length != b.Length)
        {
            throw new ArgumentException(a.Length == 0
                ? "No common columns to perform merge on: say left_on and right_on."
                : "len(right_on) must equal len(left_on)", nameof(on));
        }
        return Merging.Of(left, right, how, a, b, (left_suffix, right_suffix));
    }

    /// <summary>A statistic for each value of a column, or pair of two.</summary>
    /// <param name="data">The frame, left as it is.</param>
    /// <param name="values">The columns that are counted; null: all others of numbers. One, where columns are given.</param>
    /// <param name="index">The columns that give the rows' labels; ArgumentException if null.</param>
    /// <param name="columns">The column that gives the columns' names; null: the values' names.</param>
    /// <param name="aggfunc">"mean", "sum", "count", "min", "max", "median", "std", "var", "first", "last" or "nunique".</param>
    /// <param name="fill_value">What stands where there is nothing; null: NaN.</param>
    public static DataFrame pivot_table(DataFrame data, ColumnNames? values = null, ColumnNames? index = null, string? columns = null,
        string aggfunc = "mean", double? fill_value = null) =>
        data.pivot_table(values, index, columns, aggfunc, fill_value);

    /// <summary>A row for each value of some columns.</summary>
    /// <param name="frame">The frame, left as it is.</param>
    /// <param name="id_vars">Columns that stay; null: none.</param>
    /// <param name="value_vars">Columns that become rows; null: all others.</param>
    /// <param name="var_name">The column of names.</param>
    /// <param name="value_name">The column of values.</param>
    public static DataFrame melt(DataFrame frame, ColumnNames? id_vars = null, ColumnNames? value_vars = null, string var_name = "variable",
        string value_name = "value") =>
        frame.melt(id_vars, value_vars, var_name, value_name);

    /// <summary>How often each pair of values of two columns comes.</summary>
    /// <param name="index">The column that gives the rows' labels.</param>
    /// <param name="columns">The column that gives the columns' names.</param>
    /// <param name="normalize">Shares instead of counts: of "all", of each row ("index") or of each column ("columns"); null:
    /// counts.</param>
    public static DataFrame crosstab(Series index, Series columns, string? normalize = null) =>
        Pivoting.MakeCrosstab(index, columns, normalize);

    /// <summary>Strings as times.</summary>
    /// <param name="arg">The strings; missing ones stay missing.</param>
    /// <param name="format">Python's format, "%d.%m.%Y"; null finds it.</param>
    /// <param name="dayfirst">Whether 3/4/2020 is in April.</param>
    /// <param name="errors">"raise", or "coerce" for NaT where there is no time.</param>
    /// <exception cref="ArgumentException">errors is not "raise" or "coerce".</exception>
    public static Series to_datetime(Series arg, string? format = null, bool dayfirst = false, string errors = "raise") =>
        errors is "raise" or "coerce"
        ? arg.With(ColumnOf.ParseDates(arg.Cells, format, dayfirst, errors))
        : throw new ArgumentException($"errors must be \"raise\" or \"coerce\". Received: \"{errors}\".", nameof(errors));

    /// <summary>Strings as numbers.</summary>
    /// <param name="arg">The strings; missing ones stay missing.</param>
    /// <param name="errors">"raise", or "coerce" for NaN where there is no number.</param>
    /// <exception cref="ArgumentException">errors is not "raise" or "coerce".</exception>
    /// <exception cref="FormatException">A text is no number and errors is "raise".</exception>
    public static Series to_numeric(Series arg, string errors = "raise")
    {
        if (errors is not ("raise" or "coerce"))
        {
            throw new ArgumentException($"errors must be \"raise\" or \"coerce\". Received: \"{errors}\".", nameof(errors));
        }
        if (!arg.Cells.IsText) { return arg; }
        return arg.With(
            ColumnOf.FromObjects([.. Places.ListAll(arg.size)
                .Select(i => arg.Cells.IsMissing(i) ? double.NaN : arg.Cells[i] is not string text ? arg.Cells[i]
                    : Number.ParseAny(System.Text.Encoding.UTF8.GetBytes(text), null, out long bits) switch
        {
            FieldKind.Whole => (object)bits,
            FieldKind.Real => BitConverter.Int64BitsToDouble(bits),
            FieldKind.Missing => double.NaN,
            _ => errors == "coerce"
                ? double.NaN
                : throw new FormatException($"Unable to parse string \"{text}\" at position {i}. errors: \"coerce\" makes it NaN."),
        })]));
    }

    /// <summary>Strings, or numbers of a unit, as differences of times: <c>pd.to_timedelta(df["days"], unit: "D")</c>.</summary>
    /// <param name="arg">The strings ("1 days 02:00:00") or numbers.</param>
    /// <param name="unit">Of numbers: "W", "D", "h", "m", "s", "ms", "us" or "ns"; null: "ns".</param>
    /// <param name="errors">"raise", or "coerce" for NaT where there is no difference.</param>
    /// <exception cref="ArgumentException">errors is not "raise" or "coerce".</exception>
    public static Series to_timedelta(Series arg, string? unit = null, string errors = "raise") =>
        errors is "raise" or "coerce"
        ? arg.With(ColumnOf.Spans(arg.Cells, unit, errors))
        : throw new ArgumentException($"errors must be \"raise\" or \"coerce\". Received: \"{errors}\".", nameof(errors));

    /// <summary>A difference of times: <c>pd.Timedelta("1 days 02:00:00")</c>.</summary>
    /// <param name="value">Numbers with units, or hours:minutes:seconds.</param>
    /// <exception cref="FormatException">The text is none.</exception>
    public static TimeSpan Timedelta(string value) => SpanColumn.TryParse(value, out TimeSpan span)
        ? span
        : throw new FormatException($"unit abbreviation w/o a number: {value}. Say \"1 days 02:00:00\" or \"90 s\".");

    /// <summary>A difference of times: <c>pd.Timedelta(3, "D")</c>.</summary>
    /// <param name="value">Number of units, fractions and negative ones too.</param>
    /// <param name="unit">"W", "D", "h", "m" (minutes), "s", "ms", "us", "ns", or pandas' long names of them.</param>
    /// <exception cref="ArgumentException">It is another unit.</exception>
    public static TimeSpan Timedelta(double value, string unit) => SpanColumn.Of(value, unit);

    /// <summary>A difference of times: <c>pd.Timedelta(days: 1, hours: 12)</c>.</summary>
    /// <param name="weeks">Number of weeks, fractions and negative ones too.</param>
    /// <param name="days">Number of days, fractions and negative ones too.</param>
    /// <param name="hours">Number of hours, fractions and negative ones too.</param>
    /// <param name="minutes">Number of minutes, fractions and negative ones too.</param>
    /// <param name="seconds">Number of seconds, fractions and negative ones too.</param>
    public static TimeSpan Timedelta(double weeks = 0, double days = 0, double hours = 0, double minutes = 0, double seconds = 0) =>
        SpanColumn.Of(weeks, "W") + SpanColumn.Of(days, "D") + SpanColumn.Of(hours, "h") + SpanColumn.Of(minutes, "m")
        + SpanColumn.Of(seconds, "s");

    /// <summary>A time: <c>pd.Timestamp("2020-01-31 12:00")</c>.</summary>
    /// <param name="value">A date, or a date and a time.</param>
    /// <exception cref="FormatException">The text is none.</exception>
    public static DateTime Timestamp(string value) => DateColumn.TryParse(value, false, out DateTime time)
        ? time
        : throw new FormatException($"could not convert string to Timestamp: {value}. Say \"2020-01-31 12:00\".");

    /// <summary>Values as categories: <c>pd.Categorical(df["thal"]).codes</c>.</summary>
    /// <param name="values">The values to sort into categories.</param>
    /// <param name="categories">The categories, in order; null: the different values.</param>
    /// <param name="ordered">Whether they have an order.</param>
    public static Categorical Categorical(Series values, Series? categories = null, bool ordered = false) =>
        new(categories is null
            ? CategoryColumn.Of(values.Cells is CategoryColumn c ? c.Plain : values.Cells, ordered)
            : CategoryColumn.Of(values.Cells, categories.Cells, ordered));

    /// <summary>
    /// The number of each value, in the order they come up, and the values: <c>var (codes, uniques) = pd.factorize(df["a"]);</c>
    /// </summary>
    /// <param name="values">The values; missing ones get −1.</param>
    /// <param name="sort">Whether the values are sorted.</param>
    public static (NDArray codes, Labels uniques) factorize(Series values, bool sort = false)
    {
        if (sort)
        {
            return CategoryColumn.Of(values.Cells) is var category
                ? (np.array(Array.ConvertAll(category.Codes.ToArray(), c => (long)c)), new Labels(category.Categories))
                : default;
        }
        (List<int> firsts, int[] codes) = Stats.FindFactors(values.Cells, missingToo: false);
        return (np.array(Array.ConvertAll(codes, c => (long)c)), new Labels(values.Cells.Take([.. firsts])));
    }

    /// <summary>
    /// Values sorted into intervals: <c>pd.cut(df["age"], bins: [0, 18, 65, 100], labels: ["young", "adult", "old"])</c>.
    /// </summary>
    /// <param name="x">Numbers, missing ones stay missing.</param>
    /// <param name="bins">How many equal intervals, or their ends.</param>
    /// <param name="right">Whether the right ends belong to them; else the left ones.</param>
    /// <param name="labels">What stands for the intervals; null: they themselves; false: their numbers.</param>
    /// <param name="precision">Digits of the intervals' ends.</param>
    /// <param name="include_lowest">Whether the first end belongs to the first interval too.</param>
    /// <param name="duplicates">"raise", or "drop": an end that stands twice counts once.</param>
    /// <exception cref="ArgumentException">Ends do not increase, or there are more or fewer labels than intervals.</exception>
    public static Series cut(Series x, Series bins, bool right = true, Series? labels = null, int precision = 3,
        bool include_lowest = false, string duplicates = "raise")
    {
        double[] values = x.ToDoubles();
        double[] ends = bins.Repeats ? Binning.MakeEqualEnds(values, checked((int)bins.ToDoubles()[0]), right) : bins.ToDoubles();
        return x.With(Binning.CutColumn(values, ends, !bins.Repeats && !bins.Cells.IsFloat, labels, right, include_lowest, precision,
            Drops(duplicates)));
    }

    /// <summary>Values sorted into intervals that hold equally many: <c>pd.qcut(df["fare"], 4)</c>.</summary>
    /// <param name="x">Numbers, missing ones stay missing.</param>
    /// <param name="q">How many intervals, or the shares of values below their ends.</param>
    /// <param name="labels">A text for each interval, or false for their numbers; null: the intervals themselves.</param>
    /// <param name="precision">Digits of the intervals' ends.</param>
    /// <param name="duplicates">"raise", or "drop": an end that stands twice counts once.</param>
    public static Series qcut(Series x, Series q, Series? labels = null, int precision = 3, string duplicates = "raise")
    {
        double[] values = x.ToDoubles(), present = Stats.ComputePresent(x.Cells, x.name);
        int count = q.Repeats ? checked((int)q.ToDoubles()[0]) : 0;
        double[] shares = q.Repeats ? [.. Enumerable.Range(0, count + 1).Select(i => (double)i / count)] : q.ToDoubles();
        return x.With(Binning.CutColumn(values, Array.ConvertAll(shares, s => Stats.ComputeQuantile(present, s)), false, labels,
            right: true,
            lowest: true, precision, Drops(duplicates)));
    }

    private static bool Drops(string duplicates) => duplicates is "raise" or "drop" ? duplicates == "drop"
        : throw new ArgumentException("invalid value for 'duplicates' parameter, valid options are: raise, drop. Received: "
            + $"\"{duplicates}\".", nameof(duplicates));

    /// <summary>Times at equal distances, as labels of rows.</summary>
    /// <param name="start">First time of the result.</param>
    /// <param name="end">The last time; null: found from periods, which must then be given.</param>
    /// <param name="periods">Number of values; null: as many as there are up to end, which must then be given.</param>
    /// <param name="freq">"D", "H", "T" (minutes), "S", "W" (Sundays), "B" (workdays), "MS" (firsts), "M" (lasts of the month), with a
    /// number before for several.</param>
    public static Labels date_range(string start, string? end = null, int? periods = null, string freq = "D") =>
        new([DateRange.Of(start, end, periods, freq)], [null]) { Freq = DateRange.NameFreq(freq) };

    /// <summary>Where values are missing.</summary>
    /// <param name="obj">A column of any dtype.</param>
    /// <returns>Booleans.</returns>
    public static Series isnull(Series obj) => obj.isnull();

    /// <inheritdoc cref="isnull(Series)"/>
    public static Series isna(Series obj) => obj.isnull();

    /// <summary>The different values in the order they appear.</summary>
    /// <param name="values">A column of any dtype.</param>
    public static Scalars unique(Series values) => values.unique();
}
