using System.Numerics;

namespace KerasDigits.Notebook;

/// <summary>
/// Rounds a binary number's exact decimal value, ties to the even digit, as C's printf, Python and NumPy do; .NET's formats round ties away
/// from zero.
/// </summary>
internal static class ExactDecimal
{
    /// <summary>value · 10^digits as an integer.</summary>
    /// <param name="value">A finite number.</param>
    /// <param name="digits">Digits kept after the point; negative: zeros before it.</param>
    public static BigInteger Scale(double value, int digits)
    {
        long bits = BitConverter.DoubleToInt64Bits(value);
        int exponent = (int)((bits >> 52) & 0x7FF);
        BigInteger mantissa = (bits & 0xF_FFFF_FFFF_FFFF) | (exponent == 0 ? 0 : 1L << 52);
        int power = Math.Max(exponent, 1) - 1075;
        BigInteger numerator = mantissa * BigInteger.Pow(10, Math.Max(digits, 0)) << Math.Max(power, 0);
        BigInteger denominator = BigInteger.Pow(10, Math.Max(-digits, 0)) << Math.Max(-power, 0);
        BigInteger whole = BigInteger.DivRem(numerator, denominator, out BigInteger rest);
        int half = (rest * 2).CompareTo(denominator);
        if (half > 0 || (half == 0 && !whole.IsEven)) { whole++; }
        return bits < 0 ? -whole : whole;
    }

    /// <summary>The value with a number of digits after the point: Python's format(value, ".2f").</summary>
    /// <param name="value">A finite number.</param>
    /// <param name="digits">Digits after the point, not negative.</param>
    public static string FormatFixed(double value, int digits)
    {
        string text = BigInteger.Abs(Scale(value, digits)).ToString(System.Globalization.CultureInfo.InvariantCulture)
            .PadLeft(digits + 1, '0');
        string sign = double.IsNegative(value) ? "-" : "";
        return digits == 0 ? sign + text : $"{sign}{text[..^digits]}.{text[^digits..]}";
    }
}
