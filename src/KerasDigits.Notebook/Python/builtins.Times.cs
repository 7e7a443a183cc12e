using System.Globalization;
using KerasDigits.Notebook.Pandas;

namespace KerasDigits.Notebook;

/// <content>Times and days, which are .NET's <see cref="DateTime"/>, <see cref="DateOnly"/> and <see cref="TimeSpan"/>.</content>
public static partial class builtins
{
    /// <summary>A time by Python's format: <c>strftime(DateTime.Now, "%Y-%m-%d")</c>.</summary>
    /// <param name="time">The time; its zone is not looked at.</param>
    /// <param name="format">With %Y, %m, %d, %H, %M, %S and their like.</param>
    /// <exception cref="ArgumentException">A directive is not known; the message lists those that are.</exception>
    public static string strftime(DateTime time, string format) => TimeFormat.Write(time, format);

    /// <summary>A day by Python's format; its hours are 0.</summary>
    /// <param name="day">The day, without a time.</param>
    /// <param name="format">With %Y, %m, %d and their like.</param>
    /// <exception cref="ArgumentException">A directive is not known; the message lists those that are.</exception>
    public static string strftime(DateOnly day, string format) => TimeFormat.Write(day.ToDateTime(TimeOnly.MinValue), format);

    /// <summary>Python's <c>datetime.strptime</c>: the time that a text says.</summary>
    /// <param name="text">The text: "2021-03-04".</param>
    /// <param name="format">How it is written: "%Y-%m-%d".</param>
    /// <exception cref="ArgumentException">The text is not written so.</exception>
    public static DateTime strptime(string text, string format)
    {
        if (TimeFormat.TryParse(text, format, out DateTime time)) { return TurnOfCentury(time, format); }
        for (int length = text.Length - 1; length > 0; length--)
        {
            if (TimeFormat.TryParse(text[..length], format, out _))
            {
                throw new ArgumentException($"unconverted data remains: {text[length..]}");
            }
        }
        throw new ArgumentException($"time data {repr(text)} does not match format {repr(format)}");
    }

    // Two digits from 69 on are of the last century.
    private static DateTime TurnOfCentury(DateTime time, string format) =>
        format.Contains("%y", StringComparison.Ordinal) && time.Year % 100 < 69 && time.Year < 2000 ? time.AddYears(100) : time;

    /// <summary>Python's <c>time.isoformat()</c>: 2021-03-04T05:06:07, with six digits behind where it has parts of a second.</summary>
    /// <param name="time">The time; its zone is not looked at.</param>
    public static string isoformat(DateTime time) =>
        time.ToString(time.Ticks % TimeSpan.TicksPerSecond / 10 == 0 ? "yyyy-MM-ddTHH:mm:ss" : "yyyy-MM-ddTHH:mm:ss.ffffff",
            CultureInfo.InvariantCulture);

    /// <summary>Python's <c>day.isoformat()</c>: 2021-03-04.</summary>
    /// <param name="day">The day, without a time.</param>
    public static string isoformat(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>Python's <c>datetime.fromisoformat</c>: 2021-03-04, with a time behind it or without.</summary>
    /// <param name="text">A day or a time in ISO 8601's form.</param>
    /// <exception cref="ArgumentException">The text is not written so.</exception>
    public static DateTime fromisoformat(string text) =>
        DateTime.TryParseExact(text, ["yyyy-MM-dd", "yyyy-MM-dd HH:mm", "yyyy-MM-ddTHH:mm", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-ddTHH:mm:ss",
            "yyyy-MM-dd HH:mm:ss.FFFFFF", "yyyy-MM-ddTHH:mm:ss.FFFFFF"], CultureInfo.InvariantCulture,
            DateTimeStyles.None, out DateTime time)
            ? time : throw new ArgumentException($"Invalid isoformat string: {repr(text)}");

    /// <summary>Python's <c>day + timedelta</c>: so many whole days later.</summary>
    /// <param name="day">The day, without a time.</param>
    /// <param name="span">How much later; what is less than a day does not count.</param>
    public static DateOnly later(DateOnly day, TimeSpan span) => day.AddDays((int)Math.Floor(span.TotalDays));
}
