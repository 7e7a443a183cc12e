namespace KerasDigits.Tuner.Project;

/// <summary>Replaces files of a project while a search runs, with the place of the last file replaced as room for the next text.</summary>
/// <remarks>
/// The new text lies under a name of its own until it is whole, and takes the old one's place in one step, as with
/// <see cref="ProjectFile.Write"/>. But no file is made or freed: on ext4 a new file that is renamed over another goes to the disk at once,
/// which costs more than all the rest of a trial's bookkeeping.
/// </remarks>
/// <param name="folder">Folder of the project.</param>
/// <param name="kind">Names the spare file. Files of like length belong together: to shorten a long one costs as much as to make
/// one.</param>
internal sealed class FileExchange(string folder, string kind)
{
    private readonly string _spare = Path.Combine(folder, $"{kind}.spare.tmp"), _replaced = Path.Combine(folder, $"{kind}.replaced.tmp");
    private bool _known;

    /// <exception cref="ProjectException">The file cannot be written.</exception>
    public void Write(string path, ReadOnlySpan<byte> json)
    {
        if (!File.Exists(path))
        {
            ProjectFile.Write(path, json);
            return;
        }
        try { Exchange(path, json); }
        // A file system without links, or a reader that still holds the old text.
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or PlatformNotSupportedException)
        {
            ProjectFile.Write(path, json);
        }
    }

    /// <summary>Takes the spare file away.</summary>
    public void Clear()
    {
        _known = false;
        ProjectFile.Remove(_spare);
        ProjectFile.Remove(_replaced);
    }

    private void Exchange(string path, ReadOnlySpan<byte> json)
    {
        // What a process that died half-way left may be a second name of a file in use: the name goes, its content must not be written
        // over.
        if (!_known)
        {
            File.Delete(_spare);
            File.Delete(_replaced);
        }
        _known = false;
        OrdinaryFile.Check(path);
        using (var file = OrdinaryFile.OpenForWriting(_spare, FileMode.OpenOrCreate))
        {
            RandomAccess.Write(file, json, 0);
            if (RandomAccess.GetLength(file) != json.Length) { RandomAccess.SetLength(file, json.Length); }
        }
        File.Replace(_spare, path, _replaced);
        File.Move(_replaced, _spare, overwrite: true);
        _known = true;
    }
}
