namespace KerasDigits.Saving;

/// <summary>A part of a file as a stream of its own.</summary>
/// <param name="file">The file; belongs to the slice.</param>
/// <param name="start">Place of the first byte.</param>
/// <param name="length">Number of bytes.</param>
internal sealed class SliceStream(Stream file, long start, long length) : Stream
{
    private long _position;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position
    {
        get => _position;
        set => _position = value;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        if (file.Position != start + _position) { file.Position = start + _position; }
        int read = file.Read(buffer[..(int)Math.Min(buffer.Length, Math.Max(0, length - _position))]);
        _position += read;
        return read;
    }

    public override long Seek(long offset, SeekOrigin origin) =>
        _position = origin switch { SeekOrigin.Begin => offset, SeekOrigin.Current => _position + offset, _ => length + offset };

    public override void Flush() { }

    public override void SetLength(long value) => throw new NotSupportedException("The file is open for reading only.");

    public override void Write(byte[] buffer, int offset, int count) =>
        throw new NotSupportedException("The file is open for reading only.");

    protected override void Dispose(bool disposing)
    {
        if (disposing) { file.Dispose(); }
        base.Dispose(disposing);
    }
}
