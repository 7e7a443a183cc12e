using System.Buffers.Binary;
using KerasDigits.Models;
using KerasDigits.Saving;
using KerasDigits.Saving.Hdf5;
using NumSharp;
using static KerasDigits.keras;

namespace KerasDigits.Tests.Saving;

/// <summary>HDF5 files behind a block of the user's own. That h5py writes them so is seen in IndependentReaderTests.</summary>
public sealed class H5UserBlockTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("keras-userblock-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string KindsFile => Path.Combine(AppContext.BaseDirectory, "Goldens", "h5", "kinds.h5");

    private static byte[] Sound(string kind) => kind switch
    {
        "python" => H5PlainTests.OfPython(),
        "ours" => H5PlainTests.OfOurs(),
        _ => File.ReadAllBytes(KindsFile),
    };

    /// <summary>A file with bytes in front, which its superblock knows of, or not, as when they were added later.</summary>
    private static byte[] Behind(byte[] file, int size, bool known)
    {
        byte[] block = new byte[size], behind = (byte[])file.Clone();
        for (int i = 0; i < size; i++) { block[i] = (byte)"a note of mine; "[i % 16]; }
        if (known)
        {
            bool early = behind[8] == 0;
            int address = early ? 24 : 12, end = address + 16;
            BinaryPrimitives.WriteInt64LittleEndian(behind.AsSpan(address), size);
            BinaryPrimitives.WriteInt64LittleEndian(behind.AsSpan(end), size + BinaryPrimitives.ReadInt64LittleEndian(behind.AsSpan(end)));
            if (!early) { BinaryPrimitives.WriteUInt32LittleEndian(behind.AsSpan(44), Lookup3.Hash(behind.AsSpan(0, 44))); }
        }
        return [.. block, .. behind];
    }

    private static List<string> Entries(byte[] bytes, out bool isPlain, bool libraryOnly = false)
    {
        using H5Reader reader = H5Reader.Open(new MemoryStream(bytes), "x.h5", libraryOnly);
        isPlain = reader.IsPlain;
        return H5PlainTests.Entries(reader.Root);
    }

    public static TheoryData<string, int, bool> Blocks()
    {
        var data = new TheoryData<string, int, bool>();
        foreach (string kind in new[] { "python", "ours", "kinds" })
        {
            foreach (int size in new[] { 512, 1024, 2048, 8192 })
            {
                data.Add(kind, size, true);
                data.Add(kind, size, false);
            }
        }
        return data;
    }

    [Theory]
    [MemberData(nameof(Blocks))]
    public void The_tree_is_that_of_the_file_without_the_block(string kind, int size, bool known)
    {
        byte[] sound = Sound(kind), behind = Behind(sound, size, known);
        List<string> expected = Entries(sound, out bool wasPlain);
        Assert.NotEmpty(expected);
        Assert.Equal(expected, Entries(behind, out bool isPlain));
        Assert.Equal(wasPlain, isPlain);
        Assert.Equal(expected, Entries(behind, out isPlain, libraryOnly: true));
        Assert.False(isPlain);
    }

    [Theory]
    [InlineData("python")]
    [InlineData("ours")]
    public void A_block_that_was_cut_off_later_is_not_missed(string kind)
    {
        byte[] sound = Sound(kind), cut = Behind(sound, 1024, known: true)[1024..];
        Assert.Equal(Entries(sound, out _), Entries(cut, out bool isPlain));
        Assert.True(isPlain);
        Assert.Equal(Entries(sound, out _), Entries(cut, out _, libraryOnly: true));
    }

    [Theory]
    [InlineData("python")]
    [InlineData("ours")]
    public void What_is_cut_off_or_elsewhere_is_refused(string kind)
    {
        byte[] sound = Sound(kind), behind = Behind(sound, 512, known: true);
        Assert.Contains("cut off", Assert.Throws<ModelFileException>(() => Entries(behind[..^1], out _)).Message);
        // The superblock stands behind 512, 1,024 … bytes alone, and has an end behind itself.
        Assert.Throws<ModelFileException>(() => Entries([.. new byte[600], .. sound], out _));
        Assert.Throws<ModelFileException>(() => Entries(new byte[5000], out _));
        byte[] backwards = Behind(sound, 512, known: true);
        int address = 512 + (sound[8] == 0 ? 24 : 12);
        BinaryPrimitives.WriteInt64LittleEndian(backwards.AsSpan(address), long.MaxValue);
        if (sound[8] != 0)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(backwards.AsSpan(512 + 44), Lookup3.Hash(backwards.AsSpan(512, 44)));
        }
        Assert.Contains("behind its end", Assert.Throws<ModelFileException>(() => Entries(backwards, out _)).Message);
    }

    [Theory]
    [InlineData("python")]
    [InlineData("ours")]
    [InlineData("kinds")]
    public void Damaged_bytes_end_in_a_tree_or_one_exception(string kind)
    {
        byte[] sound = Behind(Sound(kind), 512, known: true);
        int refused = 0;
        for (int at = 512; at < 512 + 96; at++)
        {
            for (int bit = 0; bit < 8; bit += 3)
            {
                byte[] bytes = (byte[])sound.Clone();
                bytes[at] ^= (byte)(1 << bit);
                try { Assert.NotNull(Entries(bytes, out _)); }
                catch (ModelFileException) { refused++; }
            }
        }
        Assert.True(refused > 40, $"{refused} were refused");
    }

    [Fact]
    public void Models_weights_and_rows_are_read()
    {
        Sequential model = models.Sequential([layers.Dense(4, activation: "tanh", input_shape: 3), layers.Dense(2)]);
        model.compile("adam", "mse");
        NDArray x = np.random.RandomState(3).rand(8, 3).astype(NPTypeCode.Single), expected = model.predict(x);
        string path = Path.Combine(_folder, "m.h5"), weights = Path.Combine(_folder, "w.weights.h5"),
            rows = Path.Combine(_folder, "rows.h5");
        model.save(path);
        model.save_weights(weights);
        foreach (string file in new[] { path, weights }) { File.WriteAllBytes(file, Behind(File.ReadAllBytes(file), 2048, known: true)); }
        Assert.Equal(expected.ToArray<float>(), models.load_model(path).predict(x).ToArray<float>());
        model.set_weights([.. model.get_weights().Select(w => w * 0)]);
        model.load_weights(weights);
        Assert.Equal(expected.ToArray<float>(), model.predict(x).ToArray<float>());

        string plain = Path.Combine(AppContext.BaseDirectory, "Goldens", "hdf5matrix", "plain.h5");
        File.WriteAllBytes(rows, Behind(File.ReadAllBytes(plain), 1024, known: true));
        Assert.Equal(utils.HDF5Matrix(plain, "x").AsArray().ToArray<float>(), utils.HDF5Matrix(rows, "x").AsArray().ToArray<float>());
    }
}
