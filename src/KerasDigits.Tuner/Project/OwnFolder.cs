namespace KerasDigits.Tuner.Project;

/// <summary>A folder among the system's temporary ones that goes with its process.</summary>
/// <remarks>
/// A process that is killed cannot take its folder away: the next one that makes such a folder, or ends, does it in its place. Whose
/// process lives is known by the system's lock on a file in the folder, which goes with the process.
/// </remarks>
internal sealed class OwnFolder
{
    /// <summary>The file whose lock a living process holds. A folder without it may not be removed.</summary>
    internal const string Mark = "process.lock";

    private const string Prefix = "keras-search-";
    private const int MostAttempts = 99;
    private FileStream? _held;

    public OwnFolder()
    {
        Sweep();
        // Another process that sweeps can come between a mark and its lock: it holds both, or has taken both away. Then another folder is
        // made.
        for (int attempt = 0; _held is null; attempt++)
        {
            Path = Directory.CreateTempSubdirectory(Prefix).FullName;
            try { _held = Hold(FileMode.CreateNew); }
            catch (IOException) when (attempt < MostAttempts) { continue; }
            if (!File.Exists(MarkFile))
            {
                _held.Dispose();
                _held = null;
            }
        }
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Remove();
    }

    /// <summary>Where it is.</summary>
    public string Path { get; private set; } = "";

    private string MarkFile => System.IO.Path.Combine(Path, Mark);

    /// <summary>Something in it must outlive the process: the folder stays.</summary>
    public void Keep()
    {
        if (_held is null) { return; }
        // First the mark: with it, and without a lock, the folder would be a dead process's. Windows deletes no file that is open.
        if (!OperatingSystem.IsWindows()) { File.Delete(MarkFile); }
        _held.Dispose();
        _held = null;
        File.Delete(MarkFile);
    }

    private void Remove()
    {
        if (_held is not null)
        {
            Take(Path, _held);
        }
        Sweep();
    }

    private FileStream Hold(FileMode mode) => OrdinaryFile.Grow(MarkFile, mode, FileShare.None, buffer: 1);

    /// <summary>Takes away what killed processes have left.</summary>
    internal static void Sweep()
    {
        string[] folders;
        try { folders = Directory.GetDirectories(System.IO.Path.GetTempPath(), $"{Prefix}*"); }
        // One that only its owner may list.
        catch (Exception e) when (e is IOException or UnauthorizedAccessException) { return; }
        foreach (string folder in folders)
        {
            try
            {
                Take(folder, OrdinaryFile.Grow(System.IO.Path.Combine(folder, Mark), FileMode.Open, FileShare.None, buffer: 1));
            }
            // No mark; or its process lives, another sweeps there, or it is another user's.
            catch (Exception e) when (e is IOException or UnauthorizedAccessException) { }
        }
    }

    /// <summary>Deletes a folder with its mark held: two that delete at once would leave each other's halves.</summary>
    private static void Take(string folder, FileStream held)
    {
        using FileStream until = held;
        if (OperatingSystem.IsWindows()) { held.Dispose(); } // which deletes no file that is open
        try { Directory.Delete(folder, recursive: true); }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException) { }
    }
}
