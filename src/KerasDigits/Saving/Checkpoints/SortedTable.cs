using System.Buffers.Binary;
using Snappier;

namespace KerasDigits.Saving.Checkpoints;

/// <summary>Reads LevelDB's table format, the index of a checkpoint: sorted keys with values, in blocks with checksums.</summary>
/// <remarks>Source: tensorflow, tsl/lib/io/format.cc and block.cc.</remarks>
internal sealed class SortedTable
{
    public const ulong Magic = 0xdb4775248b80fb57;
    public const int FooterSize = 48, TrailerSize = 5;
    private const int LongestKey = 1 << 16;

    /// <summary>Snappy's longest copy takes 3 bytes and gives 64.</summary>
    private const int MostExpansion = 22;

    private readonly string _file;
    private readonly byte[] _bytes;
    private long _keyBytes;

    private SortedTable(string file, byte[] bytes) => (_file, _bytes) = (file, bytes);

    /// <summary>All keys, as raw bytes, with their values, in rising order.</summary>
    /// <exception cref="ModelFileException">The file is not a valid table.</exception>
    public static List<(byte[] Key, ReadOnlyMemory<byte> Value)> Read(string file)
    {
        long length = OrdinaryFile.Length(file);
        if (length < FooterSize) { throw new ModelFileException(file, "", "file is too short to be an sstable"); }
        if (length > Array.MaxLength) { throw new ModelFileException(file, "", $"an index of {length} bytes is not read."); }
        return new SortedTable(file, OrdinaryFile.ReadBytes(file)).ReadEntries();
    }

    private List<(byte[] Key, ReadOnlyMemory<byte> Value)> ReadEntries()
    {
        ReadOnlySpan<byte> footer = _bytes.AsSpan(_bytes.Length - FooterSize);
        if (BinaryPrimitives.ReadUInt64LittleEndian(footer[40..]) != Magic)
        {
            bool pointer = _bytes.AsSpan().StartsWith("version https://git-lfs"u8);
            throw Fault("not an sstable (bad magic number)"
                + (pointer ? ". The file is a pointer of Git LFS: fetch the file itself with `git lfs pull`." : ""));
        }
        int at = 0;
        _ = ReadHandle(footer[..40], ref at);
        var (offset, size) = ReadHandle(footer[..40], ref at);
        var all = new List<(byte[], ReadOnlyMemory<byte>)>();
        byte[]? last = null;
        foreach (var (_, handle) in ReadBlock(offset, size))
        {
            int place = 0;
            var (start, count) = ReadHandle(handle.Span, ref place);
            foreach (var (key, value) in ReadBlock(start, count))
            {
                if (last is not null && last.AsSpan().SequenceCompareTo(key) >= 0) { throw Fault("the keys of the index do not rise."); }
                all.Add((key, value));
                last = key;
            }
        }
        return all;
    }

    private List<(byte[] Key, ReadOnlyMemory<byte> Value)> ReadBlock(long offset, long size)
    {
        if (offset < 0 || size < 4 || offset > _bytes.Length - FooterSize || size > _bytes.Length - FooterSize - TrailerSize - offset)
        {
            throw Fault("truncated block read");
        }
        ReadOnlySpan<byte> whole = _bytes.AsSpan((int)offset, (int)size + TrailerSize);
        uint stored = Checksum.Unmask(BinaryPrimitives.ReadUInt32LittleEndian(whole[^4..]));
        if (Checksum.Extend(0, whole[..^4]) != stored)
        {
            throw Fault(offset == 0 ? $"Unable to read file ({_file}). Perhaps the file is corrupt or was produced by a newer version of "
                + "TensorFlow with format changes (failed to seek to header entry): block checksum mismatch" : "block checksum mismatch");
        }
        ReadOnlyMemory<byte> content = whole[^5] switch
        {
            0 => _bytes.AsMemory((int)offset, (int)size),
            1 => Unpack(_bytes.AsSpan((int)offset, (int)size)),
            var kind => throw Fault($"a block is compressed in a way ({kind}) that is not known."),
        };
        uint restarts = BinaryPrimitives.ReadUInt32LittleEndian(content.Span[^4..]);
        if (content.Length < 4 || restarts > (content.Length - 4) / 4) { throw Fault("bad block contents"); }
        return ReadItems(content[..(content.Length - 4 - ((int)restarts * 4))]);
    }

    private byte[] Unpack(ReadOnlySpan<byte> packed)
    {
        try
        {
            int length = Snappy.GetUncompressedLength(packed);
            if (length < 4 || length > (long)packed.Length * MostExpansion) { throw Fault("corrupted compressed block contents"); }
            byte[] plain = new byte[length];
            return Snappy.Decompress(packed, plain) == length ? plain : throw Fault("corrupted compressed block contents");
        }
        catch (Exception e) when (e is InvalidDataException or ArgumentException or InvalidOperationException or IndexOutOfRangeException
            or OverflowException)
        {
            throw new ModelFileException(_file, "", "corrupted compressed block contents", e);
        }
    }

    private List<(byte[] Key, ReadOnlyMemory<byte> Value)> ReadItems(ReadOnlyMemory<byte> block)
    {
        var items = new List<(byte[], ReadOnlyMemory<byte>)>();
        byte[] key = [];
        int at = 0;
        while (at < block.Length)
        {
            long shared = ReadVarint(block.Span, ref at), own = ReadVarint(block.Span, ref at), length = ReadVarint(block.Span, ref at);
            if (shared < 0 || own < 0 || length < 0 || shared > key.Length || own > block.Length - at || length > block.Length - at - own
                || shared + own > LongestKey)
            {
                throw Fault("bad entry in block");
            }
            // Keys repeat the start of the one before: a few bytes can stand for many.
            _keyBytes += shared + own;
            if (_keyBytes > (1 << 26) + (8L * _bytes.Length)) { throw Fault("the keys of the index are larger than any model's."); }
            byte[] next = new byte[shared + own];
            key.AsSpan(0, (int)shared).CopyTo(next);
            block.Span.Slice(at, (int)own).CopyTo(next.AsSpan((int)shared));
            at += (int)own;
            items.Add((next, block.Slice(at, (int)length)));
            at += (int)length;
            key = next;
        }
        return items;
    }

    private (long Offset, long Size) ReadHandle(ReadOnlySpan<byte> bytes, ref int at) =>
        (ReadVarint(bytes, ref at), ReadVarint(bytes, ref at));

    private long ReadVarint(ReadOnlySpan<byte> bytes, ref int at) => Varints.TryRead(bytes, ref at, out ulong value)
        && value <= long.MaxValue ? (long)value : throw Fault("bad block handle");

    private ModelFileException Fault(string reason) => new(_file, "", reason);
}

/// <summary>Numbers of 7 bits a byte, the lowest first.</summary>
internal static class Varints
{
    public static bool TryRead(ReadOnlySpan<byte> bytes, ref int at, out ulong value)
    {
        value = 0;
        for (int shift = 0; shift < 64; shift += 7)
        {
            if (at >= bytes.Length) { return false; }
            byte b = bytes[at++];
            value |= (ulong)(b & 0x7f) << shift;
            if (b < 0x80) { return true; }
        }
        return false;
    }

    public static void Write(Stream stream, ulong value)
    {
        for (; value >= 0x80; value >>= 7) { stream.WriteByte((byte)(value | 0x80)); }
        stream.WriteByte((byte)value);
    }
}
