namespace KerasDigits.Notebook;

/// <summary>How Python's <c>open</c> opens a file, of text or of bytes.</summary>
internal static class PythonFile
{
    /// <summary>Opens a file.</summary>
    /// <param name="path">Path of the file.</param>
    /// <param name="mode">"r", "w", "a" or "x", with <paramref name="kind"/> or without.</param>
    /// <param name="kind">"t" for text, "b" for bytes.</param>
    /// <exception cref="ArgumentException">It is another mode.</exception>
    /// <exception cref="FileNotFoundException">There is no such file to read, or no such folder to write into.</exception>
    public static FileStream Open(string path, string mode, string kind)
    {
        var (file, access) = mode.Replace(kind, "", StringComparison.Ordinal) switch
        {
            "r" or "rU" or "U" or "" => (FileMode.Open, FileAccess.Read),
            "w" => (FileMode.Create, FileAccess.Write),
            "a" => (FileMode.Append, FileAccess.Write),
            "x" => (FileMode.CreateNew, FileAccess.Write),
            _ => throw new ArgumentException($"The mode must be r, w, a or x{(kind == "b" ? " with b, for bytes" : ", for text")}. "
                + $"Received: '{mode}'.", nameof(mode)),
        };
#pragma warning disable RS0030 // Python's open opens pipes and devices too, and waits for their other ends
        try { return new FileStream(path, file, access); }
#pragma warning restore RS0030
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new FileNotFoundException($"[Errno 2] No such file or directory: {builtins.repr(path)}", path, e);
        }
        catch (UnauthorizedAccessException e) when (Directory.Exists(path))
        {
            throw new IOException($"[Errno 21] Is a directory: {builtins.repr(path)}", e);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new UnauthorizedAccessException($"[Errno 13] Permission denied: {builtins.repr(path)}", e);
        }
    }
}
