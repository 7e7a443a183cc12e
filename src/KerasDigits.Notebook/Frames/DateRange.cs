namespace KerasDigits.Notebook.Pandas;

/// <summary>The times of pd.date_range.</summary>
internal static class DateRange
{
    public static Column Of(string start, string? end, int? periods, string freq)
    {
        if (end is null == periods is null) { throw new ArgumentException("Of start, end and periods, give start and one of the others.", nameof(periods)); }
        DateTime first = Time(start), last = end is null ? DateTime.MaxValue : Time(end);
        int digits = freq.TakeWhile(char.IsAsciiDigit).Count(), step = digits == 0 ? 1 : int.Parse(freq[..digits], System.Globalization.CultureInfo.InvariantCulture);
        var times = new List<object?>();
        foreach (DateTime time in All(first, freq[digits..], step))
        {
            if (time > last || times.Count == periods) { break; }
            times.Add(time);
        }
        return DateColumn.From(times);
    }

    private static IEnumerable<DateTime> All(DateTime first, string unit, int step) => unit switch
    {
        "D" => Each(first, (t, i) => t.AddDays(i * step)),
        "H" or "h" => Each(first, (t, i) => t.AddHours(i * step)),
        "T" or "min" => Each(first, (t, i) => t.AddMinutes(i * step)),
        "S" or "s" => Each(first, (t, i) => t.AddSeconds(i * step)),
        "W" => Each(first.AddDays((7 - (int)first.DayOfWeek) % 7), (t, i) => t.AddDays(7 * i * step)),
        "B" => Each(first, (t, i) => t.AddDays(i)).Where(t => t.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday)).Where((_, i) => i % step == 0),
        "MS" => Each(first.Day == 1 ? first : new DateTime(first.Year, first.Month, 1).Add(first.TimeOfDay).AddMonths(1), (t, i) => t.AddMonths(i * step)),
        "M" => Each(new DateTime(first.Year, first.Month, 1).Add(first.TimeOfDay), (t, i) => t.AddMonths((i * step) + 1).AddDays(-1)),
        _ => throw new ArgumentException($"Invalid frequency: {unit}. Say \"D\", \"H\", \"T\", \"S\", \"W\", \"B\", \"MS\" or \"M\".", nameof(unit)),
    };

    private static IEnumerable<DateTime> Each(DateTime first, Func<DateTime, int, DateTime> of)
    {
        for (int i = 0; ; i++) { yield return of(first, i); }
    }

    private static DateTime Time(string text) => DateColumn.TryParse(text, false, out DateTime time) ? time : throw new FormatException($"{text} is no time: say \"2020-01-31\".");
}
