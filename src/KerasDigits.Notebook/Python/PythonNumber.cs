using System.Globalization;

namespace KerasDigits.Notebook;

/// <summary>Floats as Python writes and rounds them.</summary>
internal static class PythonNumber
{
    /// <summary>repr() of a float: the shortest digits that read back as the same number.</summary>
    public static string Text(double x) => Text(x, x.ToString("R", CultureInfo.InvariantCulture));

    /// <summary>str() of a float32.</summary>
    public static string Text(float x) => Text(x, x.ToString("R", CultureInfo.InvariantCulture));

    /// <summary>round(): half to even on the number's exact value.</summary>
    public static double Round(double x, int digits)
    {
        if (!double.IsFinite(x) || digits is < 0 or > 300) { return x; }
        string exact = Math.Abs(x).ToString("F" + (digits + 60), CultureInfo.InvariantCulture);
        string kept = exact[..^60], tail = exact[^60..];
        bool tie = tail[0] == '5' && tail.AsSpan(1).IndexOfAnyExcept('0') < 0;
        double nearest = double.Parse(Math.Abs(x).ToString("F" + digits, CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        bool even = (kept.TrimEnd('.')[^1] - '0') % 2 == 0;
        return Math.CopySign(tie && even ? double.Parse(kept.TrimEnd('.'), CultureInfo.InvariantCulture) : nearest, x);
    }

    /// <summary>The significant digits of a shortest text, and the power of ten of the first.</summary>
    public static (string Digits, int Exponent) Parts(string shortest)
    {
        string text = shortest.TrimStart('-');
        int mark = text.IndexOf('E', StringComparison.Ordinal);
        int exponent = mark < 0 ? 0 : int.Parse(text.AsSpan(mark + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        string mantissa = mark < 0 ? text : text[..mark];
        int point = mantissa.IndexOf('.', StringComparison.Ordinal);
        string whole = point < 0 ? mantissa : mantissa[..point];
        string digits = mantissa.Replace(".", "", StringComparison.Ordinal);
        int lead = digits.AsSpan().IndexOfAnyExcept('0');
        if (lead < 0) { return ("0", 0); }
        return (digits[lead..].TrimEnd('0'), exponent + whole.Length - 1 - lead);
    }

    private static string Text(double x, string shortest)
    {
        if (double.IsNaN(x)) { return "nan"; }
        if (double.IsInfinity(x)) { return x > 0 ? "inf" : "-inf"; }
        (string digits, int exponent) = Parts(shortest);
        string sign = double.IsNegative(x) ? "-" : "";
        if (exponent is < -4 or >= 16)
        {
            string power = string.Create(CultureInfo.InvariantCulture, $"e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}");
            return sign + (digits.Length == 1 ? digits : $"{digits[0]}.{digits[1..]}") + power;
        }
        if (exponent < 0) { return $"{sign}0.{new string('0', -exponent - 1)}{digits}"; }
        return digits.Length <= exponent + 1
            ? $"{sign}{digits.PadRight(exponent + 1, '0')}.0"
            : $"{sign}{digits[..(exponent + 1)]}.{digits[(exponent + 1)..]}";
    }
}
