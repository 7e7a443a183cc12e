namespace KerasDigits.Notebook.Pandas;

/// <summary>Rows in groups of equal stretches of time: what resample makes.</summary>
/// <remarks>Source: pandas/core/resample.py. Days and less begin at midnight of the first day; weeks, months, quarters and years end with
/// their label, unless the rule ends in S.</remarks>
internal static class Resampling
{
    /// <summary>The groups, those without rows too.</summary>
    /// <exception cref="ArgumentException">The rule is none.</exception>
    public static Groups Of(DateColumn times, string rule, string? name)
    {
        int digits = rule.TakeWhile(char.IsAsciiDigit).Count(), step = digits == 0
            ? 1
            : int.Parse(rule[..digits], System.Globalization.CultureInfo.InvariantCulture);
        if (step < 1) { throw new ArgumentException($"A rule must take at least one of its unit. Received: \"{rule}\".", nameof(rule)); }
        string unit = rule[digits..];
        int[] present = times.FindPresent();
        if (present.Length == 0) { return new Groups([], new Labels([DateColumn.From([])], [name]), [name], times.Length); }
        DateTime first = (DateTime)times[Stats.FindExtreme(times, greatest: false)]!,
            last = (DateTime)times[Stats.FindExtreme(times, greatest: true)]!;
        List<DateTime> labels = [];
        switch (unit)
        {
            case "D" or "H" or "h" or "T" or "min" or "S" or "s":
                TimeSpan width = step * (unit switch
                {
                    "D" => TimeSpan.FromDays(1),
                    "H" or "h" => TimeSpan.FromHours(1),
                    "T" or "min" => TimeSpan.FromMinutes(1),
                    _ => TimeSpan.FromSeconds(1)
                });
                DateTime begin = first.Date + (((first - first.Date).Ticks / width.Ticks) * width);
                for (DateTime t = begin; t <= last; t += width) { labels.Add(t); }
                return MakeGroups(times, labels, name, (t, l) => (int)((t - l[0]).Ticks / width.Ticks), FormatFreq(rule, unit, step));
            case "MS" or "QS" or "AS" or "YS":
                int months = step * (unit switch { "MS" => 1, "QS" => 3, _ => 12 }), span = unit switch { "MS" => 1, "QS" => 3, _ => 12 };
                DateTime start = new DateTime(first.Year, ((first.Month - 1) / span * span) + 1, 1);
                for (DateTime t = start; t <= last; t = t.AddMonths(months)) { labels.Add(t); }
                return MakeGroups(times, labels, name, (t, l) => l.FindLastIndex(x => x <= t), FormatFreq(rule, unit, step));
            case "W" or "M" or "Q" or "A" or "Y":
                DateTime end = ComputeEnd(first.Date, unit);
                labels.Add(end);
                while (labels[^1] < last.Date)
                {
                    labels.Add(unit == "W" ? labels[^1].AddDays(7 * step) : ComputeEnd(labels[^1].AddDays(1).AddMonths((step * (unit switch
                    {
                        "M" => 1,
                        "Q" => 3,
                        _ => 12
                    })) - 1), "M"));
                }
                return MakeGroups(times, labels, name, (t, l) => l.FindIndex(x => t.Date <= x), FormatFreq(rule, unit, step));
            default:
                throw new ArgumentException($"Invalid frequency: {rule}. Say \"S\", \"T\", \"H\", \"D\", \"W\", \"M\", \"MS\", \"Q\", "
                    + "\"QS\", \"A\" or \"AS\", with a number before for several.", nameof(rule));
        }
    }

    private static DateTime ComputeEnd(DateTime day, string unit) => unit switch
    {
        "W" => day.AddDays((7 - (int)day.DayOfWeek) % 7),
        "M" => new DateTime(day.Year, day.Month, DateTime.DaysInMonth(day.Year, day.Month)),
        "Q" => new DateTime(day.Year, ((day.Month - 1) / 3 * 3) + 1, 1).AddMonths(3).AddDays(-1),
        _ => new DateTime(day.Year, 12, 31),
    };

    private static string FormatFreq(string rule, string unit, int step) => (step == 1 ? "" : $"{step}") + unit switch
    {
        "W" => "W-SUN", "Q" => "Q-DEC", "A" or "Y" => "A-DEC", "QS" => "QS-JAN", "AS" or "YS" => "AS-JAN", "h" => "H", "min" => "T", "s" =>
            "S", _ => unit,
    };

    private static Groups MakeGroups(DateColumn times, List<DateTime> labels, string? name, Func<DateTime, List<DateTime>, int> place,
        string freq)
    {
        List<int>[] rows = [.. labels.Select(_ => new List<int>())];
        foreach (int row in times.FindPresent()) { rows[place((DateTime)times[row]!, labels)].Add(row); }
        return new Groups([.. rows.Select(r => r.ToArray())], new Labels([DateColumn.From(labels.Cast<object?>())], [name]) { Freq = freq },
            [name], times.Length);
    }
}
