using System.ComponentModel;

namespace KerasDigits.Internals;

/// <summary>CPython's hashes of numbers, by which its sets and dictionaries lay out what they hold.</summary>
/// <remarks>Source: CPython 3.7 to 3.13, Python/pyhash.c (_Py_HashDouble) and Objects/longobject.c.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class PythonHash
{
    private const int Bits = 61;
    private const ulong Modulus = (1UL << Bits) - 1;

    /// <summary>The hash of a whole number: its rest by 2^61 - 1, with its sign.</summary>
    /// <param name="value">Any whole number.</param>
    public static long OfWhole(long value)
    {
        ulong size = value < 0 ? unchecked((ulong)-value) : (ulong)value;
        return Sign((long)(size % Modulus), value < 0);
    }

    /// <summary>The hash of a fraction; that of a whole one is the whole number's.</summary>
    /// <param name="value">Any number, also nan and infinities.</param>
    public static long OfFraction(double value)
    {
        if (double.IsNaN(value) || value == 0) { return 0; }
        if (double.IsInfinity(value)) { return value > 0 ? 314_159 : -314_159; }
        int exponent = Math.ILogB(value) + 1;
        double part = Math.ScaleB(Math.Abs(value), -exponent);
        ulong rest = 0;
        // The digits are taken 28 by 28.
        while (part != 0)
        {
            rest = TurnRound(rest, 28);
            part *= 1 << 28;
            exponent -= 28;
            ulong digits = (ulong)part;
            part -= digits;
            rest += digits;
            if (rest >= Modulus) { rest -= Modulus; }
        }
        return Sign((long)TurnRound(rest, exponent >= 0 ? exponent % Bits : Bits - 1 - ((-1 - exponent) % Bits)), value < 0);
    }

    private static ulong TurnRound(ulong rest, int places) => ((rest << places) & Modulus) | (rest >> (Bits - places));

    // -1 is CPython's word for a fault.
    private static long Sign(long hash, bool isNegative) => isNegative ? hash == 1 ? -2 : -hash : hash;
}
