using System.Text.Json;
using KerasDigits.Data;
using KerasDigits.Preprocessing.Images;
using NumSharp;

namespace KerasDigits.Tests.Preprocessing;

/// <summary>Every case of ImageDataGenerator in the pack: parameters exactly, pictures to 1e-4 of 255.</summary>
public sealed class ImageGoldenTests
{
    private static readonly Golden s_pack = Golden.Pack("images"), s_old = Golden.Pack("images231");

    public static IEnumerable<object[]> Names() =>
        s_pack.Cases.Select(Name).Where(n => n.Split('_')[0] is "transform" or "random" or "flow" or "fit").Select(n => new object[] { n });

    public static IEnumerable<object[]> OldNames() => s_old.Cases.Select(c => new object[] { Name(c) });

    [Theory, MemberData(nameof(Names))]
    public void Makes_the_pictures_of_2_15(string name)
    {
        using var version = Golden.Made215();
        Check(s_pack, name);
    }

    [Theory, MemberData(nameof(OldNames))]
    public void Makes_the_pictures_of_2_3_1(string name) => Check(s_old, name);

    private static void Check(Golden pack, string name)
    {
        JsonElement c = pack.Cases.First(x => Name(x) == name);
        Golden.Report(name.Split('_')[0] switch
        {
            "transform" => Transform(pack, c),
            "random" => Random(pack, c),
            "flow" => Flow(pack, c),
            _ => Fit(pack, c),
        });
    }

    /// <summary>An array of the older pack may be one of the newer, whose inputs it shares.</summary>
    private static NDArray? Read(Golden pack, JsonElement c, string property) =>
        c.TryGetProperty(property, out JsonElement key) && key.ValueKind == JsonValueKind.String
        ? (pack.Has(key.GetString()!) ? pack : s_pack).Array(key.GetString()!)
        : null;

    [Fact]
    public void No_kind_of_case_is_without_a_test()
    {
        // Here; ApplicationGoldenTests; ImageResizeTests; ResizeTests of the Notebook package.
        string[] tested = ["transform", "random", "flow", "fit", "preprocess", "tf", "cv2"];
        Assert.Empty(s_pack.Cases.Select(c => Name(c).Split('_')[0]).Distinct().Except(tested));
    }

    private static IEnumerable<string?> Transform(Golden pack, JsonElement c)
    {
        JsonElement p = c.GetProperty("params");
        var generator = keras.preprocessing.image.ImageDataGenerator(fill_mode: c.GetProperty("fill_mode").GetString()!,
            cval: c.TryGetProperty("cval", out JsonElement v) ? v.GetDouble() : 0);
        yield return Close(Read(pack, c, "out"), generator.apply_transform(Read(pack, c, "image")!, Parameters(p)), "picture");
    }

    private static IEnumerable<string?> Random(Golden pack, JsonElement c)
    {
        ImageDataGenerator generator = Generator(c.GetProperty("config"));
        NDArray image = Read(pack, c, "image")!;
        TransformParameters expected = Parameters(c.GetProperty("params"));
        int seed = c.GetProperty("seed").GetInt32();
        TransformParameters actual = generator.get_random_transform(new Shape([.. image.shape]), seed);
        yield return expected == actual ? null : $"{actual} instead of {expected}";
        yield return Close(Read(pack, c, "out"), generator.random_transform(image, seed), "picture");
    }

    private static IEnumerable<string?> Flow(Golden pack, JsonElement c)
    {
        ImageDataGenerator generator = Generator(c.GetProperty("config"));
        JsonElement f = c.GetProperty("flow");
        NumpyArrayIterator flow = generator.flow(Read(pack, c, "x")!, Read(pack, c, "y"), f.GetProperty("batch_size").GetInt32(),
            !f.TryGetProperty("shuffle", out JsonElement s) || s.GetBoolean(), Read(pack, c, "w"),
            f.TryGetProperty("seed", out JsonElement seed) ? seed.GetInt32() : null, ignore_class_split: true,
            subset: f.TryGetProperty("subset", out JsonElement subset) ? subset.GetString() : null);
        if (c.TryGetProperty("length", out JsonElement length))
        {
            yield return flow.Length == length.GetInt32() ? null : $"{flow.Length} batches instead of {length}";
        }
        int number = 0;
        foreach (JsonElement expected in c.GetProperty("batches").EnumerateArray())
        {
            Batch batch = flow.next();
            NDArray[] actual = [.. batch.inputs, .. batch.targets ?? [], .. batch.sample_weights?.OfType<NDArray>() ?? []];
            string[] keys = [.. expected.EnumerateArray().Select(k => k.GetString()!)];
            yield return keys.Length == actual.Length ? null : $"batch {number}: {actual.Length} arrays instead of {keys.Length}";
            for (int i = 0; i < keys.Length; i++) { yield return Close(pack.Array(keys[i]), actual[i], $"batch {number}, array {i}"); }
            number++;
        }
    }

    private static IEnumerable<string?> Fit(Golden pack, JsonElement c)
    {
        ImageDataGenerator generator = Generator(c.GetProperty("config"));
        NDArray x = Read(pack, c, "x")!, expected = Read(pack, c, "out")!;
        generator.fit(x);
        NDArray actual = expected.ndim == 3
            ? generator.standardize(x[0])
            : np.stack([.. Enumerable.Range(0, (int)expected.shape[0]).Select(i => generator.standardize(x[i]))]);
        yield return Close(expected, actual, "standardized");
    }

    /// <summary>1e-4 on the scale 0..255.</summary>
    internal static string? Close(NDArray? expected, NDArray actual, string what)
    {
        float[] e = expected!.astype(NPTypeCode.Single).ToArray<float>(), a = actual.astype(NPTypeCode.Single).ToArray<float>();
        if (!expected.shape.SequenceEqual(actual.shape))
        {
            return $"{what}: shape ({string.Join(", ", actual.shape)}) instead of ({string.Join(", ", expected.shape)})";
        }
        int worst = Enumerable.Range(0, e.Length).MaxBy(i => Math.Abs(e[i] - a[i]));
        return Math.Abs(e[worst] - a[worst]) <= 1e-4f * Math.Max(1, Math.Abs(e[worst]))
            ? null
            : $"{what}: {a[worst]} instead of {e[worst]} at {worst} of {e.Length}";
    }

    internal static ImageDataGenerator Generator(JsonElement config)
    {
        bool Flag(string name) => config.TryGetProperty(name, out JsonElement e) && e.GetBoolean();
        double Number(string name, double otherwise = 0) => config.TryGetProperty(name, out JsonElement e)
            && e.ValueKind == JsonValueKind.Number ? e.GetDouble() : otherwise;
        double[]? List(string name) => config.TryGetProperty(name, out JsonElement e)
            && e.ValueKind == JsonValueKind.Array ? [.. e.EnumerateArray().Select(x => x.GetDouble())] : null;
        ShiftRange? Shift(string name) => !config.TryGetProperty(name, out JsonElement e) ? null : List(name) is { } list ? (ShiftRange)list
            : e.TryGetInt32(out int whole) ? (ShiftRange)whole : (ShiftRange)e.GetDouble();
        return new ImageDataGenerator(Flag("featurewise_center"), Flag("samplewise_center"), Flag("featurewise_std_normalization"),
            Flag("samplewise_std_normalization"), Flag("zca_whitening"), Number("zca_epsilon", 1e-6), Number("rotation_range"),
            Shift("width_shift_range"), Shift("height_shift_range"), List("brightness_range") is { } b ? (b[0], b[1]) : null,
            Number("shear_range"), List("zoom_range") is { } z ? z : Number("zoom_range"), Number("channel_shift_range"),
            config.TryGetProperty("fill_mode", out JsonElement fill) ? fill.GetString()! : "nearest", Number("cval"),
            Flag("horizontal_flip"), Flag("vertical_flip"), config.TryGetProperty("rescale", out JsonElement r) ? r.GetDouble() : null,
            validation_split: Number("validation_split"));
    }

    private static TransformParameters Parameters(JsonElement p)
    {
        double Number(string name, double otherwise = 0) => p.TryGetProperty(name, out JsonElement e) ? e.GetDouble() : otherwise;
        double? Optional(string name) => p.TryGetProperty(name, out JsonElement e)
            && e.ValueKind == JsonValueKind.Number ? e.GetDouble() : null;
        bool Flag(string name) => p.TryGetProperty(name, out JsonElement e)
            && (e.ValueKind == JsonValueKind.True || (e.ValueKind == JsonValueKind.Number && e.GetDouble() != 0));
        return new(Number("theta"), Number("tx"), Number("ty"), Number("shear"), Number("zx", 1), Number("zy", 1), Flag("flip_horizontal"),
            Flag("flip_vertical"), Optional("channel_shift_intensity"), Optional("brightness"));
    }

    private static string Name(JsonElement c) => c.GetProperty("name").GetString()!;
}
