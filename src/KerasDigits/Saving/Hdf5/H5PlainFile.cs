using System.Buffers.Binary;

namespace KerasDigits.Saving.Hdf5;

/// <summary>Reads the structures that Keras's files are made of, several times faster than the HDF5 library: superblocks 0, 2 and 3, object
/// headers 1 and 2, symbol tables and links and attributes inside headers and in heaps, contiguous and compact little-endian numbers.
/// Anything else ends in <see cref="NotPlainException"/>, and the library reads the file.</summary>
/// <remarks>Source: HDF5 File Format Specification 3.0.</remarks>
internal sealed class H5PlainFile
{
    private const int DeepestTree = 16;
    private const long Undefined = -1;
    private readonly H5Windows _file;
    private readonly Stream _stream;
    private readonly long _userBlock;
    private readonly H5PlainValues _values;
    private readonly Action<int, string> _visit;
    private readonly Func<string, H5Dataset.Reader, H5Dataset.Reader> _guard;

    private H5PlainFile(Stream stream, long userBlock, Action<int, string> visit,
        Func<string, H5Dataset.Reader, H5Dataset.Reader> guard)
    {
        (_stream, _userBlock, _visit, _guard, _file) = (stream, userBlock, visit, guard, new H5Windows(stream));
        _values = new H5PlainValues(_file);
    }

    /// <summary>The tree of a file.</summary>
    /// <param name="stream">The file from its superblock on.</param>
    /// <param name="userBlock">How many bytes stand before it.</param>
    /// <param name="visit">Called with the depth and place of every group and dataset before it is read; may throw.</param>
    /// <param name="guard">Puts what a reader of numbers throws into the form that callers expect.</param>
    /// <exception cref="NotPlainException">The file holds other structures, or damaged ones.</exception>
    /// <exception cref="InvalidDataException">A checksum is wrong, or the file is cut off.</exception>
    public static H5Group Read(Stream stream, long userBlock, Action<int, string> visit,
        Func<string, H5Dataset.Reader, H5Dataset.Reader> guard)
    {
        var file = new H5PlainFile(stream, userBlock, visit, guard);
        return file.ReadNode(file.ReadSuperblock(), "", 0) as H5Group ?? throw new NotPlainException("the root is not a group");
    }

    /// <summary>The address of the root's header.</summary>
    private long ReadSuperblock()
    {
        H5Bounded b = _file.OpenAt(0, Math.Min(96, _file.Length));
        ReadOnlySpan<byte> all = b.Rest;
        b.Expect(H5UserBlock.Signature);
        byte version = b.ReadU8();
        b.Take(version == 0 ? 4 : 0);
        if (version is not (0 or 2 or 3) || b.ReadU8() != 8 || b.ReadU8() != 8) { throw new NotPlainException("an uncommon superblock"); }
        b.Take(version == 0 ? 9 : 1);
        long start = b.ReadI64();
        long extension = b.ReadI64();
        long end = b.ReadI64();
        b.Take(version == 0 ? 16 : 0); // the driver's block, and the root's name
        long root = b.ReadI64();
        if (version > 0 && extension != Undefined) { throw new NotPlainException("an uncommon superblock"); }
        if (version > 0) { Check(all[..44], b.ReadU32()); }
        // The end counts from the file's first byte, as the user's block was when it was written.
        if (start < 0 || start > end) { throw new InvalidDataException("its superblock lies behind its end"); }
        if (end - start > _file.Length)
        {
            throw new InvalidDataException($"it is cut off: it should have {end - start} bytes and has {_file.Length}");
        }
        return root;
    }

    private static void Check(ReadOnlySpan<byte> bytes, uint sum)
    {
        if (Lookup3.Hash(bytes) != sum) { throw new InvalidDataException("a checksum is wrong"); }
    }

    private H5Node ReadNode(long address, string place, int depth)
    {
        _visit(depth, place);
        var header = new Header();
        if (_file.OpenAt(address, 4).Rest.SequenceEqual("OHDR"u8)) { ReadModern(address, header); }
        else { ReadEarly(address, header); }
        H5Node node = header.IsGroup ? new H5Group() : ReadDataset(header, place);
        foreach (var (name, value) in header.Attributes) { node.Attributes[name] = value; }
        if (node is H5Group group)
        {
            if (header.Tree != Undefined) { ReadSymbols(header.Tree, ReadNames(header.Heap), header.Links, 0); }
            foreach (var (name, child) in header.Links) { group.Children[name] = ReadNode(child, $"{place}/{name}", depth + 1); }
        }
        return node;
    }

    /// <summary>What the messages of an object's header say.</summary>
    private sealed class Header
    {
        public List<(string Name, object Value)> Attributes { get; } = [];

        public List<(string Name, long Address)> Links { get; } = [];

        public bool IsGroup { get; set; }

        public long Tree { get; set; } = Undefined;

        public long Heap { get; set; }

        public string? DType { get; set; }

        public long[]? Dims { get; set; }

        public (long Address, long Bytes)? Data { get; set; }

        public Queue<(long Address, long Length)> More { get; } = [];
    }

    /// <summary>A header of version 1.</summary>
    private void ReadEarly(long address, Header header)
    {
        H5Bounded start = _file.OpenAt(address, 16);
        start.Expect([1, 0]);
        int messages = start.ReadU16();
        start.ReadU32();
        header.More.Enqueue((address + 16, start.ReadU32()));
        while (header.More.TryDequeue(out var block))
        {
            H5Bounded b = _file.OpenAt(block.Address, block.Length);
            while (messages > 0 && b.Rest.Length >= 8)
            {
                messages--;
                (int type, int size, byte flags) = (b.ReadU16(), b.ReadU16(), b.ReadU8());
                b.Take(3);
                long at = block.Address + block.Length - b.Rest.Length;
                ReadMessage(header, type, flags, b.Take(size), at);
            }
        }
    }

    /// <summary>A header of version 2, whose blocks bear checksums.</summary>
    private void ReadModern(long address, Header header)
    {
        H5Bounded start = _file.OpenAt(address, Math.Min(48, _file.Length - address));
        int longest = start.Rest.Length;
        start.Expect("OHDR\u0002"u8);
        byte flags = start.ReadU8();
        start.Take(((flags & 0x20) != 0 ? 16 : 0) + ((flags & 0x10) != 0 ? 4 : 0));
        long first = start.ReadWhole(1 << (flags & 3)), prefix = longest - start.Rest.Length;
        if (first < 0 || first > _file.Length) { throw new NotPlainException("a header is longer than the file"); }
        ReadBlock(address, prefix, prefix + first + 4);
        while (header.More.TryDequeue(out var block))
        {
            _file.OpenAt(block.Address, 4).Expect("OCHK"u8);
            ReadBlock(block.Address, 4, block.Length);
        }

        void ReadBlock(long from, long skip, long length)
        {
            ReadOnlySpan<byte> all = _file.OpenAt(from, length).Rest;
            if (length < skip + 4) { throw new NotPlainException("a header ends early"); }
            Check(all[..^4], BinaryPrimitives.ReadUInt32LittleEndian(all[^4..]));
            var b = new H5Bounded(all[(int)skip..^4]);
            int head = (flags & 4) != 0 ? 6 : 4;
            while (b.Rest.Length >= head)
            {
                (int type, int size, byte marks) = (b.ReadU8(), b.ReadU16(), b.ReadU8());
                b.Take(head - 4);
                long at = from + length - 4 - b.Rest.Length;
                ReadMessage(header, type, marks, b.Take(size), at);
            }
        }
    }

    private void ReadMessage(Header header, int type, byte flags, ReadOnlySpan<byte> body, long at)
    {
        _file.Step();
        if (type == 0) { return; }
        if ((flags & 2) != 0) { throw new NotPlainException("a shared message"); }
        var b = new H5Bounded(body);
        switch (type)
        {
            case 0x01: header.Dims = H5PlainValues.ReadDims(ref b); break;
            case 0x02: // link info: links are in the header, unless a heap is named
                header.IsGroup = true;
                b.ReadU8();
                b.Take((b.ReadU8() & 1) != 0 ? 8 : 0);
                ReadDense(b, message => header.Links.Add(ReadLink(message)));
                break;
            case 0x03: header.DType = H5PlainValues.ReadNumberType(body) ?? throw new NotPlainException("an uncommon type of "
                + "numbers"); break;
            case 0x06: header.Links.Add(ReadLink(ref b)); break;
            case 0x08: header.Data = ReadLayout(ref b, at, body.Length); break;
            case 0x0a: header.IsGroup = true; break;
            case 0x0c: if (_values.ReadAttribute(body) is { } pair) { header.Attributes.Add(pair); } break;
            case 0x10: header.More.Enqueue((b.ReadI64(), b.ReadI64())); break;
            case 0x11:
                header.IsGroup = true;
                (header.Tree, header.Heap) = (b.ReadI64(), b.ReadI64());
                break;
            case 0x15: // attribute info: as for links
                b.ReadU8();
                b.Take((b.ReadU8() & 1) != 0 ? 2 : 0);
                ReadDense(b, message =>
                {
                    if (_values.ReadAttribute(message) is { } stored) { header.Attributes.Add(stored); }
                });
                break;
            case 0x04 or 0x05 or 0x0e or 0x12 or 0x16: break; // fill values of data that are there anyway, times, numbers of links
            default: throw new NotPlainException($"a message of type {type}");
        }
    }

    /// <summary>What is in a heap outside the header, when one is named.</summary>
    private void ReadDense(H5Bounded b, H5FractalHeap.Visitor visit)
    {
        long heap = b.ReadI64(), tree = b.ReadI64();
        if (heap != Undefined) { H5FractalHeap.Visit(_file, heap, tree, visit); }
    }

    private static (string Name, long Address) ReadLink(ReadOnlySpan<byte> message)
    {
        var b = new H5Bounded(message);
        return ReadLink(ref b);
    }

    private static (string Name, long Address) ReadLink(ref H5Bounded b)
    {
        b.Expect([1]);
        byte flags = b.ReadU8();
        if ((flags & 8) != 0 && b.ReadU8() != 0) { throw new NotPlainException("a link that is not a hard one"); }
        b.Take(((flags & 4) != 0 ? 8 : 0) + ((flags & 0x10) != 0 ? 1 : 0));
        return (H5Bounded.ReadText(b.Take(b.ReadWhole(1 << (flags & 3)))), b.ReadI64());
    }

    /// <summary>Where the numbers stand: in a block of their own, or in this message.</summary>
    private static (long Address, long Bytes) ReadLayout(ref H5Bounded b, long at, int length)
    {
        byte version = b.ReadU8(), kind = b.ReadU8();
        if (version is not (3 or 4)) { throw new NotPlainException("an early layout"); }
        return kind switch
        {
            0 => (at + 4, Math.Min(b.ReadU16(), length - 4)),
            1 => (b.ReadI64(), b.ReadI64()),
            _ => throw new NotPlainException("chunks"),
        };
    }

    private H5Dataset ReadDataset(Header header, string place)
    {
        if (header is not { DType: { } dtype, Dims: { } dims, Data: { } data } || header.Links.Count > 0)
        {
            throw new NotPlainException("not a dataset");
        }
        var dataset = new H5Dataset(dtype, dims, _guard(place, (offset, target) =>
        {
            _stream.Seek(data.Address + offset, SeekOrigin.Begin);
            _stream.ReadExactly(target);
        }))
        {
            FileOffset = _userBlock + data.Address,
        };
        bool stored = data.Address >= 0 && data.Bytes >= dataset.ByteCount && data.Address <= _file.Length - dataset.ByteCount;
        return stored || dataset.ByteCount == 0 ? dataset : throw new NotPlainException("numbers that are not stored");
    }

    /// <summary>Collects the links of a symbol table.</summary>
    private void ReadSymbols(long address, H5Bounded names, List<(string Name, long Address)> links, int depth)
    {
        if (depth > DeepestTree) { throw new NotPlainException("a tree too deep"); }
        H5Bounded head = _file.OpenAt(address, 8);
        if (head.Rest.StartsWith("SNOD"u8))
        {
            head.Expect("SNOD\u0001\0"u8);
            int symbols = head.ReadU16();
            H5Bounded b = _file.OpenAt(address + 8, 40L * symbols);
            for (int i = 0; i < symbols; i++)
            {
                _file.Step();
                (long name, long target, uint kind) = (b.ReadI64(), b.ReadI64(), b.ReadU32());
                b.Take(20);
                if (kind > 1 || name < 0 || name > names.Rest.Length) { throw new NotPlainException("a link that is not a hard one"); }
                links.Add((H5Bounded.ReadText(names.Rest[(int)name..]), target));
            }
            return;
        }
        head.Expect("TREE\0"u8);
        byte level = head.ReadU8();
        int children = head.ReadU16();
        H5Bounded pairs = _file.OpenAt(address + 24, 16L * children);
        for (int i = 0; i < children; i++)
        {
            pairs.ReadI64();
            long child = pairs.ReadI64();
            // A tree of level 0 holds symbols, and higher ones hold trees, so that no path can be longer than the levels.
            if (_file.OpenAt(child, 4).Rest.SequenceEqual("SNOD"u8) != (level == 0)) { throw new NotPlainException("a damaged tree"); }
            ReadSymbols(child, names, links, depth + 1);
        }
    }

    private H5Bounded ReadNames(long address)
    {
        H5Bounded b = _file.OpenAt(address, 32);
        b.Expect("HEAP\0\0\0\0"u8);
        long length = b.ReadI64();
        b.ReadI64();
        return _file.OpenAt(b.ReadI64(), length);
    }
}
