using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using KerasDigits.Datasets;

namespace KerasDigits.Tests.Datasets;

/// <summary>Pickles and archives made to do harm, or damaged, end in the one exception, with little memory. KERAS_MUTATIONS sets the number
/// of damaged ones (400 unless set).</summary>
public sealed class HostilePickleTests : IDisposable
{
    /// <summary>A batch of CIFAR's form and an array of lists, as Python writes them in protocols 2 and 4.</summary>
    private static readonly string[] s_sound =
    [
        "gAJ9cQAoY19jb2RlY3MKZW5jb2RlCnEBWAQAAABkYXRhcQJYBgAAAGxhdGluMXEDhnEEUnEFY251bXB5LmNvcmUubXVsdGlhcnJheQpfcmVjb25zdHJ1Y3QKcQZj"
        + "bnVtcHkKbmRhcnJheQpxB0sAhXEIaAFYAQAAAGJxCWgDhnEKUnELh3EMUnENKEsBSwJLBoZxDmNudW1weQpkdHlwZQpxD1gCAAAAdTFxEImIh3ERUnESKEsDWAEA"
        + "AAB8cRNOTk5K/////0r/////SwB0cRRiiWgBWAwAAAAAAQIDBAUGBwgJCgtxFWgDhnEWUnEXdHEYYmgBWAYAAABsYWJlbHNxGWgDhnEaUnEbXXEcKEsDSwllaAFY"
        + "BAAAAG5hbWVxHWgDhnEeUnEfaAFYBQAAAGJhdGNocSBoA4ZxIVJxInUu",
        "gAJjbnVtcHkuY29yZS5tdWx0aWFycmF5Cl9yZWNvbnN0cnVjdApxAGNudW1weQpuZGFycmF5CnEBSwCFcQJjX2NvZGVjcwplbmNvZGUKcQNYAQAAAGJxBFgGAAAA"
        + "bGF0aW4xcQWGcQZScQeHcQhScQkoSwFLAoVxCmNudW1weQpkdHlwZQpxC1gCAAAATzhxDImIh3ENUnEOKEsDWAEAAAB8cQ9OTk5K/////0r/////Sz90cRBiiV1x"
        + "EShdcRIoSwFNLAFKcBEBAGVdcRNLAmFldHEUYi4=",
        "gASVwQAAAAAAAAB9lChDBGRhdGGUjBVudW1weS5jb3JlLm11bHRpYXJyYXmUjAxfcmVjb25zdHJ1Y3SUk5SMBW51bXB5lIwHbmRhcnJheZSTlEsAhZRDAWKUh5RS"
        + "lChLAUsCSwaGlGgFjAVkdHlwZZSTlIwCdTGUiYiHlFKUKEsDjAF8lE5OTkr/////Sv////9LAHSUYolDDAABAgMEBQYHCAkKC5R0lGJDBmxhYmVsc5RdlChLA0sJ"
        + "ZUMEbmFtZZRDBWJhdGNolHUu",
        "gASVnAAAAAAAAACMFW51bXB5LmNvcmUubXVsdGlhcnJheZSMDF9yZWNvbnN0cnVjdJSTlIwFbnVtcHmUjAduZGFycmF5lJOUSwCFlEMBYpSHlFKUKEsBSwKFlGgD"
        + "jAVkdHlwZZSTlIwCTziUiYiHlFKUKEsDjAF8lE5OTkr/////Sv////9LP3SUYoldlChdlChLAU0sAUpwEQEAZV2USwJhZXSUYi4=",
    ];

    private readonly string _folder = Directory.CreateTempSubdirectory("keras-pickles-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Sound_ones_are_read()
    {
        foreach (int i in (int[])[0, 2])
        {
            object? batch = Pickle.Read(Convert.FromBase64String(s_sound[i]));
            Assert.Equal([.. Enumerable.Range(0, 12).Select(v => (byte)v)], Pickle.ReadBytes(batch, "data"));
            Assert.Equal([3, 9], Pickle.ReadNumbers(batch, "labels"));
            Assert.Equal([[1, 300, 70000], [2]], Pickle.ReadLists(Pickle.Read(Convert.FromBase64String(s_sound[i + 1]))));
        }
    }

    [Fact]
    public void Damaged_ones_end_in_one_exception()
    {
        int refused = 0, cases = int.Parse(Environment.GetEnvironmentVariable("KERAS_MUTATIONS") ?? "400", CultureInfo.InvariantCulture);
        for (int i = 0; i < cases; i++)
        {
            var random = new Random(i);
            byte[] bytes = Convert.FromBase64String(s_sound[i % s_sound.Length]);
            for (int n = random.Next(1, 5); n > 0; n--)
            {
                int at = random.Next(bytes.Length);
                bytes = random.Next(4) switch
                {
                    0 => bytes[..at],
                    1 => [.. bytes[..at], .. bytes[Math.Max(0, at - 6)..]],
                    2 => [.. bytes[..at], bytes[random.Next(bytes.Length)], .. bytes[(at + 1)..]],
                    _ => [.. bytes[..at], (byte)random.Next(256), .. bytes[(at + 1)..]],
                };
                if (bytes.Length == 0) { break; }
            }
            try
            {
                object? read = Pickle.Read(bytes);
                if (i % 2 == 0) { _ = (Pickle.ReadBytes(read, "data"),
                    Pickle.ReadNumbers(read, "labels")); } else { _ = Pickle.ReadLists(read); }
            }
            catch (InvalidDataException) { refused++; }
        }
        Assert.InRange(refused, cases / 4, cases - 1);
    }

    [Theory]
    [InlineData("cos\nsystem\n)R.", "os.system")]
    [InlineData("cbuiltins\neval\n)R.", "builtins.eval")]
    [InlineData("cnumpy\ndtype\n)R.", "not a pickle of data")]
    [InlineData("}(NNNu.", "not a pickle of data")]
    [InlineData("cnumpy.core.multiarray\n_reconstruct\n)R)b.", "not a pickle of data")]
    public void Functions_and_holes_are_refused(string program, string says)
    {
        Assert.Contains(says, Assert.Throws<InvalidDataException>(() => Pickle.Read(Encoding.Latin1.GetBytes(program))).Message);
    }

    [Fact]
    public void What_names_its_texts_many_times_takes_no_memory()
    {
        // 'X' a long text, kept as 0; then named a hundred thousand times
        byte[] text = [(byte)'X', 0, 0, 4, 0, .. new byte[1 << 18], (byte)'q', 0];
        byte[] names = [.. text, .. Enumerable.Repeat<byte[]>([(byte)'h', 0, (byte)'h', 0, 0x93], 100_000).SelectMany(b => b), (byte)'.'];
        byte[] codes = [.. text, .. Encoding.Latin1.GetBytes("c_codecs\nencode\nq\u0001"),
            .. Enumerable.Repeat<byte[]>([(byte)'h', 1, (byte)'h', 0, 0x85, (byte)'R'], 100_000).SelectMany(b => b), (byte)'.'];
        foreach (byte[] pickle in (byte[][])[names, codes])
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            Assert.Throws<InvalidDataException>(() => Pickle.Read(pickle));
            Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 64 << 20);
        }
    }

    [Theory]
    [InlineData("'shape': (99999999999999999999,)")]
    [InlineData("'shape': (4 4,)")]
    [InlineData("'shape': (4294967296, 4294967296, 16)")]
    public void Shapes_that_are_none_end_in_the_same(string shape)
    {
        string path = Path.Combine(_folder, "a.npz");
        using (ZipArchive zip = ZipFile.Open(path, ZipArchiveMode.Create))
        {
            using Stream entry = zip.CreateEntry("x.npy").Open();
            byte[] header = Encoding.Latin1.GetBytes($"{{'descr': '<i8', 'fortran_order': False, {shape}, }}".PadRight(118));
            entry.Write([0x93, .. "NUMPY"u8, 1, 0, 118, 0, .. header, .. new byte[32]]);
        }
        Assert.Contains("x", Assert.Throws<IOException>(() => Npz.ReadLongs(path, "x")).Message);
    }

    [Fact]
    public void Arrays_that_grow_out_of_proportion_are_refused()
    {
        string path = Path.Combine(_folder, "a.npz");
        using (ZipArchive zip = ZipFile.Open(path, ZipArchiveMode.Create))
        {
            using Stream entry = zip.CreateEntry("x.npy", CompressionLevel.SmallestSize).Open();
            for (int i = 0; i < 64; i++) { entry.Write(new byte[1 << 20]); }
        }
        long before = Process.GetCurrentProcess().PeakWorkingSet64;
        Assert.Contains("packed into", Assert.Throws<IOException>(() => Npz.ReadLongs(path, "x")).Message);
        Assert.True(Process.GetCurrentProcess().PeakWorkingSet64 - before < 32 << 20);
    }
}
