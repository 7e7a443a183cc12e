using System.Globalization;

namespace KerasDigits.Notebook.Pandas;

/// <summary>
/// Python's arithmetic on values and columns: integers stay whole but for division, and what is missing stays missing.
/// </summary>
internal static class Arithmetic
{
    public static object? ComputeOne(char sign, object? a, object? b)
    {
        if (IsMissing(a) || IsMissing(b)) { return double.NaN; }
        if (a is string x && b is string y && sign == '+') { return x + y; }
        if (ComputeTimes(sign, a, b) is { } time) { return time; }
        if (a is string or DateTime or TimeSpan or Interval || b is string or DateTime or TimeSpan or Interval)
        {
            throw new InvalidOperationException($"unsupported operand type(s) for {sign}: {PythonText.FormatRepr(a)} and "
                + $"{PythonText.FormatRepr(b)}.");
        }
        if (IsWhole(a) && IsWhole(b) && sign != '/' && !(sign == '%' && Convert.ToInt64(b, CultureInfo.InvariantCulture) == 0))
        {
            return ComputeWhole(sign, Convert.ToInt64(a, CultureInfo.InvariantCulture), Convert.ToInt64(b, CultureInfo.InvariantCulture));
        }
        return ComputeReal(sign, Convert.ToDouble(a, CultureInfo.InvariantCulture), Convert.ToDouble(b, CultureInfo.InvariantCulture));
    }

    /// <summary>Two columns of one length, or of which one holds a single value for all rows.</summary>
    public static Column ComputeColumns(char sign, Column a, Column b)
    {
        int length = a.Length == 1 ? b.Length : a.Length;
        if (a.IsText || b.IsText || a.IsDate || b.IsDate || a.IsSpan || b.IsSpan || a.IsCategory || b.IsCategory)
        {
            return ComputeObjects(sign, a, b, length);
        }
        bool whole = !a.IsFloat && !b.IsFloat && sign != '/' && !(sign == '%' && Array.IndexOf(b.ToDoubles(null), 0) >= 0);
        if (whole) { return ComputeWholes(sign, a, b, length); }
        double[] x = a.ToDoubles(null), y = b.ToDoubles(null), result = new double[length];
        int stepX = a.Length == 1 && length != 1 ? 0 : 1, stepY = b.Length == 1 && length != 1 ? 0 : 1;
        for (int i = 0; i < length; i++) { result[i] = ComputeReal(sign, x[i * stepX], y[i * stepY]); }
        return IsSingle(a, b) ? new Cells<float>(Array.ConvertAll(result, v => (float)v)) : new Cells<double>(result);
    }

    /// <summary>Times and their differences; null where that is not what they are.</summary>
    private static object? ComputeTimes(char sign, object? a, object? b) => (a, sign, b) switch
    {
        (DateTime t, '-', DateTime u) => t - u,
        (DateTime t, '+', TimeSpan s) => t + s,
        (TimeSpan s, '+', DateTime t) => t + s,
        (DateTime t, '-', TimeSpan s) => t - s,
        (TimeSpan s, '+', TimeSpan r) => s + r,
        (TimeSpan s, '-', TimeSpan r) => s - r,
        (TimeSpan s, '/', TimeSpan r) => s / r,
        (long or int or double or float, '*', TimeSpan s) => s * Convert.ToDouble(a, CultureInfo.InvariantCulture),
        (TimeSpan s, '*', long or int or double or float) => s * Convert.ToDouble(b, CultureInfo.InvariantCulture),
        (TimeSpan s, '/', long or int or double or float) => s / Convert.ToDouble(b, CultureInfo.InvariantCulture),
        (0L, '-', TimeSpan s) => -s,
        _ => null,
    };

    private static Cells<long> ComputeWholes(char sign, Column a, Column b, int length)
    {
        var (x, y) = ((Cells<long>)ColumnOf.Cast(a, "int64", null), (Cells<long>)ColumnOf.Cast(b, "int64", null));
        var result = new long[length];
        for (int i = 0; i < length; i++) { result[i] = ComputeWhole(sign, x.GetAt(a.Length == 1 ? 0 : i), y.GetAt(b.Length == 1 ? 0 : i)); }
        return new Cells<long>(result);
    }

    private static Column ComputeObjects(char sign, Column a, Column b, int length)
    {
        var result = new object?[length];
        for (int i = 0; i < length; i++) { result[i] = ComputeOne(sign, a[a.Length == 1 ? 0 : i], b[b.Length == 1 ? 0 : i]); }
        return ColumnOf.FromObjects(result);
    }

    // float32 stays float32 beside numbers of Python (one value) and of fewer bits.
    private static bool IsSingle(Column a, Column b) => (a.DType == "float32" && (b.DType == "float32" || b.Length == 1))
        || (b.DType == "float32" && a.Length == 1);

    private static bool IsMissing(object? value) => value is null or double.NaN or float.NaN;

    private static bool IsWhole(object? value) => value is not (double or float or decimal);

    private static long ComputeWhole(char sign, long a, long b) => unchecked(sign switch
    {
        '+' => a + b,
        '-' => a - b,
        '*' => a * b,
        '%' => a - (b * (long)Math.Floor((double)a / b)),
        '^' => (long)Math.Pow(a, b),
        _ => throw new ArgumentException($"No such operator: {sign}"),
    });

    private static double ComputeReal(char sign, double a, double b) => sign switch
    {
        '+' => a + b,
        '-' => a - b,
        '*' => a * b,
        '/' => a / b,
        '%' => b == 0 ? double.NaN : a - (b * Math.Floor(a / b)),
        '^' => Math.Pow(a, b),
        _ => throw new ArgumentException($"No such operator: {sign}"),
    };
}
