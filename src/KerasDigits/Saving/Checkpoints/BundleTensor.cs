using System.Buffers.Binary;
using KerasDigits.Backend;
using KerasDigits.Saving.Checkpoints.Proto;

namespace KerasDigits.Saving.Checkpoints;

/// <summary>One tensor of a bundle, in one piece or in slices.</summary>
internal sealed class BundleTensor
{
    private const int Piece = 1 << 22;
    private readonly TensorBundle _bundle;
    private readonly BundleEntry _entry;
    private readonly byte[]? _sliceKey;
    private IReadOnlyList<BundleTensor> _parts = [];

    public BundleTensor(TensorBundle bundle, string key, BundleEntry entry, byte[]? sliceKey)
    {
        (_bundle, Key, _entry, _sliceKey) = (bundle, key, entry, sliceKey);
        var type = BundleDType.Find(entry.Dtype);
        (DType, ElementSize) = type is { } known ? (known.Name, known.Size) : ($"dtype {entry.Dtype}", -1);
        Dims = [.. entry.Shape?.Dim.Select(d => d.Size) ?? []];
        long count = 1;
        foreach (long d in Dims)
        {
            if (d < 0 || (d > 0 && count > long.MaxValue / 16 / d))
            {
                throw Fault(_bundle.IndexFile, $"a shape of ({string.Join(", ", Dims)}) is not possible.");
            }
            count *= d;
        }
        Count = count;
        bool sized = ElementSize <= 0 || entry.Slices.Count > 0 || entry.Size == count * ElementSize;
        if (entry.Size < 0 || entry.Offset < 0 || !sized)
        {
            throw Fault(_bundle.IndexFile, $"{entry.Size} bytes do not make a tensor of {DType} and shape ({string.Join(", ", Dims)}).");
        }
    }

    public string Key { get; }

    /// <summary>NumPy's name; "string"; "dtype 21" of what has none.</summary>
    public string DType { get; }

    /// <summary>Bytes of an element: 0 of strings, -1 where it is not known.</summary>
    public int ElementSize { get; }

    public long[] Dims { get; }

    public long Count { get; }

    private bool InSlices => _entry.Slices.Count > 0;

    /// <summary>Whether the bytes lie within their file.</summary>
    public bool IsThere => InSlices
        ? _parts.Sum(p => p.IsThere ? p.Count : 0) == Count
        : _entry.Offset <= _bundle.MeasureShard(_entry.ShardId) - _entry.Size;

    public void SetParts(IReadOnlyList<BundleTensor> parts) => _parts = parts;

    /// <summary>Reads the bytes once and compares their checksum, without keeping them.</summary>
    public void Verify()
    {
        if (InSlices) { foreach (BundleTensor part in EnumerateSlices()) { part.Verify(); } }
        else if (DType == "string") { _ = ReadStrings(); }
        else
        {
            byte[] buffer = new byte[Math.Min(Piece, _entry.Size)];
            Read((_, length) => buffer.AsSpan(0, length));
        }
    }

    /// <summary>The values as a tensor of the engine, which belongs to the caller.</summary>
    public Tensor ToTensor()
    {
        CheckSize();
        Tensor loaded = RawBytes.MakeEmpty(DType, Count) ?? throw Fault(_bundle.IndexFile, $"a tensor of {DType} holds no weights.");
        if (Count > 0) { ReadInto(loaded); }
        return loaded.reshape(Dims);
    }

    /// <summary>Copies the values into a variable of the same shape: straight into its memory where that is possible.</summary>
    public void Assign(Variable variable)
    {
        if (Count == 0) { return; }
        if (DType == variable.dtype && RawBytes.IsPlain(variable.value) && !InSlices)
        {
            CheckSize();
            ReadInto(variable.value);
            Variable.MarkChanged();
            return;
        }
        using var scope = Scopes.Step();
        using var _ = Scopes.NoGradient();
        variable.assign(DTypeIsForeign ? ReadWhole(variable) : ToTensor().reshape(variable.value.shape));
    }

    private bool DTypeIsForeign => RawBytes.MakeEmpty(DType, 0) is null;

    private Tensor ReadWhole(Variable variable)
    {
        using Tensor numbers = Arrays.ToTensor(BundleValues.ToArray(this));
        return numbers.reshape(variable.value.shape);
    }

    /// <summary>All bytes, in this processor's order.</summary>
    public byte[] ReadBytes()
    {
        CheckSize();
        if (_entry.Size > Array.MaxLength || (InSlices && Count * ElementSize > Array.MaxLength))
        {
            throw Fault(_bundle.IndexFile, "the tensor is larger than an array can be.");
        }
        if (InSlices) { return JoinSlices(); }
        byte[] bytes = new byte[_entry.Size];
        Read((offset, length) => bytes.AsSpan((int)offset, length));
        if (_bundle.BigEndian) { Swap(bytes); }
        return bytes;
    }

    /// <summary>The strings of a tensor of strings, as bytes.</summary>
    public byte[][] ReadStrings()
    {
        if (DType != "string") { throw Fault(_bundle.IndexFile, $"the tensor holds {DType}, not texts."); }
        if (InSlices) { throw Fault(_bundle.IndexFile, "texts in slices are not read."); }
        // A text takes at least the byte of its length.
        if (_entry.Size == 0 && Count == 0) { return []; }
        if (Count > _entry.Size) { throw Fault(_bundle.IndexFile, $"{_entry.Size} bytes do not hold {Count} texts."); }
        CheckSize();
        byte[] raw = new byte[checked((int)Math.Min(_entry.Size, Array.MaxLength))];
        _bundle.Read(_entry.ShardId, _entry.Offset, raw, Key);
        byte[][] texts = BundleStrings.Split(raw, Count, _bundle.BigEndian, out uint crc)
            ?? throw Fault(_bundle.FindShardFile(_entry.ShardId), "Checksum does not match: the lengths of the texts are damaged.");
        Compare(crc);
        return texts;
    }

    private void ReadInto(Tensor target)
    {
        if (InSlices)
        {
            byte[] whole = JoinSlices();
            RawBytes.ForEachPiece(target, ListPieces(whole.Length), (offset, memory) =>
                whole.AsSpan((int)offset, memory.Length).CopyTo(memory));
            return;
        }
        uint crc = 0;
        RawBytes.ForEachPiece(target, ListPieces(_entry.Size), (offset, memory) =>
        {
            _bundle.Read(_entry.ShardId, _entry.Offset + offset, memory, Key);
            crc = Checksum.Extend(crc, memory);
            if (_bundle.BigEndian) { Swap(memory); }
        });
        Compare(crc);
    }

    private static List<(long Offset, int Length)> ListPieces(long size)
    {
        const int longest = 1 << 30;
        var pieces = new List<(long, int)>();
        for (long at = 0; at < size; at += longest) { pieces.Add((at, (int)Math.Min(longest, size - at))); }
        return pieces;
    }

    private delegate Span<byte> Target(long offset, int length);

    private void Read(Target target)
    {
        CheckSize();
        uint crc = 0;
        for (long at = 0; at < _entry.Size; at += Piece)
        {
            int length = (int)Math.Min(Piece, _entry.Size - at);
            Span<byte> memory = target(at, length);
            _bundle.Read(_entry.ShardId, _entry.Offset + at, memory, Key);
            crc = Checksum.Extend(crc, memory);
        }
        Compare(crc);
    }

    private void Compare(uint crc)
    {
        if (_entry.Size == 0) { return; }
        uint stored = Checksum.Unmask(_entry.Crc32C);
        if (crc != stored)
        {
            throw Fault(_bundle.FindShardFile(_entry.ShardId),
                $"TensorBundle at {_bundle.Prefix} shard {_entry.ShardId} ({_entry.Size} bytes): Checksum does not match: stored "
                + $"{stored} vs. calculated on the restored bytes {crc}");
        }
    }

    private void CheckSize()
    {
        if (ElementSize < 0) { throw Fault(_bundle.IndexFile, $"a tensor of {DType} is not read."); }
        if (InSlices)
        {
            foreach (BundleTensor part in EnumerateSlices()) { part.CheckSize(); }
            return;
        }
        if (_entry.Size > 0 && _entry.Offset > _bundle.ReadLength(_entry.ShardId, Key) - _entry.Size)
        {
            throw Fault(_bundle.FindShardFile(_entry.ShardId), "Read less bytes than requested");
        }
    }

    private IReadOnlyList<BundleTensor> EnumerateSlices() => _parts.Sum(p => p.Count) == Count
        ? _parts
        : throw Fault(_bundle.IndexFile, "the slices of the tensor do not make the whole of it.");

    private byte[] JoinSlices()
    {
        byte[] whole = new byte[checked((int)(Count * ElementSize))];
        foreach (BundleTensor part in EnumerateSlices())
        {
            (long Start, long Length)[] extents = SliceKey.ReadExtents(part._sliceKey) is { } known && known.Length == Dims.Length
                && part.DType == DType ? known : throw Fault(_bundle.IndexFile, $"the slice {part.Key} does not fit the tensor.");
            var box = extents.Select((e, i) => e.Length < 0 ? (Start: 0L, Length: Dims[i]) : e).ToArray();
            if (box.Where((e, i) => e.Start < 0 || e.Length > Dims[i] - e.Start || e.Length != part.Dims.ElementAtOrDefault(i)).Any())
            {
                throw Fault(_bundle.IndexFile, $"the slice {part.Key} does not fit the tensor.");
            }
            PlaceSlice(part.ReadBytes(), box, whole);
        }
        return whole;
    }

    /// <summary>Copies a slice's rows to their places.</summary>
    private void PlaceSlice(byte[] bytes, (long Start, long Length)[] box, byte[] whole)
    {
        int rank = box.Length;
        long row = rank == 0 ? ElementSize : box[^1].Length * ElementSize;
        if (row == 0) { return; }
        long[] at = new long[rank];
        for (long read = 0; read < bytes.Length; read += row)
        {
            long target = 0;
            for (int i = 0; i < rank; i++) { target = (target * Dims[i]) + box[i].Start + (i < rank - 1 ? at[i] : 0); }
            bytes.AsSpan((int)read, (int)row).CopyTo(whole.AsSpan((int)(target * ElementSize)));
            for (int i = rank - 2; i >= 0 && ++at[i] == box[i].Length; i--) { at[i] = 0; }
        }
    }

    private void Swap(Span<byte> bytes)
    {
        int unit = BundleDType.SwapUnit(DType, ElementSize);
        for (int i = 0; unit > 1 && i + unit <= bytes.Length; i += unit) { bytes.Slice(i, unit).Reverse(); }
    }

    private ModelFileException Fault(string file, string reason) => new(file, Key, reason);
}

/// <summary>Tensors of strings: lengths, a checksum of them, then the strings.</summary>
internal static class BundleStrings
{
    /// <summary>The strings, and their checksum; null where lengths do not fit.</summary>
    public static byte[][]? Split(ReadOnlySpan<byte> raw, long count, bool bigEndian, out uint crc)
    {
        int at = 0;
        int[] lengths = new int[count];
        Span<byte> number = stackalloc byte[sizeof(ulong)];
        crc = 0;
        long total = 0;
        for (int i = 0; i < count; i++)
        {
            if (!Varints.TryRead(raw, ref at, out ulong length) || length > (ulong)raw.Length) { return null; }
            lengths[i] = (int)length;
            total += (int)length;
            crc = Checksum.Extend(crc, WriteLength(number, length, bigEndian));
        }
        if (raw.Length - at - sizeof(uint) != total) { return null; }
        ReadOnlySpan<byte> sum = raw.Slice(at, sizeof(uint));
        uint ofLengths = bigEndian ? BinaryPrimitives.ReadUInt32BigEndian(sum) : BinaryPrimitives.ReadUInt32LittleEndian(sum);
        if (ofLengths != Checksum.Mask(crc)) { return null; }
        crc = Checksum.Extend(Checksum.Extend(crc, sum), raw[(at + sizeof(uint))..]);
        at += sizeof(uint);
        byte[][] texts = new byte[count][];
        for (int i = 0; i < count; i++)
        {
            texts[i] = raw.Slice(at, lengths[i]).ToArray();
            at += lengths[i];
        }
        return texts;
    }

    /// <summary>The bytes of strings, and their checksum.</summary>
    public static (byte[] Bytes, uint Crc) Join(IReadOnlyList<byte[]> texts)
    {
        var bytes = new MemoryStream();
        Span<byte> number = stackalloc byte[sizeof(ulong)];
        uint crc = 0;
        foreach (byte[] text in texts)
        {
            Varints.Write(bytes, (ulong)text.Length);
            crc = Checksum.Extend(crc, WriteLength(number, (ulong)text.Length, bigEndian: false));
        }
        Span<byte> sum = number[..sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(sum, Checksum.Mask(crc));
        bytes.Write(sum);
        crc = Checksum.Extend(crc, sum);
        foreach (byte[] text in texts)
        {
            bytes.Write(text);
            crc = Checksum.Extend(crc, text);
        }
        return (bytes.ToArray(), crc);
    }

    /// <summary>A length as it enters the checksum: 4 bytes, or 8 where it needs them.</summary>
    private static ReadOnlySpan<byte> WriteLength(Span<byte> number, ulong length, bool bigEndian)
    {
        Span<byte> target = number[..(length > uint.MaxValue ? sizeof(ulong) : sizeof(uint))];
        if (target.Length == sizeof(ulong)) { BinaryPrimitives.WriteUInt64LittleEndian(target, length); }
        else { BinaryPrimitives.WriteUInt32LittleEndian(target, (uint)length); }
        if (bigEndian) { target.Reverse(); }
        return target;
    }
}
