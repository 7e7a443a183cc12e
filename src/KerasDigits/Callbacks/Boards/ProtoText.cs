using System.Buffers.Binary;
using System.Text;

namespace KerasDigits.Callbacks;

/// <summary>A protobuf message that is being written, field by field; what holds its default is left out by the caller.</summary>
internal sealed class ProtoText
{
    private readonly MemoryStream _bytes = new();

    public ProtoText Whole(int field, long value)
    {
        Varint((ulong)(field << 3));
        Varint((ulong)value);
        return this;
    }

    public ProtoText Double(int field, double value)
    {
        Varint((ulong)((field << 3) | 1));
        Span<byte> raw = stackalloc byte[8];
        BinaryPrimitives.WriteDoubleLittleEndian(raw, value);
        _bytes.Write(raw);
        return this;
    }

    public ProtoText Bytes(int field, ReadOnlySpan<byte> value)
    {
        Varint((ulong)((field << 3) | 2));
        Varint((ulong)value.Length);
        _bytes.Write(value);
        return this;
    }

    public ProtoText Text(int field, string value) => Bytes(field, Encoding.UTF8.GetBytes(value));

    public ProtoText Message(int field, ProtoText value) => Bytes(field, value.ToArray());

    public byte[] ToArray() => _bytes.ToArray();

    private void Varint(ulong value)
    {
        for (; value >= 0x80; value >>= 7) { _bytes.WriteByte((byte)(value | 0x80)); }
        _bytes.WriteByte((byte)value);
    }
}
