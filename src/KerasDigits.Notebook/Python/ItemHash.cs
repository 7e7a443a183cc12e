using System.Numerics;
using System.Runtime.CompilerServices;
using KerasDigits.Internals;

namespace KerasDigits.Notebook;

/// <summary>
/// CPython's hashes of numbers and tuples, by which its sets lay out their items. Of texts, which CPython hashes anew in every run, one
/// that stays.
/// </summary>
internal static class ItemHash
{
    /// <summary>The hash of a value.</summary>
    public static long Of<T>(T value) => value switch
    {
        null => 0x1234,
        int whole => PythonHash.OfWhole(whole),
        long whole => PythonHash.OfWhole(whole),
        bool truth => truth ? 1 : 0,
        double fraction => PythonHash.OfFraction(fraction),
        float fraction => PythonHash.OfFraction(fraction),
        string text => text.Aggregate(17L, (hash, c) => unchecked((hash * 1_000_003) ^ c)),
        ITuple tuple => OfTuple(tuple),
        BigInteger big => OfBig(big),
        IConvertible number when number.GetTypeCode() is >= TypeCode.SByte and <= TypeCode.Int64 =>
            PythonHash.OfWhole(number.ToInt64(null)),
        ulong whole => OfBig(whole),
        _ => value.GetHashCode(),
    };

    // The rest by the modulus of CPython's hashes is what its hash has of a number.
    private static long OfBig(BigInteger number) => PythonHash.OfWhole((long)BigInteger.Remainder(number, (1L << 61) - 1));

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
