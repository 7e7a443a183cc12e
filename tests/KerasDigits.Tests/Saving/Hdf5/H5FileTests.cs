using KerasDigits.Core;
using KerasDigits.Saving;
using KerasDigits.Saving.Hdf5;

namespace KerasDigits.Tests.Saving;

/// <summary>The HDF5 writer and reader by themselves, and JSON as Python writes it.</summary>
public sealed class H5FileTests
{
    private static H5Group Through(H5Group root)
    {
        var stream = new MemoryStream();
        H5Writer.Write(stream, root);
        using H5Reader reader = H5Reader.Open(new MemoryStream(stream.ToArray()), "memory");
        return reader.Root;
    }

    [Fact]
    public void Names_of_any_kind_come_back()
    {
        var root = new H5Group();
        root.Attributes["text"] = "Größe π";
        root.Attributes["whole"] = 7L;
        root.Attributes["real"] = 0.1;
        H5Values.SetNames(root, "none", []);
        H5Values.SetNames(root, "names", ["a/b", "schön:0", "层"]);
        root.Ensure(["a", "b", "层"]).Children["kernel:0"] = new H5Dataset("int16", [2, 0], (_, _) => { });
        H5Group back = Through(root);
        Assert.Equal("Größe π", back.Attributes["text"]);
        Assert.Equal(7L, back.Attributes["whole"]);
        Assert.Equal(0.1, back.Attributes["real"]);
        Assert.Empty(H5Values.ReadNames(back, "none")!);
        Assert.Equal(["a/b", "schön:0", "层"], H5Values.ReadNames(back, "names")!);
        Assert.Equal([2, 0], Assert.IsType<H5Dataset>(back.Find("a/b/层/kernel:0")).Dims);
    }

    [Fact]
    public void Long_lists_are_split_as_Keras_does()
    {
        string[] names = [.. Enumerable.Range(0, 3000).Select(i => $"a_layer_with_a_rather_long_name_{i:D5}")];
        var root = new H5Group();
        H5Values.SetNames(root, "layer_names", names);
        Assert.False(root.Attributes.ContainsKey("layer_names"));
        Assert.True(root.Attributes.ContainsKey("layer_names1"));
        Assert.Equal(names, H5Values.ReadNames(Through(root), "layer_names")!);
    }

    [Theory]
    [InlineData("float16")]
    [InlineData("float32")]
    [InlineData("float64")]
    [InlineData("int8")]
    [InlineData("uint8")]
    [InlineData("int32")]
    [InlineData("int64")]
    [InlineData("uint64")]
    public void Numbers_of_every_type_come_back_bit_for_bit(string dtype)
    {
        byte[] bytes = new byte[6 * H5Dataset.GetSize(dtype)];
        for (int i = 0; i < bytes.Length; i++) { bytes[i] = (byte)((i * 37) & 0x3f); }
        var root = new H5Group();
        root.Children["d"] = new H5Dataset(dtype, [2, 3], (_, target) => bytes.CopyTo(target));
        var stream = new MemoryStream();
        H5Writer.Write(stream, root);
        using H5Reader reader = H5Reader.Open(new MemoryStream(stream.ToArray()), "memory");
        var back = (H5Dataset)reader.Root.Find("d")!;
        byte[] read = new byte[back.ByteCount];
        back.Read(0, read);
        Assert.Equal(dtype, back.DType);
        Assert.Equal([2, 3], back.Dims);
        Assert.Equal(bytes, read);
    }

    [Fact]
    public void Names_that_cannot_stand_in_a_file_are_refused()
    {
        var root = new H5Group();
        root.Children["a/b"] = new H5Group();
        Assert.Contains("'/'", Assert.Throws<ArgumentException>(() => H5Writer.Write(new MemoryStream(), root)).Message);
        root.Children.Clear();
        root.Attributes["big"] = Enumerable.Repeat(new string('x', 100), 700).ToArray();
        Assert.Contains("limit", Assert.Throws<ArgumentException>(() => H5Writer.Write(new MemoryStream(), root)).Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("not an hdf5 file at all, but long enough to look at")]
    public void Other_files_are_refused_by_name(string content)
    {
        var e = Assert.Throws<ModelFileException>(() =>
            H5Reader.Open(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(content)), "x.h5"));
        Assert.Contains("x.h5", e.Message);
    }

    [Fact]
    public void Json_is_Pythons()
    {
        Config c = ConfigJson.Parse("""{"a": 1, "b": 1.0, "c": [true, null, "q\"ü"], "d": 1e-07, "e": {}}""", "x", "");
        Assert.Equal(1L, c["a"]);
        Assert.Equal(1.0, c["b"]);
        Assert.Equal("""{"a": 1, "b": 1.0, "c": [true, null, "q\"\u00fc"], "d": 1e-07, "e": {}}""", ConfigJson.Write(c));
        string deep = string.Concat(Enumerable.Repeat("[", 5000)) + string.Concat(Enumerable.Repeat("]", 5000));
        Assert.Throws<ModelFileException>(() => ConfigJson.Parse($$"""{"a": {{deep}}}""", "x", ""));
        Assert.Throws<ModelFileException>(() => ConfigJson.Parse("[1]", "x", ""));
    }
}
