namespace KerasDigits.Data.Csv;

/// <summary>
/// The records of a CSV file, one after the other, as bytes: only the block of the file that is being read is in memory.
/// </summary>
/// <remarks>As TensorFlow's reader: fields in quotes may hold delimiters, line ends and doubled quotes; empty lines are left out; the
/// bytes are UTF-8, with a mark at the beginning or without.</remarks>
internal sealed class CsvRecords : IDisposable
{
    private const int Block = 1 << 20;

    private readonly Stream _stream;
    private readonly string _name;
    private readonly byte _delimiter;
    private readonly bool _quotes;
    private readonly List<(int Start, int Length)> _fields = [];
    private byte[] _buffer = new byte[Block];
    private byte[] _plain = new byte[256];
    private int _at, _end;
    private bool _ended;

    private static ReadOnlySpan<byte> Mark => [0xef, 0xbb, 0xbf];

    /// <param name="stream">The file; it belongs to the reader.</param>
    /// <param name="name">Its name, for messages.</param>
    /// <param name="delimiter">Character that separates fields.</param>
    /// <param name="quotes">Whether quotes keep delimiters together; else they are letters.</param>
    public CsvRecords(Stream stream, string name, char delimiter, bool quotes)
    {
        (_stream, _name, _delimiter, _quotes) = (stream, name, (byte)delimiter, quotes);
        Fill();
        if (_buffer.AsSpan(0, _end).StartsWith(Mark)) { _at = Mark.Length; }
    }

    /// <summary>Number of fields of the record.</summary>
    public int Count => _fields.Count;

    /// <summary>Number of the record's line, from 1.</summary>
    public long Line { get; private set; }

    /// <summary>A field without its quotes.</summary>
    public ReadOnlySpan<byte> this[int field]
    {
        get
        {
            var (start, length) = _fields[field];
            return start < 0 ? _plain.AsSpan(~start, length) : _buffer.AsSpan(start, length);
        }
    }

    /// <summary>The field as a string.</summary>
    public string ReadText(int field) => System.Text.Encoding.UTF8.GetString(this[field]);

    /// <summary>Goes to the next record; false: there is none.</summary>
    public bool ReadNext()
    {
        while (true)
        {
            Line++;
            int end = FindLineEnd();
            if (end < 0) { return false; }
            ReadOnlySpan<byte> line = _buffer.AsSpan(_at, end - _at);
            if (_quotes && line.Contains((byte)'"')) { return ReadQuoted(); }
            int start = _at;
            _at = Math.Min(end + 1, _end);
            if (line.EndsWith("\r"u8)) { line = line[..^1]; }
            if (line.IsEmpty) { continue; }
            _fields.Clear();
            for (int length; (length = line.IndexOf(_delimiter)) >= 0; line = line[(length + 1)..], start += length + 1)
            {
                _fields.Add((start, length));
            }
            _fields.Add((start, line.Length));
            return true;
        }
    }

    /// <summary>Where the line ends that begins here: its end's place, or the file's end; -1: the file has ended.</summary>
    private int FindLineEnd()
    {
        for (int searched = 0; ;)
        {
            int length = _buffer.AsSpan(_at + searched, _end - _at - searched).IndexOf((byte)'\n');
            if (length >= 0) { return _at + searched + length; }
            searched = _end - _at;
            if (_ended) { return searched > 0 ? _end : -1; }
            Fill();
        }
    }

    /// <summary>Reads on; what is not used yet moves to the buffer's begin.</summary>
    private void Fill()
    {
        int kept = _end - _at;
        if (kept > _buffer.Length / 2) { Array.Resize(ref _buffer, checked(_buffer.Length * 2)); }
        _buffer.AsSpan(_at, kept).CopyTo(_buffer);
        (_at, _end) = (0, kept);
        int read = _stream.Read(_buffer, _end, _buffer.Length - _end);
        _ended = read == 0;
        _end += read;
    }

    /// <summary>A record with quotes: letter by letter, over line ends too.</summary>
    private bool ReadQuoted()
    {
        _fields.Clear();
        int used = 0;
        bool inside = false, wasQuoted = false;
        int start = 0;
        while (true)
        {
            int next = Read();
            if (inside)
            {
                if (next < 0) { throw Faulty("a quoted field must end with a quote before the file does"); }
                if (next == '"')
                {
                    if (Peek() == '"') { Keep((byte)Read()); }
                    else { inside = false; }
                    continue;
                }
                if (next == '\n') { Line++; }
                Keep((byte)next);
                continue;
            }
            if (next == '"')
            {
                if (used > start || wasQuoted) { throw Faulty("quotes may only stand round a whole field, and are doubled inside"); }
                (inside, wasQuoted) = (true, true);
                continue;
            }
            if (next == '\r' && Peek() is '\n' or -1) { continue; }
            if (next < 0 || next == '\n' || next == _delimiter)
            {
                _fields.Add((~start, used - start));
                (start, wasQuoted) = (used, false);
                if (next != _delimiter) { return true; }
                continue;
            }
            if (wasQuoted) { throw Faulty("behind a field's closing quote the next field or line must follow"); }
            Keep((byte)next);
        }

        void Keep(byte letter)
        {
            if (used == _plain.Length) { Array.Resize(ref _plain, _plain.Length * 2); }
            _plain[used++] = letter;
        }
    }

    private InvalidDataException Faulty(string must) => new($"In the CSV file \"{_name}\", line {Line}: {must}.");

    private int Peek()
    {
        while (_at == _end && !_ended) { Fill(); }
        return _at < _end ? _buffer[_at] : -1;
    }

    private int Read()
    {
        int next = Peek();
        if (next >= 0) { _at++; }
        return next;
    }

    public void Dispose() => _stream.Dispose();
}
