using System.IO.Compression;
using System.Text.Json;
using KerasDigits.Backend;
using KerasDigits.Layers;
using KerasDigits.Models;
using KerasDigits.Saving;
using KerasDigits.Tests.Saving.Onnx;
using NumSharp;
using static KerasDigits.keras;

namespace KerasDigits.Tests.Saving;

/// <summary>
/// Models with kernels of few bits (int8, int4, float8, GPTQ, AWQ) as four versions of Keras 3 wrote them, with what they predicted
/// (tools/goldens/quantized.py).
/// </summary>
public sealed class QuantizedTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("keras-quantized-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    public static IEnumerable<object[]> Versions() => Pack().Select(v => new object[] { v.Name });

    [Theory]
    [MemberData(nameof(Versions))]
    public void Each_predicts_as_it_did_in_Keras(string version)
    {
        var faults = new List<string>();
        int count = 0;
        foreach (JsonProperty one in Pack().Single(v => v.Name == version).Value.EnumerateObject())
        {
            foreach (string kind in new[] { "keras", "h5" }.Where(k => one.Value.TryGetProperty(k, out _)))
            {
                count++;
                if (Fault(one.Value, kind) is { } fault) { faults.Add($"{one.Name} ({kind}): {fault}"); }
            }
        }
        Assert.True(faults.Count == 0, $"{faults.Count} of {count}:\n{string.Join('\n', faults)}");
        Assert.True(count > 20, $"only {count} files");
    }

    private string? Fault(JsonElement c, string kind)
    {
        try
        {
            NDArray x = Input(c), expected = np.array([.. c.GetProperty("y").EnumerateArray().Select(v => v.GetSingle())]);
            Model model = models.load_model(Written(c, kind));
            if (Difference(model, x, expected, "the model") is { } difference) { return difference; }
            foreach (string ending in new[] { "keras", "h5" })
            {
                string path = Path.Combine(_folder, "again." + ending);
                model.save(path);
                if (Difference(models.load_model(path), x, expected, $"the model after a trip through .{ending}") is { } lost)
                {
                    return lost;
                }
            }
            string weights = Path.Combine(_folder, "w.weights.h5");
            model.save_weights(weights);
            Model empty = models.model_from_json(model.to_json());
            empty.load_weights(weights);
            return Difference(empty, x, expected, "the model of JSON and weights");
        }
        catch (Exception e) when (e is not OutOfMemoryException) { return e.Message.Split('\n')[0]; }
    }

    private static string? Difference(Model model, NDArray x, NDArray expected, string what)
    {
        NDArray y = model.predict(x);
        return y.size != expected.size ? $"{what} gives {y.size} numbers" : Golden.Difference(expected, y.flatten(), 2e-5, what);
    }

    private string Written(JsonElement c, string kind)
    {
        string path = Path.Combine(_folder, "m." + kind);
        File.WriteAllBytes(path, Convert.FromBase64String(c.GetProperty(kind).GetString()!));
        return path;
    }

    private static NDArray Input(JsonElement c)
    {
        float[] values = [.. Flat(c.GetProperty("x"))];
        int[] shape = [.. c.GetProperty("shape").EnumerateArray().Select(d => d.GetInt32())];
        return (c.GetProperty("integer").GetBoolean() ? np.array(Array.ConvertAll(values, v => (int)v)) : np.array(values)).reshape(shape);
    }

    private static IEnumerable<float> Flat(JsonElement list) =>
        list.ValueKind == JsonValueKind.Array ? list.EnumerateArray().SelectMany(Flat) : [list.GetSingle()];

    [Theory]
    [InlineData("dense int8")]
    [InlineData("in between int8")]
    [InlineData("einsum from heads int8")]
    [InlineData("embedding int8")]
    [InlineData("blocks of 4")]
    [InlineData("einsum, blocks of 4")]
    [InlineData("coarse inputs int8")]
    [InlineData("reversible, tied, 2.0, int8")]
    [InlineData("reversible, apart, 2.0, int4")]
    public void OnnxRuntime_predicts_the_same(string name)
    {
        JsonElement c = Case("3.15.1", name);
        Assert.Null(OnnxSession.Difference(models.load_model(Written(c, "keras")), [Input(c)]));
    }

    [Fact]
    public void Float8_is_not_exported()
    {
        Model model = models.load_model(Written(Case("3.15.1", "dense float8"), "keras"));
        var e = Assert.Throws<NotSupportedException>(() => model.export(Path.Combine(_folder, "m.onnx")));
        Assert.Contains("float8", e.Message, StringComparison.Ordinal);
    }

    /// <summary>As in Keras the whole numbers stay; the bias and the layers before are trained by the gradients of what they stand
    /// for.</summary>
    [Fact]
    public void Whole_numbers_stay_while_the_others_are_trained()
    {
        utils.set_random_seed(4);
        Model Made(Policy? policy)
        {
            KerasTensor i = keras.Input(5);
            KerasTensor o = layers.Dense(3, dtype: policy, name: "few").Apply(layers.Dense(4, name: "before").Apply(i));
            Model model = keras.Model(i, o);
            model.compile(optimizer: optimizers.SGD(lr: 0.1), loss: "mse");
            return model;
        }
        Model few = Made("int8_from_float32"), plain = Made(null);
        NDArray kernel = np.random.randint(-127, 128, new[] { 4, 3 }), scale = np.random.uniform(40, 90, new[] { 3 }).astype(np.float32);
        few.get_layer("few").set_weights([np.zeros(3), kernel, scale]);
        plain.set_weights([.. few.get_layer("before").get_weights(), kernel.astype(np.float32) / scale, np.zeros(3)]);
        Assert.Equal(["few/bias:0"], few.get_layer("few").trainable_weights.Select(w => w.name));
        NDArray x = np.random.uniform(-1, 1, new[] { 6, 5 }).astype(np.float32),
            y = np.random.uniform(-1, 1, new[] { 6, 3 }).astype(np.float32);
        few.fit(x, y, epochs: 1, batch_size: 6, verbose: 0);
        plain.fit(x, y, epochs: 1, batch_size: 6, verbose: 0);
        NDArray[] after = few.get_layer("few").get_weights();
        Assert.Equal(kernel.astype(np.float32).ToArray<float>(), after[1].astype(np.float32).ToArray<float>());
        Assert.Equal(scale.ToArray<float>(), after[2].ToArray<float>());
        // Inputs are rounded to one part in 127 at most, and so the errors that go back differ by little.
        NDArray[] there = plain.get_layer("before").get_weights(), here = few.get_layer("before").get_weights();
        Assert.Null(Golden.Difference(there[0], here[0], 5e-3, "the kernel before"));
        Assert.Null(Golden.Difference(plain.get_layer("few").get_weights()[1], after[0], 5e-2, "the bias"));
    }

    [Fact]
    public void Float8_is_trained_in_Python_alone()
    {
        Model model = models.load_model(Written(Case("3.15.1", "dense float8"), "keras"));
        model.compile(optimizer: "sgd", loss: "mse");
        NDArray x = np.zeros(new[] { 2, 9 }), y = np.zeros(new[] { 2, 5 });
        Assert.Contains("float8", Assert.Throws<NotSupportedException>(() => model.fit(x, y, verbose: 0)).Message,
            StringComparison.Ordinal);
        model.trainable = false;
        Model larger = models.Sequential([layers.Dense(9, input_shape: 9, name: "before"), .. model.layers]);
        larger.compile(optimizer: "sgd", loss: "mse");
        Assert.Single(larger.fit(x, y, verbose: 0).history["loss"]);
    }

    /// <summary>A name is what every Keras 3 knows, and what it does not say stands beside it where 3.13 and later look for it.</summary>
    [Fact]
    public void Policies_are_written_by_their_names()
    {
        JsonElement First(string name)
        {
            string path = Path.Combine(_folder, "words.keras");
            models.load_model(Written(Case("3.15.1", name), "keras")).save(path);
            using var archive = new KerasArchive(path);
            return JsonDocument.Parse(archive.ReadText("config.json")).RootElement.GetProperty("config").GetProperty("layers")
                .EnumerateArray().First(l => l.GetProperty("class_name").GetString() == "Dense").GetProperty("config");
        }
        Assert.Equal("int8_from_float32", First("dense int8").GetProperty("dtype").GetString());
        Assert.False(First("dense int8").TryGetProperty("quantization_config", out _));
        Assert.Equal("int4/4_from_float32", First("blocks of 4").GetProperty("dtype").GetString());
        JsonElement coarse = First("coarse inputs int8").GetProperty("quantization_config");
        Assert.Equal("Int8QuantizationConfig", coarse.GetProperty("class_name").GetString());
        Assert.Equal(0.01, coarse.GetProperty("config").GetProperty("activation_quantizer").GetProperty("config").GetProperty("epsilon")
            .GetDouble());
    }

    [Theory]
    [InlineData("int9_from_float32")]
    [InlineData("int4/0_from_float32")]
    [InlineData("gptq/5/4_from_float32")]
    [InlineData("awq/8/4_from_float32")]
    public void Other_words_are_no_policy(string name) =>
        Assert.Contains("Received", Assert.Throws<ArgumentException>(() => new Policy(name)).Message, StringComparison.Ordinal);

    [Fact]
    public void Other_layers_are_refused()
    {
        Layer layer = layers.Conv2D(2, 3, dtype: "int8_from_float32");
        Assert.Contains("Conv2D", Assert.Throws<NotSupportedException>(() => layer.Apply(keras.Input((8, 8, 1)))).Message,
            StringComparison.Ordinal);
    }

    private static JsonElement Case(string version, string name) => Pack().Single(v => v.Name == version).Value.GetProperty(name);

    private static IEnumerable<JsonProperty> Pack()
    {
        using var plain = new GZipStream(File.OpenRead(Path.Combine(AppContext.BaseDirectory, "Goldens", "quantized.json.gz")),
            CompressionMode.Decompress);
        return [.. JsonDocument.Parse(plain).RootElement.EnumerateObject()];
    }
}
