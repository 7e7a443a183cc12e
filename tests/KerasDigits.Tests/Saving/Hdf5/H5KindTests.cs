using KerasDigits.Backend;
using KerasDigits.Saving;
using KerasDigits.Saving.Hdf5;

namespace KerasDigits.Tests.Saving;

/// <summary>
/// Kinds of data and attributes that h5py can write: Goldens/h5/kinds.h5 holds the numbers i / 4 − 3 (i = 0 … 47, 6 × 8) in each.
/// </summary>
public sealed class H5KindTests
{
    private static string File => Path.Combine(AppContext.BaseDirectory, "Goldens", "h5", "kinds.h5");

    [Theory]
    [InlineData("big_f2", 1)]
    [InlineData("big_f4", 1)]
    [InlineData("big_f8", 1)]
    [InlineData("big_i4", 4)]
    [InlineData("big_i8", 4)]
    [InlineData("big_gzip", 1)]
    [InlineData("half", 1)]
    [InlineData("double", 1)]
    [InlineData("gzip", 1)]
    [InlineData("chunked", 1)]
    [InlineData("compact", 1)]
    [InlineData("fletcher", 1)]
    [InlineData("fletcher_gzip", 1)]
    public void Numbers_of_every_kind_are_read(string name, int factor)
    {
        using H5Reader reader = H5Reader.Open(File);
        var dataset = (H5Dataset)reader.Root.Find(name)!;
        var variable = new Variable(Tensors.MakeZeros(new Shape(6, 8)), "v:0");
        H5Values.Assign(variable, dataset);
        Assert.Equal(Enumerable.Range(0, 48).Select(i => factor * ((i * 0.25f) - 3)), variable.numpy().flatten().ToArray<float>());
        byte[] rows = new byte[2 * dataset.RowBytes];
        dataset.Read(3 * dataset.RowBytes, rows);
        Assert.Equal(H5Values.ReadBytes(dataset).AsSpan((int)(3 * dataset.RowBytes), rows.Length).ToArray(), rows);
    }

    [Fact]
    public void Compression_that_is_not_read_is_named_with_the_way_out()
    {
        using H5Reader reader = H5Reader.Open(Path.Combine(AppContext.BaseDirectory, "Goldens", "h5", "lzf.h5"));
        var e = Assert.Throws<ModelFileException>(() => H5Values.ReadBytes((H5Dataset)reader.Root.Find("lzf")!));
        Assert.Equal("/lzf", e.Place);
        Assert.Contains("h5repack -f GZIP=4", e.Message);
    }

    [Fact]
    public void Attributes_of_every_kind_are_read()
    {
        using H5Reader reader = H5Reader.Open(File);
        var a = reader.Root.Attributes;
        Assert.Equal("tensorflow", a["vlen_bytes"]);
        Assert.Equal("größe", a["vlen_str"]);
        Assert.Equal("fixed text", a["fixed_one"]);
        Assert.Equal(["conv", "dense_1"], (string[])a["fixed"]);
        Assert.Equal(["a", "bb"], (string[])a["vlen_list"]);
        Assert.Equal(["a", "bb"], (string[])a["str_list"]);
        Assert.Empty((string[])a["empty"]);
        Assert.Equal(7L, a["i4"]);
        Assert.Equal(0.5, a["f4"]);
        Assert.Equal(["x", "y", "zz"], H5Values.ReadNames(reader.Root, "names")!);
        Assert.Equal("v11", a["many11"]);
    }

    [Fact]
    public void A_wrong_checksum_is_refused()
    {
        byte[] bytes = System.IO.File.ReadAllBytes(File);
        // The first chunk of "fletcher" begins with these three numbers and the padding of its rows.
        byte[] start = [.. BitConverter.GetBytes(-3f), .. BitConverter.GetBytes(-2.75f), .. BitConverter.GetBytes(-2.5f),
            .. BitConverter.GetBytes(-1f)];
        int hits = 0;
        for (int at = bytes.AsSpan().IndexOf(start); at >= 0 && at < bytes.Length;)
        {
            bytes[at + 1] ^= 1;
            hits++;
            int next = bytes.AsSpan(at + 1).IndexOf(start);
            at = next < 0 ? -1 : at + 1 + next;
        }
        Assert.True(hits > 1);
        using H5Reader reader = H5Reader.Open(new MemoryStream(bytes), "kinds.h5");
        string message = Assert.Throws<ModelFileException>(() => H5Values.ReadBytes((H5Dataset)reader.Root.Find("fletcher")!)).Message;
        Assert.True(message.Contains("checksum", StringComparison.Ordinal), message);
        Assert.NotEmpty(H5Values.ReadBytes((H5Dataset)reader.Root.Find("chunked")!));
    }
}
