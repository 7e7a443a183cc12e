using KerasDigits.Saving;
using KerasDigits.Saving.Hdf5;
using static KerasDigits.keras;

namespace KerasDigits.Tests.Saving;

/// <summary>
/// Files of common structures, read without the HDF5 library: the same as by the library, and safe when they are damaged or made to do
/// harm.
/// </summary>
public sealed class H5PlainTests
{
    private static string Files => Path.Combine(Golden.Folder, "files");

    public static TheoryData<string> H5Files() => [.. Directory.GetFiles(Files, "*.h5").Order(StringComparer.Ordinal)];

    /// <summary>A file as h5py writes it: symbol tables, headers of version 1, texts in heaps.</summary>
    internal static byte[] OfPython() => File.ReadAllBytes(Path.Combine(Files, "functional_untrained.h5"));

    /// <summary>A file as it is written here: links in headers of version 2, with checksums.</summary>
    internal static byte[] OfOurs()
    {
        var model = models.Sequential([layers.Dense(3, input_shape: 2, name: "a"), layers.Dense(2, name: "b")]);
        var root = new H5Group();
        root.Attributes["model_config"] = ConfigJson.Write(model.GetSavedConfig());
        LayerWeights.Save(root, model.layers);
        var stream = new MemoryStream();
        H5Writer.Write(stream, root);
        return stream.ToArray();
    }

    internal static List<string> Entries(H5Node node, string place = "")
    {
        List<string> found = [.. node.Attributes.Select(a => $"{place}@{a.Key} = "
            + $"{(a.Value is string[] list ? string.Join('|', list) : a.Value)}").Order(StringComparer.Ordinal)];
        if (node is H5Dataset data)
        {
            found.Add($"{place} {data.DType} ({string.Join(", ", data.Dims)}) "
                + $"{Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(H5Values.ReadBytes(data)))}");
        }
        if (node is H5Group group) { foreach (var (name, child) in group.Children) { found.AddRange(Entries(child, $"{place}/{name}")); } }
        return found;
    }

    [Theory]
    [MemberData(nameof(H5Files))]
    public void The_same_as_by_the_library(string path)
    {
        byte[] bytes = File.ReadAllBytes(path);
        using H5Reader plain = H5Reader.Open(new MemoryStream(bytes), path),
            library = H5Reader.Open(new MemoryStream(bytes), path, libraryOnly: true);
        Assert.True(plain.IsPlain);
        Assert.False(library.IsPlain);
        Assert.Equal(Entries(library.Root), Entries(plain.Root));
    }

    [Fact]
    public void Our_own_files_are_read_the_same_and_other_kinds_by_the_library()
    {
        byte[] bytes = OfOurs();
        using H5Reader plain = H5Reader.Open(new MemoryStream(bytes), "x"),
            library = H5Reader.Open(new MemoryStream(bytes), "x", libraryOnly: true);
        Assert.True(plain.IsPlain);
        Assert.Equal(Entries(library.Root), Entries(plain.Root));
        using H5Reader kinds = H5Reader.Open(Path.Combine(AppContext.BaseDirectory, "Goldens", "h5", "kinds.h5"));
        Assert.False(kinds.IsPlain);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Damaged_bytes_end_in_a_tree_or_one_exception(bool python)
    {
        byte[] sound = python ? OfPython() : OfOurs();
        int refused = 0, cases = 0;
        for (int at = 8; at < sound.Length; at += python ? 23 : 5)
        {
            byte[] bytes = (byte[])sound.Clone();
            bytes[at] ^= (byte)(1 << (at % 8));
            cases++;
            try
            {
                using H5Reader reader = H5Reader.Open(new MemoryStream(bytes), "x.h5");
                Assert.NotNull(Entries(reader.Root));
            }
            catch (ModelFileException) { refused++; }
        }
        Assert.True(cases > 500 && refused > 20, $"{refused} of {cases} were refused");
    }

    [Fact]
    public void A_bit_of_a_header_that_flipped_is_found_by_its_checksum()
    {
        byte[] bytes = OfOurs();
        int name = bytes.AsSpan().IndexOf("weight_names"u8);
        bytes[name] = (byte)'W';
        Assert.Contains("checksum", Assert.Throws<ModelFileException>(() => H5Reader.Open(new MemoryStream(bytes), "x.h5")).Message);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_file_that_is_cut_off_is_refused(bool python)
    {
        byte[] bytes = python ? OfPython() : OfOurs();
        Assert.Contains("cut off", Assert.Throws<ModelFileException>(() => H5Reader.Open(new MemoryStream(bytes[..^1]), "x.h5")).Message);
    }

    [Fact]
    public void Trees_and_groups_that_hold_themselves_are_refused()
    {
        byte[] sound = OfPython();
        int tree = sound.AsSpan().IndexOf("TREE"u8), symbols = sound.AsSpan().IndexOf("SNOD"u8);
        foreach (int level in new[] { 0, 1 })
        {
            byte[] bytes = (byte[])sound.Clone();
            bytes[tree + 5] = (byte)level;
            BitConverter.TryWriteBytes(bytes.AsSpan(tree + 32), (long)tree);
            Assert.Throws<ModelFileException>(() => H5Reader.Open(new MemoryStream(bytes), "x.h5"));
        }
        byte[] circle = (byte[])sound.Clone();
        long root = BitConverter.ToInt64(circle, 64);
        BitConverter.TryWriteBytes(circle.AsSpan(symbols + 16), root);
        Assert.Contains("deeper", Assert.Throws<ModelFileException>(() => H5Reader.Open(new MemoryStream(circle), "x.h5")).Message);
    }
}
