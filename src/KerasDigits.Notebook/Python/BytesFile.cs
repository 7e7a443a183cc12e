using System.Collections;

namespace KerasDigits.Notebook;

/// <summary>What Python's <c>open(path, "rb")</c> gives: a file of bytes, gone through line by line.</summary>
public sealed class BytesFile : IEnumerable<Bytes>, IDisposable
{
    private readonly Stream _stream;

    internal BytesFile(Stream stream) => _stream = stream;

    // Lines are read byte by byte.
    internal BytesFile(string path, string mode) => _stream = new BufferedStream(PythonFile.Open(path, mode, "b"));

    /// <summary>So many bytes, fewer at the end; negative: all that are left.</summary>
    /// <param name="size">Bytes to read; below 0: all.</param>
    public Bytes read(int size = -1)
    {
        using var rest = new MemoryStream();
        if (size < 0) { _stream.CopyTo(rest); return new Bytes(rest.ToArray()); }
        byte[] part = new byte[size];
        return new Bytes(part[.._stream.ReadAtLeast(part, size, throwOnEndOfStream: false)]);
    }

    /// <summary>The next line with its "\n"; empty at the end.</summary>
    public Bytes readline()
    {
        var line = new List<byte>();
        for (int b = _stream.ReadByte(); b >= 0; b = _stream.ReadByte())
        {
            line.Add((byte)b);
            if (b == '\n') { break; }
        }
        return new Bytes([.. line]);
    }

    /// <summary>The lines that are left.</summary>
    public List<Bytes> readlines() => [.. this];

    /// <summary>Writes bytes.</summary>
    /// <param name="bytes">The bytes to write.</param>
    /// <returns>How many.</returns>
    public int write(Bytes bytes)
    {
        _stream.Write(bytes.ToArray());
        // Whole also where nobody closes it, as in Python.
        _stream.Flush();
        return bytes.Length;
    }

    /// <summary>Closes the file.</summary>
    public void close() => Dispose();

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();

    /// <inheritdoc/>
    public IEnumerator<Bytes> GetEnumerator()
    {
        for (Bytes line = readline(); line.Length > 0; line = readline()) { yield return line; }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
