using KerasDigits.Preprocessing.Images;
using NumSharp;

namespace KerasDigits.Tests.Preprocessing;

/// <summary>PIL.Image's lines. Figures of resizing and grey are in ImageFileGoldenTests; here what stands around them.</summary>
public sealed class PillowTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pillow").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_file_is_opened_changed_and_saved()
    {
        string path = Path.Combine(_folder, "a.png");
        NDArray colours = np.arange(2 * 3 * 3).reshape(2, 3, 3).astype(np.uint8);
        Image.fromarray(colours).save(path);
        Image img = Image.open(path);
        Assert.Equal(("PNG", (3, 2), "RGB"), (img.format, img.size, img.mode));
        Assert.Equal("<PIL.Image.Image image mode=RGB size=3x2>", img.ToString());
        NDArray back = np.array(img);
        Assert.Equal(new long[] { 2, 3, 3 }, back.shape);
        Assert.Equal(Numbers(colours), Numbers(back));
        Assert.Equal("L", img.convert("L").mode);
        Assert.Equal((28, 14), img.resize((28, 14), Image.LANCZOS).size);
        Assert.Equal((28, 14), img.resize((28, 14), Image.Resampling.BILINEAR).size);
        img.save(Path.Combine(_folder, "a.jpg"), quality: 95);
        Assert.Equal("JPEG", Image.open(Path.Combine(_folder, "a.jpg")).format);
        using var stream = new MemoryStream(File.ReadAllBytes(path));
        Assert.Equal((3, 2), Image.open(stream).size);
    }

    [Fact]
    public void Arrays_have_their_modes()
    {
        Assert.Equal("L", Image.fromarray(np.zeros(new NumSharp.Shape(2, 3)).astype(np.uint8)).mode);
        Assert.Equal("RGBA", Image.fromarray(np.zeros(new NumSharp.Shape(2, 3, 4)).astype(np.uint8)).mode);
        Assert.Equal("I", Image.fromarray(np.zeros(new NumSharp.Shape(2, 3)).astype(np.int32)).mode);
        Assert.Contains("astype(np.uint8)", Assert.Throws<ArgumentException>(() =>
            Image.fromarray(np.zeros(new NumSharp.Shape(2, 3)))).Message, StringComparison.Ordinal);
        Assert.Contains("reshape(height, width)", Assert.Throws<ArgumentException>(() =>
            Image.fromarray(np.zeros(new NumSharp.Shape(2, 3, 1)).astype(np.uint8))).Message, StringComparison.Ordinal);
        Assert.Equal([7, 8, 9], Image.@new("RGB", (2, 2), 7, 8, 9).getpixel((1, 1)));
        Assert.Equal([0], Image.@new("L", (2, 2)).getpixel((0, 0)));
    }

    [Fact]
    public void Parts_mirrors_and_turns()
    {
        Image img = Image.fromarray(np.arange(6).reshape(2, 3).astype(np.uint8));
        Assert.Equal([1, 2, 4, 5], Numbers(img.crop((1, 0, 3, 2))));
        Assert.Equal([0, 0, 0, 0], Numbers(img.crop((-1, -1, 1, 1))));
        Assert.Equal([2, 1, 0, 5, 4, 3], Numbers(img.transpose(Image.FLIP_LEFT_RIGHT)));
        Assert.Equal([3, 4, 5, 0, 1, 2], Numbers(img.transpose(Image.FLIP_TOP_BOTTOM)));
        Assert.Equal([2, 5, 1, 4, 0, 3], Numbers(img.transpose(Image.ROTATE_90)));
        Assert.Equal([3, 0, 4, 1, 5, 2], Numbers(img.transpose(Image.ROTATE_270)));
        Assert.Equal([0, 3, 1, 4, 2, 5], Numbers(img.transpose(Image.TRANSPOSE)));
        Assert.Equal([5, 4, 3, 2, 1, 0], Numbers(img.rotate(180)));
        Assert.Equal((2, 3), img.rotate(90, expand: true).size);
        Assert.Equal((3, 2), img.rotate(90).size);
        Assert.Equal(Numbers(img), Numbers(img.rotate(360)));
        // By Pillow's steps of 1/65536.
        Image square = Image.fromarray(np.arange(1, 10).reshape(3, 3).astype(np.uint8));
        Assert.Equal([2, 3, 6, 1, 5, 9, 4, 7, 8], Numbers(square.rotate(45)));
        Assert.Equal((5, 5), square.rotate(45, expand: true).size);
        Assert.Throws<ArgumentException>(() => img.transpose(9));
        Assert.Throws<ArgumentException>(() => img.getpixel((3, 0)));
    }

    private static double[] Numbers(NDArray array) => array.astype(NPTypeCode.Double).flatten().ToArray<double>();
}
