using System.ComponentModel;
using System.Globalization;

namespace KerasDigits.Internals;

/// <summary>
/// Floating-point numbers as Python writes them. .NET's formats round a number's exact value, ties to the even digit, as C's do.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class PythonNumber
{
    /// <summary>Python's repr of a float: the shortest digits that read back as the same number.</summary>
    /// <param name="x">Any number, also nan and infinities.</param>
    /// <returns>1.0, 0.25, 1e-05, 1.5e+20, nan, inf.</returns>
    public static string FormatRepr(double x)
    {
        if (!double.IsFinite(x)) { return FormatOdd(x); }
        (string sign, string digits, int exponent) = SplitDigits(x.ToString("R", CultureInfo.InvariantCulture));
        if (exponent is < -4 or >= 16)
        {
            return $"{sign}{digits[0]}{(digits.Length > 1 ? "." : "")}{digits[1..]}e{FormatPower(exponent)}";
        }
        if (exponent < 0) { return $"{sign}0.{new string('0', -exponent - 1)}{digits}"; }
        string whole = digits.PadRight(exponent + 1, '0');
        return $"{sign}{whole[..(exponent + 1)]}.{(whole.Length > exponent + 1 ? whole[(exponent + 1)..] : "0")}";
    }

    /// <summary>Python's and C's "%.{digits}g": the shorter of the plain and the scientific form, without zeros at the end.</summary>
    /// <param name="x">Any number, also nan and infinities.</param>
    /// <param name="digits">Significant digits; 0 and below count as 1.</param>
    /// <param name="keepsPoint">Whether whole numbers end in ".0", as where a format has digits and no letter ("{x:.3}").</param>
    /// <returns>0.123457, 1.23457e+06, 100.</returns>
    public static string WriteGeneral(double x, int digits, bool keepsPoint = false)
    {
        if (!double.IsFinite(x)) { return FormatOdd(x); }
        digits = Math.Max(1, digits);
        string[] parts = x.ToString($"E{digits - 1}", CultureInfo.InvariantCulture).Split('E');
        int exponent = int.Parse(parts[1], CultureInfo.InvariantCulture);
        if (exponent < -4 || exponent >= (keepsPoint ? digits - 1 : digits)) { return $"{TrimZeros(parts[0])}e{FormatPower(exponent)}"; }
        string text = TrimZeros(x.ToString($"F{Math.Max(0, digits - 1 - exponent)}", CultureInfo.InvariantCulture));
        return keepsPoint && !text.Contains('.', StringComparison.Ordinal) ? text + ".0" : text;
    }

    /// <summary>Python's "%.{digits}e": one digit, a point, so many digits.</summary>
    /// <param name="x">Any number, also nan and infinities.</param>
    /// <param name="digits">Digits after the point, from 0; with none there is no point.</param>
    /// <returns>1.50e-05, nan.</returns>
    public static string WriteScientific(double x, int digits)
    {
        if (!double.IsFinite(x)) { return FormatOdd(x); }
        string[] parts = x.ToString($"E{digits}", CultureInfo.InvariantCulture).Split('E');
        return $"{parts[0]}e{FormatPower(int.Parse(parts[1], CultureInfo.InvariantCulture))}";
    }

    /// <summary>Python's "%.{digits}f".</summary>
    /// <param name="x">Any number, also nan and infinities.</param>
    /// <param name="digits">Digits after the point, from 0; with none there is no point.</param>
    /// <returns>0.12500, nan.</returns>
    public static string WriteFixed(double x, int digits) =>
        double.IsFinite(x) ? x.ToString($"F{digits}", CultureInfo.InvariantCulture) : FormatOdd(x);

    /// <summary>What is not finite.</summary>
    /// <param name="x">NaN or an infinity.</param>
    /// <returns>nan, inf or -inf.</returns>
    public static string FormatOdd(double x) => double.IsNaN(x) ? "nan" : x > 0 ? "inf" : "-inf";

    /// <summary>The power of ten of a scientific form.</summary>
    /// <param name="exponent">Any whole number.</param>
    /// <returns>A sign and two digits or more: +05, -324.</returns>
    public static string FormatPower(int exponent) => $"{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}";

    /// <summary>The parts of a number: digits d1d2d3… mean d1.d2d3… · 10^exponent.</summary>
    /// <param name="shortest">A finite number's shortest text, of any floating-point type: its format "R" of the invariant culture.</param>
    /// <returns>"-" or nothing; digits without zeros at either end ("0" for zero); the power of ten of the first (0 for zero).</returns>
    public static (string Sign, string Digits, int Exponent) SplitDigits(string shortest)
    {
        string sign = shortest.StartsWith('-') ? "-" : "";
        string text = shortest[sign.Length..];
        int e = text.IndexOf('E', StringComparison.Ordinal);
        int exponent = e < 0 ? 0 : int.Parse(text.AsSpan(e + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        string mantissa = e < 0 ? text : text[..e];
        int point = mantissa.IndexOf('.', StringComparison.Ordinal);
        string all = mantissa.Replace(".", "", StringComparison.Ordinal);
        string digits = all.TrimStart('0');
        if (digits.Length == 0) { return (sign, "0", 0); }
        exponent += (point < 0 ? mantissa.Length : point) - 1 - (all.Length - digits.Length);
        return (sign, digits.TrimEnd('0'), exponent);
    }

    private static string TrimZeros(string text) => text.Contains('.', StringComparison.Ordinal) ? text.TrimEnd('0').TrimEnd('.') : text;
}
