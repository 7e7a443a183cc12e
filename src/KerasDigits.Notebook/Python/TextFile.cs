using System.Collections;
using System.Text;

namespace KerasDigits.Notebook;

/// <summary>What Python's <c>open(path)</c> gives: a file of text with Python's methods, gone through line by line.</summary>
/// <remarks>Lines keep their "\n", and "\r\n" is read as "\n", as in Python. <c>using (var f = open(path))</c> closes it.</remarks>
public sealed class TextFile : IEnumerable<string>, IDisposable
{
    private readonly StreamReader? _reader;
    private readonly StreamWriter? _writer;

    internal TextFile(string path, string mode, string? encoding)
    {
        Encoding text = encoding is null || encoding.Replace("-", "", StringComparison.Ordinal)
            .StartsWith("utf8", StringComparison.OrdinalIgnoreCase) ? new UTF8Encoding(false) : Encoding.GetEncoding(encoding);
        // A file that nobody closes is whole: Python writes it when its last name goes, and .NET has no such moment.
        FileStream file = PythonFile.Open(path, mode, "t");
        if (file.CanWrite) { _writer = new StreamWriter(file, text) { NewLine = "\n", AutoFlush = true }; }
        else { _reader = new StreamReader(file, text); }
    }

    /// <summary>All that is left to read.</summary>
    /// <exception cref="IOException">The file is open for writing.</exception>
    public string read() => Reader.ReadToEnd().Replace("\r\n", "\n", StringComparison.Ordinal);

    /// <summary>The next line with its "\n"; "" at the end.</summary>
    /// <exception cref="IOException">The file is open for writing.</exception>
    public string readline()
    {
        var line = new StringBuilder();
        for (int c = Reader.Read(); c >= 0; c = Reader.Read())
        {
            if (c == '\r' && Reader.Peek() == '\n') { continue; }
            line.Append((char)c);
            if (c == '\n') { break; }
        }
        return line.ToString();
    }

    /// <summary>The lines that are left, each with its "\n".</summary>
    public List<string> readlines() => [.. this];

    /// <summary>Writes a string.</summary>
    /// <param name="text">Text to write; nothing is added to it.</param>
    /// <returns>How many characters.</returns>
    /// <exception cref="IOException">The file is open for reading.</exception>
    public int write(string text)
    {
        Writer.Write(text);
        return text.Length;
    }

    /// <summary>Writes strings one after the other, with nothing between.</summary>
    /// <param name="lines">The strings, with line ends of their own.</param>
    public void writelines(IEnumerable<string> lines) { foreach (string line in lines) { Writer.Write(line); } }

    /// <summary>Hands what was written to the system.</summary>
    public void flush() => _writer?.Flush();

    /// <summary>Closes the file.</summary>
    public void close() => Dispose();

    /// <inheritdoc/>
    public void Dispose()
    {
        _reader?.Dispose();
        _writer?.Dispose();
    }

    /// <inheritdoc/>
    public IEnumerator<string> GetEnumerator()
    {
        for (string line = readline(); line.Length > 0; line = readline()) { yield return line; }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private StreamReader Reader => _reader ?? throw new IOException("not readable: the file was opened for writing.");

    private StreamWriter Writer => _writer ?? throw new IOException("not writable: the file was opened for reading.");
}
