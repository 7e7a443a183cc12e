using System.Globalization;

namespace KerasDigits.Notebook;

/// <summary>Where an axis of times has its ticks, and what stands there: whole years, months, days, hours, minutes or seconds.</summary>
/// <remarks>
/// Values are days since 1970. Source: the behaviour of Matplotlib 3.3's AutoDateLocator and AutoDateFormatter. Where their texts would
/// run into each other, as Matplotlib's then do, ticks are farther apart here.
/// </remarks>
internal static class TimeTicks
{
    private const int FewestTicks = 5;

    // From the coarsest to the finest.
    private static readonly Unit[] s_units =
    [
        new("yyyy", [1, 2, 4, 5, 10, 20, 40, 50, 100, 200, 400, 500, 1000], 11, (low, high) => CountMonths(low, high) / 12, EnumerateYears),
        new("yyyy-MM", [1, 2, 3, 4, 6], 12, CountMonths, (low, step) => EnumerateFirstsOfMonths(low).Where(m => (m.Month - 1) % step == 0)),
        new("yyyy-MM-dd", [1, 2, 4, 7, 14], 11, (low, high) => (high - low).Days, EnumerateDays),
        new("MM-dd HH", [1, 2, 3, 4, 6, 12], 12, (low, high) => RoundStep((high - low).TotalHours),
            (low, step) => EnumerateSteps(low.Date, TimeSpan.FromHours(step))),
        new("dd HH:mm", [1, 5, 10, 15, 30], 11, (low, high) => RoundStep((high - low).TotalMinutes),
            (low, step) => EnumerateSteps(low.Date.AddHours(low.Hour), TimeSpan.FromMinutes(step))),
        new("HH:mm:ss", [1, 5, 10, 15, 30], 11, (low, high) => RoundStep((high - low).TotalSeconds),
            (low, step) => EnumerateSteps(low.Date.AddMinutes((int)low.TimeOfDay.TotalMinutes), TimeSpan.FromSeconds(step))),
    ];

    /// <summary>A time as the axis's number.</summary>
    public static double Of(DateTime time) => (time - DateTime.UnixEpoch).TotalDays;

    /// <summary>The ticks between two ends.</summary>
    /// <param name="from">One end, in days.</param>
    /// <param name="to">The other end.</param>
    /// <param name="fits">Whether texts at places have room beside each other; null: they have.</param>
    /// <returns>Where, and the texts.</returns>
    public static (double[] At, string[] Texts) ChooseBetween(double from, double to, Func<double[], string[], bool>? fits = null)
    {
        (DateTime low, DateTime high) = (ToTime(Math.Min(from, to)), ToTime(Math.Max(from, to)));
        (double[] At, string[] Texts)? finest = null;
        foreach (var (form, times) in EnumerateChoices(low, high))
        {
            DateTime[] inside = [.. times.SkipWhile(t => t < low).TakeWhile(t => t <= high)];
            if (finest is not null && inside.Length < 2) { break; }
            double[] at = [.. inside.Select(Of)];
            string[] texts = [.. inside.Select(t => t.ToString(form, CultureInfo.InvariantCulture))];
            if (fits is null || at.Length < 2 || fits(at, texts)) { return (at, texts); }
            finest ??= (at, texts);
        }
        // Nothing rounder has two ticks: every second, third … of the finest ones.
        var (all, words) = finest!.Value;
        for (int every = 2; ; every++)
        {
            double[] at = [.. all.Where((_, i) => i % every == 0)];
            string[] texts = [.. words.Where((_, i) => i % every == 0)];
            if (at.Length < 2 || fits!(at, texts)) { return (at, texts); }
        }
    }

    // To the microsecond: a double holds no more of a time of our days.
    private static DateTime ToTime(double days) => DateTime.UnixEpoch.AddTicks(TimeSpan.TicksPerMicrosecond
        * (long)Math.Round(Math.Clamp(days, -719_162, 2_932_896) * TimeSpan.MicrosecondsPerDay));

    /// <summary>Matplotlib's choice of a unit and of how many of it lie between two ticks, and what is coarser.</summary>
    private static IEnumerable<(string Form, IEnumerable<DateTime> Times)> EnumerateChoices(DateTime low, DateTime high)
    {
        int unit = Array.FindIndex(s_units, u => u.Count(low, high) >= FewestTicks);
        if (unit < 0)
        {
            yield return ("HH:mm:ss.ffffff", TickLocator.ChooseTicks(Of(low), Of(high) + double.Epsilon, 7).Select(ToTime));
            yield break;
        }
        for (int u = unit; u >= 0; u--)
        {
            Unit one = s_units[u];
            int first = u < unit ? 0 : Array.FindIndex(one.Steps, s => one.Count(low, high) <= s * (one.Most - 1));
            foreach (int step in one.Steps[(first < 0 ? ^1 : first)..]) { yield return (one.Form, one.From(low, step)); }
        }
    }

    private static int RoundStep(double count) => (int)Math.Min(count, int.MaxValue);

    private static int CountMonths(DateTime low, DateTime high) =>
        ((high.Year - low.Year) * 12) + high.Month - low.Month - (high.Day < low.Day ? 1 : 0);

    private static IEnumerable<DateTime> EnumerateYears(DateTime low, int step)
    {
        int first = Math.Max(1, low.Year / step * step);
        return Enumerable.Range(0, 12_000 / step).Select(i => first + (i * step)).TakeWhile(y => y <= 9999)
            .Select(y => new DateTime(y, 1, 1));
    }

    private static IEnumerable<DateTime> EnumerateFirstsOfMonths(DateTime low) =>
        Enumerable.Range(0, 200).Select(i => new DateTime(low.Year, low.Month, 1).AddMonths(i));

    // Every so many days of a month, counted from its first; half months and weeks leave its end out.
    private static IEnumerable<DateTime> EnumerateDays(DateTime low, int step)
    {
        int last = step switch { 7 => 22, 14 => 15, _ => 31 };
        return EnumerateFirstsOfMonths(low).SelectMany(m => Enumerable.Range(0, DateTime.DaysInMonth(m.Year, m.Month))
            .Where(d => d % step == 0 && d < last).Select(d => m.AddDays(d)));
    }

    private static IEnumerable<DateTime> EnumerateSteps(DateTime start, TimeSpan step) =>
        Enumerable.Range(0, 10_000).Select(i => start + (i * step));

    /// <summary>A unit of time.</summary>
    /// <param name="Form">How its ticks are written.</param>
    /// <param name="Steps">How many of it may lie between two ticks.</param>
    /// <param name="Most">How many ticks there are at most.</param>
    /// <param name="Count">How many of it lie between two times.</param>
    /// <param name="From">Ticks by a step, from before a time.</param>
    private sealed record Unit(string Form, int[] Steps, int Most, Func<DateTime, DateTime, int> Count,
        Func<DateTime, int, IEnumerable<DateTime>> From);
}
