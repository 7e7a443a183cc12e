using System.Numerics;
using System.Runtime.CompilerServices;

namespace KerasDigits.Notebook;

/// <summary>
/// CPython's hashes of numbers and tuples, by which its sets lay out their items. Of texts, which CPython hashes anew in every run, one
/// that stays.
/// </summary>
internal static class PythonHash
{
    private const int Bits = 61;
    private const ulong Modulus = (1UL << Bits) - 1;

    /// <summary>The hash of a value.</summary>
    public static long Of<T>(T value) => value switch
    {
        null => 0x1234,
        int whole => OfWhole(whole),
        long whole => OfWhole(whole),
        bool truth => truth ? 1 : 0,
        double fraction => OfFraction(fraction),
        float fraction => OfFraction(fraction),
        string text => text.Aggregate(17L, (hash, c) => unchecked((hash * 1_000_003) ^ c)),
        ITuple tuple => OfTuple(tuple),
        BigInteger big => OfWhole((long)BigInteger.Remainder(big, Modulus)),
        IConvertible number when number.GetTypeCode() is >= TypeCode.SByte and <= TypeCode.UInt64 => OfWhole(number.ToInt64(null)),
        _ => value.GetHashCode(),
    };

    private static long OfWhole(long value)
    {
        ulong size = value < 0 ? unchecked((ulong)-value) : (ulong)value;
        return Sign((long)(size % Modulus), value < 0);
    }

    // -1 is CPython's word for a fault.
    private static long Sign(long hash, bool isNegative) => isNegative ? hash == 1 ? -2 : -hash : hash;

    // The number's rest by the modulus, its digits taken 28 by 28.
    private static long OfFraction(double value)
    {
        if (double.IsNaN(value)) { return 0; }
        if (double.IsInfinity(value)) { return value > 0 ? 314_159 : -314_159; }
        if (value == 0) { return 0; }
        int exponent = Math.ILogB(value) + 1;
        double part = Math.ScaleB(Math.Abs(value), -exponent);
        ulong rest = 0;
        while (part != 0)
        {
            rest = ((rest << 28) & Modulus) | (rest >> (Bits - 28));
            part *= 1 << 28;
            exponent -= 28;
            ulong digits = (ulong)part;
            part -= digits;
            rest += digits;
            if (rest >= Modulus) { rest -= Modulus; }
        }
        exponent = exponent >= 0 ? exponent % Bits : Bits - 1 - ((-1 - exponent) % Bits);
        rest = ((rest << exponent) & Modulus) | (rest >> (Bits - exponent));
        return Sign((long)rest, value < 0);
    }

    private static long OfTuple(ITuple tuple)
    {
        unchecked
        {
            ulong all = 2_870_177_450_012_600_261;
            for (int i = 0; i < tuple.Length; i++)
            {
                all += (ulong)Of(tuple[i]) * 14_029_467_366_897_019_727;
                all = BitOperations.RotateLeft(all, 31) * 11_400_714_785_074_694_791;
            }
            all += (ulong)tuple.Length ^ (2_870_177_450_012_600_261 ^ 3_527_539);
            return all == ulong.MaxValue ? 1_546_275_796 : (long)all;
        }
    }
}
