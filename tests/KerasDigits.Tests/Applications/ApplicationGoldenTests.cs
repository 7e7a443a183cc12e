using System.Reflection;
using System.Text.Json;
using KerasDigits.Backend;
using KerasDigits.Layers;
using KerasDigits.Models;
using NumSharp;

namespace KerasDigits.Tests.Applications;

/// <summary>
/// The architectures of the pack layer by layer, their outputs with seeded weights, and the preprocessing of all families.
/// </summary>
public sealed class ApplicationGoldenTests
{
    private static readonly Golden s_pack = Golden.Pack("applications");
    private static readonly Golden s_images = Golden.Pack("images");

    public static IEnumerable<object[]> Architectures() =>
        s_pack.Cases.Select(Name).Where(n => !n.EndsWith("_seeded", StringComparison.Ordinal)).Select(n => new object[] { n });

    public static IEnumerable<object[]> Seeded() =>
        s_pack.Cases.Select(Name).Where(n => n.EndsWith("_seeded", StringComparison.Ordinal)).Select(n => new object[] { n });

    public static IEnumerable<object[]> Families() =>
        s_images.Cases.Select(Name).Where(n => n.StartsWith("preprocess_", StringComparison.Ordinal)).Select(n => new object[] { n });

    [Theory, MemberData(nameof(Architectures))]
    public void Every_layer_is_Kerass(string name)
    {
        using var version = Golden.Made215();
        JsonElement c = Case(name);
        Model model = Make(name.Split('_')[0], c);
        var differences = new List<string?> { Compare("name", c.GetProperty("model_name").GetString(), model.name),
            Compare("parameters", c.GetProperty("params").GetInt64(), model.count_params()) };
        differences.Add(Compare("trainable", c.GetProperty("trainable").GetInt64(), model.trainable_weights.Sum(w => w.Size)));
        string[] expected = [.. c.GetProperty("layers").EnumerateArray().Select(Describe)], actual = [.. model.layers.Select(Describe)];
        differences.Add(Compare("number of layers", expected.Length, actual.Length));
        differences.AddRange(expected.Zip(actual, (e, a) => Compare("layer", e, a)));
        Golden.Report(differences);
    }

    [Theory, MemberData(nameof(Seeded))]
    public void Seeded_weights_give_Kerass_output(string name)
    {
        using var version = Golden.Made215();
        JsonElement c = Case(name), architecture = Case(name.Split('_')[0]);
        Model model = Make(name.Split('_')[0], architecture);
        Seed(model, c);
        NDArray y = model.predict(s_pack.Array(c, "x")!);
        Golden.Report([Golden.Difference(s_pack.Array(c, "y")!, y, 1e-4, "output")]);
    }

    /// <summary>r = RandomState(seed); variances |g|·0.5 + 0.5, vectors g·0.1, kernels g·0.8 / √(fan in).</summary>
    internal static void Seed(Model model, JsonElement c)
    {
        np.random.seed(c.GetProperty("seed").GetInt32());
        double sum = 0;
        foreach (Variable w in model.weights)
        {
            long[] shape = [.. w.shape.Select(d => d!.Value)];
            float[] g = np.random.randn(shape).astype(NPTypeCode.Double).flatten().ToArray<double>()
                .Select(v => (float)(w.name.Contains("variance", StringComparison.Ordinal) ? (Math.Abs(v) * 0.5) + 0.5
                : shape.Length > 1 ? v * (0.8 / Math.Max(1, Math.Sqrt(shape[..^1].Aggregate(1L, (a, b) => a * b)))) : v * 0.1)).ToArray();
            w.assign(np.array(g).reshape(shape));
            sum += g.Sum(v => (double)v);
        }
        Assert.Equal(c.GetProperty("weight_sum").GetDouble(), sum, 1e-3 * Math.Max(1, Math.Abs(sum)));
    }

    [SkippableFact]
    public void A_weights_file_of_Keras_gives_its_output()
    {
        string file = Path.Combine(Golden.Folder, "files", "mobilenetv2_notop_seeded.weights.h5");
        Skip.IfNot(File.Exists(file), "set KERAS_GOLDENS to the folder of all packs: the file has 9 MB");
        Model model = keras.applications.MobileNetV2(input_shape: (64, 64, 3), include_top: false, weights: file);
        Golden.Report([Golden.Difference(s_pack.Array("MobileNetV2/y"), model.predict(s_pack.Array("MobileNetV2/x")), 1e-4, "output")]);
    }

    [Theory, MemberData(nameof(Families))]
    public void Preprocesses_as_Keras(string name)
    {
        JsonElement c = s_images.Cases.First(x => Name(x) == name);
        MethodInfo method = Registry.Functions[$"keras.applications.{name["preprocess_".Length..]}.preprocess_input"];
        NDArray image = s_images.Array(c, "image")!, before = image.copy();
        NDArray y = (NDArray)method.Invoke(null, [image, null])!;
        Golden.Report([Golden.Difference(s_images.Array(c, "out")!, y, 1e-6, "picture"),
            Golden.Difference(before, image, 0, "the input itself")]);
        NDArray several = (NDArray)method.Invoke(null, [np.expand_dims(image, 0), null])!;
        Golden.Report([Golden.Difference(s_images.Array(c, "out")!, several[0], 1e-6, "one of several")]);
    }

    private static Model Make(string name, JsonElement c)
    {
        Names.Reset();
        MethodInfo method = Registry.Functions["keras.applications." + name];
        JsonElement given = c.GetProperty("kwargs");
        object?[] arguments = [.. method.GetParameters()
            .Select(p => p.Name == "weights" ? null : given.TryGetProperty(p.Name!, out JsonElement value)
            ? value.ValueKind == JsonValueKind.Array ? Shape.FromConfig(Golden.Plain(value)) : Golden.Plain(value) : p.DefaultValue)];
        return (Model)method.Invoke(null, arguments)!;
    }

    private static string Describe(JsonElement l) =>
        $"{l.GetProperty("name").GetString()} ({l.GetProperty("cls").GetString()}) "
        + $"{l.GetProperty("out").GetString()} {l.GetProperty("params").GetInt64()} ["
        + $"{string.Join(", ", l.GetProperty("weights").EnumerateArray().Select(w => w.GetString()))}]";

    private static string Describe(Layer l) =>
        $"{l.name} ({Registry.NameOf(l.GetType())}) "
        + $"{(l is InputLayer ? $"[{l.output_shape}]" : l.output_shape)} {l.count_params()} ["
        + $"{string.Join(", ", l.weights.Select(w => w.name))}]";

    private static string? Compare<T>(string what, T expected, T actual) =>
        Equals(expected, actual) ? null : $"{what}: {actual} instead of {expected}";

    private static JsonElement Case(string name) => s_pack.Cases.First(c => Name(c) == name);

    private static string Name(JsonElement c) => c.GetProperty("name").GetString()!;
}
