using System.Buffers.Binary;
using System.Text;

namespace KerasDigits.Callbacks;

/// <summary>A protobuf message that is being written, field by field; what holds its default is left out by the caller.</summary>
internal sealed class ProtoText
{
    private readonly MemoryStream _bytes = new();

    public ProtoText WriteWhole(int field, long value)
    {
        WriteVarint((ulong)(field << 3));
        WriteVarint((ulong)value);
        return this;
    }

    public ProtoText WriteDouble(int field, double value)
    {
        WriteVarint((ulong)((field << 3) | 1));
        Span<byte> raw = stackalloc byte[8];
        BinaryPrimitives.WriteDoubleLittleEndian(raw, value);
        _bytes.Write(raw);
        return this;
    }

    public ProtoText WriteBytes(int field, ReadOnlySpan<byte> value)
    {
        WriteVarint((ulong)((field << 3) | 2));
        WriteVarint((ulong)value.Length);
        _bytes.Write(value);
        return this;
    }

    public ProtoText WriteText(int field, string value) => WriteBytes(field, Encoding.UTF8.GetBytes(value));

    public ProtoText WriteMessage(int field, ProtoText value) => WriteBytes(field, value.ToArray());

    public byte[] ToArray() => _bytes.ToArray();

    private void WriteVarint(ulong value)
    {
        for (; value >= 0x80; value >>= 7) { _bytes.WriteByte((byte)(value | 0x80)); }
        _bytes.WriteByte((byte)value);
    }
}
