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
            at += Align(Header(node).Length, 8);
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
        stream.Write(Superblock(at));
        foreach (H5Node node in _nodes)
        {
            byte[] header = Header(node);
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

    private void Collect(H5Node node, string path)
    {
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

    private byte[] Superblock(long end)
    {
        var b = new H5Bytes();
        b.Raw([0x89, (byte)'H', (byte)'D', (byte)'F', 0x0d, 0x0a, 0x1a, 0x0a]);
        b.U8(2).U8(8).U8(8).U8(0).I64(0).I64(Undefined).I64(end).I64(_addresses[_nodes[0]]);
        b.U32(Lookup3.Hash(b.Span));
        return b.ToArray();
    }

    private byte[] Header(H5Node node)
    {
        var messages = new H5Bytes();
        if (node is H5Group group)
        {
            Message(messages, 0x02, new H5Bytes().U8(0).U8(0).I64(Undefined).I64(Undefined));
            Message(messages, 0x0a, new H5Bytes().U8(0).U8(0));
            foreach (var (name, child) in group.Children) { Message(messages, 0x06, Link(name, _addresses.GetValueOrDefault(child))); }
        }
        else
        {
            var dataset = (H5Dataset)node;
            Message(messages, 0x01, H5Types.Space([.. dataset.Dims]));
            Message(messages, 0x03, H5Types.Number(dataset.DType), flags: 1);
            Message(messages, 0x05, new H5Bytes().U8(3).U8(0x0a));
            Message(messages, 0x08, new H5Bytes().U8(3).U8(1).I64(_data.GetValueOrDefault(dataset, Undefined)).I64(dataset.ByteCount));
        }
        foreach (var (name, value) in node.Attributes) { Message(messages, 0x0c, Attribute(name, value)); }
        var header = new H5Bytes();
        header.Raw("OHDR"u8).U8(2).U8(2).U32((uint)messages.Length).Raw(messages.Span);
        header.U32(Lookup3.Hash(header.Span));
        return header.ToArray();
    }

    private static void Message(H5Bytes target, byte type, H5Bytes body, byte flags = 0) =>
        target.U8(type).U16(checked((ushort)body.Length)).U8(flags).Raw(body.Span);

    private static H5Bytes Link(string name, long address)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(name);
        return new H5Bytes().U8(1).U8(0x11).U8(1).U16(checked((ushort)utf8.Length)).Raw(utf8).I64(address);
    }

    private H5Bytes Attribute(string name, object value)
    {
        var (type, space, data) = value switch
        {
            string text => (H5Types.VariableString(Ascii.IsValid(text)), H5Types.Space(null), _heap.Reference(text)),
            H5Text unicode => (H5Types.VariableString(ascii: false), H5Types.Space(null), _heap.Reference(unicode.Text)),
            string[] { Length: 0 } => (H5Types.Number("float64"), H5Types.Space([0]), new H5Bytes()),
            string[] names => FixedStrings(names),
            long n => (H5Types.Number("int64"), H5Types.Space(null), new H5Bytes().I64(n)),
            double x => (H5Types.Number("float64"), H5Types.Space(null), new H5Bytes().I64(BitConverter.DoubleToInt64Bits(x))),
            _ => throw new ArgumentException("An attribute must be a text, a list of names or a number. Received: "
                + $"{value.GetType().Name} for \"{name}\"."),
        };
        byte[] utf8 = [.. Encoding.UTF8.GetBytes(name), 0];
        H5Bytes body = new H5Bytes().U8(3).U8(0).U16((ushort)utf8.Length).U16((ushort)type.Length).U16((ushort)space.Length).U8(1)
            .Raw(utf8).Raw(type.Span).Raw(space.Span).Raw(data.Span);
        return body.Length <= AttributeLimit ? body
            : throw new ArgumentException($"The attribute \"{name}\" takes {body.Length} bytes, above HDF5's limit of {AttributeLimit}; "
                + "split the list into several attributes.");
    }

    private static (H5Bytes Type, H5Bytes Space, H5Bytes Data) FixedStrings(string[] names)
    {
        byte[][] utf8 = Array.ConvertAll(names, Encoding.UTF8.GetBytes);
        int width = Math.Max(1, utf8.Max(n => n.Length));
        var data = new H5Bytes();
        foreach (byte[] n in utf8) { data.Raw(n).Raw(new byte[width - n.Length]); }
        return (H5Types.FixedString(width), H5Types.Space([names.Length]), data);
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
        long used = 16 + _items.Values.Sum(i => 16L + Padded(i.Utf8.Length)) + 16;
        Length = _items.Count == 0 ? 0 : Math.Max(4096, used);
    }

    public H5Bytes Reference(string text) =>
        new H5Bytes().U32((uint)_items[text].Utf8.Length).I64(_address).U32((uint)_items[text].Index);

    public void WriteTo(Stream stream)
    {
        if (_items.Count == 0) { return; }
        H5Bytes b = new H5Bytes().Raw("GCOL"u8).U8(1).U8(0).U8(0).U8(0).I64(Length);
        foreach (var (index, utf8) in _items.Values)
        {
            b.U16((ushort)index).U16(1).U32(0).I64(utf8.Length).Raw(utf8).Raw(new byte[Padded(utf8.Length) - utf8.Length]);
        }
        long free = Length - b.Length;
        b.U16(0).U16(0).U32(0).I64(free).Raw(new byte[free - 16]);
        stream.Write(b.Span);
    }

    private static int Padded(int n) => (n + 7) / 8 * 8;
}

/// <summary>HDF5's encoded datatypes and dataspaces.</summary>
internal static class H5Types
{
    public static H5Bytes Number(string dtype) => dtype switch
    {
        "float16" => Float(2, 15, 10, 5, 15),
        "float32" => Float(4, 31, 23, 8, 127),
        "float64" => Float(8, 63, 52, 11, 1023),
        "bfloat16" => new H5Bytes().U8(0x15).U8(0).U8(0).U8(0).U32(2), // HDF5 knows no such numbers: plain bytes, as h5py writes them
        _ => new H5Bytes().U8(0x10).U8(dtype[0] == 'i' ? (byte)8 : (byte)0).U8(0).U8(0).U32((uint)H5Dataset.SizeOf(dtype)).U16(0)
            .U16((ushort)(8 * H5Dataset.SizeOf(dtype))),
    };

    public static H5Bytes FixedString(int width) => new H5Bytes().U8(0x13).U8(1).U8(0).U8(0).U32((uint)width);

    public static H5Bytes VariableString(bool ascii) =>
        new H5Bytes().U8(0x19).U8(1).U8(ascii ? (byte)0 : (byte)1).U8(0).U32(16).Raw(Number("uint8").Span);

    /// <summary>A dataspace; null for a scalar.</summary>
    public static H5Bytes Space(long[]? dims)
    {
        dims ??= [];
        H5Bytes b = new H5Bytes().U8(2).U8((byte)dims.Length).U8(0).U8(dims.Length == 0 ? (byte)0 : (byte)1);
        foreach (long d in dims) { b.I64(d); }
        return b;
    }

    private static H5Bytes Float(uint size, byte sign, byte mantissa, byte exponent, uint bias) =>
        new H5Bytes().U8(0x11).U8(0x20).U8(sign).U8(0).U32(size).U16(0).U16((ushort)(8 * size)).U8(mantissa).U8(exponent).U8(0)
        .U8(mantissa).U32(bias);
}

/// <summary>Bytes that grow, little-endian.</summary>
internal sealed class H5Bytes
{
    private byte[] _buffer = new byte[64];

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Span => _buffer.AsSpan(0, Length);

    public byte[] ToArray() => Span.ToArray();

    public H5Bytes U8(byte value) => Raw([value]);

    public H5Bytes U16(ushort value)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(Take(2), value);
        return this;
    }

    public H5Bytes U32(uint value)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(Take(4), value);
        return this;
    }

    public H5Bytes I64(long value)
    {
        BinaryPrimitives.WriteInt64LittleEndian(Take(8), value);
        return this;
    }

    public H5Bytes Raw(ReadOnlySpan<byte> bytes)
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
