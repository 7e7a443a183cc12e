using System.Buffers.Binary;
using System.Numerics;
using Google.Protobuf;

namespace Board;

/// <summary>The numbers in one of TensorBoard's event files, which may still grow: what is new is read at each look.</summary>
/// <remarks>A record is its length, the length's checksum, an Event and its checksum. Source: tensorflow, core/util/event.proto,
/// core/framework/summary.proto and tensor.proto.</remarks>
internal sealed class EventFile(string file)
{
    /// <summary>Names of such files.</summary>
    public const string Pattern = "*tfevents*";

    private const int Head = 12, Foot = 4, FloatType = 1, DoubleType = 2;
    private readonly List<(string Tag, long Step, double Value)> _scalars = [];
    private long _position;

    public IReadOnlyList<(string Tag, long Step, double Value)> Scalars => _scalars;

    /// <summary>Where the file is no event file any more; null: nowhere so far.</summary>
    public string? Damage { get; private set; }

    /// <summary>Reads the records that have come. One that is not whole yet is read at the next look.</summary>
    public void Refresh()
    {
        if (Damage is not null) { return; }
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        stream.Position = _position;
        byte[] head = new byte[Head];
        while (stream.ReadAtLeast(head, Head, throwOnEndOfStream: false) == Head)
        {
            ulong length = BinaryPrimitives.ReadUInt64LittleEndian(head);
            if (Sum(head.AsSpan(0, 8)) != BinaryPrimitives.ReadUInt32LittleEndian(head.AsSpan(8)) || length > int.MaxValue)
            {
                Damage = Damaged();
                return;
            }
            if (length > (ulong)Math.Max(0, stream.Length - stream.Position - Foot)) { return; }
            byte[] record = new byte[(int)length + Foot];
            stream.ReadExactly(record);
            if (Sum(record.AsSpan(0, (int)length)) != BinaryPrimitives.ReadUInt32LittleEndian(record.AsSpan((int)length))
                || !Take(record.AsSpan(0, (int)length).ToArray()))
            {
                Damage = Damaged();
                return;
            }
            _position += Head + record.Length;
        }
    }

    private string Damaged() => $"{file} is damaged at byte {_position}: what follows there is not shown.";

    private bool Take(byte[] record)
    {
        try
        {
            long step = 0;
            ByteString? summary = null;
            Fields(record, (field, _, input) =>
            {
                if (field == 2) { step = input.ReadInt64(); }
                else if (field == 5) { summary = input.ReadBytes(); }
                else { input.SkipLastField(); }
            });
            if (summary is not null)
            {
                Fields(summary.ToByteArray(), (field, _, input) =>
                {
                    if (field == 1) { Value(input.ReadBytes().ToByteArray(), step); } else { input.SkipLastField(); }
                });
            }
            return true;
        }
        catch (InvalidProtocolBufferException) { return false; }
    }

    /// <summary>
    /// A summary's value: a number as writers of TensorFlow 1 have it, or a tensor without axes that the plugin of scalars shows.
    /// </summary>
    private void Value(byte[] message, long step)
    {
        string tag = "";
        double? number = null, tensor = null;
        bool plain = true;
        Fields(message, (field, _, input) =>
        {
            switch (field)
            {
                case 1: tag = input.ReadString(); break;
                case 2: number = input.ReadFloat(); break;
                case 8: tensor = Tensor(input.ReadBytes().ToByteArray()); break;
                case 9: plain = Plugin(input.ReadBytes().ToByteArray()) is "" or "scalars"; break;
                default: input.SkipLastField(); break;
            }
        });
        if (plain && (number ?? tensor) is { } value) { _scalars.Add((tag, step, value)); }
    }

    private static string Plugin(byte[] metadata)
    {
        string name = "";
        Fields(metadata, (field, _, input) =>
        {
            if (field == 1)
            {
                Fields(input.ReadBytes().ToByteArray(), (inner, _, data) =>
                {
                    if (inner == 1) { name = data.ReadString(); } else { data.SkipLastField(); }
                });
            }
            else { input.SkipLastField(); }
        });
        return name;
    }

    /// <summary>The number of a tensor without axes; null: it is another.</summary>
    private static double? Tensor(byte[] message)
    {
        int type = 0;
        bool axes = false;
        byte[] content = [];
        double? listed = null;
        Fields(message, (field, wire, input) =>
        {
            switch (field)
            {
                case 1: type = input.ReadEnum(); break;
                case 2: Fields(input.ReadBytes().ToByteArray(), (_, _, shape) => { axes = true; shape.SkipLastField(); }); break;
                case 4: content = input.ReadBytes().ToByteArray(); break;
                // Lists come packed, as bytes, or one by one.
                case 5: listed = Listed(input, wire, 4) is { } f ? BinaryPrimitives.ReadSingleLittleEndian(f) : listed; break;
                case 6: listed = Listed(input, wire, 8) is { } d ? BinaryPrimitives.ReadDoubleLittleEndian(d) : listed; break;
                default: input.SkipLastField(); break;
            }
        });
        return axes || type is not (FloatType or DoubleType) ? null
            : content.Length == (type == FloatType ? 4 : 8) ? type == FloatType
            ? BinaryPrimitives.ReadSingleLittleEndian(content)
            : BinaryPrimitives.ReadDoubleLittleEndian(content)
            : listed ?? 0; // a tensor of zeros says no number
    }

    private static byte[]? Listed(CodedInputStream input, WireFormat.WireType wire, int size)
    {
        byte[] bytes = new byte[size];
        switch (wire)
        {
            case WireFormat.WireType.LengthDelimited: return input.ReadBytes().ToByteArray() is { } all && all.Length == size ? all : null;
            case WireFormat.WireType.Fixed32: BinaryPrimitives.WriteUInt32LittleEndian(bytes, input.ReadFixed32()); return bytes;
            default: BinaryPrimitives.WriteUInt64LittleEndian(bytes, input.ReadFixed64()); return bytes;
        }
    }

    private static void Fields(byte[] message, Action<int, WireFormat.WireType, CodedInputStream> take)
    {
        using var input = new CodedInputStream(message);
        while (input.ReadTag() is not 0 and var tag) { take(WireFormat.GetTagFieldNumber(tag), WireFormat.GetTagWireType(tag), input); }
    }

    /// <summary>CRC-32C, masked as records hold it.</summary>
    private static uint Sum(ReadOnlySpan<byte> data)
    {
        uint sum = 0xFFFFFFFF;
        foreach (byte b in data) { sum = BitOperations.Crc32C(sum, b); }
        sum = ~sum;
        return ((sum >> 15) | (sum << 17)) + 0xA282EAD8;
    }
}
