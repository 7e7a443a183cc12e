using System.Globalization;
using System.Numerics;
using System.Text;
using KerasDigits.Internals;

namespace KerasDigits.Notebook;

/// <content>Python's format language.</content>
public static partial class builtins
{
    /// <summary>
    /// A value as Python's format writes it: <c>format(x, ".2f")</c>, <c>format(n, "&gt;8,")</c>. Halves are rounded by the number's exact
    /// value, as in Python.
    /// </summary>
    /// <param name="value">Any value, null (None) too.</param>
    /// <param name="spec">Python's format: [[fill]align][sign][#][0][width][,][.precision][type]; may be empty.</param>
    /// <exception cref="FormatException">There is no such format.</exception>
    public static string format(object? value, string spec = "")
    {
        if (spec.Length == 0) { return str(value); }
        if (value is DateTime or DateOnly && spec.Contains('%', StringComparison.Ordinal))
        {
            return value is DateTime time ? strftime(time, spec) : strftime((DateOnly)value, spec);
        }
        value = GetSingle(value);
        int at = 0;
        char fill = ' ', align = '\0', sign = '-';
        if (spec.Length > 1 && "<>^=".Contains(spec[1], StringComparison.Ordinal)) { (fill, align, at) = (spec[0], spec[1], 2); }
        else if ("<>^=".Contains(spec[0], StringComparison.Ordinal)) { (align, at) = (spec[0], 1); }
        if (at < spec.Length && spec[at] is '+' or '-' or ' ') { sign = spec[at++]; }
        bool isAlternate = at < spec.Length && spec[at] == '#';
        at += isAlternate ? 1 : 0;
        if (at < spec.Length && spec[at] == '0') { at++; if (align == '\0') { (fill, align) = ('0', '='); } }
        int width = ReadNumber(spec, ref at) ?? 0;
        char group = at < spec.Length && spec[at] is ',' or '_' ? spec[at++] : '\0';
        int? precision = null;
        if (at < spec.Length && spec[at] == '.')
        {
            at++;
            precision = ReadNumber(spec, ref at) ?? throw new FormatException("Format specifier missing precision");
        }
        char type = at < spec.Length ? spec[at++] : '\0';
        if (at != spec.Length) { throw new FormatException($"Invalid format specifier '{spec}'"); }
        bool isText = value is string or null || (value is not IConvertible && value is not BigInteger && value is not Half);
        if (isText)
        {
            string text = str(value);
            return Pad(precision is { } cut && cut < text.Length ? text[..cut] : text, "", fill, align == '\0' ? '<' : align, width);
        }
        string body = FormatBody(value!, type, precision, isAlternate, out bool isNegative);
        if (group != '\0') { body = FormatGroup(body, group, type is 'x' or 'b' or 'o' ? 4 : 3); }
        string lead = isNegative ? "-" : sign is '+' or ' ' ? sign.ToString() : "";
        return Pad(body, lead, fill, align == '\0' ? '>' : align, width);
    }

    /// <summary>Python's <c>text % values</c>.</summary>
    /// <param name="text">The text with its % fields.</param>
    /// <param name="values">What they show.</param>
    /// <exception cref="FormatException">Fields and values do not match.</exception>
    public static string percent(string text, params object?[] values)
    {
        var result = new StringBuilder();
        int next = 0;
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] != '%') { result.Append(text[i]); continue; }
            int start = ++i;
            while (i < text.Length && "#0- +".Contains(text[i], StringComparison.Ordinal)) { i++; }
            string flags = text[start..i];
            int? width = ReadNumber(text, ref i), precision = null;
            if (i < text.Length && text[i] == '.') { i++; precision = ReadNumber(text, ref i) ?? 0; }
            if (i >= text.Length) { throw new FormatException("incomplete format"); }
            if (text[i] == '%') { result.Append('%'); continue; }
            if (next >= values.Length) { throw new FormatException("not enough arguments for format string"); }
            char type = text[i];
            if (type == 'c')
            {
                result.Append(PadLetter(GetLetter(values[next++]), flags, width ?? 0));
                continue;
            }
            object? value = type is 's' or 'r' ? values[next++] : GetSingle(values[next++]);
            if (value is string or null && type is not ('s' or 'r'))
            {
                throw new FormatException($"%{type} format: a number is required, not {(value is null ? "NoneType" : "str")}");
            }
            string sign = flags.Contains('+', StringComparison.Ordinal) ? "+" : flags.Contains(' ', StringComparison.Ordinal) ? " " : "";
            string shown = type switch
            {
                's' => precision is { } cut && str(value).Length > cut ? str(value)[..cut] : str(value),
                'r' => repr(value),
                'd' or 'i' or 'u' => format(Math.Truncate(Convert.ToDecimal(value, CultureInfo.InvariantCulture)), sign + ".0f"),
                _ => format(Convert.ToDouble(value, CultureInfo.InvariantCulture) is var real
                    && type is 'x' or 'X' or 'o' ? (object)(long)real : real,
                    sign + (type is 'x' or 'X' or 'o' ? type.ToString() : $".{precision ?? 6}{type}")),
            };
            int room = width ?? 0;
            result.Append(flags.Contains('-', StringComparison.Ordinal) ? shown.PadRight(room)
                : flags.Contains('0', StringComparison.Ordinal) && type is not ('s' or 'r') ? shown.zfill(room) : shown.PadLeft(room));
        }
        if (next < values.Length) { throw new FormatException("not all arguments converted during string formatting"); }
        return result.ToString();
    }

    // %c shows a text of one character, or the character of a number.
    private static string GetLetter(object? value) => GetSingle(value) switch
    {
        string { Length: 1 } letter => letter,
        string pair when pair.EnumerateRunes().Count() == 1 => pair,
        bool or sbyte or byte or short or ushort or int or uint or long =>
            Convert.ToInt64(value, CultureInfo.InvariantCulture) is var place && Rune.IsValid((int)place) && place == (int)place
                ? new Rune((int)place).ToString()
                : throw new OverflowException("%c arg not in range(0x110000)"),
        _ => throw new FormatException("%c requires int or char"),
    };

    private static string PadLetter(string letter, string flags, int width) =>
        flags.Contains('-', StringComparison.Ordinal) ? letter.PadRight(width) : letter.PadLeft(width);

    /// <summary>The number that an array or tensor of one value, or a frame's value, holds; anything else as it is.</summary>
    private static object? GetSingle(object? value) => value switch
    {
        Pandas.Scalar scalar => scalar.Value,
        NumSharp.NDArray { size: 1 } array => array.GetAtIndex(0),
        NumSharp.NDArray =>
            throw new FormatException("unsupported format string passed to numpy.ndarray.__format__: an array of one value has a format, "
                + "print shows others."),
        Data.Element { Items: null } element => GetSingle(element.numpy()),
        Training.Evaluation { Count: 1 } result => result[0],
        _ when TensorText.IsTensor(value) => GetSingle(TensorText.GetValues(value!)),
        _ => value,
    };

    private static int? ReadNumber(string text, ref int at)
    {
        int start = at;
        while (at < text.Length && char.IsAsciiDigit(text[at])) { at++; }
        return at == start ? null : int.Parse(text[start..at], CultureInfo.InvariantCulture);
    }

    private static string FormatBody(object value, char type, int? precision, bool isAlternate, out bool isNegative)
    {
        bool isWhole = value is not (double or float or Half or decimal);
        if (isWhole && type is '\0' or 'd' or 'n' or 'x' or 'X' or 'b' or 'o' or 'c' && isWhole)
        {
            BigInteger whole = value is BigInteger big ? big : value is bool b ? (b ? 1 : 0)
                : new BigInteger(Convert.ToDecimal(value, CultureInfo.InvariantCulture));
            isNegative = whole.Sign < 0;
            whole = BigInteger.Abs(whole);
            return type switch
            {
                'x' => (isAlternate ? "0x" : "") + FormatRadix(whole, 16),
                'X' => (isAlternate ? "0X" : "") + FormatRadix(whole, 16).ToUpperInvariant(),
                'b' => (isAlternate ? "0b" : "") + FormatRadix(whole, 2),
                'o' => (isAlternate ? "0o" : "") + FormatRadix(whole, 8),
                'c' => char.ConvertFromUtf32((int)whole),
                _ => whole.ToString(CultureInfo.InvariantCulture),
            };
        }
        double number = Convert.ToDouble(value is Half half ? (double)half : value, CultureInfo.InvariantCulture);
        isNegative = number < 0 || (number == 0 && double.IsNegative(number));
        double size = Math.Abs(number);
        if (!double.IsFinite(size)) { return (double.IsNaN(size) ? "nan" : "inf") + (type == '%' ? "%" : ""); }
        return type switch
        {
            'f' or 'F' => PythonNumber.WriteFixed(size, precision ?? 6),
            '%' => PythonNumber.WriteFixed(size * 100, precision ?? 6) + "%",
            'e' => PythonNumber.WriteScientific(size, precision ?? 6),
            'E' => PythonNumber.WriteScientific(size, precision ?? 6).ToUpperInvariant(),
            'g' => PythonNumber.WriteGeneral(size, precision ?? 6),
            'G' => PythonNumber.WriteGeneral(size, precision ?? 6).ToUpperInvariant(),
            '\0' when precision is { } digits => PythonNumber.WriteGeneral(size, digits, keepsPoint: true),
            '\0' => str(size),
            _ => throw new FormatException($"Unknown format code '{type}' for object of type '{(isWhole ? "int" : "float")}'"),
        };
    }

    private static string FormatRadix(BigInteger number, int radix)
    {
        if (number.IsZero) { return "0"; }
        var digits = new StringBuilder();
        for (; !number.IsZero; number /= radix) { digits.Insert(0, "0123456789abcdef"[(int)(number % radix)]); }
        return digits.ToString();
    }

    private static string FormatGroup(string body, char mark, int size)
    {
        int end = body.AsSpan().IndexOfAny(".e%");
        string whole = end < 0 ? body : body[..end];
        for (int at = whole.Length - size; at > 0; at -= size) { whole = whole.Insert(at, mark.ToString()); }
        return whole + (end < 0 ? "" : body[end..]);
    }

    private static string Pad(string body, string sign, char fill, char align, int width)
    {
        int missing = width - body.Length - sign.Length;
        if (missing <= 0) { return sign + body; }
        string MakeBlank(int n) => new(fill, n);
        return align switch
        {
            '<' => sign + body + MakeBlank(missing),
            '^' => MakeBlank(missing / 2) + sign + body + MakeBlank(missing - missing / 2),
            '=' => sign + MakeBlank(missing) + body,
            _ => MakeBlank(missing) + sign + body,
        };
    }
}
