using System.Globalization;
using KerasDigits.Internals;

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
    public string Odd => PythonNumber.FormatOdd(Value);

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
            return precision == 0 ? PythonNumber.WriteFixed(Value, 0) + "." : PythonNumber.WriteFixed(Value, precision).TrimEnd('0');
        }
        if (isExact && digits.Length <= exponent) { return PythonNumber.WriteFixed(Value, 0) + "."; }
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
            : (sign + digits[..1], digits[1..], PythonNumber.FormatPower(exponent));
    }

    /// <summary>As <see cref="SplitScientific"/>, with exactly that many digits of the number's exact value.</summary>
    public (string Whole, string Fraction, string Exponent) SplitFullScientific(int precision)
    {
        string[] parts = PythonNumber.WriteScientific(Value, precision).Split('.', 'e');
        return (parts[0], precision > 0 ? parts[1] : "", parts[^1]);
    }

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

    private (string Sign, string Digits, int Exponent) SplitParts() => PythonNumber.SplitDigits(_shortest);
}
