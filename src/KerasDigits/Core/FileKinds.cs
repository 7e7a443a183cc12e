using System.Runtime.InteropServices;

namespace KerasDigits.Core;

/// <summary>Tells files from folders, pipes and devices, without opening them: opening a pipe waits for its other end.</summary>
internal static partial class FileKinds
{
    private const int Here = -100, TypeWanted = 1, ModeAt = 28, KindBits = 0xf000, Regular = 0x8000, Folder = 0x4000;

    /// <summary>Throws unless a path leads to an ordinary file, or to nothing.</summary>
    /// <exception cref="IOException">It is a folder, a pipe or a device.</exception>
    public static void Check(string path)
    {
        if (Directory.Exists(path)) { throw new IOException($"\"{path}\" is a folder; a file's name must be given."); }
        if (!OperatingSystem.IsLinux() || Mode(path) is not { } mode) { return; }
        if ((mode & KindBits) is not (Regular or Folder))
        {
            throw new IOException($"\"{path}\" is a pipe, a socket or a device; an ordinary file must be given.");
        }
    }

    /// <summary>Bytes of the ordinary file to which a path leads; through links, whose own lengths are those of their texts.</summary>
    /// <exception cref="IOException">It is no ordinary file.</exception>
    public static long Length(string path)
    {
        Check(path);
        using FileStream file = File.OpenRead(path);
        return file.Length;
    }

    /// <summary>Kind and rights of what a path leads to; null when there is nothing, or this system does not tell.</summary>
    private static int? Mode(string path)
    {
        byte[] status = new byte[256]; // struct statx is the same on all processors
        try { return StatX(Here, path, 0, TypeWanted, status) == 0 ? BitConverter.ToUInt16(status, ModeAt) : null; }
        catch (EntryPointNotFoundException) { return null; }
    }

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int StatX(int folder, string path, int flags, uint mask, byte[] status);
}
