using System.Globalization;

namespace KerasDigits.Notebook.Pandas;

/// <summary>Comparisons: what is missing equals nothing, and times compare with strings of times.</summary>
internal static class Comparing
{
    public static bool CompareOne(string sign, object? a, object? b)
    {
        if (a is null or double.NaN or float.NaN || b is null or double.NaN or float.NaN) { return sign == "!="; }
        if (a is DateTime && b is string text && DateColumn.TryParse(text, false, out DateTime time)) { b = time; }
        if (b is DateTime && a is string other && DateColumn.TryParse(other, false, out time)) { a = time; }
        if (a is TimeSpan && b is string length && SpanColumn.TryParse(length, out TimeSpan span)) { b = span; }
        if (b is TimeSpan && a is string long_ && SpanColumn.TryParse(long_, out span)) { a = span; }
        bool like = a is string == b is string && a is DateTime == b is DateTime && a is TimeSpan == b is TimeSpan
            && a is Interval == b is Interval;
        if (!like)
        {
            return sign switch
            {
                "==" => false,
                "!=" => true,
                _ => throw new InvalidOperationException($"'{sign}' not supported between {PythonText.FormatRepr(a)} and "
                    + $"{PythonText.FormatRepr(b)}: "
                    + "both must be numbers, texts or times."),
            };
        }
        return Holds(sign, a switch
        {
            string s => string.CompareOrdinal(s, (string)b),
            DateTime t => t.CompareTo((DateTime)b),
            TimeSpan t => t.CompareTo((TimeSpan)b),
            Interval t => t.CompareTo((Interval)b),
            _ => Convert.ToDouble(a, CultureInfo.InvariantCulture).CompareTo(Convert.ToDouble(b, CultureInfo.InvariantCulture)),
        });
    }

    /// <summary>Two columns of one length, or of which one holds a single value for all rows.</summary>
    public static Column CompareColumns(string sign, Column a, Column b)
    {
        int length = a.Length == 1 ? b.Length : a.Length;
        var result = new bool[length];
        if (a.IsNumber && b.IsNumber)
        {
            double[] x = a.ToDoubles(null), y = b.ToDoubles(null);
            for (int i = 0; i < length; i++)
            {
                double p = x[a.Length == 1 ? 0 : i], q = y[b.Length == 1 ? 0 : i];
                result[i] = double.IsNaN(p) || double.IsNaN(q) ? sign == "!=" : Holds(sign, p.CompareTo(q));
            }
            return new Cells<bool>(result);
        }
        for (int i = 0; i < length; i++) { result[i] = CompareOne(sign, a[a.Length == 1 ? 0 : i], b[b.Length == 1 ? 0 : i]); }
        return new Cells<bool>(result);
    }

    private static bool Holds(string sign, int order) => sign switch
    {
        "==" => order == 0,
        "!=" => order != 0,
        "<" => order < 0,
        ">" => order > 0,
        "<=" => order <= 0,
        ">=" => order >= 0,
        _ => throw new ArgumentException($"No such comparison: {sign}"),
    };
}
