using System.Globalization;

namespace KerasDigits.Notebook.Pandas;

/// <summary>A column of times, datetime64[ns]: nanoseconds since 1970.</summary>
internal sealed class DateColumn(long[] nanoseconds) : Column
{
    public const string Name = "datetime64[ns]";

    /// <summary>NaT.</summary>
    public const long Missing = long.MinValue;

    private static readonly string[] s_forms =
    [
        "yyyy-MM-dd", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd HH:mm:ss.FFFFFFF", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF",
        "yyyy-MM-dd'T'HH:mm:ss'Z'", "yyyy-MM-dd HH:mm", "yyyy-MM-dd'T'HH:mm",
        "yyyy/M/d", "yyyy/M/d HH:mm:ss", "yyyy/M/d H:mm", "M/d/yyyy", "M/d/yyyy H:mm", "M/d/yyyy H:mm:ss", "M/d/yy", "yyyyMMdd",
        "yyyyMMdd'T'HHmmss", "yyyyMMdd'T'HHmm", "yyyyMMddHHmmss", "yyyy-MM",
        "yyyy", "MMM d, yyyy", "MMMM d, yyyy", "d MMM yyyy", "d MMMM yyyy", "d-MMM-yyyy", "M-d-yyyy",
        "yyyy-M-d", "yyyy-M-d H:mm:ss",
    ];

    private static readonly string[] s_dayFirst = ["d/M/yyyy", "d/M/yyyy H:mm", "d/M/yyyy H:mm:ss", "d-M-yyyy", "d.M.yyyy", "d.M.yyyy H:mm",
        "d.M.yyyy H:mm:ss"];

    public override int Length => nanoseconds.Length;

    public override string DType => Name;

    public override object? this[int row] => nanoseconds[row] == Missing ? null : ToTime(nanoseconds[row]);

    public ReadOnlySpan<long> Nanoseconds => nanoseconds;

    /// <summary>Whether no value has a time of day.</summary>
    public bool AreDays => Array.TrueForAll(nanoseconds, n => n == Missing || n % 86_400_000_000_000 == 0);

    public override bool IsMissing(int row) => nanoseconds[row] == Missing;

    public override Column Take(ReadOnlySpan<int> rows)
    {
        var taken = new long[rows.Length];
        for (int i = 0; i < taken.Length; i++) { taken[i] = rows[i] < 0 ? Missing : nanoseconds[rows[i]]; }
        return new DateColumn(taken);
    }

    public override Column Slice(int start, int count) => new DateColumn(nanoseconds.AsSpan(start, count).ToArray());

    public override int Compare(int a, int b) => nanoseconds[a].CompareTo(nanoseconds[b]);

    public override double[] ToDoubles(string? name) =>
        throw new InvalidOperationException($"Column '{name}' contains dates, not numbers: use .dt, or select numeric columns first.");

    public static long Of(DateTime time) => checked((time.Ticks - DateTime.UnixEpoch.Ticks) * 100);

    public static DateTime ToTime(long nanoseconds) =>
        new(DateTime.UnixEpoch.Ticks + (long)Math.Floor(nanoseconds / 100m), DateTimeKind.Unspecified);

    public static DateColumn From(IEnumerable<object?> times) => new([.. times.Select(t => t is DateTime time ? Of(time) : Missing)]);

    /// <summary>A string as a time, in the forms that pandas reads: month before day, unless the first number cannot be a month.</summary>
    public static bool TryParse(string text, bool dayFirst, out DateTime time)
    {
        const DateTimeStyles styles = DateTimeStyles.AllowWhiteSpaces | DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal;
        text = text.Trim();
        CultureInfo culture = CultureInfo.InvariantCulture;
        if (dayFirst && DateTime.TryParseExact(text, s_dayFirst, culture, styles, out time)) { return true; }
        return DateTime.TryParseExact(text, s_forms, culture, styles, out time)
            || DateTime.TryParseExact(text, s_dayFirst, culture, styles, out time);
    }
}
