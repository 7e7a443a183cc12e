using System.Buffers.Binary;
using System.Numerics;

namespace KerasDigits.Saving.Hdf5;

/// <summary>The links or attributes of a group that has too many for its header, or too large ones: messages in a fractal heap, found by a
/// tree of version 2. h5py's files have them where more than eight names are not in ASCII.</summary>
/// <remarks>Source: HDF5 File Format Specification 3.0, "Fractal Heap" and "Version 2 B-trees".</remarks>
internal sealed class H5FractalHeap
{
    private const int DeepestTree = 16;
    private readonly H5Windows _file;
    private readonly int _idLength, _offsetBytes, _lengthBytes, _width, _directRows;
    private readonly long _start, _root;
    private readonly int _rootRows;

    private H5FractalHeap(H5Windows file, long address)
    {
        _file = file;
        ReadOnlySpan<byte> all = file.OpenAt(address, 146).Rest;
        Check(all[..142], all[142..]);
        var b = new H5Bounded(all);
        b.Expect("FRHP\0"u8);
        _idLength = b.ReadU16();
        if (b.ReadU16() != 0) { throw new NotPlainException("a compressed heap"); }
        b.ReadU8();
        long largest = b.ReadU32();
        b.Take(12 * 8);
        _width = b.ReadU16();
        _start = b.ReadI64();
        long largestBlock = b.ReadI64();
        _offsetBytes = (b.ReadU16() + 7) / 8;
        b.ReadU16();
        _root = b.ReadI64();
        _rootRows = b.ReadU16();
        if (_width is 0 or > 1024 || !BitOperations.IsPow2(_start) || !BitOperations.IsPow2(largestBlock) || largestBlock < _start
            || _offsetBytes is 0 or > 8 || _idLength > 64)
        {
            throw new NotPlainException("a damaged heap");
        }
        _lengthBytes = Math.Min((BitOperations.Log2((ulong)largestBlock) + 7) / 8,
            (BitOperations.Log2((ulong)Math.Max(1, largest)) / 8) + 1);
        _directRows = BitOperations.Log2((ulong)largestBlock) - BitOperations.Log2((ulong)_start) + 2;
    }

    /// <summary>Takes one message up, and the place in the file where it stands.</summary>
    internal delegate void Visitor(ReadOnlySpan<byte> message);

    /// <summary>Visits all messages.</summary>
    /// <param name="file">The open file's structure.</param>
    /// <param name="heap">Address of the heap.</param>
    /// <param name="tree">Address of the tree by names.</param>
    /// <param name="visit">Called with each.</param>
    public static void Visit(H5Windows file, long heap, long tree, Visitor visit)
    {
        var messages = new H5FractalHeap(file, heap);
        ReadOnlySpan<byte> all = file.OpenAt(tree, 38).Rest;
        Check(all[..34], all[34..]);
        var b = new H5Bounded(all);
        b.Expect("BTHD\0"u8);
        int type = b.ReadU8();
        long nodeBytes = b.ReadU32();
        int record = b.ReadU16(), depth = b.ReadU16();
        b.ReadU16();
        long root = b.ReadI64();
        int count = b.ReadU16();
        // Names of links follow a hash; those of attributes before their flags.
        (int skip, int length) = type switch
        {
            5 => (4, record - 4),
            8 => (0, record - 9),
            _ => throw new NotPlainException("an uncommon tree")
        };
        if (length < messages._idLength || depth > DeepestTree || nodeBytes < 64) { throw new NotPlainException("an uncommon tree"); }
        if (count == 0) { return; }
        var node = new TreeShape(nodeBytes, record, depth);
        CountNodes(root, count, depth);

        void CountNodes(long address, int records, int level)
        {
            if (level == 0)
            {
                H5Bounded leaf = file.OpenAt(address, 6 + ((long)records * record));
                leaf.Expect("BTLF\0"u8);
                leaf.ReadU8();
                for (int i = 0; i < records; i++) { Record(leaf.Take(record)); }
                return;
            }
            (int countBytes, int totalBytes) = node.GetPointer(level);
            H5Bounded inner = file.OpenAt(address, 6 + ((long)records * record) + ((records + 1L) * (8 + countBytes + totalBytes)));
            inner.Expect("BTIN\0"u8);
            inner.ReadU8();
            for (int i = 0; i < records; i++) { Record(inner.Take(record)); }
            var children = new (long Address, int Records)[records + 1];
            for (int i = 0; i <= records; i++)
            {
                children[i] = (inner.ReadI64(), (int)ReadNumber(inner.Take(countBytes)));
                inner.Take(totalBytes);
            }
            foreach (var (child, its) in children) { CountNodes(child, its, level - 1); }
        }

        void Record(ReadOnlySpan<byte> bytes) => messages.ReadMessage(bytes.Slice(skip, messages._idLength), visit);
    }

    /// <summary>How many bytes the numbers beside a node's pointers take.</summary>
    private sealed class TreeShape
    {
        private readonly (int Count, int Total)[] _pointers;

        public TreeShape(long nodeBytes, int record, int depth)
        {
            _pointers = new (int, int)[depth + 1];
            long most = (nodeBytes - 10) / record, below = most;
            int countBytes = CountBytes(most), totalBytes = 0;
            for (int level = 1; level <= depth; level++)
            {
                _pointers[level] = (countBytes, totalBytes);
                int pointer = 8 + countBytes + totalBytes;
                long own = (nodeBytes - 10 - pointer) / (record + pointer);
                below = ((own + 1) * below) + own;
                totalBytes = CountBytes(below);
            }
        }

        public (int Count, int Total) GetPointer(int level) => _pointers[level];

        private static int CountBytes(long most) => (BitOperations.Log2((ulong)Math.Max(1, most)) / 8) + 1;
    }

    private void ReadMessage(ReadOnlySpan<byte> id, Visitor visit)
    {
        _file.Step();
        switch (id[0] >> 4)
        {
            case 0:
                long offset = ReadNumber(id.Slice(1, _offsetBytes)), length = ReadNumber(id.Slice(1 + _offsetBytes, _lengthBytes));
                visit(_file.OpenAt(FindPlace(offset, length), length).Rest);
                break;
            case 2 when _idLength <= 17: // so short that it is in the record itself
                visit(id.Slice(1, (id[0] & 15) + 1));
                break;
            default: throw new NotPlainException("a message outside its heap");
        }
    }

    /// <summary>Where in the file a place of the heap's own numbering is.</summary>
    private long FindPlace(long offset, long length)
    {
        if (offset < 0 || length < 0) { throw new NotPlainException("a damaged heap"); }
        if (_rootRows == 0) { return FindInside(_root, 0, _start, offset, length); }
        long block = _root, first = 0;
        int rows = _rootRows;
        for (int depth = 0; depth < DeepestTree; depth++)
        {
            _file.OpenAt(block, 5).Expect("FHIB\0"u8);
            long at = first, next = -1;
            for (int row = 0; row < rows && next < 0; row++)
            {
                long size = row < 2 ? _start : row - 1 < 40 ? _start << (row - 1) : throw new NotPlainException("a damaged heap");
                if (offset >= at + (size * _width))
                {
                    at += size * _width;
                    continue;
                }
                long column = (offset - at) / size;
                long child = _file.OpenAt(block + 5 + 8 + _offsetBytes + (8 * ((row * (long)_width) + column)), 8).ReadI64();
                at += column * size;
                if (row < _directRows) { return FindInside(child, at, size, offset, length); }
                (next, first, rows) = (child, at, BitOperations.Log2((ulong)size) - BitOperations.Log2((ulong)(_start * _width)) + 1);
            }
            if (next < 0) { break; }
            block = next;
        }
        throw new NotPlainException("a damaged heap");
    }

    private long FindInside(long block, long first, long size, long offset, long length)
    {
        _file.OpenAt(block, 5).Expect("FHDB\0"u8);
        return offset >= first && offset + length <= first + size ? block + offset - first : throw new NotPlainException("a damaged heap");
    }

    private static long ReadNumber(ReadOnlySpan<byte> bytes)
    {
        long value = 0;
        for (int i = bytes.Length - 1; i >= 0; i--) { value = (value << 8) | bytes[i]; }
        return value;
    }

    private static void Check(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> sum)
    {
        if (Lookup3.Hash(bytes) != BinaryPrimitives.ReadUInt32LittleEndian(sum)) { throw new InvalidDataException("a checksum is wrong"); }
    }
}
