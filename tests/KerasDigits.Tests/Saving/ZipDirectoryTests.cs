using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using KerasDigits.Saving;

namespace KerasDigits.Tests.Saving;

/// <summary>
/// Where stored entries begin: in .NET's archives, and in archives written here byte by byte, also of the wide (zip64) form.
/// </summary>
public sealed class ZipDirectoryTests
{
    private static readonly byte[] s_data = [7, 8, 9, 10, 11];

    [Fact]
    public void An_entry_of_NETs_archive_is_found_and_a_packed_or_missing_one_is_not()
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add(zip, "first.bin", CompressionLevel.NoCompression);
            Add(zip, "packed.bin", CompressionLevel.SmallestSize);
            Add(zip, "folder/last.bin", CompressionLevel.NoCompression);
            zip.Comment = "a comment behind the directory";
        }
        Assert.Equal(s_data, Read(file, "first.bin"));
        Assert.Equal(s_data, Read(file, "folder/last.bin"));
        Assert.Null(Read(file, "packed.bin"));
        Assert.Null(Read(file, "none.bin"));

        static void Add(ZipArchive zip, string name, CompressionLevel level)
        {
            using Stream to = zip.CreateEntry(name, level).Open();
            to.Write(s_data);
        }
    }

    /// <summary>Each of the three places that can be wide, by itself and with the others.</summary>
    [Theory]
    [InlineData(false, false, false)]
    [InlineData(true, false, false)]
    [InlineData(false, true, false)]
    [InlineData(true, true, false)]
    [InlineData(false, false, true)]
    [InlineData(true, true, true)]
    public void Places_and_sizes_beyond_32_bits_are_read(bool widePlace, bool wideSizes, bool wideEnd)
    {
        using var file = new MemoryStream(Write(widePlace, wideSizes, wideEnd));
        Assert.Equal(s_data, Read(file, "a"));
        Assert.Equal(s_data, Read(file, "second"));
        Assert.Null(Read(file, "secon"));
    }

    /// <summary>No byte that is another one makes it throw or point outside the file.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_damaged_archive_has_no_place_outside_itself(bool wide)
    {
        byte[] sound = Write(wide, wide, wide);
        for (int i = 0; i < sound.Length; i++)
        {
            foreach (byte other in new byte[] { 0, 1, 0x7F, 0x80, 0xFF })
            {
                byte[] damaged = [.. sound];
                damaged[i] = other;
                using var file = new MemoryStream(damaged);
                Assert.InRange(ZipDirectory.Start(file, "second"u8.ToArray(), s_data.Length) ?? 0, 0, damaged.Length - s_data.Length);
            }
        }
        for (int length = 0; length < sound.Length - 3; length++) // The last three bytes are a comment.
        {
            using var file = new MemoryStream(sound[..length]);
            Assert.Null(ZipDirectory.Start(file, "second"u8.ToArray(), s_data.Length));
        }
    }

    [Fact]
    public void An_entry_longer_than_what_follows_has_no_place()
    {
        byte[] archive = Write(false, false, false);
        using var file = new MemoryStream(archive);
        long start = ZipDirectory.Start(file, "second"u8.ToArray(), s_data.Length)!.Value;
        Assert.Equal(start, ZipDirectory.Start(file, "second"u8.ToArray(), archive.Length - start));
        Assert.Null(ZipDirectory.Start(file, "second"u8.ToArray(), archive.Length - start + 1));
        Assert.Null(ZipDirectory.Start(file, "second"u8.ToArray(), -1));
    }

    private static byte[]? Read(Stream file, string name)
    {
        if (ZipDirectory.Start(file, Encoding.ASCII.GetBytes(name), s_data.Length) is not { } start) { return null; }
        byte[] bytes = new byte[s_data.Length];
        file.Position = start;
        file.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>An archive of two stored entries, with an unknown field before the wide one and comments.</summary>
    private static byte[] Write(bool widePlace, bool wideSizes, bool wideEnd)
    {
        var file = new List<byte>();
        var directory = new List<byte>();
        foreach (string name in (string[])["a", "second"])
        {
            byte[] wide = [.. wideSizes ? [.. Long(s_data.Length), .. Long(s_data.Length)] : Array.Empty<byte>(),
                .. widePlace ? Long(file.Count) : []];
            byte[] extra = wide.Length == 0 ? [] : [.. Short(0x5455), .. Short(3), 1, 2, 3, .. Short(1), .. Short(wide.Length), .. wide];
            byte[] size = wideSizes ? Int(uint.MaxValue) : Int((uint)s_data.Length);
            directory.AddRange([.. Int(0x02014b50), .. new byte[6], .. Short(0), .. new byte[8], .. size, .. size, .. Short(name.Length),
                .. Short(extra.Length), .. Short(2), .. new byte[8], .. Int(widePlace ? uint.MaxValue : (uint)file.Count),
                .. Encoding.ASCII.GetBytes(name), .. extra, 5, 6]);
            file.AddRange([.. Int(0x04034b50), .. new byte[14], .. size, .. size, .. Short(name.Length), .. Short(4),
                .. Encoding.ASCII.GetBytes(name), 0, 0, 0, 0, .. s_data]);
        }
        long start = file.Count;
        file.AddRange(directory);
        long end = file.Count;
        if (wideEnd)
        {
            file.AddRange([.. Int(0x06064b50), .. Long(44), .. new byte[28], .. Long(directory.Count), .. Long(start),
                .. Int(0x07064b50), .. Int(0), .. Long(end), .. Int(1)]);
        }
        file.AddRange([.. Int(0x06054b50), .. new byte[8], .. Int(wideEnd ? uint.MaxValue : (uint)directory.Count),
            .. Int(wideEnd ? uint.MaxValue : (uint)start), .. Short(3), 1, 2, 3]);
        return [.. file];
    }

    private static byte[] Short(int value) => [(byte)value, (byte)(value >> 8)];

    private static byte[] Int(uint value)
    {
        byte[] bytes = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        return bytes;
    }

    private static byte[] Long(long value) => [.. Int((uint)value), .. Int((uint)(value >> 32))];
}
