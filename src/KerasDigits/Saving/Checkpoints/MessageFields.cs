namespace KerasDigits.Saving.Checkpoints;

/// <summary>
/// The fields of a protobuf message in a stream, one after the other, by their places: what is not asked for is never read.
/// </summary>
/// <remarks>Source: protobuf's encoding (varints, lengths).</remarks>
internal sealed class MessageFields
{
    private const int Varint = 0, Fixed64 = 1, Delimited = 2, Fixed32 = 5;
    private readonly Stream _stream;
    private readonly long _end;

    /// <summary>The fields of a message that takes the bytes from the stream's place to <paramref name="end"/>.</summary>
    public MessageFields(Stream stream, long end)
    {
        (_stream, _end) = (stream, end);
        Start = stream.Position;
    }

    /// <summary>Number of the field.</summary>
    public int Number { get; private set; }

    /// <summary>Where its value stands.</summary>
    public long Start { get; private set; }

    /// <summary>How many bytes the value has.</summary>
    public long Length { get; private set; }

    /// <summary>The value of a number that is written as a varint.</summary>
    public long Value { get; private set; }

    /// <summary>Goes to the next field; false at the message's end.</summary>
    /// <exception cref="InvalidDataException">The bytes are not a message.</exception>
    public bool ReadNext()
    {
        long at = Start + Length;
        if (at == _end) { return false; }
        _stream.Position = at;
        long key = ReadVarint();
        (Number, int kind) = ((int)(key >> 3), (int)(key & 7));
        Start = _stream.Position;
        switch (kind)
        {
            case Varint:
                Value = ReadVarint();
                Length = _stream.Position - Start;
                break;
            case Delimited:
                Length = ReadVarint();
                Start = _stream.Position;
                break;
            case Fixed64: Length = sizeof(ulong); break;
            case Fixed32: Length = sizeof(uint); break;
            default: throw new InvalidDataException($"A field of kind {kind} is not possible.");
        }
        return Number > 0 && Length >= 0 && Length <= _end - Start
            ? true
            : throw new InvalidDataException("A field is longer than its message.");
    }

    /// <summary>The fields of the message that the value is.</summary>
    public MessageFields ReadInside()
    {
        _stream.Position = Start;
        return new MessageFields(_stream, Start + Length);
    }

    private long ReadVarint()
    {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7)
        {
            int b = _stream.Position < _end ? _stream.ReadByte() : -1;
            if (b < 0) { break; }
            value |= (long)(b & 0x7f) << shift;
            if (b < 0x80) { return value; }
        }
        throw new InvalidDataException("A number does not end.");
    }
}
