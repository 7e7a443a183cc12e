using KerasDigits.Internals;

namespace KerasDigits.Notebook;

/// <summary>Files appear whole or not at all: written beside the target, flushed, renamed. Folders are made on the way.</summary>
internal static class Files
{
    public static void Write(string path, Action<Stream> write)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        AtomicFile.Write(path, write);
    }
}
