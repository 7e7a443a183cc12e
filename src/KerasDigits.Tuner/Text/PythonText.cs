using System.Collections;
using System.Globalization;
using System.Text;

namespace KerasDigits.Tuner;

/// <summary>Values as Python prints them: KerasTuner's hashes, files and screens are made of these strings.</summary>
internal static class PythonText
{
    /// <summary>repr() of a float: the shortest text that reads back as the same number.</summary>
    public static string FormatRepr(double x)
    {
        if (double.IsNaN(x)) { return "nan"; }
        if (double.IsInfinity(x)) { return x > 0 ? "inf" : "-inf"; }
        if (x == 0) { return double.IsNegative(x) ? "-0.0" : "0.0"; }
        (string digits, int exponent) = FindShortest(Math.Abs(x));
        string sign = x < 0 ? "-" : "";
        if (exponent is < -4 or >= 16)
        {
            string mantissa = digits.Length == 1 ? digits : $"{digits[0]}.{digits[1..]}";
            return $"{sign}{mantissa}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent).ToString("00", CultureInfo.InvariantCulture)}";
        }
        if (exponent < 0) { return $"{sign}0.{new string('0', -exponent - 1)}{digits}"; }
        return digits.Length <= exponent + 1
            ? $"{sign}{digits.PadRight(exponent + 1, '0')}.0"
            : $"{sign}{digits[..(exponent + 1)]}.{digits[(exponent + 1)..]}";
    }

    /// <summary>repr() of a value. (Without this, C# would take the value for a float.)</summary>
    public static string FormatRepr(HyperValue value) => FormatRepr(value.ToObject());

    /// <summary>repr() of None, bool, int, float, str, list, tuple or dict.</summary>
    public static string FormatRepr(object? value) => WriteRepr(value, []);

    /// <summary>The same inside others; what holds itself is "[...]" there, as in Python.</summary>
    private static string WriteRepr(object? value, IReadOnlyList<object> outer) => value switch
    {
        null => "None",
        bool b => b ? "True" : "False",
        double d => FormatRepr(d),
        string s => Quote(s),
        HyperValue v => WriteRepr(v.ToObject(), outer),
        Config or IEnumerable when outer.Any(o => ReferenceEquals(o, value)) => value is Config ? "{...}" : "[...]",
        Config map => "{" + string.Join(", ", map.Select(p => $"{Quote(p.Key)}: {WriteRepr(p.Value, [.. outer, map])}")) + "}",
        IEnumerable list => "[" + string.Join(", ", list.Cast<object?>().Select(i => WriteRepr(i, [.. outer, list]))) + "]",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    /// <summary>format(x, ".5g").</summary>
    public static string WriteGeneral(double x, int precision)
    {
        if (!double.IsFinite(x)) { return FormatRepr(x); }
        if (x == 0) { return double.IsNegative(x) ? "-0" : "0"; }
        string[] parts = x.ToString("E" + (precision - 1), CultureInfo.InvariantCulture).Split('E');
        int exponent = int.Parse(parts[1], CultureInfo.InvariantCulture);
        if (exponent < -4 || exponent >= precision)
        {
            string mantissa = parts[0].Contains('.', StringComparison.Ordinal) ? parts[0].TrimEnd('0').TrimEnd('.') : parts[0];
            return $"{mantissa}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent).ToString("00", CultureInfo.InvariantCulture)}";
        }
        string plain = x.ToString("F" + Math.Max(0, precision - 1 - exponent), CultureInfo.InvariantCulture);
        return plain.Contains('.', StringComparison.Ordinal) ? plain.TrimEnd('0').TrimEnd('.') : plain;
    }

    /// <summary>repr() of a string.</summary>
    public static string Quote(string text)
    {
        char mark = text.Contains('\'', StringComparison.Ordinal) && !text.Contains('"', StringComparison.Ordinal) ? '"' : '\'';
        var result = new StringBuilder().Append(mark);
        foreach (char c in text)
        {
            _ = c switch
            {
                '\\' => result.Append(@"\\"),
                '\n' => result.Append(@"\n"),
                '\r' => result.Append(@"\r"),
                '\t' => result.Append(@"\t"),
                < ' ' or '\x7f' => result.Append(CultureInfo.InvariantCulture, $"\\x{(int)c:x2}"),
                _ when c == mark => result.Append('\\').Append(c),
                _ => result.Append(c),
            };
        }
        return result.Append(mark).ToString();
    }

    /// <summary>The significant digits, and the power of ten of the first.</summary>
    private static (string Digits, int Exponent) FindShortest(double x)
    {
        string shortest = x.ToString("R", CultureInfo.InvariantCulture);
        int mark = shortest.IndexOf('E', StringComparison.Ordinal);
        string mantissa = mark < 0 ? shortest : shortest[..mark];
        string digits = mantissa.Replace(".", "", StringComparison.Ordinal).TrimStart('0').TrimEnd('0');
        int exponent = GetExponent(mantissa)
            + (mark < 0 ? 0 : int.Parse(shortest.AsSpan(mark + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture));
        return (digits.Length == 0 ? "0" : digits, exponent);
    }

    private static int GetExponent(string plain)
    {
        int point = plain.IndexOf('.', StringComparison.Ordinal);
        string whole = point < 0 ? plain : plain[..point];
        if (whole.TrimStart('0').Length > 0) { return whole.TrimStart('0').Length - 1; }
        int first = point + 1;
        while (first < plain.Length && plain[first] == '0') { first++; }
        return point - first;
    }
}
