using System.Numerics;
using System.Runtime.CompilerServices;
using NumSharp;

namespace KerasDigits.Notebook;

/// <content>Python's arithmetic where C#'s operators mean something else.</content>
public static partial class builtins
{
    /// <summary>Python's a / b of plain numbers.</summary>
    /// <param name="a">The dividend.</param>
    /// <param name="b">The divisor.</param>
    /// <exception cref="DivideByZeroException">The divisor is 0, which Python refuses too.</exception>
    public static double truediv(double a, double b) => b != 0 ? a / b : throw new DivideByZeroException("division by zero");

    /// <summary>Python's a // b: rounded down, also where a number is negative.</summary>
    /// <param name="a">The dividend.</param>
    /// <param name="b">The divisor.</param>
    /// <exception cref="DivideByZeroException">The divisor is 0.</exception>
    public static T floordiv<T>(T a, T b) where T : INumber<T>
    {
        if (T.IsZero(b)) { throw new DivideByZeroException("division by zero"); }
        return (a - mod(a, b)) / b;
    }

    /// <summary>Python's a % b, which has the sign of b.</summary>
    /// <param name="a">The dividend.</param>
    /// <param name="b">The divisor.</param>
    /// <exception cref="DivideByZeroException">The divisor is 0.</exception>
    public static T mod<T>(T a, T b) where T : INumber<T>
    {
        if (T.IsZero(b)) { throw new DivideByZeroException("modulo by zero"); }
        T rest = a % b;
        return !T.IsZero(rest) && T.IsNegative(rest) != T.IsNegative(b) ? rest + b : rest;
    }

    /// <summary>Python's divmod: quotient, rounded down, and rest.</summary>
    /// <param name="a">The dividend.</param>
    /// <param name="b">The divisor.</param>
    public static (T, T) divmod<T>(T a, T b) where T : INumber<T> => (floordiv(a, b), mod(a, b));

    /// <summary>Python's a ** b of integers.</summary>
    /// <param name="a">The base.</param>
    /// <param name="b">The exponent, not negative.</param>
    /// <exception cref="OverflowException">The power needs more than 64 bits, which Python's numbers have.</exception>
    /// <exception cref="ArgumentException">The exponent is negative: Python's power is a float then.</exception>
    public static long pow(long a, long b)
    {
        if (b < 0)
        {
            throw new ArgumentException($"The exponent must not be negative. Received: {b}. Write Math.Pow for a power that is no "
                + "whole number.", nameof(b));
        }
        long power = 1;
        for (; b > 0; b--) { power = checked(power * a); }
        return power;
    }

    /// <summary>Python's float power.</summary>
    /// <param name="a">The base.</param>
    /// <param name="b">The exponent.</param>
    public static double pow(double a, double b) => Math.Pow(a, b);

    /// <summary>The number without its sign.</summary>
    /// <param name="number">The number.</param>
    public static T abs<T>(T number) where T : INumber<T> => T.Abs(number);

    /// <summary>The least item.</summary>
    /// <param name="items">The items, at least one.</param>
    public static T min<T>(IEnumerable<T> items) => items.Min(MakePythonOrder<T>())
        ?? throw new ArgumentException("min() arg is an empty sequence", nameof(items));

    /// <summary>The largest item; the first of equal ones.</summary>
    /// <param name="items">The items, at least one.</param>
    public static T max<T>(IEnumerable<T> items) => items.Max(MakePythonOrder<T>())
        ?? throw new ArgumentException("max() arg is an empty sequence", nameof(items));

    /// <summary>The lesser of two.</summary>
    /// <param name="a">One.</param>
    /// <param name="b">The other.</param>
    public static T min<T>(T a, T b) where T : IComparable<T> => MakePythonOrder<T>().Compare(b, a) < 0 ? b : a;

    /// <summary>The greater of two.</summary>
    /// <param name="a">One.</param>
    /// <param name="b">The other.</param>
    public static T max<T>(T a, T b) where T : IComparable<T> => MakePythonOrder<T>().Compare(b, a) > 0 ? b : a;

    /// <summary>The item with the least key, the first of equal ones.</summary>
    /// <param name="items">The items.</param>
    /// <param name="key">What items are compared by.</param>
    public static T min<T, TKey>(IEnumerable<T> items, Func<T, TKey> key) => items.MinBy(key, MakePythonOrder<TKey>())!;

    /// <summary>The item with the largest key, the first of equal ones.</summary>
    /// <param name="items">The items.</param>
    /// <param name="key">What items are compared by.</param>
    public static T max<T, TKey>(IEnumerable<T> items, Func<T, TKey> key) => items.MaxBy(key, MakePythonOrder<TKey>())!;

    /// <summary>Python's <c>int(text, base)</c>.</summary>
    /// <param name="text">Digits; those of 2, 8 and 16 may begin with 0b, 0o and 0x.</param>
    /// <param name="base">What the digits count in, from 2 to 36.</param>
    /// <exception cref="FormatException">The text holds other characters.</exception>
    public static int to_int(string text, int @base)
    {
        string plain = text.Trim().Replace("_", "", StringComparison.Ordinal).ToLowerInvariant();
        bool isBelow = plain.StartsWith('-');
        plain = plain.TrimStart('-', '+');
        string mark = @base switch { 2 => "0b", 8 => "0o", 16 => "0x", _ => "" };
        if (mark.Length > 0 && plain.StartsWith(mark, StringComparison.Ordinal)) { plain = plain[2..]; }
        int value = 0;
        foreach (char c in plain)
        {
            int digit = char.IsAsciiDigit(c) ? c - '0' : char.IsAsciiLetter(c) ? c - 'a' + 10 : @base;
            if (digit >= @base) { throw Wrong(); }
            value = checked((value * @base) + digit);
        }
        return plain.Length == 0 ? throw Wrong() : isBelow ? -value : value;

        FormatException Wrong() => new($"invalid literal for int() with base {@base}: {repr(text)}");
    }

    /// <summary>Python's int(text).</summary>
    /// <param name="text">Digits, blanks around and underscores between allowed.</param>
    /// <exception cref="FormatException">It is no integer.</exception>
    public static int to_int(string text) =>
        int.TryParse(text.Trim().Replace("_", "", StringComparison.Ordinal), System.Globalization.NumberStyles.AllowLeadingSign,
            System.Globalization.CultureInfo.InvariantCulture, out int number) ? number
            : throw new FormatException($"invalid literal for int() with base 10: {repr(text)}");

    /// <summary>Python's float(text).</summary>
    /// <param name="text">A number; inf and nan too.</param>
    /// <exception cref="FormatException">It is no number.</exception>
    public static double to_float(string text) => text.Trim().ToLowerInvariant() switch
    {
        "inf" or "+inf" or "infinity" => double.PositiveInfinity,
        "-inf" or "-infinity" => double.NegativeInfinity,
        "nan" => double.NaN,
        _ => double.TryParse(text.Trim(), System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture,
            out double number) ? number
            : throw new FormatException($"could not convert string to float: {repr(text)}"),
    };

    /// <summary>Python's sum(array): of numbers their sum, of rows the sum of each column.</summary>
    /// <param name="items">The array.</param>
    [OverloadResolutionPriority(-1)] // .NET's arrays become NumSharp's by themselves, and have items of their own
    public static NDArray sum(NDArray items) => items.ndim <= 1 ? np.sum(items) : np.sum(items, axis: 0);

    /// <summary>Python's max(array) of an array of one axis.</summary>
    /// <param name="items">The array.</param>
    /// <exception cref="ArgumentException">It has rows, which cannot be compared.</exception>
    [OverloadResolutionPriority(-1)] // .NET's arrays become NumSharp's by themselves, and have items of their own
    public static NDArray max(NDArray items) => np.max(FormatFlat(items));

    /// <summary>Python's min(array) of an array of one axis.</summary>
    /// <param name="items">The array.</param>
    /// <exception cref="ArgumentException">It has rows, which cannot be compared.</exception>
    [OverloadResolutionPriority(-1)] // .NET's arrays become NumSharp's by themselves, and have items of their own
    public static NDArray min(NDArray items) => np.min(FormatFlat(items));

    private static NDArray FormatFlat(NDArray items) => items.ndim == 1 ? items
        : throw new ArgumentException("The truth value of an array with more than one element is ambiguous. Use np.max and np.min, which "
            + "take any array.", nameof(items));
}
