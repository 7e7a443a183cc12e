using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace KerasDigits.Saving.Hdf5;

/// <summary>Stands between the HDF5 library and a file: ends recursion, endless loops and reads past the end with exceptions.</summary>
/// <remarks>A file whose tree points back at itself would otherwise exhaust the stack, which kills the process.</remarks>
internal sealed class GuardStream(Stream inner) : Stream
{
    private const long OperationsAllowed = 4_000_000;
    private long _operations;

    /// <summary>Bytes that are read as zeros.</summary>
    public (long Start, long End) Zeros { get; set; }

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length { get; } = inner.Length;

    public override long Position
    {
        get => inner.Position;
        set => Seek(value, SeekOrigin.Begin);
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        Step();
        if (inner.Position + buffer.Length > Length)
        {
            throw new EndOfStreamException("The file ends before its content does; it is cut off or damaged.");
        }
        long at = inner.Position;
        int read = 0;
        while (read < buffer.Length)
        {
            int n = inner.Read(buffer[read..]);
            if (n == 0) { throw new EndOfStreamException("The file ends before its content does."); }
            read += n;
        }
        (long from, long to) = (Math.Max(Zeros.Start, at), Math.Min(Zeros.End, at + read));
        if (from < to) { buffer[(int)(from - at)..(int)(to - at)].Clear(); }
        if (read == 4 && (buffer.SequenceEqual("GCOL"u8) || buffer.SequenceEqual("HEAP"u8))) { CheckHeap(buffer[0] == 'G'); }
        return read;
    }

    public override long Seek(long offset, SeekOrigin origin)
    {
        Step();
        long target = origin switch { SeekOrigin.Begin => offset, SeekOrigin.Current => inner.Position + offset, _ => Length + offset };
        return target >= 0 && target <= Length ? inner.Seek(target, SeekOrigin.Begin)
            : throw new EndOfStreamException($"The file points to byte {target}, outside its {Length} bytes.");
    }

    public override void Flush() { }

    public override void SetLength(long value) => throw new NotSupportedException("The file is open for reading only.");

    public override void Write(byte[] buffer, int offset, int count) =>
        throw new NotSupportedException("The file is open for reading only.");

    protected override void Dispose(bool disposing)
    {
        if (disposing) { inner.Dispose(); }
        base.Dispose(disposing);
    }

    /// <summary>Checks the sizes in a heap whose signature was just read: the library takes memory by them before it reads.</summary>
    private void CheckHeap(bool global)
    {
        long after = inner.Position, start = after - 4, room = Length - start;
        Span<byte> head = stackalloc byte[16];
        if (room >= 16)
        {
            inner.Position = start;
            inner.ReadExactly(head);
            long size = BinaryPrimitives.ReadInt64LittleEndian(head[8..]);
            if (size < 0 || size > room)
            {
                throw new InvalidDataException($"a heap of {size} bytes is declared, more than the file holds");
            }
            long end = start + size;
            for (long at = start + 16; global && at + 16 <= end;)
            {
                inner.Position = at;
                inner.ReadExactly(head);
                long length = BinaryPrimitives.ReadInt64LittleEndian(head[8..]);
                if (BinaryPrimitives.ReadUInt16LittleEndian(head) == 0) { break; } // what is left is free
                if (length < 0 || length > end - at - 16)
                {
                    throw new InvalidDataException($"a text of {length} bytes is declared, more than its heap holds");
                }
                at += 16 + ((length + 7) / 8 * 8);
            }
        }
        inner.Position = after;
    }

    private void Step()
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        if (++_operations > OperationsAllowed)
        {
            throw new InvalidDataException("Reading the file takes more steps than any model file needs; it is damaged or made to "
                + "do harm.");
        }
    }
}
