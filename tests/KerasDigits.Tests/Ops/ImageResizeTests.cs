using System.Text.Json;
using KerasDigits.Backend;
using KerasDigits.Ops;
using NumSharp;

namespace KerasDigits.Tests.Ops;

/// <summary>tf.image.resize by its recorded pictures, and the projective transform by what must hold.</summary>
public sealed class ImageResizeTests
{
    private static readonly Golden s_pack = Golden.Pack("images");

    [Fact]
    public void Resizes_as_TensorFlow() =>
        Golden.Each(s_pack.Cases.Where(c => c.GetProperty("name").GetString()!.StartsWith("tf_resize_", StringComparison.Ordinal)), Check);

    private static IEnumerable<string?> Check(JsonElement c)
    {
        using var scope = Scopes.Step();
        NDArray image = s_pack.Array(c, "image")!, expected = s_pack.Array(c, "out")!;
        Tensor x = Arrays.ToTensor(image, "float32").unsqueeze(0);
        int[] size = [.. c.GetProperty("size").EnumerateArray().Select(n => n.GetInt32())];
        Tensor y = ImageResize.Resize(x, size[0], size[1], c.GetProperty("name").GetString()!["tf_resize_".Length..]);
        yield return Golden.Difference(expected, Arrays.ToArray(y.squeeze(0)), 1e-5, "picture");
    }

    [Fact]
    public void Smart_resize_cuts_instead_of_distorting()
    {
        using var scope = Scopes.Step();
        Tensor x = Arrays.ToTensor(np.arange(2 * 8).reshape(1, 2, 8, 1), "float32");
        float[] y = Arrays.ToArray(ImageResize.SmartResize(x, 2, 2)).flatten().ToArray<float>();
        Assert.Equal([3f, 4f, 11f, 12f], y);
    }

    [Theory]
    [InlineData("reflect", new float[] { 1, 0, 0, 1, 2, 3 })]
    [InlineData("wrap", new float[] { 2, 3, 0, 1, 2, 3 })]
    [InlineData("nearest", new float[] { 0, 0, 0, 1, 2, 3 })]
    [InlineData("constant", new float[] { 9, 9, 0, 1, 2, 3 })]
    public void Outside_is_filled(string mode, float[] expected)
    {
        using var scope = Scopes.Step();
        Tensor x = Tensors.Of([0, 1, 2, 3, 0, 0], 1, 1, 6, 1).narrow(2, 0, 4);
        // A wider result than the picture: two columns to the left of it.
        Tensor wide = ProjectiveTransform.Apply(Tensors.Of([0, 1, 2, 3], 1, 1, 4, 1), Tensors.Of([1, 0, -2, 0, 1, 0], 1, 6), mode,
            9, "nearest");
        Assert.Equal(expected[..4], Arrays.ToArray(wide).flatten().ToArray<float>());
        Tensor same = ProjectiveTransform.Apply(x, Tensors.Of([1, 0, 0, 0, 1, 0], 1, 6), mode, 9, "bilinear");
        Assert.Equal([0f, 1, 2, 3], Arrays.ToArray(same).flatten().ToArray<float>());
    }

    [Fact]
    public void Between_pixels_it_interpolates()
    {
        using var scope = Scopes.Step();
        Tensor x = Tensors.Of([0, 1, 2, 3], 1, 1, 4, 1), map = Tensors.Of([1, 0, -0.5f, 0, 1, 0], 1, 6);
        Assert.Equal([0f, 0.5f, 1.5f, 2.5f], Arrays.ToArray(ProjectiveTransform.Apply(x, map, "reflect", 0, "bilinear")).flatten()
            .ToArray<float>());
        Assert.Equal([-2f, 0.5f, 1.5f, 2.5f], Arrays.ToArray(ProjectiveTransform.Apply(x, map, "constant", -4, "bilinear")).flatten()
            .ToArray<float>());
    }
}
