namespace KerasDigits.Core;

/// <summary>Writes files so that a process killed at any moment leaves the old file or the new one, never a torn one.</summary>
public static class AtomicFile
{
    /// <summary>Writes a file: into a temporary name beside the target, flushed to disk, then renamed over it.</summary>
    /// <param name="path">Target; its folder must exist.</param>
    /// <param name="write">Writes the content. When it throws, the target stays as it was.</param>
    public static void Write(string path, Action<Stream> write)
    {
        string full = Path.GetFullPath(path);
        string temporary = $"{full}.{Environment.ProcessId}.{Environment.CurrentManagedThreadId}.tmp";
        try
        {
            using (var stream = new FileStream(temporary, FileMode.Create, FileAccess.ReadWrite, FileShare.None, 1 << 16))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }
            File.Move(temporary, full, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    /// <summary>Writes text in UTF-8 without a mark, in the same way.</summary>
    public static void WriteText(string path, string text) => Write(path, s => s.Write(System.Text.Encoding.UTF8.GetBytes(text)));
}
