using System.Buffers.Binary;
using System.Text;

namespace KerasDigits.Saving.Hdf5;

/// <summary>
/// Writes a tree as an HDF5 file, forward only: superblock 2, version 2 object headers, contiguous data on 64-byte borders.
/// </summary>
/// <remarks>Sizes do not depend on addresses, so every header is laid out first and written once addresses are known. Readable by libhdf5
/// 1.8 and later. Lists of names are fixed-length byte strings, which loaders that call .decode and loaders that do not both read; single
/// strings are variable-length, as h5py writes them.</remarks>
internal sealed class H5Writer
{
    private const int SuperblockSize = 48;
    private const int AttributeLimit = 65_000;
    private const long Undefined = -1;
    private readonly List<H5Node> _nodes = [];
    private readonly Dictionary<H5Node, uint> _links = [];
    private readonly Dictionary<H5Node, long> _addresses = [];
    private readonly Dictionary<H5Dataset, long> _data = [];
    private readonly H5GlobalHeap _heap = new();

    /// <summary>Writes the whole file at the stream's position.</summary>
    public static void Write(Stream stream, H5Group root) => new H5Writer().Run(stream, root);

    private void Run(Stream stream, H5Group root)
    {
        Collect(root, "");
        long at = SuperblockSize;
        foreach (H5Node node in _nodes)
        {
            _addresses[node] = at;
            at += Align(WriteHeader(node).Length, 8);
        }
        _heap.Seal(at);
        at += _heap.Length;
        long headersEnd = at;
        foreach (H5Dataset dataset in _nodes.OfType<H5Dataset>())
        {
            if (dataset.ByteCount == 0) { continue; }
            at = Align(at, 64);
            _data[dataset] = at;
            at += dataset.ByteCount;
        }
        stream.Write(WriteSuperblock(at));
        foreach (H5Node node in _nodes)
        {
            byte[] header = WriteHeader(node);
            stream.Write(header);
            stream.Write(new byte[Align(header.Length, 8) - header.Length]);
        }
        _heap.WriteTo(stream);
        WriteData(stream, headersEnd);
    }

    private void WriteData(Stream stream, long at)
    {
        foreach (var (dataset, address) in _data)
        {
            stream.Write(new byte[address - at]);
            dataset.WriteTo(stream);
            at = address + dataset.ByteCount;
        }
    }

    /// <summary>Notes a node and what is below it, once: one that stands under two names is one object with two links.</summary>
    private void Collect(H5Node node, string path)
    {
        if (!_links.TryAdd(node, 1))
        {
            _links[node]++;
            return;
        }
        _nodes.Add(node);
        foreach (object value in node.Attributes.Values)
        {
            if ((value as string ?? (value as H5Text)?.Text) is { } text) { _heap.Add(text); }
        }
        if (node is not H5Group group) { return; }
        foreach (var (name, child) in group.Children)
        {
            if (name.Length == 0 || name is "." or ".." || name.Contains('/', StringComparison.Ordinal)
                || name.Contains('\0', StringComparison.Ordinal))
            {
                throw new ArgumentException("A name in an HDF5 file must not be empty, \".\" or \"..\" nor hold '/' or a zero character. "
                    + $"Received: \"{name}\" in \"{path}/\".");
            }
            Collect(child, $"{path}/{name}");
        }
    }

    private byte[] WriteSuperblock(long end)
    {
        var b = new H5Bytes();
        b.AppendRaw(H5UserBlock.Signature);
        b.AppendU8(2).AppendU8(8).AppendU8(8).AppendU8(0).AppendI64(0).AppendI64(Undefined).AppendI64(end).AppendI64(_addresses[_nodes[0]]);
        b.AppendU32(Lookup3.Hash(b.Span));
        return b.ToArray();
    }

    private byte[] WriteHeader(H5Node node)
    {
        var messages = new H5Bytes();
        if (node is H5Group group)
        {
            WriteMessage(messages, 0x02, new H5Bytes().AppendU8(0).AppendU8(0).AppendI64(Undefined).AppendI64(Undefined));
            WriteMessage(messages, 0x0a, new H5Bytes().AppendU8(0).AppendU8(0));
            foreach (var (name, child) in group.Children) { WriteMessage(messages, 0x06,
                WriteLink(name, _addresses.GetValueOrDefault(child))); }
        }
        else
        {
            var dataset = (H5Dataset)node;
            WriteMessage(messages, 0x01, H5Types.DescribeSpace([.. dataset.Dims]));
            WriteMessage(messages, 0x03, H5Types.DescribeNumber(dataset.DType), flags: 1);
            WriteMessage(messages, 0x05, new H5Bytes().AppendU8(3).AppendU8(0x0a));
            WriteMessage(messages, 0x08,
                new H5Bytes().AppendU8(3).AppendU8(1).AppendI64(_data.GetValueOrDefault(dataset, Undefined)).AppendI64(dataset.ByteCount));
        }
        foreach (var (name, value) in node.Attributes) { WriteMessage(messages, 0x0c, MakeAttribute(name, value)); }
        if (_links[node] > 1) { WriteMessage(messages, 0x16, new H5Bytes().AppendU8(0).AppendU32(_links[node])); }
        var header = new H5Bytes();
        header.AppendRaw("OHDR"u8).AppendU8(2).AppendU8(2).AppendU32((uint)messages.Length).AppendRaw(messages.Span);
        header.AppendU32(Lookup3.Hash(header.Span));
        return header.ToArray();
    }

    private static void WriteMessage(H5Bytes target, byte type, H5Bytes body, byte flags = 0) =>
        target.AppendU8(type).AppendU16(checked((ushort)body.Length)).AppendU8(flags).AppendRaw(body.Span);

    private static H5Bytes WriteLink(string name, long address)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(name);
        return new H5Bytes().AppendU8(1).AppendU8(0x11).AppendU8(1).AppendU16(checked((ushort)utf8.Length)).AppendRaw(utf8)
            .AppendI64(address);
    }

    private H5Bytes MakeAttribute(string name, object value)
    {
        var (type, space, data) = value switch
        {
            string text => (H5Types.DescribeVariableString(Ascii.IsValid(text)), H5Types.DescribeSpace(null), _heap.AddReference(text)),
            H5Text unicode => (H5Types.DescribeVariableString(ascii: false), H5Types.DescribeSpace(null), _heap.AddReference(unicode.Text)),
            string[] { Length: 0 } => (H5Types.DescribeNumber("float64"), H5Types.DescribeSpace([0]), new H5Bytes()),
            string[] names => MakeFixedStrings(names),
            long n => (H5Types.DescribeNumber("int64"), H5Types.DescribeSpace(null), new H5Bytes().AppendI64(n)),
            double x => (H5Types.DescribeNumber("float64"), H5Types.DescribeSpace(null),
                new H5Bytes().AppendI64(BitConverter.DoubleToInt64Bits(x))),
            _ => throw new ArgumentException("An attribute must be a text, a list of names or a number. Received: "
                + $"{value.GetType().Name} for \"{name}\"."),
        };
        byte[] utf8 = [.. Encoding.UTF8.GetBytes(name), 0];
        H5Bytes body = new H5Bytes().AppendU8(3).AppendU8(0).AppendU16((ushort)utf8.Length).AppendU16((ushort)type.Length)
            .AppendU16((ushort)space.Length).AppendU8(1)
            .AppendRaw(utf8).AppendRaw(type.Span).AppendRaw(space.Span).AppendRaw(data.Span);
        return body.Length <= AttributeLimit ? body
            : throw new ArgumentException($"The attribute \"{name}\" takes {body.Length} bytes, above HDF5's limit of {AttributeLimit}; "
                + "split the list into several attributes.");
    }

    private static (H5Bytes Type, H5Bytes Space, H5Bytes Data) MakeFixedStrings(string[] names)
    {
        byte[][] utf8 = Array.ConvertAll(names, Encoding.UTF8.GetBytes);
        int width = Math.Max(1, utf8.Max(n => n.Length));
        var data = new H5Bytes();
        foreach (byte[] n in utf8) { data.AppendRaw(n).AppendRaw(new byte[width - n.Length]); }
        return (H5Types.DescribeFixedString(width), H5Types.DescribeSpace([names.Length]), data);
    }

    private static long Align(long value, long to) => (value + to - 1) / to * to;
}

/// <summary>The one heap in which all variable-length strings of a file stand.</summary>
internal sealed class H5GlobalHeap
{
    private readonly Dictionary<string, (int Index, byte[] Utf8)> _items = [];
    private long _address;

    public long Length { get; private set; }

    public void Add(string text)
    {
        if (!_items.ContainsKey(text)) { _items[text] = (_items.Count + 1, Encoding.UTF8.GetBytes(text)); }
        if (_items.Count > ushort.MaxValue - 1)
        {
            throw new ArgumentException("A file holds more different texts than HDF5's heap can index (65,534).");
        }
    }

    public void Seal(long address)
    {
        _address = address;
        long used = 16 + _items.Values.Sum(i => 16L + Pad(i.Utf8.Length)) + 16;
        Length = _items.Count == 0 ? 0 : Math.Max(4096, used);
    }

    public H5Bytes AddReference(string text) =>
        new H5Bytes().AppendU32((uint)_items[text].Utf8.Length).AppendI64(_address).AppendU32((uint)_items[text].Index);

    public void WriteTo(Stream stream)
    {
        if (_items.Count == 0) { return; }
        H5Bytes b = new H5Bytes().AppendRaw("GCOL"u8).AppendU8(1).AppendU8(0).AppendU8(0).AppendU8(0).AppendI64(Length);
        foreach (var (index, utf8) in _items.Values)
        {
            b.AppendU16((ushort)index).AppendU16(1).AppendU32(0).AppendI64(utf8.Length).AppendRaw(utf8)
                .AppendRaw(new byte[Pad(utf8.Length) - utf8.Length]);
        }
        long free = Length - b.Length;
        b.AppendU16(0).AppendU16(0).AppendU32(0).AppendI64(free).AppendRaw(new byte[free - 16]);
        stream.Write(b.Span);
    }

    private static int Pad(int n) => (n + 7) / 8 * 8;
}

/// <summary>HDF5's encoded datatypes and dataspaces.</summary>
internal static class H5Types
{
    public static H5Bytes DescribeNumber(string dtype) => dtype switch
    {
        "float16" => DescribeFloat(2, 15, 10, 5, 15),
        "float32" => DescribeFloat(4, 31, 23, 8, 127),
        "float64" => DescribeFloat(8, 63, 52, 11, 1023),
        "bfloat16" => new H5Bytes().AppendU8(0x15).AppendU8(0).AppendU8(0).AppendU8(0).AppendU32(2),
            // HDF5 knows no such numbers: plain bytes, as h5py writes them
        _ => new H5Bytes().AppendU8(0x10).AppendU8(dtype[0] == 'i' ? (byte)8 : (byte)0).AppendU8(0).AppendU8(0)
            .AppendU32((uint)H5Dataset.GetSize(dtype)).AppendU16(0)
            .AppendU16((ushort)(8 * H5Dataset.GetSize(dtype))),
    };

    public static H5Bytes DescribeFixedString(int width) =>
        new H5Bytes().AppendU8(0x13).AppendU8(1).AppendU8(0).AppendU8(0).AppendU32((uint)width);

    public static H5Bytes DescribeVariableString(bool ascii) =>
        new H5Bytes().AppendU8(0x19).AppendU8(1).AppendU8(ascii ? (byte)0 : (byte)1).AppendU8(0).AppendU32(16)
            .AppendRaw(DescribeNumber("uint8").Span);

    /// <summary>A dataspace; null for a scalar.</summary>
    public static H5Bytes DescribeSpace(long[]? dims)
    {
        dims ??= [];
        H5Bytes b = new H5Bytes().AppendU8(2).AppendU8((byte)dims.Length).AppendU8(0).AppendU8(dims.Length == 0 ? (byte)0 : (byte)1);
        foreach (long d in dims) { b.AppendI64(d); }
        return b;
    }

    private static H5Bytes DescribeFloat(uint size, byte sign, byte mantissa, byte exponent, uint bias) =>
        new H5Bytes().AppendU8(0x11).AppendU8(0x20).AppendU8(sign).AppendU8(0).AppendU32(size).AppendU16(0).AppendU16((ushort)(8 * size))
            .AppendU8(mantissa).AppendU8(exponent).AppendU8(0)
        .AppendU8(mantissa).AppendU32(bias);
}

/// <summary>Bytes that grow, little-endian.</summary>
internal sealed class H5Bytes
{
    private byte[] _buffer = new byte[64];

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Span => _buffer.AsSpan(0, Length);

    public byte[] ToArray() => Span.ToArray();

    public H5Bytes AppendU8(byte value) => AppendRaw([value]);

    public H5Bytes AppendU16(ushort value)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(Take(2), value);
        return this;
    }

    public H5Bytes AppendU32(uint value)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(Take(4), value);
        return this;
    }

    public H5Bytes AppendI64(long value)
    {
        BinaryPrimitives.WriteInt64LittleEndian(Take(8), value);
        return this;
    }

    public H5Bytes AppendRaw(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Take(bytes.Length));
        return this;
    }

    private Span<byte> Take(int count)
    {
        if (Length + count > _buffer.Length) { Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, Length + count)); }
        Length += count;
        return _buffer.AsSpan(Length - count, count);
    }
}
