using NumSharp;
using static KerasDigits.keras.preprocessing.image;

namespace KerasDigits.Tests.Preprocessing;

/// <summary>Writing pictures, and what is said of files and arguments that do not fit.</summary>
public sealed class ImageFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("keras-images-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("a.png", 3, 0), InlineData("a.png", 1, 0), InlineData("a.png", 4, 0), InlineData("a.bmp", 3, 0), InlineData("a.jpg", 3, 10),
        InlineData("a.webp", 3, 20)]
    public void What_is_saved_is_read_again(string name, int channels, int most)
    {
        NDArray x = Picture(9, 14, channels);
        string path = Path.Combine(_folder, name);
        save_img(path, x, scale: false);
        NDArray y = img_to_array(load_img(path, color_mode: channels switch { 1 => "grayscale", 3 => "rgb", _ => "rgba" }));
        Assert.Equal(x.shape, y.shape);
        Assert.True(x.ToArray<float>().Zip(y.ToArray<float>(), (a, b) => Math.Abs(a - b)).Average() <= most);
        Assert.Equal([path], Directory.GetFiles(_folder));
    }

    [Fact]
    public void Values_above_255_become_a_wide_png()
    {
        NDArray x = np.array(new float[] { 0, 300, 65535, 7, 8, 256 }).reshape(new NumSharp.Shape(2, 3, 1));
        string path = Path.Combine(_folder, "wide.png");
        save_img(path, x, scale: false);
        Assert.Equal(x.ToArray<float>(), img_to_array(load_img(path, color_mode: "grayscale")).ToArray<float>());
        Assert.Contains("png only",
            Assert.Throws<ArgumentException>(() => save_img(Path.Combine(_folder, "wide.bmp"), x, scale: false)).Message);
        Assert.Equal([path], Directory.GetFiles(_folder));
    }

    [Fact]
    public void Channels_first_is_transposed_both_ways()
    {
        NDArray x = Picture(4, 6, 3);
        NDArray first = img_to_array(array_to_img(x, scale: false), data_format: "channels_first");
        Assert.Equal([3, 4, 6], first.shape.Select(d => (int)d));
        Assert.Equal(x.ToArray<float>(), img_to_array(array_to_img(first, data_format: "channels_first", scale: false)).ToArray<float>());
    }

    [Fact]
    public void An_rgba_array_saved_as_jpeg_loses_its_alpha()
    {
        string path = Path.Combine(_folder, "a.jpg");
        save_img(path, Picture(8, 8, 4), scale: false);
        Assert.Equal("RGB", load_img(path).mode);
    }

    [Fact]
    public void A_broken_file_is_named()
    {
        string text = Path.Combine(_folder, "text.png"), half = Path.Combine(_folder, "half.png"), none = Path.Combine(_folder, "none.png");
        File.WriteAllText(text, "no picture");
        save_img(half, Picture(40, 40, 3));
        File.WriteAllBytes(half, File.ReadAllBytes(half)[..300]);
        Assert.Contains($"cannot identify image file '{text}'", Assert.Throws<InvalidDataException>(() => load_img(text)).Message);
        string tiff = Path.Combine(_folder, "a.tif");
        File.WriteAllBytes(tiff, [.. "II*\0"u8, 8, 0, 0, 0]);
        Assert.EndsWith("It is a TIFF file, which is not read: save it as PNG. Read are JPEG, PNG, BMP, GIF, WebP, PNM.",
            Assert.Throws<InvalidDataException>(() => load_img(tiff)).Message);
        Assert.Contains($"cannot identify image file '{half}'", Assert.Throws<InvalidDataException>(() => load_img(half)).Message);
        Assert.Contains(none, Assert.Throws<FileNotFoundException>(() => load_img(none)).Message);
    }

    [Fact]
    public void A_damaged_file_is_a_picture_or_no_picture_but_nothing_else()
    {
        Golden pack = Golden.Own("imagefiles");
        var random = new Random(5);
        int broken = 0, whole = 0;
        foreach (byte[] file in pack.Cases.Where(c => c.GetProperty("kind").GetString() == "load")
            .Select(c => pack.Array(c, "file")!.ToArray<byte>()))
        {
            for (int i = 0; i < 60; i++)
            {
                byte[] damaged = i % 3 == 0 ? file[..random.Next(file.Length)] : (byte[])file.Clone();
                for (int n = random.Next(1, 5); n > 0 && damaged.Length > 0; n--)
                {
                    damaged[random.Next(i % 2 == 0 ? Math.Min(60, damaged.Length) : damaged.Length)] = (byte)random.Next(256);
                }
                try
                {
                    Assert.True(load_img(damaged).width > 0);
                    whole++;
                }
                catch (InvalidDataException e)
                {
                    Assert.Contains("cannot identify image file", e.Message);
                    broken++;
                }
            }
        }
        Assert.True(broken > 300 && whole > 50, $"{broken} broken, {whole} whole");
    }

    [Fact]
    public void A_file_that_would_not_fit_into_memory_is_refused_before_it_is_unpacked()
    {
        byte[] file = Golden.Own("imagefiles").Array("file/wide.png").ToArray<byte>();
        (file[16], file[20]) = (0x40, 0x40);
        Assert.Contains("decompression bomb", Assert.Throws<InvalidDataException>(() => load_img(file)).Message);
        Assert.Contains("decompression bomb",
            Assert.Throws<InvalidDataException>(() => load_img("P6 99999 99999 255 "u8.ToArray())).Message);
    }

    [Fact]
    public void Unknown_words_and_wrong_ranks_are_refused()
    {
        byte[] file = Png(Picture(3, 3, 3));
        Assert.Contains("color_mode must be \"grayscale\", \"rgb\", or \"rgba\"",
            Assert.Throws<ArgumentException>(() => load_img(file, color_mode: "bgr")).Message);
        Assert.Contains("Supported methods are nearest, bilinear",
            Assert.Throws<ArgumentException>(() => load_img(file, interpolation: "cubic")).Message);
        Assert.Contains("above 0", Assert.Throws<ArgumentException>(() => load_img(file, target_size: (0, 4))).Message);
        Assert.Contains("rank 3", Assert.Throws<ArgumentException>(() => array_to_img(np.zeros(new NumSharp.Shape(2, 2)))).Message);
        Assert.Contains("Unsupported channel number: 2",
            Assert.Throws<ArgumentException>(() => array_to_img(np.zeros(new NumSharp.Shape(2, 2, 2)))).Message);
        Assert.Contains("Unsupported image shape",
            Assert.Throws<ArgumentException>(() => img_to_array(np.zeros(new NumSharp.Shape(2, 2, 2, 1)))).Message);
        Assert.Contains("written as png, jpeg, webp or bmp",
            Assert.Throws<ArgumentException>(() => save_img(Path.Combine(_folder, "a.tiff"), Picture(2, 2, 3))).Message);
        Assert.Empty(Directory.GetFiles(_folder));
    }

    [Fact]
    public void Pictures_are_listed_with_their_folders_in_order()
    {
        foreach (string name in (string[])["b.png", "a.JPG", "x/c.bmp", "x/notes.txt"])
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(_folder, name))!);
            File.WriteAllBytes(Path.Combine(_folder, name), []);
        }
        Assert.Equal(["a.JPG", "b.png", "x/c.bmp"], list_pictures(_folder).Select(f => Path.GetRelativePath(_folder, f)));
        Assert.Equal(["x/c.bmp"], list_pictures(_folder, ["bmp"]).Select(f => Path.GetRelativePath(_folder, f)));
    }

    internal static NDArray Picture(int height, int width, int channels)
    {
        float[] values = [.. Enumerable.Range(0, height * width * channels)
            .Select(i =>
                (float)(int)(127 + (120 * Math.Sin((i / channels / width / 9.0) + (i / channels % width / 12.0) + (i % channels / 2.0)))))];
        return np.array(values).reshape(new NumSharp.Shape(height, width, channels));
    }

    private byte[] Png(NDArray x)
    {
        string path = Path.Combine(_folder, "p.png");
        save_img(path, x, scale: false);
        byte[] bytes = File.ReadAllBytes(path);
        File.Delete(path);
        return bytes;
    }
}
