using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace KerasDigits.Backend;

/// <summary>
/// Makes a copy of a 64-bit ELF library in which the demand for one symbol version is weak, so that an older system loads it.
/// </summary>
internal static class ElfPatch
{
    private const uint SectionVersionNeeds = 0x6ffffffe; // SHT_GNU_verneed
    private const ushort FlagWeak = 2;                   // VER_FLG_WEAK

    /// <summary>
    /// Path of the copy, made once per file content in the user's cache folder and renamed into place, so that processes starting together
    /// do not disturb each other.
    /// </summary>
    public static string CopyWithWeakVersion(string library, string version)
    {
        byte[] image = OrdinaryFile.ReadBytes(library);
        string key = Convert.ToHexString(SHA256.HashData(image))[..16].ToLowerInvariant();
        string folder = Path.Combine(CacheFolder(), "native", key);
        string target = Path.Combine(folder, Path.GetFileName(library));
        if (File.Exists(target)) { return target; }
        if (!MakeWeak(image, version))
        {
            throw new DllNotFoundException($"{library} cannot be loaded on this system's C++ runtime, and it holds no demand for "
                + $"{version} that could be made weak. Install a newer libstdc++ (GCC 13 or later).");
        }
        Directory.CreateDirectory(folder);
        AtomicFile.Write(target, stream => stream.Write(image));
        return target;
    }

    /// <summary>Sets the weak flag of every need of <paramref name="version"/>; false when there is none.</summary>
    public static bool MakeWeak(Span<byte> image, string version)
    {
        if (image.Length < 64 || !image[..4].SequenceEqual((ReadOnlySpan<byte>)[0x7f, (byte)'E', (byte)'L', (byte)'F'])) { return false; }
        int sections = checked((int)ReadU64(image, 40));
        int sectionSize = ReadU16(image, 58), count = ReadU16(image, 60);
        bool found = false;
        for (int i = 0; i < count; i++)
        {
            int header = sections + (i * sectionSize);
            if (ReadU32(image, header + 4) != SectionVersionNeeds) { continue; }
            int strings = (int)ReadU64(image, sections + ((int)ReadU32(image, header + 40) * sectionSize) + 24);
            found |= MarkNeeds(image, (int)ReadU64(image, header + 24), strings, version);
        }
        return found;
    }

    private static bool MarkNeeds(Span<byte> image, int need, int strings, string version)
    {
        bool found = false;
        while (true)
        {
            int aux = need + (int)ReadU32(image, need + 8);
            for (int n = ReadU16(image, need + 2); n > 0; n--)
            {
                if (ReadText(image, strings + (int)ReadU32(image, aux + 8)) == version)
                {
                    BinaryPrimitives.WriteUInt16LittleEndian(image[(aux + 4)..], (ushort)(ReadU16(image, aux + 4) | FlagWeak));
                    found = true;
                }
                aux += (int)ReadU32(image, aux + 12);
            }
            uint next = ReadU32(image, need + 12);
            if (next == 0) { return found; }
            need += (int)next;
        }
    }

    private static string CacheFolder()
    {
        string root = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create);
        string folder = Path.Combine(root.Length > 0 ? root : Path.GetTempPath(), "KerasDigits");
        try
        {
            Directory.CreateDirectory(folder);
            return folder;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Path.Combine(Path.GetTempPath(), "KerasDigits");
        }
    }

    private static string ReadText(ReadOnlySpan<byte> image, int at)
    {
        int end = image[at..].IndexOf((byte)0);
        return Encoding.ASCII.GetString(image.Slice(at, end));
    }

    private static ushort ReadU16(ReadOnlySpan<byte> image, int at) => BinaryPrimitives.ReadUInt16LittleEndian(image[at..]);

    private static uint ReadU32(ReadOnlySpan<byte> image, int at) => BinaryPrimitives.ReadUInt32LittleEndian(image[at..]);

    private static ulong ReadU64(ReadOnlySpan<byte> image, int at) => BinaryPrimitives.ReadUInt64LittleEndian(image[at..]);
}
