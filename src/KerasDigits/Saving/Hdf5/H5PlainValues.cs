using System.Text;

namespace KerasDigits.Saving.Hdf5;

/// <summary>Types, sizes and attributes in headers that <see cref="H5PlainFile"/> reads.</summary>
/// <param name="file">The open file's structure.</param>
internal sealed class H5PlainValues(H5Windows file)
{
    private static readonly (string DType, byte[] Code)[] s_numbers =
        [.. ((string[])["float32", "int64", "float64", "float16", "int32", "uint8", "int8", "int16", "uint16", "uint32", "uint64"])
        .Select(d => (d, H5Types.DescribeNumber(d).ToArray()))];

    /// <summary>Where the strings of each heap stand, by their number.</summary>
    private readonly Dictionary<long, Dictionary<uint, (long Address, long Length)>> _heaps = [];

    /// <summary>NumPy's name of an encoded type of little-endian numbers; null for other types.</summary>
    public static string? ReadNumberType(ReadOnlySpan<byte> type)
    {
        if (type.Length >= 8 && (type[0] & 0x0f) == 5 && type[4..8].SequenceEqual((ReadOnlySpan<byte>)[2, 0, 0, 0])) { return "bfloat16"; }
        foreach (var (dtype, code) in s_numbers)
        {
            // The upper half of the first byte is the encoding's version.
            if (type.Length >= code.Length && (type[0] & 0x0f) == (code[0] & 0x0f) && type[1..code.Length].SequenceEqual(code.AsSpan(1)))
            {
                return dtype;
            }
        }
        return null;
    }

    /// <summary>Sizes of a dataspace.</summary>
    public static long[] ReadDims(ref H5Bounded b)
    {
        byte version = b.ReadU8(), rank = b.ReadU8();
        b.ReadU8();
        byte kind = b.ReadU8();
        if (version is not (1 or 2) || rank > 32 || (version == 2 && kind > 1)) { throw new NotPlainException("an uncommon dataspace"); }
        b.Take(version == 1 ? 4 : 0);
        long[] dims = new long[rank];
        long count = 1;
        for (int i = 0; i < rank; i++)
        {
            dims[i] = b.ReadI64();
            if (dims[i] < 0 || (dims[i] != 0 && count > long.MaxValue / 8 / dims[i])) { throw new NotPlainException("sizes out of range"); }
            count *= dims[i];
        }
        return dims;
    }

    /// <summary>An attribute's name and value; null for kinds that Keras does not use.</summary>
    public (string Name, object Value)? ReadAttribute(ReadOnlySpan<byte> message)
    {
        var b = new H5Bounded(message);
        byte version = b.ReadU8(), flags = b.ReadU8();
        if (version is < 1 or > 3 || (version > 1 && flags != 0)) { throw new NotPlainException("an uncommon attribute"); }
        (int nameLength, int typeLength, int spaceLength) = (b.ReadU16(), b.ReadU16(), b.ReadU16());
        b.Take(version == 3 ? 1 : 0);
        int PadText(int n) => version == 1 ? (n + 7) / 8 * 8 : n;
        string name = H5Bounded.ReadText(b.Take(PadText(nameLength))[..nameLength]);
        ReadOnlySpan<byte> type = b.Take(PadText(typeLength));
        var space = new H5Bounded(b.Take(PadText(spaceLength)));
        long[] dims = ReadDims(ref space);
        return ReadValue(new H5Bounded(type), type, dims, b) is { } value ? (name, value) : null;
    }

    private object? ReadValue(H5Bounded head, ReadOnlySpan<byte> type, long[] dims, H5Bounded data)
    {
        long count = dims.Aggregate(1L, (a, d) => a * d);
        if (count == 0) { return Array.Empty<string>(); }
        int kind = head.ReadU8() & 0x0f, bits = head.ReadU8();
        head.ReadU16();
        long size = head.ReadU32();
        bool variable = kind == 9 && (bits & 0x0f) == 1;
        if (variable || kind == 3)
        {
            if (size == 0 || count > data.Rest.Length / size) { throw new NotPlainException("an attribute ends early"); }
            string[] texts = new string[count];
            for (int i = 0; i < texts.Length; i++)
            {
                file.Step();
                var item = new H5Bounded(data.Take(size));
                texts[i] = variable ? ReadText(ref item) : ReadTrimmed(item.Rest, bits & 0x0f);
            }
            return dims.Length == 0 ? texts[0] : texts;
        }
        return dims.Length > 0 ? null : ReadNumberType(type) switch
        {
            "int64" => data.ReadI64(),
            "int32" => (long)(int)data.ReadU32(),
            "float64" => BitConverter.Int64BitsToDouble(data.ReadI64()),
            "float32" => (double)BitConverter.UInt32BitsToSingle(data.ReadU32()),
            _ => null,
        };
    }

    /// <summary>A string of fixed length: ended by a zero (0), or filled with zeros (1) or blanks (2).</summary>
    private static string ReadTrimmed(ReadOnlySpan<byte> bytes, int padding) => padding switch
    {
        0 => H5Bounded.ReadText(bytes),
        1 => Encoding.UTF8.GetString(bytes.TrimEnd((byte)0)),
        _ => Encoding.UTF8.GetString(bytes.TrimEnd((byte)' ')),
    };

    private string ReadText(ref H5Bounded reference)
    {
        (uint length, long address, uint index) = (reference.ReadU32(), reference.ReadI64(), reference.ReadU32());
        if (length == 0) { return ""; }
        if (!_heaps.TryGetValue(address, out var texts)) { _heaps[address] = texts = ReadTexts(address); }
        return texts.TryGetValue(index, out var place) && length <= place.Length
            ? H5Bounded.ReadText(file.OpenAt(place.Address, length).Rest)
            : throw new NotPlainException("a text that is not there");
    }

    private Dictionary<uint, (long Address, long Length)> ReadTexts(long address)
    {
        H5Bounded head = file.OpenAt(address, 16);
        head.Expect("GCOL\u0001\0\0\0"u8);
        long length = head.ReadI64();
        H5Bounded b = file.OpenAt(address, length);
        b.Take(16);
        var found = new Dictionary<uint, (long Address, long Length)>();
        while (b.Rest.Length >= 16)
        {
            file.Step();
            uint index = b.ReadU16();
            b.Take(6);
            long size = b.ReadI64();
            if (index == 0) { break; } // what is left is free
            found[index] = (address + length - b.Rest.Length, size);
            if (size < 0 || size > b.Rest.Length) { throw new NotPlainException("a text longer than its heap"); }
            b.Take((size + 7) / 8 * 8);
        }
        return found;
    }
}
