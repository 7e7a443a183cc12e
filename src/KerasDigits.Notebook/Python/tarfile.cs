using System.Formats.Tar;
using System.IO.Compression;
using KerasDigits.Internals;

namespace KerasDigits.Notebook;

/// <summary>Python's module tarfile.</summary>
public static class tarfile
{
    /// <summary>A tar file, plain or packed by gzip, to be read: <c>using (var t = tarfile.open("data.tgz"))</c>.</summary>
    /// <param name="name">Path of an existing tar file, plain or packed by gzip.</param>
    /// <param name="mode">"r", "r:*", "r:gz" or "r:".</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="ArgumentException">The mode is another.</exception>
    public static TarFiles open(string name, string mode = "r") => mode is "r" or "r:*" or "r:gz" or "r:" or "r|gz"
        ? new TarFiles(name)
        : throw new ArgumentException($"A tar file is only read here: mode must be 'r' or 'r:gz'. Received: '{mode}'.", nameof(mode));
}

/// <summary>A tar file; made by <see cref="tarfile.open"/>.</summary>
public sealed class TarFiles : IDisposable
{
    private readonly string _path;

    internal TarFiles(string path)
    {
        _path = path;
        using Stream file = Open();
    }

    /// <summary>Writes all files that are in it into a folder; files of their names are overwritten.</summary>
    /// <param name="path">The folder; the one that the program runs in by default.</param>
    public void extractall(string path = ".")
    {
        Directory.CreateDirectory(path);
        using Stream file = Open();
        TarFile.ExtractToDirectory(file, path, overwriteFiles: true);
    }

    /// <summary>The names of what is in it.</summary>
    public List<string> getnames()
    {
        var names = new List<string>();
        using Stream file = Open();
        using var reader = new TarReader(file);
        while (reader.GetNextEntry() is { } entry) { names.Add(entry.Name.TrimEnd('/')); }
        return names;
    }

    /// <summary>A file in it, to be read.</summary>
    /// <param name="member">Its name in the tar file.</param>
    /// <exception cref="KeyNotFoundException">There is no such file in it.</exception>
    public BytesFile extractfile(string member)
    {
        using Stream file = Open();
        using var reader = new TarReader(file);
        while (reader.GetNextEntry() is { } entry)
        {
            if (entry.Name.TrimEnd('/') != member || entry.DataStream is null) { continue; }
            var content = new MemoryStream();
            entry.DataStream.CopyTo(content);
            content.Position = 0;
            return new BytesFile(content);
        }
        throw new KeyNotFoundException($"filename '{member}' not found");
    }

    /// <summary>Closes the file.</summary>
    public void close() => Dispose();

    /// <inheritdoc/>
    public void Dispose() { }

    // Two bytes tell whether it is packed.
    private Stream Open()
    {
        Stream file = OrdinaryFile.Open(_path);
        bool isPacked = file.ReadByte() == 0x1f && file.ReadByte() == 0x8b;
        file.Position = 0;
        return isPacked ? new GZipStream(file, CompressionMode.Decompress) : file;
    }
}
