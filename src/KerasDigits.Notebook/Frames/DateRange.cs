namespace KerasDigits.Notebook.Pandas;

/// <summary>The times of pd.date_range.</summary>
internal static class DateRange
{
    public static Column Of(string start, string? end, int? periods, string freq)
    {
        if (end is null == periods is null)
        {
            throw new ArgumentException("Of start, end and periods, give start and one of the others.", nameof(periods));
        }
        return MakeBetween(ParseTime(start), end is null ? DateTime.MaxValue : ParseTime(end), periods, freq);
    }

    /// <summary>The times of a frequency from one to another.</summary>
    public static DateColumn MakeBetween(DateTime first, DateTime last, int? periods, string freq)
    {
        int digits = freq.TakeWhile(char.IsAsciiDigit).Count(), step = digits == 0
            ? 1
            : int.Parse(freq[..digits], System.Globalization.CultureInfo.InvariantCulture);
        if (step < 1)
        {
            throw new ArgumentException($"A frequency must take at least one of its unit. Received: \"{freq}\".", nameof(freq));
        }
        var times = new List<object?>();
        foreach (DateTime time in EnumerateAll(first, freq[digits..], step))
        {
            if (time > last || times.Count == periods) { break; }
            times.Add(time);
        }
        return DateColumn.From(times);
    }

    /// <summary>pandas' full name of a frequency: "W-SUN" for "W".</summary>
    public static string NameFreq(string freq)
    {
        string unit = freq.TrimStart('0', '1', '2', '3', '4', '5', '6', '7', '8', '9');
        return freq[..^unit.Length] + unit switch
        {
            "W" => "W-SUN",
            "Q" => "Q-DEC",
            "A" or "Y" => "A-DEC",
            "QS" => "QS-JAN",
            "AS" or "YS" => "AS-JAN",
            "h" => "H",
            "min" => "T",
            "s" => "S",
            _ => unit
        };
    }

    private static IEnumerable<DateTime> EnumerateAll(DateTime first, string unit, int step) => unit switch
    {
        "D" => EnumerateEach(first, (t, i) => t.AddDays(i * step)),
        "H" or "h" => EnumerateEach(first, (t, i) => t.AddHours(i * step)),
        "T" or "min" => EnumerateEach(first, (t, i) => t.AddMinutes(i * step)),
        "S" or "s" => EnumerateEach(first, (t, i) => t.AddSeconds(i * step)),
        "W" => EnumerateEach(first.AddDays((7 - (int)first.DayOfWeek) % 7), (t, i) => t.AddDays(7 * i * step)),
        "B" => EnumerateEach(first, (t, i) => t.AddDays(i)).Where(t => t.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday))
            .Where((_, i) => i % step == 0),
        "MS" => EnumerateEach(first.Day == 1 ? first : new DateTime(first.Year, first.Month, 1).Add(first.TimeOfDay).AddMonths(1),
            (t, i) => t.AddMonths(i * step)),
        "M" => EnumerateEach(new DateTime(first.Year, first.Month, 1).Add(first.TimeOfDay), (t, i) =>
            t.AddMonths((i * step) + 1).AddDays(-1)),
        "Q" or "A" or "Y" => EnumerateEnds(first, unit == "Q" ? 3 : 12, step),
        "QS" or "AS" or "YS" => Begins(first, unit == "QS" ? 3 : 12, step),
        _ => throw new ArgumentException($"Invalid frequency: {unit}. Say \"D\", \"H\", \"T\", \"S\", \"W\", \"B\", \"M\", \"MS\", \"Q\", "
            + "\"QS\", \"A\" or \"AS\".", nameof(unit)),
    };

    /// <summary>The last days of quarters or years.</summary>
    private static IEnumerable<DateTime> EnumerateEnds(DateTime first, int months, int step) =>
        EnumerateEach(AddMonths(first, months), (t, i) => t.AddMonths(months * ((i * step) + 1)).AddDays(-1));

    /// <summary>The first days of quarters or years.</summary>
    private static IEnumerable<DateTime> Begins(DateTime first, int months, int step)
    {
        DateTime begin = AddMonths(first, months);
        return EnumerateEach(begin < first ? begin.AddMonths(months) : begin, (t, i) => t.AddMonths(i * step * months));
    }

    /// <summary>The first day of a time's quarter or year, at its time of day.</summary>
    private static DateTime AddMonths(DateTime time, int months) =>
        new DateTime(time.Year, ((time.Month - 1) / months * months) + 1, 1).Add(time.TimeOfDay);

    private static IEnumerable<DateTime> EnumerateEach(DateTime first, Func<DateTime, int, DateTime> of)
    {
        for (int i = 0; ; i++) { yield return of(first, i); }
    }

    private static DateTime ParseTime(string text) => DateColumn.TryParse(text, false, out DateTime time)
        ? time
        : throw new FormatException($"{text} is not a time: say \"2020-01-31\".");
}
