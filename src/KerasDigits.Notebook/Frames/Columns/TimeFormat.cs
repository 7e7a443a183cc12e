using System.Globalization;
using System.Text;

namespace KerasDigits.Notebook.Pandas;

/// <summary>Python's formats of times, <c>%Y-%m-%d</c>.</summary>
internal static class TimeFormat
{
    public static bool TryParse(string text, string format, out DateTime time) =>
        DateTime.TryParseExact(text, ToNet(format, reading: true), CultureInfo.InvariantCulture, DateTimeStyles.AllowInnerWhite, out time);

    public static string Write(DateTime time, string format) => time.ToString(ToNet(format, reading: false), CultureInfo.InvariantCulture);

    private static string ToNet(string format, bool reading)
    {
        var net = new StringBuilder();
        for (int i = 0; i < format.Length; i++)
        {
            if (format[i] != '%')
            {
                net.Append('\\').Append(format[i]);
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
                _ => throw new ArgumentException($"'{format[i]}' is a bad directive in format '{format}': known are %Y %y %m %d %H %I %M "
                    + "%S %f %p %B %b %A %a."),
            });
        }
        return net.Length == 1 ? "%" + net : net.ToString();
    }
}
