using System.Diagnostics;
using System.Globalization;

namespace KerasDigits.Internals;

/// <summary>Writes files so that a process killed at any moment leaves the old file or the new one, never a torn one.</summary>
[System.ComponentModel.EditorBrowsable(System.ComponentModel.EditorBrowsableState.Never)]
public static class AtomicFile
{
    /// <summary>Longest name of a file, in bytes, on the file systems in use.</summary>
    private const int LongestName = 255;

    /// <summary>
    /// Writes a file: into a temporary name beside the target, flushed to disk, then renamed over it. Where the target is a link, the file
    /// that it names is written; a file that is there keeps its mode.
    /// </summary>
    /// <param name="path">Target; its folder must exist.</param>
    /// <param name="write">Writes the content. When it throws, the target stays as it was.</param>
    /// <exception cref="IOException">The target is a folder, a pipe, a socket or a device.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        string full = FollowLinks(Path.GetFullPath(path));
        // A pipe or device of that name would be replaced in silence.
        OrdinaryFile.Check(full);
        string temporary = $"{Start(full)}{Environment.ProcessId}.{Environment.CurrentManagedThreadId}.tmp";
        RemoveLeftovers(full);
        try
        {
#pragma warning disable RS0030 // the name is this thread's own
            using (var stream = new FileStream(temporary, FileMode.Create, FileAccess.ReadWrite, FileShare.None, 1 << 16))
#pragma warning restore RS0030
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }
            if (!OperatingSystem.IsWindows() && File.Exists(full)) { File.SetUnixFileMode(temporary, File.GetUnixFileMode(full)); }
            File.Move(temporary, full, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    /// <summary>
    /// Where a path leads, link by link as the system goes: ".." in a link's text is the folder above the one that holds the link,
    /// which may itself be reached through a link.
    /// </summary>
    private static string FollowLinks(string full)
    {
        string root = Path.GetPathRoot(full)!, at = root;
        var ahead = new Stack<string>(SplitPath(full[root.Length..]));
        for (int links = 0; ahead.TryPop(out string? part);)
        {
            string next = part == ".." ? Path.GetDirectoryName(at) ?? at : Path.Join(at, part);
            if (part != ".." && links < 40 && new FileInfo(next).LinkTarget is { } target)
            {
                links++;
                if (Path.IsPathRooted(target)) { at = Path.GetPathRoot(target)!; }
                foreach (string step in SplitPath(target[(Path.IsPathRooted(target) ? Path.GetPathRoot(target)!.Length : 0)..]))
                {
                    ahead.Push(step);
                }
            }
            else { at = next; }
        }
        return at;
    }

    /// <summary>A path's steps, the last one first.</summary>
    private static IEnumerable<string> SplitPath(string path) =>
        path.Split([Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar], StringSplitOptions.RemoveEmptyEntries)
            .Where(p => p != ".").Reverse();

    /// <summary>How the temporary names of a target begin: with its own, shortened where that would become too long.</summary>
    private static string Start(string full)
    {
        string name = Path.GetFileName(full), machine = $".{Environment.MachineName}.";
        if (System.Text.Encoding.UTF8.GetByteCount(name + machine) > LongestName - 32)
        {
            name = Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(name)))[..24];
            machine = machine[..Math.Min(machine.Length - 1, 60)] + ".";
        }
        return Path.Combine(Path.GetDirectoryName(full)!, name + machine);
    }

    /// <summary>Deletes the temporary files of processes of this machine that ended while they wrote the same target.</summary>
    private static void RemoveLeftovers(string full)
    {
        string start = Path.GetFileName(Start(full));
        foreach (string file in Directory.EnumerateFiles(Path.GetDirectoryName(full)!, "*.tmp")
            .Where(f => Path.GetFileName(f).StartsWith(start, StringComparison.Ordinal)))
        {
            string[] parts = Path.GetFileName(file)[start.Length..].Split('.');
            if (parts.Length != 3 || !int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out int process)
                || IsAlive(process))
            {
                continue;
            }
            try { File.Delete(file); }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                Log.Warning($"The unfinished file {file} of a process that has ended cannot be deleted: {e.Message}");
            }
        }
    }

    private static bool IsAlive(int process)
    {
        try
        {
            using Process found = Process.GetProcessById(process);
            return !found.HasExited;
        }
        catch (ArgumentException) { return false; }
        catch (System.ComponentModel.Win32Exception) { return true; }
    }

    /// <summary>Writes text in UTF-8 without a byte order mark, in the same way.</summary>
    /// <param name="path">The file to write or replace.</param>
    /// <param name="text">The file's whole text.</param>
    public static void WriteText(string path, string text) => Write(path, s => s.Write(System.Text.Encoding.UTF8.GetBytes(text)));
}
