using System.Buffers.Text;
using System.Text;

namespace KerasDigits.Notebook;

/// <summary>A decimal number from its bytes. Short ones by one exact division or product (Clinger's fast path), the others by .NET's parser: both round correctly.</summary>
internal static class Number
{
    private static readonly double[] s_powers = [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22];

    public static bool TryParse(ReadOnlySpan<byte> text, out double value)
    {
        int at = text.Length > 0 && text[0] == '-' ? 1 : 0;
        ulong digits = 0;
        int point = -1, count = 0;
        for (int i = at; i < text.Length; i++)
        {
            uint digit = (uint)(text[i] - '0');
            if (digit <= 9) { digits = (digits * 10) + digit; count++; }
            else if (text[i] == '.' && point < 0) { point = i; }
            else { return Slow(text, out value); }
        }
        if (count is 0 or > 15) { return Slow(text, out value); }
        value = point < 0 ? digits : digits / s_powers[text.Length - 1 - point];
        if (at == 1) { value = -value; }
        return true;
    }

    private static bool Slow(ReadOnlySpan<byte> text, out double value)
    {
        text = text.Trim(" \t"u8);
        if (text.Length >= 2 && text[0] == '"' && text[^1] == '"') { text = text[1..^1]; }
        if (text.Length > 0 && text[0] == '+') { text = text[1..]; }
        if (Utf8Parser.TryParse(text, out value, out int used) && used == text.Length) { return true; }
        switch (Encoding.UTF8.GetString(text))
        {
            case "" or "NA" or "N/A" or "NaN" or "nan" or "-nan" or "-NaN" or "null" or "NULL" or "None" or "<NA>" or "n/a" or "#N/A":
                value = double.NaN;
                return true;
            case "inf" or "Inf" or "INF" or "Infinity" or "infinity":
                value = double.PositiveInfinity;
                return true;
            case "-inf" or "-Inf" or "-INF" or "-Infinity" or "-infinity":
                value = double.NegativeInfinity;
                return true;
            default:
                value = 0;
                return false;
        }
    }
}
