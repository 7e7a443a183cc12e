using System.Globalization;

namespace KerasDigits.Notebook.Pandas;

/// <summary>A column of differences of times, timedelta64[ns].</summary>
internal sealed class SpanColumn(long[] nanoseconds) : Column
{
    public const string Name = "timedelta64[ns]";

    private const long Second = 1_000_000_000, Day = 86_400 * Second;

    public override int Length => nanoseconds.Length;

    public override string DType => Name;

    public override object? this[int row] => nanoseconds[row] == DateColumn.Missing ? null : new TimeSpan(nanoseconds[row] / 100);

    /// <summary>Whether all values are whole days.</summary>
    public bool AreDays => Array.TrueForAll(nanoseconds, n => n == DateColumn.Missing || n % Day == 0);

    public static SpanColumn From(IEnumerable<object?> spans) =>
        new([.. spans.Select(s => s is TimeSpan span ? checked(span.Ticks * 100) : DateColumn.Missing)]);

    public override bool IsMissing(int row) => nanoseconds[row] == DateColumn.Missing;

    public override Column Take(ReadOnlySpan<int> rows)
    {
        var taken = new long[rows.Length];
        for (int i = 0; i < taken.Length; i++) { taken[i] = rows[i] < 0 ? DateColumn.Missing : nanoseconds[rows[i]]; }
        return new SpanColumn(taken);
    }

    public override Column Slice(int start, int count) => new SpanColumn(nanoseconds.AsSpan(start, count).ToArray());

    public override int Compare(int a, int b) => nanoseconds[a].CompareTo(nanoseconds[b]);

    public override double[] ToDoubles(string? name) =>
        throw new InvalidOperationException($"Column '{name}' holds differences of times, no numbers: use .dt.days or "
            + ".dt.total_seconds().");

    /// <summary>A difference as pandas writes it: <c>1 days 02:00:00</c>.</summary>
    public static string FormatSpan(TimeSpan span, bool days = false)
    {
        // Days are rounded down, so that the rest is never negative: −1 days +22:00:00.
        long whole = (long)Math.Floor((decimal)span.Ticks / TimeSpan.TicksPerDay), rest = span.Ticks - (whole * TimeSpan.TicksPerDay);
        if (days) { return string.Create(CultureInfo.InvariantCulture, $"{whole} days"); }
        string sign = whole < 0 ? "+" : "";
        long parts = rest % TimeSpan.TicksPerSecond;
        string fraction = parts == 0 ? "" : parts % 10 == 0 ? $".{parts / 10:000000}" : $".{parts * 100:000000000}";
        return string.Create(CultureInfo.InvariantCulture,
            $"{whole} days {sign}{new TimeSpan(rest).ToString("hh\\:mm\\:ss", CultureInfo.InvariantCulture)}{fraction}");
    }

    /// <summary>A difference out of pandas' strings: <c>1 days 02:00:00</c>, <c>02:30:00</c>, <c>5 min</c>, <c>90s</c>.</summary>
    public static bool TryParse(string text, out TimeSpan span)
    {
        span = default;
        string rest = text.Trim();
        bool negative = rest.StartsWith('-');
        rest = rest.TrimStart('-', '+').Trim();
        if (rest.Length == 0) { return false; }
        while (rest.Length > 0)
        {
            int colon = rest.IndexOf(':', StringComparison.Ordinal), digits = rest.TakeWhile(c => char.IsAsciiDigit(c) || c == '.').Count();
            if (colon > 0 && colon <= 2 && digits == colon)
            {
                if (!TimeSpan.TryParse(rest.Count(c => c == ':') == 1 ? rest + ":00" : rest, CultureInfo.InvariantCulture,
                    out TimeSpan clock))
                {
                    return false;
                }
                span += clock;
                break;
            }
            if (digits == 0 || !double.TryParse(rest[..digits], CultureInfo.InvariantCulture, out double number)) { return false; }
            rest = rest[digits..].TrimStart();
            int letters = rest.TakeWhile(char.IsAsciiLetter).Count();
            if (ParseUnit(letters == 0 ? "ns" : rest[..letters]) is not { } unit) { return false; }
            span += Of(number, unit);
            rest = rest[letters..].TrimStart(' ', '+', ',');
        }
        if (negative) { span = -span; }
        return true;
    }

    /// <summary>So many of a unit.</summary>
    /// <exception cref="ArgumentException">There is no such unit.</exception>
    public static TimeSpan Of(double number, string unit) =>
        Of(number, ParseUnit(unit)
            ?? throw new ArgumentException($"invalid unit abbreviation: {unit}. Say \"W\", \"D\", \"h\", \"m\", \"s\", \"ms\", \"us\" "
                + "or \"ns\".", nameof(unit)));

    private static TimeSpan Of(double number, decimal ticks) => new((long)Math.Round((decimal)number * ticks, MidpointRounding.ToEven));

    private static decimal? ParseUnit(string unit) => unit switch
    {
        "W" or "w" or "week" or "weeks" => 7m * TimeSpan.TicksPerDay,
        "D" or "d" or "day" or "days" => TimeSpan.TicksPerDay,
        "H" or "h" or "hr" or "hour" or "hours" => TimeSpan.TicksPerHour,
        "T" or "m" or "min" or "minute" or "minutes" => TimeSpan.TicksPerMinute,
        "S" or "s" or "sec" or "second" or "seconds" => TimeSpan.TicksPerSecond,
        "L" or "ms" or "millisecond" or "milliseconds" => TimeSpan.TicksPerMillisecond,
        "U" or "us" or "microsecond" or "microseconds" => TimeSpan.TicksPerMicrosecond,
        "N" or "ns" or "nanosecond" or "nanoseconds" => 0.01m,
        _ => null,
    };
}
