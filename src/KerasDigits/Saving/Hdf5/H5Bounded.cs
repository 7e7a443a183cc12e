using System.Buffers.Binary;
using System.Text;

namespace KerasDigits.Saving.Hdf5;

/// <summary>
/// What a file holds is not of the plain kind that <see cref="H5PlainFile"/> reads; the HDF5 library then reads it, or says what is wrong.
/// </summary>
internal sealed class NotPlainException(string message) : Exception(message);

/// <summary>
/// Pieces of a file's structure, read in windows. What is read is counted, so that a file that points at itself over and over comes to an
/// end.
/// </summary>
/// <param name="stream">Seekable stream of the file.</param>
internal sealed class H5Windows(Stream stream)
{
    private const int WindowBytes = 1 << 12;
    private const int LargestPiece = 1 << 24;
    private const int MostSteps = 2_000_000;
    private readonly long _most = (64L << 20) + stream.Length;
    private byte[] _window = [];
    private long _start, _taken;
    private int _steps;

    /// <summary>Length of the file.</summary>
    public long Length { get; } = stream.Length;

    /// <summary>Bytes of the file. They stay what they are when others are read.</summary>
    public H5Bounded OpenAt(long address, long length)
    {
        Step();
        if (address < 0 || length < 0 || length > LargestPiece || address > Length - length)
        {
            throw new NotPlainException("a structure lies outside the file");
        }
        if ((_taken += length) > _most) { throw new NotPlainException("structures are read over and over"); }
        if (address < _start || address + length > _start + _window.Length)
        {
            // Spans of the old window may be in use, so a new one is made.
            int size = (int)Math.Min(Math.Max(WindowBytes, length), Length - address);
            _window = new byte[size];
            _start = address;
            stream.Seek(address, SeekOrigin.Begin);
            stream.ReadExactly(_window);
        }
        return new H5Bounded(_window.AsSpan((int)(address - _start), (int)length));
    }

    /// <summary>Counts a step of reading.</summary>
    public void Step()
    {
        if (++_steps > MostSteps) { throw new NotPlainException("reading takes more steps than any model file needs"); }
    }
}

/// <summary>Takes values from the front of a piece of memory, and never more than it holds.</summary>
internal ref struct H5Bounded(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;

    /// <summary>What is not taken yet.</summary>
    public readonly ReadOnlySpan<byte> Rest => _rest;

    public byte ReadU8() => Take(1)[0];

    public ushort ReadU16() => BinaryPrimitives.ReadUInt16LittleEndian(Take(2));

    public uint ReadU32() => BinaryPrimitives.ReadUInt32LittleEndian(Take(4));

    public long ReadI64() => BinaryPrimitives.ReadInt64LittleEndian(Take(8));

    /// <summary>An integer of 1, 2, 4 or 8 bytes.</summary>
    public long ReadWhole(int size) => size switch { 1 => ReadU8(), 2 => ReadU16(), 4 => ReadU32(), _ => ReadI64() };

    public ReadOnlySpan<byte> Take(long count)
    {
        if (count < 0 || count > _rest.Length) { throw new NotPlainException("a structure ends early"); }
        ReadOnlySpan<byte> taken = _rest[..(int)count];
        _rest = _rest[(int)count..];
        return taken;
    }

    /// <summary>Ends the reading of what is not plain: the bytes must be these.</summary>
    public void Expect(ReadOnlySpan<byte> expected)
    {
        if (!Take(expected.Length).SequenceEqual(expected)) { throw new NotPlainException("a structure begins otherwise"); }
    }

    /// <summary>Text up to the first zero byte.</summary>
    public static string ReadText(ReadOnlySpan<byte> bytes)
    {
        int end = bytes.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? bytes : bytes[..end]);
    }
}
