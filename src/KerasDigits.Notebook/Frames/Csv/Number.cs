using System.Buffers.Text;
using System.Text;

namespace KerasDigits.Notebook.Pandas;

/// <summary>What a field holds.</summary>
internal enum FieldKind
{
    Whole,
    Real,
    Missing,
    Text,
}

/// <summary>
/// A number from its bytes. Short ones by one exact division (Clinger's fast path), the others by .NET's parser: both round correctly.
/// </summary>
internal static class Number
{
    private static readonly double[] s_powers = [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
        1e17, 1e18, 1e19, 1e20, 1e21, 1e22];

    /// <summary>Reads the field at the start of a line's rest, if it is a short number.</summary>
    /// <param name="rest">What is left of the line.</param>
    /// <param name="separator">What ends the field.</param>
    /// <param name="end">Where the field ends: at a separator or the line's end.</param>
    /// <param name="bits">The number, a long or the bits of a double.</param>
    /// <returns>Whole or Real; Text where it takes a closer look.</returns>
    public static FieldKind ParseShort(ReadOnlySpan<byte> rest, byte separator, out int end, out long bits)
    {
        int i = rest.Length > 0 && rest[0] == '-' ? 1 : 0, first = i, point = -1;
        long digits = 0;
        for (; i < rest.Length; i++)
        {
            uint digit = (uint)(rest[i] - '0');
            if (digit <= 9) { digits = unchecked((digits * 10) + digit); }
            else if (rest[i] == separator) { break; }
            else if (rest[i] == '.' && point < 0) { point = i; }
            else
            {
                (end, bits) = (-1, 0);
                return FieldKind.Text;
            }
        }
        (end, bits) = (i, digits);
        int count = i - first - (point < 0 ? 0 : 1);
        if (point < 0)
        {
            if (count is 0 or > 18) { return FieldKind.Text; }
            bits = first == 1 ? -digits : digits;
            return FieldKind.Whole;
        }
        if (count is 0 or > 15) { return FieldKind.Text; }
        double value = digits / s_powers[i - 1 - point];
        bits = BitConverter.DoubleToInt64Bits(first == 1 ? -value : value);
        return FieldKind.Real;
    }

    /// <summary>What any field holds.</summary>
    /// <param name="text">The field, without its quotes.</param>
    /// <param name="missing">Additional texts that are read as missing; null: none.</param>
    /// <param name="bits">The number, a long or the bits of a double.</param>
    public static FieldKind ParseAny(ReadOnlySpan<byte> text, HashSet<string>? missing, out long bits)
    {
        bits = BitConverter.DoubleToInt64Bits(double.NaN);
        if (IsMissing(text, missing)) { return FieldKind.Missing; }
        text = text.Trim(" \t"u8);
        if (text.Length > 1 && text[0] == '+') { text = text[1..]; }
        if (Utf8Parser.TryParse(text, out long whole, out int used) && used == text.Length)
        {
            bits = whole;
            return FieldKind.Whole;
        }
        if (text.Length > 0 && Utf8Parser.TryParse(text, out double value, out used) && used == text.Length && !double.IsNaN(value))
        {
            bits = BitConverter.DoubleToInt64Bits(value);
            return FieldKind.Real;
        }
        double? infinity = text.Length > 9 ? null : Encoding.UTF8.GetString(text) switch
        {
            "inf" or "Inf" or "INF" or "Infinity" or "infinity" => double.PositiveInfinity,
            "-inf" or "-Inf" or "-INF" or "-Infinity" or "-infinity" => double.NegativeInfinity,
            _ => null,
        };
        if (infinity is { } far) { bits = BitConverter.DoubleToInt64Bits(far); }
        return infinity is null ? FieldKind.Text : FieldKind.Real;
    }

    /// <summary>Whether a field stands for nothing, as pandas has it.</summary>
    public static bool IsMissing(ReadOnlySpan<byte> text, HashSet<string>? missing)
    {
        if (text.Length == 0) { return true; }
        bool known = text.Length <= 8 && Encoding.UTF8.GetString(text) is "NA" or "NaN" or "nan" or "N/A" or "n/a" or "null"
            or "NULL" or "<NA>"
            or "-NaN" or "-nan" or "#N/A" or "#NA" or "#N/A N/A" or "-1.#IND" or "1.#IND" or "-1.#QNAN" or "1.#QNAN";
        return known || (missing is not null && missing.Contains(Encoding.UTF8.GetString(text)));
    }
}
