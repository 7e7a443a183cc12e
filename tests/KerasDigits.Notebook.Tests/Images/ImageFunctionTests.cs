using NumSharp;

namespace KerasDigits.Notebook.Tests.Images;

/// <summary>The figures are OpenCV 4.6's for the same picture.</summary>
public sealed class ImageFunctionTests : IDisposable
{
    private static readonly byte[] s_pixels =
    [
        37, 235, 140, 72, 255, 137, 203, 133, 79, 192, 144, 129,
        204, 71, 237, 252, 134, 25, 178, 20, 254, 101, 146, 212,
        139, 252, 234, 156, 157, 142, 50, 68, 215, 215, 233, 241,
    ];

    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    private static NDArray Picture => np.array(s_pixels).reshape(3, 4, 3);

    private static NDArray Grey => cv2.cvtColor(Picture, cv2.COLOR_BGR2GRAY);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Colours_change_as_in_OpenCV()
    {
        Assert.Equal(new byte[] { 184, 199, 125, 145, 136, 115, 108, 161, 234, 152, 110, 233 }, Bytes(Grey));
        Assert.Equal(new byte[] { 165, 187, 148, 157, 130, 157, 94, 140, 216, 155, 79, 229 },
            Bytes(cv2.cvtColor(Picture, cv2.COLOR_RGB2GRAY)));
        float[] grey = cv2.cvtColor((Picture.astype(np.float32) / 255f).astype(np.float32), cv2.COLOR_BGR2GRAY).flatten().ToArray<float>();
        float[] wanted = [0.7216588f, 0.7798275f, 0.4895451f, 0.5685765f];
        for (int i = 0; i < 4; i++) { Assert.Equal(wanted[i], grey[i], 1e-6f); }
        Assert.Equal(new byte[] { 140, 235, 37, 137, 255, 72 }, Bytes(cv2.cvtColor(Picture, cv2.COLOR_BGR2RGB))[..6]);
        Assert.Equal(new byte[] { 37, 235, 140, 255 }, Bytes(cv2.cvtColor(Picture, cv2.COLOR_BGR2BGRA))[..4]);
        Assert.Equal([3L, 4L, 3L], cv2.cvtColor(Grey, cv2.COLOR_GRAY2BGR).shape);
        Assert.Contains("1 channel", Assert.Throws<ArgumentException>(() => cv2.cvtColor(Picture, cv2.COLOR_GRAY2BGR)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Images_are_mirrored_and_turned()
    {
        Assert.Equal(new byte[] { 145, 125, 199, 184, 161, 108, 115, 136, 233, 110, 152, 234 }, Bytes(cv2.flip(Grey, 1)));
        Assert.Equal(new byte[] { 234, 152, 110, 233, 136, 115, 108, 161, 184, 199, 125, 145 }, Bytes(cv2.flip(Grey, 0)));
        Assert.Equal(new byte[] { 233, 110, 152, 234, 161, 108, 115, 136, 145, 125, 199, 184 }, Bytes(cv2.flip(Grey, -1)));
        Assert.Equal(new byte[] { 234, 136, 184, 152, 115, 199, 110, 108, 125, 233, 161, 145 },
            Bytes(cv2.rotate(Grey, cv2.ROTATE_90_CLOCKWISE)));
        Assert.Equal(Bytes(cv2.flip(Grey, -1)), Bytes(cv2.rotate(Grey, cv2.ROTATE_180)));
        Assert.Equal(Bytes(Picture), Bytes(cv2.rotate(cv2.rotate(Picture, cv2.ROTATE_90_COUNTERCLOCKWISE), cv2.ROTATE_90_CLOCKWISE)));
        double[] turn = cv2.getRotationMatrix2D((2, 1.5), 30, 1.2).flatten().ToArray<double>();
        double[] wanted = [1.0392304845413265, 0.6, -0.9784609690826528, -0.6, 1.0392304845413265, 1.14115427318801];
        for (int i = 0; i < 6; i++) { Assert.Equal(wanted[i], turn[i], 1e-12); }
    }

    [Theory]
    [InlineData(cv2.THRESH_BINARY, new byte[] { 200, 200, 0, 200, 200, 0, 0, 200, 200, 200, 0, 200 })]
    [InlineData(cv2.THRESH_BINARY_INV, new byte[] { 0, 0, 200, 0, 0, 200, 200, 0, 0, 0, 200, 0 })]
    [InlineData(cv2.THRESH_TRUNC, new byte[] { 127, 127, 125, 127, 127, 115, 108, 127, 127, 127, 110, 127 })]
    [InlineData(cv2.THRESH_TOZERO, new byte[] { 184, 199, 0, 145, 136, 0, 0, 161, 234, 152, 0, 233 })]
    [InlineData(cv2.THRESH_TOZERO_INV, new byte[] { 0, 0, 125, 0, 0, 115, 108, 0, 0, 0, 110, 0 })]
    public void Levels_cut_as_in_OpenCV(int kind, byte[] wanted)
    {
        var (level, image) = cv2.threshold(Grey, 127, 200, kind);
        Assert.Equal(127, level);
        Assert.Equal(wanted, Bytes(image));
    }

    [Fact]
    public void Otsu_finds_OpenCVs_level()
    {
        var (level, image) = cv2.threshold(Grey, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU);
        Assert.Equal(161, level);
        Assert.Equal(new byte[] { 255, 255, 0, 0, 0, 0, 0, 0, 255, 0, 0, 255 }, Bytes(image));
    }

    [Fact]
    public void Files_hold_blue_green_red()
    {
        string file = Path.Combine(_folder, "a.png");
        Assert.True(cv2.imwrite(file, Picture));
        Assert.Equal(Bytes(Picture), Bytes(cv2.imread(file)!));
        Assert.Equal(Bytes(Grey), Bytes(cv2.imread(file, cv2.IMREAD_GRAYSCALE)!));
        Assert.Equal([3L, 4L, 3L], cv2.imread(file, cv2.IMREAD_UNCHANGED)!.shape);
        using (SkiaSharp.SKBitmap bitmap = SkiaSharp.SKBitmap.Decode(file))
        {
            Assert.Equal(new SkiaSharp.SKColor(140, 235, 37), bitmap.GetPixel(0, 0));
        }
        cv2.imwrite(file, Grey);
        Assert.Equal([3L, 4L], cv2.imread(file, cv2.IMREAD_UNCHANGED)!.shape);
        NDArray clear = cv2.cvtColor(Picture, cv2.COLOR_BGR2BGRA);
        clear[":, :, 3"] = (byte)7;
        cv2.imwrite(file, clear);
        Assert.Equal(Bytes(clear), Bytes(cv2.imread(file, cv2.IMREAD_UNCHANGED)!));
        Assert.Null(cv2.imread(Path.Combine(_folder, "none.png")));
        Assert.Throws<ArgumentException>(() => cv2.imwrite(Path.Combine(_folder, "a.tif"), Picture));
    }

    private static byte[] Bytes(NDArray image) => image.flatten().ToArray<byte>();
}
