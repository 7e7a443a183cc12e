using System.Globalization;

namespace KerasDigits.Notebook;

/// <summary>Where an axis of times has its ticks, and what stands there: whole years, months, days, hours, minutes or seconds.</summary>
/// <remarks>Values are days since 1970. Source: the behaviour of Matplotlib 3.3's AutoDateLocator and AutoDateFormatter.</remarks>
internal static class TimeTicks
{
    private const int FewestTicks = 5;

    /// <summary>A time as the axis's number.</summary>
    public static double Of(DateTime time) => (time - DateTime.UnixEpoch).TotalDays;

    /// <summary>The ticks between two ends.</summary>
    /// <param name="from">One end, in days.</param>
    /// <param name="to">The other.</param>
    /// <returns>Where, and the texts.</returns>
    public static (double[] At, string[] Texts) Between(double from, double to)
    {
        (DateTime low, DateTime high) = (Time(Math.Min(from, to)), Time(Math.Max(from, to)));
        (string form, IEnumerable<DateTime> times) = Times(low, high);
        DateTime[] inside = [.. times.SkipWhile(t => t < low).TakeWhile(t => t <= high)];
        return ([.. inside.Select(Of)], [.. inside.Select(t => t.ToString(form, CultureInfo.InvariantCulture))]);
    }

    // To the microsecond: a double holds no more of a time of our days.
    private static DateTime Time(double days) => DateTime.UnixEpoch.AddTicks(TimeSpan.TicksPerMicrosecond
        * (long)Math.Round(Math.Clamp(days, -719_162, 2_932_896) * TimeSpan.MicrosecondsPerDay));

    private static (string Form, IEnumerable<DateTime> Times) Times(DateTime low, DateTime high)
    {
        TimeSpan span = high - low;
        int months = ((high.Year - low.Year) * 12) + high.Month - low.Month - (high.Day < low.Day ? 1 : 0);
        if (months / 12 >= FewestTicks)
        {
            int step = Step([1, 2, 4, 5, 10, 20, 40, 50, 100, 200, 400, 500, 1000], months / 12, 11);
            int first = Math.Max(1, low.Year / step * step);
            return ("yyyy", Enumerable.Range(0, 12_000 / step).Select(i => first + (i * step)).TakeWhile(y => y <= 9999)
                .Select(y => new DateTime(y, 1, 1)));
        }
        if (months >= FewestTicks)
        {
            int step = Step([1, 2, 3, 4, 6], months, 12);
            return ("yyyy-MM", Months(low).Where(m => (m.Month - 1) % step == 0));
        }
        if (span.Days >= FewestTicks)
        {
            // Every so many days of a month, counted from its first; half months and weeks leave its end out.
            int step = Step([1, 2, 4, 7, 14], span.Days, 11);
            int last = step switch { 7 => 22, 14 => 15, _ => 31 };
            return ("yyyy-MM-dd", Months(low).SelectMany(m => Enumerable.Range(0, DateTime.DaysInMonth(m.Year, m.Month))
                .Where(d => d % step == 0 && d < last).Select(d => m.AddDays(d))));
        }
        if (span.TotalHours >= FewestTicks)
        {
            int step = Step([1, 2, 3, 4, 6, 12], (int)span.TotalHours, 12);
            return ("MM-dd HH", Steps(low.Date, TimeSpan.FromHours(step)));
        }
        if (span.TotalMinutes >= FewestTicks)
        {
            int step = Step([1, 5, 10, 15, 30], (int)span.TotalMinutes, 11);
            return ("dd HH:mm", Steps(low.Date.AddHours(low.Hour), TimeSpan.FromMinutes(step)));
        }
        if (span.TotalSeconds >= FewestTicks)
        {
            int step = Step([1, 5, 10, 15, 30], (int)span.TotalSeconds, 11);
            return ("HH:mm:ss", Steps(low.Date.AddMinutes((int)low.TimeOfDay.TotalMinutes), TimeSpan.FromSeconds(step)));
        }
        return ("HH:mm:ss.ffffff", TickLocator.Ticks(Of(low), Of(high) + double.Epsilon, 7).Select(Time));
    }

    private static int Step(int[] steps, int units, int most) => Array.Find(steps, s => units <= s * (most - 1)) is > 0 and int step
        ? step : steps[^1];

    private static IEnumerable<DateTime> Months(DateTime low) =>
        Enumerable.Range(0, 200).Select(i => new DateTime(low.Year, low.Month, 1).AddMonths(i));

    private static IEnumerable<DateTime> Steps(DateTime start, TimeSpan step) =>
        Enumerable.Range(0, 10_000).Select(i => start + (i * step));
}
