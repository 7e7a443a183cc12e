using System.Buffers.Binary;
using System.IO.MemoryMappedFiles;
using System.Text;

namespace KerasDigits.Backend;

/// <summary>
/// Which functions a Windows library (a PE file) asks of others, and which it offers; read from the file, so that it need not be loaded.
/// </summary>
internal static class WindowsLibrary
{
    private const ushort Format64 = 0x20b; // PE32+

    /// <summary>
    /// A sentence that says why Windows would refuse to load <paramref name="binding"/>; null when every function that it asks of the
    /// libraries beside it is there, or a file cannot be read as one.
    /// </summary>
    /// <param name="binding">Path of TorchSharp's LibTorchSharp.dll.</param>
    /// <param name="folder">Folder of libtorch's libraries.</param>
    /// <remarks>Windows itself only says that a procedure is not found, and TorchSharp makes of it that the package is missing.</remarks>
    public static string? FindFault(string binding, string folder)
    {
        try
        {
            var missing = new List<(string Library, string Function)>();
            foreach (var (library, functions) in ReadImports(binding))
            {
                string file = Path.Combine(folder, library);
                if (File.Exists(file)) { missing.AddRange(functions.Except(ReadExports(file)).Select(f => (library, f))); }
            }
            return missing.Count == 0 ? null
                : $"{Path.GetFileName(binding)} asks for {missing.Count} function{(missing.Count == 1 ? "" : "s")} that the libtorch "
                + $"beside it does not have, {missing[0].Function} of {missing[0].Library} for example, so Windows would not load it. "
                    + "That is a known fault of TorchSharp 0.107.0's Windows files (dotnet/TorchSharp issue 1567). Take versions of "
                    + "TorchSharp and libtorch that fit each other, or run the program on Linux (WSL and containers will do).";
        }
        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException or ArgumentException
            or IndexOutOfRangeException or OverflowException)
        {
            return null;
        }
    }

    /// <summary>The functions asked for by name, by library.</summary>
    public static IReadOnlyList<(string Library, string[] Functions)> ReadImports(string file) => Read(file, image =>
    {
        var found = new List<(string, string[])>();
        if (!TryDirectory(image, 1, out int at)) { return found; }
        for (; ReadU32(image, at + 12) != 0; at += 20)
        {
            var names = new List<string>();
            uint table = ReadU32(image, at) is var original and not 0 ? original : ReadU32(image, at + 16);
            for (int entry = ReadOffset(image, table); ReadU64(image, entry) is var function and not 0; entry += 8)
            {
                if (function >> 63 == 0) { names.Add(ReadText(image, ReadOffset(image, checked((uint)function)) + 2)); } // else by number
            }
            found.Add((ReadText(image, ReadOffset(image, ReadU32(image, at + 12))), [.. names]));
        }
        return found;
    });

    /// <summary>The functions offered by name.</summary>
    public static HashSet<string> ReadExports(string file) => Read(file, image =>
    {
        HashSet<string> found = [];
        if (!TryDirectory(image, 0, out int at)) { return found; }
        int names = ReadOffset(image, ReadU32(image, at + 32));
        for (uint i = 0; i < ReadU32(image,
            at + 24); i++) { found.Add(ReadText(image, ReadOffset(image, ReadU32(image, names + (int)(4 * i))))); }
        return found;
    });

    private delegate T Reading<T>(ReadOnlySpan<byte> image);

    /// <summary>libtorch's libraries have hundreds of megabytes: only the pages that are looked at are read.</summary>
    private static unsafe T Read<T>(string file, Reading<T> reading)
    {
        long length = new FileInfo(file).Length;
        using var mapped = MemoryMappedFile.CreateFromFile(OrdinaryFile.Open(file), null, 0, MemoryMappedFileAccess.Read,
            HandleInheritability.None, leaveOpen: false);
        using MemoryMappedViewAccessor view = mapped.CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read);
        byte* start = null;
        view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
        try { return reading(new ReadOnlySpan<byte>(start, checked((int)length))); }
        finally { view.SafeMemoryMappedViewHandle.ReleasePointer(); }
    }

    /// <summary>Where one of the tables that the header lists is in the file; false when there is none.</summary>
    private static bool TryDirectory(ReadOnlySpan<byte> image, int number, out int offset)
    {
        int options = ReadHeader(image) + 24;
        uint address = number < ReadU32(image, options + 108) ? ReadU32(image, options + 112 + (8 * number)) : 0;
        offset = address == 0 ? 0 : ReadOffset(image, address);
        return address != 0;
    }

    private static int ReadHeader(ReadOnlySpan<byte> image)
    {
        int header = (int)ReadU32(image, 0x3c);
        if (!image.StartsWith("MZ"u8) || !image[header..].StartsWith("PE\0\0"u8) || ReadU16(image, header + 24) != Format64)
        {
            throw new InvalidDataException("No 64-bit library of Windows.");
        }
        return header;
    }

    /// <summary>Place in the file of an address in memory.</summary>
    private static int ReadOffset(ReadOnlySpan<byte> image, uint address)
    {
        int header = ReadHeader(image), section = header + 24 + ReadU16(image, header + 20);
        for (int n = ReadU16(image, header + 6); n > 0; n--, section += 40)
        {
            uint start = ReadU32(image, section + 12);
            if (address >= start && address - start < ReadU32(image, section + 16))
            {
                return checked((int)(ReadU32(image, section + 20) + address - start));
            }
        }
        throw new InvalidDataException("An address is in no section.");
    }

    private static string ReadText(ReadOnlySpan<byte> image, int at)
    {
        ReadOnlySpan<byte> rest = image[at..];
        return Encoding.ASCII.GetString(rest[..rest.IndexOf((byte)0)]);
    }

    private static ushort ReadU16(ReadOnlySpan<byte> image, int at) => BinaryPrimitives.ReadUInt16LittleEndian(image[at..]);

    private static uint ReadU32(ReadOnlySpan<byte> image, int at) => BinaryPrimitives.ReadUInt32LittleEndian(image[at..]);

    private static ulong ReadU64(ReadOnlySpan<byte> image, int at) => BinaryPrimitives.ReadUInt64LittleEndian(image[at..]);
}
