using System.Numerics;
using System.Runtime.CompilerServices;
using NumSharp;

namespace KerasDigits.Notebook;

/// <content>Python's arithmetic where C#'s operators mean something else.</content>
public static partial class builtins
{
    /// <summary>Python's a / b of plain numbers.</summary>
    /// <param name="a">The dividend, any number.</param>
    /// <param name="b">The divisor; DivideByZeroException if 0.</param>
    /// <exception cref="DivideByZeroException">The divisor is 0, which Python refuses too.</exception>
    public static double truediv(double a, double b) => b != 0 ? a / b : throw new DivideByZeroException("float division by zero");

    /// <inheritdoc cref="truediv(double, double)"/>
    public static double truediv(long a, long b) => b != 0 ? a / (double)b : throw new DivideByZeroException("division by zero");

    /// <summary>Python's a // b: rounded down, also where a number is negative.</summary>
    /// <param name="a">The dividend, any number.</param>
    /// <param name="b">The divisor; DivideByZeroException if 0.</param>
    /// <exception cref="DivideByZeroException">The divisor is 0.</exception>
    public static T floordiv<T>(T a, T b) where T : INumber<T>
    {
        if (T.IsZero(b))
        {
            throw new DivideByZeroException(IsFraction<T>() ? "float floor division by zero" : "integer division or modulo by zero");
        }
        return IsFraction<T>() ? T.CreateChecked(Math.Floor(double.CreateChecked((a - mod(a, b)) / b))) : (a - mod(a, b)) / b;
    }

    /// <summary>Python's a % b, which has the sign of b.</summary>
    /// <param name="a">The dividend, any number.</param>
    /// <param name="b">The divisor; DivideByZeroException if 0.</param>
    /// <exception cref="DivideByZeroException">The divisor is 0.</exception>
    public static T mod<T>(T a, T b) where T : INumber<T>
    {
        if (T.IsZero(b)) { throw new DivideByZeroException(IsFraction<T>() ? "float modulo" : "integer modulo by zero"); }
        T rest = a % b;
        // A zero has the sign of the divisor too.
        if (T.IsZero(rest)) { return IsFraction<T>() && T.IsNegative(b) ? -T.Zero : T.Zero; }
        return T.IsNegative(rest) != T.IsNegative(b) ? rest + b : rest;
    }

    private static bool IsFraction<T>() => typeof(T) == typeof(double) || typeof(T) == typeof(float);

    /// <summary>Python's divmod: quotient, rounded down, and rest.</summary>
    /// <param name="a">The dividend, any number.</param>
    /// <param name="b">The divisor; DivideByZeroException if 0.</param>
    public static (T, T) divmod<T>(T a, T b) where T : INumber<T> => (floordiv(a, b), mod(a, b));

    /// <summary>Python's a ** b of integers.</summary>
    /// <param name="a">The base, a whole number.</param>
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
    /// <param name="a">The base, any number.</param>
    /// <param name="b">The exponent, any number.</param>
    /// <exception cref="DivideByZeroException">0 to a negative power.</exception>
    /// <exception cref="OverflowException">The power is greater than a number can be.</exception>
    /// <exception cref="NumSharp.TypeError">A fractional power of a negative number, which is complex in Python.</exception>
    public static double pow(double a, double b)
    {
        double power = Math.Pow(a, b);
        if (double.IsFinite(power) || !double.IsFinite(a) || !double.IsFinite(b)) { return power; }
        throw a == 0 ? new DivideByZeroException("0.0 cannot be raised to a negative power")
            : double.IsNaN(power) ? new TypeError($"{repr(a)} ** {repr(b)} is a complex number, which there is none of here.")
            : new OverflowException("(34, 'Numerical result out of range')");
    }

    /// <summary>The number without its sign.</summary>
    /// <param name="number">The number, of any size and sign.</param>
    public static T abs<T>(T number) where T : INumber<T> => T.Abs(number);

    /// <summary>The least item.</summary>
    /// <param name="items">The items, at least one.</param>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static T min<T>(IEnumerable<T> items) => min(items, x => x);

    /// <summary>The largest item; the first of equal ones.</summary>
    /// <param name="items">The items, at least one.</param>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static T max<T>(IEnumerable<T> items) => max(items, x => x);

    /// <summary>The lesser of two.</summary>
    /// <param name="a">First value, of a kind that can be ordered.</param>
    /// <param name="b">Second value, of a kind that can be ordered.</param>
    public static T min<T>(T a, T b) where T : IComparable<T> => IsFurther(b, a, -1) ? b : a;

    /// <summary>The greater of two.</summary>
    /// <param name="a">First value, of a kind that can be ordered.</param>
    /// <param name="b">Second value, of a kind that can be ordered.</param>
    public static T max<T>(T a, T b) where T : IComparable<T> => IsFurther(b, a, 1) ? b : a;

    /// <summary>The item with the least key, the first of equal ones.</summary>
    /// <param name="items">The items, at least one.</param>
    /// <param name="key">What items are compared by.</param>
    public static T min<T, TKey>(IEnumerable<T> items, Func<T, TKey> key) =>
        FindFirst(items, key, -1, nameof(min));

    /// <summary>The item with the largest key, the first of equal ones.</summary>
    /// <param name="items">The items, at least one.</param>
    /// <param name="key">What items are compared by.</param>
    public static T max<T, TKey>(IEnumerable<T> items, Func<T, TKey> key) =>
        FindFirst(items, key, 1, nameof(max));

    /// <summary>The least item, or another value where there is none: Python's <c>min(items, default=absent)</c>.</summary>
    /// <param name="items">The items; there may be none.</param>
    /// <param name="absent">What is given where there is no item.</param>
    /// <param name="key">What items are compared by; null: themselves.</param>
    public static T min_or<T>(IEnumerable<T> items, T absent, Func<T, object?>? key = null) => FindOrAbsent(items, absent, key, -1);

    /// <summary>The largest item, or another value where there is none: Python's <c>max(items, default=absent)</c>.</summary>
    /// <inheritdoc cref="min_or"/>
    public static T max_or<T>(IEnumerable<T> items, T absent, Func<T, object?>? key = null) => FindOrAbsent(items, absent, key, 1);

    private static T FindOrAbsent<T>(IEnumerable<T> items, T absent, Func<T, object?>? key, int sign)
    {
        List<T> held = [.. items];
        return held.Count == 0 ? absent : FindFirst(held, x => key is null ? x : key(x), sign, sign < 0 ? nameof(min) : nameof(max));
    }

    private static T FindFirst<T, TKey>(IEnumerable<T> items, Func<T, TKey> key, int sign, string name)
    {
        using IEnumerator<T> at = items.GetEnumerator();
        if (!at.MoveNext()) { throw new ArgumentException($"{name}() arg is an empty sequence"); }
        T found = at.Current;
        TKey best = key(found);
        while (at.MoveNext())
        {
            TKey next = key(at.Current);
            if (IsFurther(next, best, sign)) { (found, best) = (at.Current, next); }
        }
        return found;
    }

    // Python's comparisons with what is not a number are all false.
    private static bool IsFurther<T>(T a, T b, int sign) => !(a is double.NaN || b is double.NaN)
        && PythonOrder.Make<T>().Compare(a, b) * sign > 0;

    /// <summary>Python's <c>int(text, base)</c>.</summary>
    /// <param name="text">Digits; those of 2, 8 and 16 may begin with 0b, 0o and 0x.</param>
    /// <param name="base">What the digits count in, from 2 to 36.</param>
    /// <exception cref="FormatException">The text holds other characters.</exception>
    public static int to_int(string text, int @base)
    {
        string plain = RemoveUnderscores(text).ToLowerInvariant();
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
    /// <exception cref="FormatException">It is not an integer.</exception>
    /// <exception cref="OverflowException">It needs more than 32 bits.</exception>
    public static int to_int(string text)
    {
        string plain = RemoveUnderscores(text);
        bool isNumber = BigInteger.TryParse(plain, System.Globalization.NumberStyles.AllowLeadingSign,
            System.Globalization.CultureInfo.InvariantCulture, out BigInteger number);
        return !isNumber ? throw new FormatException($"invalid literal for int() with base 10: {repr(text)}")
            : number < int.MinValue || number > int.MaxValue ? throw new OverflowException($"{plain} needs more than 32 bits")
            : (int)number;
    }

    // Python lets an underscore stand between two digits.
    private static string RemoveUnderscores(string text)
    {
        string plain = text.Trim();
        for (int i = 0; i < plain.Length; i++)
        {
            if (plain[i] == '_' && !(i > 0 && i + 1 < plain.Length && char.IsAsciiDigit(plain[i - 1]) && char.IsAsciiDigit(plain[i + 1])))
            {
                return plain;
            }
        }
        return plain.Replace("_", "", StringComparison.Ordinal);
    }

    /// <summary>Python's float(text).</summary>
    /// <param name="text">A number; inf and nan too.</param>
    /// <exception cref="FormatException">It is not a number.</exception>
    public static double to_float(string text) => text.Trim().ToLowerInvariant() switch
    {
        "inf" or "+inf" or "infinity" => double.PositiveInfinity,
        "-inf" or "-infinity" => double.NegativeInfinity,
        "nan" => double.NaN,
        _ => double.TryParse(RemoveUnderscores(text), System.Globalization.NumberStyles.Float,
            System.Globalization.CultureInfo.InvariantCulture, out double number) ? number
            : throw new FormatException($"could not convert string to float: {repr(text)}"),
    };

    /// <summary>Python's sum(array): of numbers their sum, of rows the sum of each column.</summary>
    /// <param name="items">Array with one axis or more.</param>
    [OverloadResolutionPriority(-1)] // .NET's arrays become NumSharp's by themselves, and have items of their own
    public static NDArray sum(NDArray items) => items.ndim <= 1 ? np.sum(items) : np.sum(items, axis: 0);

    /// <summary>Python's max(array) of an array of one axis.</summary>
    /// <param name="items">Array with one axis.</param>
    /// <exception cref="ArgumentException">It has rows, which cannot be compared.</exception>
    [OverloadResolutionPriority(-1)] // .NET's arrays become NumSharp's by themselves, and have items of their own
    public static NDArray max(NDArray items) => np.max(FormatFlat(items));

    /// <summary>Python's min(array) of an array of one axis.</summary>
    /// <param name="items">Array with one axis.</param>
    /// <exception cref="ArgumentException">It has rows, which cannot be compared.</exception>
    [OverloadResolutionPriority(-1)] // .NET's arrays become NumSharp's by themselves, and have items of their own
    public static NDArray min(NDArray items) => np.min(FormatFlat(items));

    private static NDArray FormatFlat(NDArray items) => items.ndim == 1 ? items
        : throw new ArgumentException("The truth value of an array with more than one element is ambiguous. Use np.max and np.min, which "
            + "take any array.", nameof(items));
}
