using System.Globalization;
using System.Numerics;

namespace KerasDigits.Notebook;

/// <summary>A floating-point number as decimal digits: the fewest that mean this number among those of its type.</summary>
internal readonly struct Digits
{
    private readonly string _shortest;
    private readonly bool _isDouble;

    private Digits(double value, string shortest, bool isDouble) => (Value, _shortest, _isDouble) = (value, shortest, isDouble);

    public double Value { get; }

    public bool IsFinite => double.IsFinite(Value);

    /// <summary>nan, inf or -inf.</summary>
    public string Odd => double.IsNaN(Value) ? "nan" : Value > 0 ? "inf" : "-inf";

    public static Digits Of(object number) => number switch
    {
        float f => new(f, f.ToString("R", CultureInfo.InvariantCulture), false),
        Half h => new((double)h, h.ToString("R", CultureInfo.InvariantCulture), false),
        _ => OfDouble(Convert.ToDouble(number, CultureInfo.InvariantCulture)),
    };

    private static Digits OfDouble(double number) => new(number, number.ToString("R", CultureInfo.InvariantCulture), true);

    /// <summary>"1.", "0.25": at most a number of digits after the point, no zeros at the end, never an exponent.</summary>
    /// <param name="precision">Digits after the point at most.</param>
    /// <param name="isExact">Whether places before the point that the shortest digits leave open are the number's own, as in arrays, or
    /// zeros, as in a single number.</param>
    public string FormatPositional(int precision, bool isExact)
    {
        (string sign, string digits, int exponent) = SplitParts();
        // digits d1d2d3… mean d1.d2d3… · 10^exponent.
        if (digits.Length - 1 - exponent > precision)
        {
            return precision == 0 ? ExactDecimal.FormatFixed(Value, 0) + "." : ExactDecimal.FormatFixed(Value, precision).TrimEnd('0');
        }
        if (isExact && digits.Length <= exponent) { return ExactDecimal.FormatFixed(Value, 0) + "."; }
        string whole = exponent < 0 ? "0" : digits.PadRight(exponent + 1, '0')[..(exponent + 1)];
        string fraction = exponent < 0 ? new string('0', -exponent - 1) + digits : digits.Length > exponent + 1
            ? digits[(exponent + 1)..] : "";
        return $"{sign}{whole}.{fraction.TrimEnd('0')}";
    }

    /// <summary>"1", "5", "-03": the parts of 1.5e-03, at most a number of digits after the point.</summary>
    public (string Whole, string Fraction, string Exponent) SplitScientific(int precision)
    {
        (string sign, string digits, int exponent) = SplitParts();
        return digits.Length - 1 > precision ? SplitFullScientific(precision)
            : (sign + digits[..1], digits[1..], FormatPower(exponent));
    }

    /// <summary>As <see cref="SplitScientific"/>, with exactly that many digits of the number's exact value.</summary>
    public (string Whole, string Fraction, string Exponent) SplitFullScientific(int precision)
    {
        (string sign, _, int exponent) = SplitParts();
        string digits = BigInteger.Abs(ExactDecimal.Scale(Value, precision - exponent)).ToString(CultureInfo.InvariantCulture);
        exponent += digits.Length > precision + 1 ? 1 : 0;
        digits = digits.PadRight(precision + 1, '0');
        return (sign + digits[..1], digits[1..(precision + 1)], FormatPower(exponent));
    }

    private static string FormatPower(int exponent) => $"{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}";

    /// <summary>
    /// Python's repr of a float: 1.0, 0.25, 1e-05, 1.5e+20; of a float32, NumPy's, which goes by the value instead of its digits.
    /// </summary>
    public string FormatRepr()
    {
        if (!IsFinite) { return Odd; }
        (_, _, int exponent) = SplitParts();
        if (_isDouble ? exponent is >= -4 and < 16 : Value == 0 || Math.Abs(Value) is >= 1e-4 and < 1e16)
        {
            string text = FormatPositional(400, isExact: false);
            return text.EndsWith('.') ? text + "0" : text;
        }
        (string whole, string fraction, string power) = SplitScientific(400);
        return $"{whole}{(fraction.Length > 0 ? "." + fraction : "")}e{power}";
    }

    private (string Sign, string Digits, int Exponent) SplitParts()
    {
        string sign = _shortest.StartsWith('-') ? "-" : "";
        string text = _shortest[sign.Length..];
        int e = text.IndexOf('E', StringComparison.Ordinal);
        int exponent = e < 0 ? 0 : int.Parse(text[(e + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        string mantissa = e < 0 ? text : text[..e];
        int point = mantissa.IndexOf('.', StringComparison.Ordinal);
        string all = mantissa.Replace(".", "", StringComparison.Ordinal);
        exponent += (point < 0 ? mantissa.Length : point) - 1;
        string digits = all.TrimStart('0');
        if (digits.Length == 0) { return (sign, "0", 0); }
        exponent -= all.Length - digits.Length;
        digits = digits.TrimEnd('0');
        return (sign, digits, exponent);
    }
}
