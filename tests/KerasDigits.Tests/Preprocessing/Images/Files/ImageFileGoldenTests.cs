using System.Text.Json;
using KerasDigits.Preprocessing.Images;
using NumSharp;

namespace KerasDigits.Tests.Preprocessing;

/// <summary>Image files against Pillow 9.4: what is read and resized is the same to the bit.</summary>
public sealed class ImageFileGoldenTests
{
    private static readonly Golden s_pack = Golden.Own("imagefiles");

    public static IEnumerable<object[]> Names(string kind) =>
        s_pack.Cases.Where(c => c.GetProperty("kind").GetString() == kind).Select(c => new object[] { c.GetProperty("name").GetString()! });

    [Theory, MemberData(nameof(Names), "load")]
    public void Reads_Pillows_values(string name)
    {
        JsonElement c = Case(name);
        // Lossy WebP is decoded by another version of its library: a level of difference is allowed there.
        int most = name == "load_lossy.webp" ? 2 : 0;
        foreach (JsonProperty mode in c.GetProperty("out").EnumerateObject())
        {
            Image image = keras.preprocessing.image.load_img(File(c), color_mode: mode.Name);
            Assert.Null(Difference(s_pack.Array(mode.Value.GetString()!), image, most, mode.Name));
        }
    }

    [Theory, MemberData(nameof(Names), "resize")]
    public void Resizes_to_Pillows_values(string name)
    {
        JsonElement c = Case(name);
        int[] size = [.. c.GetProperty("size").EnumerateArray().Select(e => e.GetInt32())];
        Image image = keras.preprocessing.image.load_img(File(c), color_mode: c.GetProperty("color_mode").GetString()!,
            target_size: (size[0], size[1]), interpolation: c.GetProperty("interpolation").GetString()!,
            keep_aspect_ratio: c.GetProperty("keep").GetBoolean());
        Assert.Equal((size[1], size[0]), image.size);
        Assert.Null(Difference(s_pack.Array(c, "out")!, image, 0, name));
    }

    [Theory, MemberData(nameof(Names), "array")]
    public void Makes_pictures_of_arrays(string name)
    {
        JsonElement c = Case(name);
        Image image = keras.preprocessing.image.array_to_img(s_pack.Array(c, "x")!, scale: c.GetProperty("scale").GetBoolean());
        Assert.Null(Difference(s_pack.Array(c, "out")!, image, 0, name));
    }

    private static byte[] File(JsonElement c) => s_pack.Array(c, "file")!.ToArray<byte>();

    private static JsonElement Case(string name) => s_pack.Cases.First(c => c.GetProperty("name").GetString() == name);

    private static string? Difference(NDArray expected, NDArray actual, int most, string what)
    {
        if (!expected.shape.AsSpan().SequenceEqual(actual.shape))
        {
            return $"{what}: shape ({string.Join(", ", actual.shape)}) instead of ({string.Join(", ", expected.shape)})";
        }
        int[] e = expected.astype(NPTypeCode.Int32).ToArray<int>(), a = actual.astype(NPTypeCode.Int32).ToArray<int>();
        int[] wrong = [.. Enumerable.Range(0, e.Length).Where(i => Math.Abs(e[i] - a[i]) > most)];
        return wrong.Length == 0 ? null : $"{what}: {wrong.Length} of {e.Length} values differ by up to "
            + $"{wrong.Max(i => Math.Abs(e[i] - a[i]))}; the first at {wrong[0]}: {a[wrong[0]]} instead of {e[wrong[0]]}";
    }
}
