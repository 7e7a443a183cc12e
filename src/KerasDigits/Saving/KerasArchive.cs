using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace KerasDigits.Saving;

/// <summary>Reads the entries of a .keras file (a zip) into memory. Nothing is unpacked to disk, so no entry's name can reach outside.</summary>
internal sealed class KerasArchive : IDisposable
{
    private const long MostBytes = int.MaxValue - 64;
    private const int MostRatio = 1100;
    private readonly string _name;
    private readonly ZipArchive _zip;

    public KerasArchive(string path)
    {
        _name = path;
        if (!File.Exists(path)) { throw new FileNotFoundException($"Unable to open file: there is no file \"{path}\".", path); }
        try { _zip = ZipFile.OpenRead(path); }
        catch (Exception e) when (e is InvalidDataException or IOException or ArgumentException or OverflowException)
        {
            throw new ModelFileException(path, "", $"the file is not a sound zip archive ({e.Message.TrimEnd('.')}).", e);
        }
    }

    /// <summary>Whether a file starts as a zip archive does.</summary>
    public static bool IsZip(string path)
    {
        if (!File.Exists(path)) { return false; }
        using FileStream stream = File.OpenRead(path);
        Span<byte> start = stackalloc byte[4];
        return stream.ReadAtLeast(start, 4, throwOnEndOfStream: false) == 4 && start.SequenceEqual("PK\u0003\u0004"u8);
    }

    /// <summary>An entry's text.</summary>
    public string Text(string entry) => Encoding.UTF8.GetString(Bytes(entry));

    /// <summary>An entry's bytes; its declared size is checked before memory is taken.</summary>
    public byte[] Bytes(string entry)
    {
        try
        {
            ZipArchiveEntry[] found = [.. _zip.Entries.Where(e => e.FullName == entry)];
            if (found.Length != 1) { throw new ModelFileException(_name, entry, $"the archive must hold this entry once; it holds it {found.Length} times."); }
            long length = found[0].Length, packed = Math.Max(1, found[0].CompressedLength);
            if (length > MostBytes || length / packed > MostRatio || packed > new FileInfo(_name).Length)
            {
                throw new ModelFileException(_name, entry, string.Create(CultureInfo.InvariantCulture, $"it declares {length} bytes, packed into {packed}: more than is allowed."));
            }
            byte[] bytes = new byte[length];
            using Stream stream = found[0].Open();
            stream.ReadExactly(bytes);
            return bytes;
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException or NotSupportedException or OverflowException)
        {
            throw new ModelFileException(_name, entry, $"the archive is damaged ({e.Message.TrimEnd('.')}).", e);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _zip.Dispose();
}
