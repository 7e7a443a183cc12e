using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace KerasDigits.Internals;

/// <summary>
/// Opens files, and nothing else: folders, pipes, sockets and devices are told by their kind, without opening them, for who opens a pipe
/// waits for its other end. All files of these packages are read through here and written through <see cref="AtomicFile"/>, or, where
/// they grow in place, through <see cref="Grow"/>.
/// </summary>
[System.ComponentModel.EditorBrowsable(System.ComponentModel.EditorBrowsableState.Never)]
public static partial class OrdinaryFile
{
    private const int Here = -100, TypeWanted = 1, ModeAt = 28, KindBits = 0xf000, Regular = 0x8000, Folder = 0x4000;

    /// <summary>Bytes that a stream reads at once, as the runtime's own.</summary>
    private const int Buffer = 4096;

    /// <summary>Throws unless a path leads to an ordinary file, or to nothing.</summary>
    /// <param name="path">The path; links are followed.</param>
    /// <exception cref="IOException">It is a folder, a pipe, a socket or a device.</exception>
    public static void Check(string path)
    {
        if (Directory.Exists(path)) { throw new IOException($"\"{path}\" is a folder; a file's name must be given."); }
        if (!Is(path)) { throw new IOException($"\"{path}\" is a pipe, a socket or a device; an ordinary file must be given."); }
    }

    /// <summary>Whether a path leads to an ordinary file, a folder, or to nothing.</summary>
    /// <param name="path">The path; links are followed.</param>
    public static bool Is(string path) =>
        !OperatingSystem.IsLinux() || ReadMode(path) is not { } mode || (mode & KindBits) is Regular or Folder;

    /// <summary>Bytes of the file to which a path leads; through links, whose own lengths are those of their texts.</summary>
    /// <param name="path">Path of an existing file.</param>
    /// <exception cref="IOException">It is not an ordinary file.</exception>
    public static long Length(string path)
    {
        using FileStream file = Open(path);
        return file.Length;
    }

#pragma warning disable RS0030 // here files are opened
    /// <summary>Opens a file for reading.</summary>
    /// <param name="path">Path of an existing file.</param>
    /// <param name="buffer">Bytes that are read at once.</param>
    /// <param name="share">What others may do with it meanwhile.</param>
    /// <param name="options">How it is read.</param>
    /// <exception cref="IOException">It is not an ordinary file.</exception>
    public static FileStream Open(string path, int buffer = Buffer, FileShare share = FileShare.Read,
        FileOptions options = FileOptions.None)
    {
        Check(path);
        return new FileStream(path, FileMode.Open, FileAccess.Read, share, buffer, options);
    }

    /// <summary>Opens a file for reading at any place.</summary>
    /// <param name="path">Path of an existing file.</param>
    /// <exception cref="IOException">It is not an ordinary file.</exception>
    public static SafeFileHandle OpenHandle(string path)
    {
        Check(path);
        return File.OpenHandle(path);
    }

    /// <summary>A file's bytes.</summary>
    /// <param name="path">Path of an existing file.</param>
    /// <exception cref="IOException">It is not an ordinary file.</exception>
    public static byte[] ReadBytes(string path)
    {
        Check(path);
        return File.ReadAllBytes(path);
    }

    /// <summary>A file's text, in UTF-8 unless its first bytes say otherwise.</summary>
    /// <param name="path">Path of an existing file.</param>
    /// <exception cref="IOException">It is not an ordinary file.</exception>
    public static string ReadText(string path)
    {
        Check(path);
        return File.ReadAllText(path);
    }

    /// <summary>Opens a file that grows in place, for others read it meanwhile, or whose unfinished parts are kept.</summary>
    /// <param name="path">Its path; the folder must exist.</param>
    /// <param name="mode">Whether it is made, continued or begun anew.</param>
    /// <param name="share">What others may do with it meanwhile.</param>
    /// <param name="buffer">Bytes that are kept back until they are written.</param>
    /// <exception cref="IOException">It is not an ordinary file.</exception>
    public static FileStream Grow(string path, FileMode mode, FileShare share = FileShare.Read, int buffer = Buffer)
    {
        Check(path);
        FileAccess access = mode is FileMode.Open or FileMode.OpenOrCreate ? FileAccess.ReadWrite : FileAccess.Write;
        return new FileStream(path, mode, access, share, buffer);
    }

    /// <summary>Opens a file that nobody else reads or writes meanwhile, for writing at any place.</summary>
    /// <param name="path">Its path; the folder must exist.</param>
    /// <param name="mode">Whether it is made or opened.</param>
    /// <exception cref="IOException">It is not an ordinary file.</exception>
    public static SafeFileHandle OpenForWriting(string path, FileMode mode)
    {
        Check(path);
        return File.OpenHandle(path, mode, FileAccess.Write, FileShare.None);
    }

#pragma warning restore RS0030

    /// <summary>Kind and rights of what a path leads to; null when there is nothing, or this system does not tell.</summary>
    private static int? ReadMode(string path)
    {
        byte[] status = new byte[256]; // struct statx is the same on all processors
        try { return StatX(Here, path, 0, TypeWanted, status) == 0 ? BitConverter.ToUInt16(status, ModeAt) : null; }
        catch (EntryPointNotFoundException) { return null; }
    }

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int StatX(int folder, string path, int flags, uint mask, byte[] status);
}
