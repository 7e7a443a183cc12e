using System.IO.Compression;
using KerasDigits.Internals;

namespace KerasDigits.Notebook;

/// <summary>Python's module zipfile.</summary>
public static class zipfile
{
    /// <summary>A zip file, to be read: <c>using (var z = zipfile.ZipFile("data.zip", "r"))</c>.</summary>
    /// <param name="file">Path of an existing zip file.</param>
    /// <param name="mode">Must be "r": archives are only read.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="ArgumentException">The mode is another.</exception>
    public static ZippedFiles ZipFile(string file, string mode = "r") => mode == "r"
        ? new ZippedFiles(file)
        : throw new ArgumentException($"A zip file is only read here: mode must be 'r'. Received: '{mode}'.", nameof(mode));
}

/// <summary>A zip file; made by <see cref="zipfile.ZipFile"/>.</summary>
public sealed class ZippedFiles : IDisposable
{
    private readonly ZipArchive _archive;

    internal ZippedFiles(string path) => _archive = new ZipArchive(OrdinaryFile.Open(path), ZipArchiveMode.Read);

    /// <summary>Writes all files that are in it into a folder; files of their names are overwritten.</summary>
    /// <param name="path">The folder; null: the one that the program runs in.</param>
    public void extractall(string? path = null) => _archive.ExtractToDirectory(FindFolder(path), overwriteFiles: true);

    /// <summary>Writes one file of it into a folder.</summary>
    /// <param name="member">Its name in the zip file.</param>
    /// <param name="path">The folder; null: the one that the program runs in.</param>
    /// <returns>The file's path.</returns>
    /// <exception cref="IOException">The member would be written outside of the folder.</exception>
    public string extract(string member, string? path = null)
    {
        string folder = Path.GetFullPath(FindFolder(path)), target = Path.GetFullPath(Path.Combine(folder, member));
        // With its separator: a folder beside it may begin with its name.
        if (!target.StartsWith(Path.TrimEndingDirectorySeparator(folder) + Path.DirectorySeparatorChar, StringComparison.Ordinal))
        {
            throw new IOException($"'{member}' would be written outside of '{folder}'.");
        }
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        FindEntry(member).ExtractToFile(target, overwrite: true);
        return target;
    }

    /// <summary>The names of what is in it.</summary>
    public List<string> namelist() => [.. _archive.Entries.Select(e => e.FullName)];

    /// <summary>The bytes of a file in it.</summary>
    /// <param name="name">Its name in the zip file.</param>
    public Bytes read(string name)
    {
        using BytesFile file = open(name);
        return file.read();
    }

    /// <summary>A file in it, to be read.</summary>
    /// <param name="name">Its name in the zip file.</param>
    public BytesFile open(string name) => new(FindEntry(name).Open());

    /// <summary>Closes the file.</summary>
    public void close() => Dispose();

    /// <inheritdoc/>
    public void Dispose() => _archive.Dispose();

    private ZipArchiveEntry FindEntry(string name) => _archive.GetEntry(name)
        ?? throw new KeyNotFoundException($"There is no item named '{name}' in the archive");

    private static string FindFolder(string? path) => path ?? Directory.GetCurrentDirectory();
}
