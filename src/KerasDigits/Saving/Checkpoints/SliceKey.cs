namespace KerasDigits.Saving.Checkpoints;

/// <summary>
/// The binary keys under which slices of a tensor stand: name, rank, and for each axis start and length, in an encoding that sorts as they
/// do.
/// </summary>
/// <remarks>Source: tensorflow, core/util/saved_tensor_slice_util.cc and core/lib/strings/ordered_code.cc.</remarks>
internal static class SliceKey
{
    /// <summary>The tensor's name as bytes; null: the key is not a slice's.</summary>
    public static byte[]? ReadName(ReadOnlySpan<byte> key) => Split(key, out int _);

    /// <summary>Start and length of a slice on each axis; length -1: the whole axis. Null: the key is damaged.</summary>
    public static (long Start, long Length)[]? ReadExtents(ReadOnlySpan<byte> key)
    {
        if (Split(key, out int at) is null || at >= key.Length) { return null; }
        int bytes = key[at++];
        if (bytes > 1 || at + bytes > key.Length) { return null; }
        int rank = bytes == 0 ? 0 : key[at++];
        var extents = new (long, long)[rank];
        for (int i = 0; i < rank; i++)
        {
            if (ReadSigned(key, ref at) is not { } start || ReadSigned(key, ref at) is not { } length) { return null; }
            extents[i] = (start, length);
        }
        return extents;
    }

    private static byte[]? Split(ReadOnlySpan<byte> key, out int at)
    {
        at = 1; // the number 0, which marks slices
        var name = new List<byte>();
        while (at + 1 < key.Length)
        {
            byte b = key[at++];
            if (b is not (0 or 0xff)) { name.Add(b); continue; }
            byte next = key[at++];
            if (b == 0 && next == 1) { return [.. name]; }
            if (b == 0 && next == 0xff) { name.Add(0); }
            else if (b == 0xff && next == 0) { name.Add(0xff); }
            else { return null; }
        }
        return null;
    }

    /// <summary>A signed number of n bytes: n leading bits tell n, 7n - 1 bits the number; all turned round below 0.</summary>
    private static long? ReadSigned(ReadOnlySpan<byte> key, ref int at)
    {
        if (at >= key.Length) { return null; }
        bool negative = key[at] < 0x80;
        byte TurnBytes(byte b) => negative ? (byte)~b : b;
        byte first = TurnBytes(key[at]), second = at + 1 < key.Length ? TurnBytes(key[at + 1]) : (byte)0;
        int length = System.Numerics.BitOperations.LeadingZeroCount((uint)(byte)~first << 24);
        if (length == 8) { length += System.Numerics.BitOperations.LeadingZeroCount((uint)(byte)~second << 24); }
        if (length is 0 or > 9 || at + length > key.Length) { return null; }
        UInt128 bits = 0;
        for (int i = 0; i < length; i++) { bits = (bits << 8) | TurnBytes(key[at + i]); }
        at += length;
        long value = (long)(bits & ((UInt128.One << ((7 * length) - 1)) - 1));
        return negative ? ~value : value;
    }
}
