using System.IO.Compression;
using System.Text;
using System.Text.Unicode;

namespace KerasDigits.Notebook.Pandas;

/// <summary>The bytes of a CSV file as UTF-8, whatever it is packed in; what cannot be read as text is refused.</summary>
internal static class CsvText
{
    public static ReadOnlyMemory<byte> Load(string path, string? encoding)
    {
        ReadOnlyMemory<byte> bytes = Unpack(path, ReadBytes(path));
        if (encoding is not null && encoding.ToLowerInvariant().Replace('_', '-') is not ("utf-8" or "utf8" or "utf-8-sig"))
        {
            byte[] read = Encoding.UTF8.GetBytes(Find(encoding).GetString(bytes.Span));
            return read.AsSpan().StartsWith("\uFEFF"u8) ? read.AsMemory(3) : read;
        }
        if (bytes.Span.StartsWith("\uFEFF"u8)) { return bytes[3..]; }
        if (bytes.Span.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || bytes.Span.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
        {
            throw new FormatException($"{path} starts with the mark of UTF-16, no UTF-8: say encoding: \"utf-16\".");
        }
        if (!Utf8.IsValid(bytes.Span))
        {
            int place = FindFirstFault(bytes.Span);
            throw new FormatException($"{path}: 'utf-8' codec can't decode byte 0x{bytes.Span[place]:x2} in position {place}. The file "
                + "has another encoding: say encoding: \"latin-1\" or \"cp1252\" for instance.");
        }
        return bytes;
    }

    /// <summary>The lines with every run of blanks as one.</summary>
    public static ReadOnlyMemory<byte> ReplaceBlanks(ReadOnlySpan<byte> text)
    {
        var result = new byte[text.Length];
        int length = 0;
        foreach (byte b in text)
        {
            bool blank = b is (byte)' ' or (byte)'\t';
            bool atStart = length == 0 || result[length - 1] is (byte)'\n' or (byte)' ';
            if (blank && atStart) { continue; }
            if (b is (byte)'\n' or (byte)'\r' && length > 0 && result[length - 1] == ' ') { length--; }
            result[length++] = blank ? (byte)' ' : b;
        }
        return result.AsMemory(0, length);
    }

    private static byte[] ReadBytes(string path)
    {
        if (path.StartsWith("http://", StringComparison.OrdinalIgnoreCase)
            || path.StartsWith("https://", StringComparison.OrdinalIgnoreCase))
        {
            using var client = new HttpClient();
            return client.GetByteArrayAsync(new Uri(path)).GetAwaiter().GetResult();
        }
#pragma warning disable RS0030 // as in pandas, a table may come through a pipe: read_csv("/dev/stdin")
        return File.Exists(path)
            ? File.ReadAllBytes(path)
#pragma warning restore RS0030
            : throw new FileNotFoundException($"[Errno 2] No such file or directory: '{path}'", path);
    }

    private static ReadOnlyMemory<byte> Unpack(string path, byte[] bytes)
    {
        if (bytes.AsSpan().StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B])) { return Gunzip(path, bytes); }
        if (bytes.AsSpan().StartsWith("PK\u0003\u0004"u8))
        {
            using var zip = new ZipArchive(new MemoryStream(bytes));
            if (zip.Entries.Count != 1)
            {
                throw new InvalidDataException($"{path}: a zip file must hold one file. It holds {zip.Entries.Count}: unpack the one "
                    + "you want.");
            }
            using Stream entry = zip.Entries[0].Open();
            return ReadAll(entry, checked((int)zip.Entries[0].Length));
        }
        if (bytes.AsSpan().StartsWith("BZh"u8) || bytes.AsSpan().StartsWith((ReadOnlySpan<byte>)[0xFD, 0x37, 0x7A, 0x58, 0x5A]))
        {
            throw new InvalidDataException($"{path} is packed with {(bytes[0] == 'B' ? "bzip2" : "xz")}, which is not read here: unpack "
                + "it, or pack it with gzip.");
        }
        return bytes;
    }

    private static ReadOnlyMemory<byte> Gunzip(string path, byte[] bytes)
    {
        try
        {
            using var unzip = new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress);
            ReadOnlyMemory<byte> text = ReadAll(unzip, bytes.Length * 4);
            // The last four bytes say how long the text is; of a file that was cut they are others. Files of several parts say it of the
            // last part.
            uint said = bytes.Length < 18 ? uint.MaxValue : BitConverter.ToUInt32(bytes, bytes.Length - 4);
            return said == unchecked((uint)text.Length) || (said < text.Length && CountParts(bytes) > 1)
                ? text
                : throw new InvalidDataException("it ends too early");
        }
        catch (InvalidDataException fault)
        {
            throw new InvalidDataException($"{path}: Compressed file ended before the end-of-stream marker was reached, or is damaged "
                + $"({fault.Message.TrimEnd('.')}). Copy or download it again.", fault);
        }
    }

    private static int CountParts(ReadOnlySpan<byte> bytes)
    {
        int parts = 0;
        for (int at; (at = bytes.IndexOf((ReadOnlySpan<byte>)[0x1F, 0x8B, 0x08])) >= 0; bytes = bytes[(at + 3)..]) { parts++; }
        return parts;
    }

    private static ReadOnlyMemory<byte> ReadAll(Stream stream, int guess)
    {
        using var text = new MemoryStream(guess);
        stream.CopyTo(text, 1 << 18);
        return text.GetBuffer().AsMemory(0, checked((int)text.Length));
    }

    private static Encoding Find(string name)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        string known = name.ToLowerInvariant().Replace('_', '-');
        known = known is "latin-1" or "latin1" or "l1" ? "iso-8859-1" : known.StartsWith("cp", StringComparison.Ordinal)
            ? "windows-" + known[2..] : known is "utf16" ? "utf-16" : known;
        try
        {
            return Encoding.GetEncoding(known, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
        }
        catch (ArgumentException)
        {
            throw new ArgumentException($"unknown encoding: {name}. Say \"utf-8\", \"latin-1\", \"cp1252\" or \"utf-16\" for instance.",
                nameof(name));
        }
    }

    private static int FindFirstFault(ReadOnlySpan<byte> bytes)
    {
        for (int at = 0; at < bytes.Length;)
        {
            if (Rune.DecodeFromUtf8(bytes[at..], out _, out int used) != System.Buffers.OperationStatus.Done) { return at; }
            at += used;
        }
        return 0;
    }
}
