using System.Globalization;
using System.Text;

namespace KerasDigits.Notebook.Pandas;

/// <summary>Python's formats of times, <c>%Y-%m-%d</c>.</summary>
internal static class TimeFormat
{
    public static bool TryParse(string text, string format, out DateTime time) =>
        DateTime.TryParseExact(text, ToNet(format), CultureInfo.InvariantCulture, DateTimeStyles.AllowInnerWhite, out time);

    public static string Write(DateTime time, string format) => time.ToString(ToNet(format, time), CultureInfo.InvariantCulture);

    // What .NET has no letters for is written as it is.
    private static string ToNet(string format, DateTime? written = null)
    {
        bool reading = written is null;
        var net = new StringBuilder();
        for (int i = 0; i < format.Length; i++)
        {
            if (format[i] != '%')
            {
                // A blank that is escaped is not found where blanks may stand anywhere.
                if (!reading || format[i] != ' ') { net.Append('\\'); }
                net.Append(format[i]);
                continue;
            }
            net.Append(++i == format.Length ? throw new ArgumentException($"stray % in format '{format}'.") : format[i] switch
            {
                'Y' => "yyyy",
                'y' => "yy",
                'm' => reading ? "M" : "MM",
                'd' => reading ? "d" : "dd",
                'H' => reading ? "H" : "HH",
                'I' => reading ? "h" : "hh",
                'M' => reading ? "m" : "mm",
                'S' => reading ? "s" : "ss",
                'f' => reading ? "FFFFFF" : "ffffff",
                'p' => "tt",
                'B' => "MMMM",
                'b' => "MMM",
                'A' => "dddd",
                'a' => "ddd",
                '%' => "\\%",
                'j' when written is { } time => Escape(time.DayOfYear.ToString("000", CultureInfo.InvariantCulture)),
                'w' when written is { } time => Escape(((int)time.DayOfWeek).ToString(CultureInfo.InvariantCulture)),
                'T' or 'X' => reading ? "H\\:m\\:s" : "HH\\:mm\\:ss",
                'F' when !reading => "yyyy\\-MM\\-dd",
                'D' or 'x' => reading ? "M\\/d\\/yy" : "MM\\/dd\\/yy",
                'z' or 'Z' when !reading => "",
                _ => throw new ArgumentException($"'{format[i]}' is a bad directive in format '{format}': known are %Y %y %m %d %H %I %M "
                    + "%S %f %p %B %b %A %a."),
            });
        }
        return net.Length == 1 ? "%" + net : net.ToString();
    }

    private static string Escape(string digits) => string.Concat(digits.Select(d => $"\\{d}"));
}
