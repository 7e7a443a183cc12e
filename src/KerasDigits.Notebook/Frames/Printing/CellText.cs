using System.Globalization;
using KerasDigits.Internals;

namespace KerasDigits.Notebook.Pandas;

/// <summary>The values of a column as pandas writes them below each other.</summary>
/// <remarks>Source: pandas/io/formats/format.py, format_array with its default options.</remarks>
internal static class CellText
{
    private const int Digits = 6, Widest = 50;

    /// <summary>The strings, equally wide, with a blank in front where a sign could stand.</summary>
    /// <param name="column">The column to read.</param>
    /// <param name="minimum">The least width.</param>
    public static string[] Of(Column column, int minimum = 0) => WriteFixed(WriteFixed(WriteLoose(column, lead: true), 0), minimum);

    /// <summary>The strings without blanks in front.</summary>
    /// <param name="column">The column to read.</param>
    /// <param name="lead">Whether numbers have room for a sign, and strings a blank.</param>
    public static string[] WriteLoose(Column column, bool lead) => column switch
    {
        { IsFloat: true } => WriteReals(column.ToDoubles(null), lead),
        DateColumn dates => WriteTimes(dates),
        SpanColumn spans => Spans(spans),
        CategoryColumn category => WriteCategory(category, lead),
        { IsBool: true } or ObjectColumn => [.. Enumerable.Range(0, column.Length).Select(i => WriteThing(column[i], lead))],
        _ => [.. Enumerable.Range(0, column.Length).Select(i => WriteWhole(column[i]!, lead))],
    };

    /// <summary>Strings on one width, the right edge straight; what is wider than 50 is cut.</summary>
    public static string[] WriteFixed(string[] texts, int minimum, bool left = false)
    {
        int width = Math.Min(Math.Max(minimum, texts.Select(t => t.Length).DefaultIfEmpty(0).Max()), Widest);
        return [.. texts.Select(t => t.Length > width ? t[..(width - 3)] + "..." : t)
            .Select(t => left ? t.PadRight(width) : t.PadLeft(width))];
    }

    /// <summary>A string in one line.</summary>
    public static string ToOneLine(string text) => text.Replace("\t", "\\t", StringComparison.Ordinal)
        .Replace("\r", "\\r", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);

    private static string WriteWhole(object value, bool lead)
    {
        string text = ((IFormattable)value).ToString(null, CultureInfo.InvariantCulture);
        return lead && text[0] != '-' ? " " + text : text;
    }

    private static string WriteThing(object? value, bool lead) => value switch
    {
        null => lead ? " None" : "None",
        double.NaN => lead ? " NaN" : "NaN",
        double or float => WriteTrimmed(Convert.ToDouble(value, CultureInfo.InvariantCulture)),
        _ => (lead ? " " : "") + ToOneLine(new Scalar(value).ToString()),
    };

    private static string WriteTrimmed(double value)
    {
        if (double.IsInfinity(value)) { return value > 0 ? " inf" : "-inf"; }
        string text = WriteSigned(PythonNumber.WriteFixed(value, Digits), value).TrimEnd('0');
        return text.EndsWith('.') ? text + "0" : text;
    }

    private static string[] WriteReals(double[] values, bool lead)
    {
        string[] texts = TrimTogether([.. values.Select(v => WriteReal(v, lead, PythonNumber.WriteFixed))]);
        bool isLong = texts.Select(t => t.Length).DefaultIfEmpty(0).Max() > Digits + 6;
        bool anyLarge = Array.Exists(values, v => Math.Abs(v) > 1e6), anySmall = Array.Exists(values, v => v != 0 && Math.Abs(v) < 1e-6);
        return anySmall || (isLong && anyLarge) ? TrimTogether([.. values.Select(v => WriteReal(v, lead, WriteExponent))]) : texts;
    }

    private static string WriteReal(double value, bool lead, Func<double, int, string> write)
    {
        if (double.IsNaN(value)) { return "NaN"; }
        string text = double.IsInfinity(value) ? value > 0 ? "inf" : "-inf" : write(value, Digits);
        return lead ? WriteSigned(text, value) : text;
    }

    private static string WriteSigned(string text, double value) => text[0] == '-' ? text : " " + text;

    private static string WriteExponent(double value, int digits) =>
        value.ToString($"0.{new string('0', digits)}e+00", CultureInfo.InvariantCulture);

    // Zeros at the end go, as long as all numbers end in one; a zero stays behind each point.
    private static string[] TrimTogether(string[] texts)
    {
        bool[] numbers = Array.ConvertAll(texts, t => t.Contains('.') && !t.Contains('e'));
        for (int i = 0; i < texts.Length; i++) { if (texts[i].Contains('e')) { numbers[i] = false; } }
        while (numbers.Contains(true) && texts.Where((_, i) => numbers[i]).All(t => t[^1] == '0'))
        {
            for (int i = 0; i < texts.Length; i++) { if (numbers[i]) { texts[i] = texts[i][..^1]; } }
        }
        for (int i = 0; i < texts.Length; i++) { if (numbers[i] && texts[i][^1] == '.') { texts[i] += "0"; } }
        return texts;
    }

    private static string[] Spans(SpanColumn spans)
    {
        bool days = spans.AreDays;
        return [.. Enumerable.Range(0, spans.Length).Select(i => spans[i] is TimeSpan span ? SpanColumn.FormatSpan(span, days) : "NaT")];
    }

    // Whole intervals beside missing values are written with points, as pandas makes floats of them.
    private static string[] WriteCategory(CategoryColumn column, bool lead)
    {
        bool points = column.Codes.Contains(-1);
        return [.. Enumerable.Range(0, column.Length)
            .Select(i => WriteThing(points && column[i] is Interval interval ? interval with { whole = false } : column[i], lead))];
    }

    private static string[] WriteTimes(DateColumn dates)
    {
        bool days = dates.AreDays;
        bool whole = Enumerable.Range(0, dates.Length).All(i => dates.IsMissing(i) || dates.Nanoseconds[i] % 1_000_000_000 == 0);
        return [.. Enumerable.Range(0, dates.Length)
            .Select(i => dates.IsMissing(i)
                ? "NaT"
                : ((DateTime)dates[i]!).ToString(days ? "yyyy-MM-dd" : whole ? "yyyy-MM-dd HH:mm:ss" : "yyyy-MM-dd HH:mm:ss.ffffff",
                    CultureInfo.InvariantCulture))];
    }
}
