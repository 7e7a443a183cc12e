using System.Buffers.Binary;

namespace KerasDigits.Saving;

/// <summary>
/// Where the bytes of a zip archive's stored entries begin. .NET's archive gives entries as streams without Seek, which HDF5 needs.
/// </summary>
internal static class ZipDirectory
{
    private const int LocalHeader = 30;

    /// <summary>The place of an entry's first byte in the file.</summary>
    /// <param name="file">Stream of the archive.</param>
    /// <param name="name">The entry's name.</param>
    /// <param name="length">The entry's length, stored without compression.</param>
    /// <returns>Null when the archive has no such entry in that form.</returns>
    public static long? Start(Stream file, byte[] name, long length)
    {
        if (FindDirectory(file) is not { } directory) { return null; }
        byte[] entries = new byte[directory.Length];
        file.Position = directory.Start;
        file.ReadExactly(entries);
        for (int at = 0; at + 46 <= entries.Length;)
        {
            ReadOnlySpan<byte> e = entries.AsSpan(at);
            if (BinaryPrimitives.ReadUInt32LittleEndian(e) != 0x02014b50) { return null; }
            int nameLength = ReadU16(e, 28), extra = ReadU16(e, 30), comment = ReadU16(e, 32);
            if (46 + nameLength + extra + comment > e.Length) { return null; }
            if (ReadU16(e, 10) == 0 && e.Slice(46, nameLength).SequenceEqual(name))
            {
                long start = BinaryPrimitives.ReadUInt32LittleEndian(e[42..]);
                return FindAfterHeader(file, start == uint.MaxValue ? ReadWide(e.Slice(46 + nameLength, extra), e) : start, length);
            }
            at += 46 + nameLength + extra + comment;
        }
        return null;
    }

    /// <summary>Start and length of the central directory.</summary>
    private static (long Start, int Length)? FindDirectory(Stream file)
    {
        int tail = (int)Math.Min(file.Length, 22 + ushort.MaxValue);
        byte[] end = new byte[tail];
        file.Position = file.Length - tail;
        file.ReadExactly(end);
        int at = end.AsSpan().LastIndexOf("PK\u0005\u0006"u8);
        if (at < 0 || at + 22 > tail) { return null; }
        long length = BinaryPrimitives.ReadUInt32LittleEndian(end.AsSpan(at + 12)),
            start = BinaryPrimitives.ReadUInt32LittleEndian(end.AsSpan(at + 16));
        int locator = at - 20;
        if ((start == uint.MaxValue || length == uint.MaxValue) && locator >= 0 && end.AsSpan(locator, 4).SequenceEqual("PK\u0006\u0007"u8))
        {
            byte[] wide = new byte[56];
            long place = BinaryPrimitives.ReadInt64LittleEndian(end.AsSpan(locator + 8));
            if (place < 0 || place > file.Length - wide.Length) { return null; }
            file.Position = place;
            file.ReadExactly(wide);
            (length, start) = (BinaryPrimitives.ReadInt64LittleEndian(wide.AsSpan(40)),
                BinaryPrimitives.ReadInt64LittleEndian(wide.AsSpan(48)));
        }
        return start >= 0 && length is >= 0 and <= int.MaxValue && start <= file.Length - length ? (start, (int)length) : null;
    }

    private static long? FindAfterHeader(Stream file, long header, long length)
    {
        if (header < 0 || header > file.Length - LocalHeader) { return null; }
        Span<byte> local = stackalloc byte[LocalHeader];
        file.Position = header;
        file.ReadExactly(local);
        long start = header + LocalHeader + ReadU16(local, 26) + ReadU16(local, 28);
        return BinaryPrimitives.ReadUInt32LittleEndian(local) == 0x04034b50 && length >= 0 && start <= file.Length - length ? start : null;
    }

    /// <summary>The place of the local header in the entry's zip64 field: after the sizes that do not fit either.</summary>
    private static long ReadWide(ReadOnlySpan<byte> extra, ReadOnlySpan<byte> entry)
    {
        int skip = (BinaryPrimitives.ReadUInt32LittleEndian(entry[24..]) == uint.MaxValue ? 8 : 0)
            + (BinaryPrimitives.ReadUInt32LittleEndian(entry[20..]) == uint.MaxValue ? 8 : 0);
        while (extra.Length >= 4)
        {
            int size = ReadU16(extra, 2);
            if (ReadU16(extra, 0) == 1 && size >= skip + 8 && extra.Length >= 4 + size)
            {
                return BinaryPrimitives.ReadInt64LittleEndian(extra[(4 + skip)..]);
            }
            extra = extra[Math.Min(extra.Length, 4 + size)..];
        }
        return -1;
    }

    private static int ReadU16(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..]);
}
