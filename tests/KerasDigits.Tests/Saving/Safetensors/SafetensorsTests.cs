using System.Text;
using KerasDigits.Models;
using KerasDigits.Saving;
using KerasDigits.Layers;
using NumSharp;
using static KerasDigits.keras;

namespace KerasDigits.Tests.Saving;

/// <summary>Weights in safetensors: our own names, PyTorch's by a map, damaged files.</summary>
public sealed class SafetensorsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("keras-safetensors-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static Sequential Net() =>
        models.Sequential([layers.Conv2D(3, 2, input_shape: (5, 4, 2), name: "c"), layers.BatchNormalization(name: "b"), layers.Flatten(),
            layers.Dense(2, name: "d")]);

    [Fact]
    public void Weights_come_back_by_their_names()
    {
        Sequential one = Net(), two = Net();
        string file = Path.Combine(_folder, "w.safetensors");
        one.save_weights(file);
        two.load_weights(file);
        Assert.All(one.get_weights().Zip(two.get_weights()),
            w => Assert.Equal(w.First.flatten().ToArray<float>(), w.Second.flatten().ToArray<float>()));
    }

    [Fact]
    public void PyTorchs_kernels_are_turned()
    {
        // A linear layer with weight (outputs, inputs) = [[1, 2, 3], [4, 5, 6]] and its bias.
        string file = Path.Combine(_folder, "torch.safetensors");
        Write(file,
            "{\"fc.weight\":{\"dtype\":\"F32\",\"shape\":[2,3],\"data_offsets\":[0,24]},"
                + "\"fc.bias\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[24,32]}}",
            [1, 2, 3, 4, 5, 6, 7, 8]);
        Sequential model = models.Sequential([layers.Dense(2, input_shape: 3, name: "d")]);
        model.load_weights(file, new Dictionary<string, string> { ["d/kernel"] = "fc.weight", ["d/bias"] = "fc.bias" });
        Assert.Equal([1, 4, 2, 5, 3, 6], model.get_weights()[0].flatten().ToArray<float>());
        Assert.Equal([7, 8], model.get_weights()[1].ToArray<float>());
        Assert.Contains("it holds no array for the weight d/kernel",
            Assert.Throws<ModelFileException>(() => model.load_weights(file)).Message, StringComparison.Ordinal);
    }

    /// <summary>
    /// PyTorch flattens pictures channel by channel: the rows of the Dense layer behind are put in order, both ways, and not where no
    /// picture is flattened.
    /// </summary>
    [Theory]
    [InlineData("plain"), InlineData("between"), InlineData("nested"), InlineData("first"), InlineData("steps"), InlineData("flat")]
    public void Rows_behind_a_flattened_picture_are_turned(string kind)
    {
        KerasTensor x = kind switch { "flat" => Input(12), "steps" => Input((4, 3)), "first" => Input((3, 2, 2)), _ => Input((2, 2, 3)) },
            y = x;
        if (kind is "plain" or "between") { y = layers.Conv2D(3, 1, name: "c").Apply(x); }
        if (kind == "first") { y = layers.MaxPooling2D(1, data_format: "channels_first").Apply(x); }
        if (kind == "nested")
        {
            KerasTensor own = Input((2, 2, 3));
            y = models.Model(own, layers.Conv2D(3, 1, name: "c").Apply(own)).Apply(x);
        }
        if (kind == "between") { y = layers.Dropout(0.1).Apply(layers.ReLU().Apply(layers.BatchNormalization(name: "b").Apply(y))); }
        if (kind != "flat") { y = layers.Flatten(data_format: kind == "first" ? "channels_first" : null).Apply(y); }
        if (kind == "between") { y = layers.Dropout(0.1).Apply(y); }
        Model model = models.Model(x, layers.Dense(1, name: "d").Apply(y));
        Func<string, string> map = name => name.StartsWith("d/", StringComparison.Ordinal) ? name.Replace("d/", "fc.") : name;
        string file = Path.Combine(_folder, "rows.safetensors");
        model.get_layer("d").set_weights([np.arange(12).astype(NPTypeCode.Single).reshape(12, 1), np.zeros(1).astype(NPTypeCode.Single)]);
        model.save_weights(file, map);
        float[] rows = models.Sequential([layers.Dense(1, input_shape: 12, name: "p")]) is var plain
            && Loaded(plain, file) ? plain.get_weights()[0].flatten().ToArray<float>() : [];
        // Place by place here, (2, 2, 3); channel by channel there.
        Assert.Equal(kind is "steps" or "flat" ? [.. Enumerable.Range(0, 12).Select(i => (float)i)]
            : [0, 3, 6, 9, 1, 4, 7, 10, 2, 5, 8, 11], rows);
        model.get_layer("d").set_weights([np.zeros((12, 1)).astype(NPTypeCode.Single), np.zeros(1).astype(NPTypeCode.Single)]);
        model.load_weights(file, map);
        Assert.Equal([.. Enumerable.Range(0, 12).Select(i => (float)i)], model.get_layer("d").get_weights()[0].flatten().ToArray<float>());

        static bool Loaded(Sequential model, string file)
        {
            model.load_weights(file, new Dictionary<string, string> { ["p"] = "fc" });
            return true;
        }
    }

    /// <summary>
    /// Files that PyTorch's modules would write: by safetensors' documented format, with values by the formulas in its documentation.
    /// </summary>
    [Fact]
    public void Recurrent_layers_of_PyTorch_compute_the_same()
    {
        // One step of a module with 1 input and 1 unit from the state 0.5: LSTM's gates are i, f, g, o, GRU's r, z, n.
        string file = Path.Combine(_folder, "rnn.safetensors");
        float S(float v) => 1 / (1 + MathF.Exp(-v));
        Write(file, Header(("rnn.weight_ih_l0", [4, 1]), ("rnn.weight_hh_l0", [4, 1]), ("rnn.bias_ih_l0", [4]), ("rnn.bias_hh_l0", [4])),
            [.1f, .2f, .3f, .4f, .5f, .6f, .7f, .8f, .01f, .02f, .03f, .04f, .1f, .1f, .1f, .1f]);
        KerasTensor x = Input((1, 1)), h = Input(1), c = Input(1);
        var lstm = models.Model([x, h, c], layers.LSTM(1, name: "l").ApplyAll(x, [h, c])[0]);
        lstm.load_weights(file, new Dictionary<string, string> { ["l"] = "rnn" });
        NDArray one = np.array(new[,,] { { { 2f } } }), half = np.array(new[,] { { .5f } });
        float[] g = [.. Enumerable.Range(0, 4).Select(n => ((n + 1) * .1f * 2) + ((n + 5) * .1f * .5f) + ((n + 1) * .01f) + .1f)];
        float carry = (S(g[1]) * .5f) + (S(g[0]) * MathF.Tanh(g[2]));
        Assert.Equal(S(g[3]) * MathF.Tanh(carry), lstm.predict([one, half, half]).ToArray<float>()[0], 5);
        Write(file, Header(("gru.weight_ih_l0", [3, 1]), ("gru.weight_hh_l0", [3, 1]), ("gru.bias_ih_l0", [3]), ("gru.bias_hh_l0", [3])),
            [.1f, .2f, .3f, .4f, .5f, .6f, .01f, .02f, .03f, .1f, .2f, .3f]);
        var gru = models.Model([x, h], layers.GRU(1, name: "r").ApplyAll(x, [h])[0]);
        gru.load_weights(file, name => name.Replace("r/gru_cell/", "gru.", StringComparison.Ordinal)
            .Replace("r/", "gru.", StringComparison.Ordinal));
        float reset = S((.1f * 2) + (.4f * .5f) + .01f + .1f), update = S((.2f * 2) + (.5f * .5f) + .02f + .2f),
            next = MathF.Tanh((.3f * 2) + .03f + (reset * ((.6f * .5f) + .3f)));
        Assert.Equal(((1 - update) * next) + (update * .5f), gru.predict([one, half]).ToArray<float>()[0], 5);
        // And back: the same numbers under the same names.
        string back = Path.Combine(_folder, "back.safetensors");
        gru.save_weights(back, new Dictionary<string, string> { ["r"] = "gru" });
        var read = new KerasDigits.Saving.Safetensors.SafetensorsFile(back);
        Assert.Equal([.1f, .2f, .3f], KerasDigits.Backend.Arrays.ToArray(read.Read("gru.weight_ih_l0")).flatten().ToArray<float>());
        Assert.Equal([.1f, .2f, .3f], KerasDigits.Backend.Arrays.ToArray(read.Read("gru.bias_hh_l0")).ToArray<float>());
        read.Dispose();
    }

    [Fact]
    public void Weights_go_to_PyTorch_and_come_back()
    {
        KerasTensor x = Input((6, 6, 2));
        KerasTensor y = layers.Conv2D(3, (2, 3), name: "c").Apply(x);
        y = layers.BatchNormalization(name: "b").Apply(y);
        y = layers.DepthwiseConv2D(2, depth_multiplier: 2, name: "dw").Apply(y);
        y = layers.Conv2DTranspose(2, 3, name: "t").Apply(y);
        y = layers.Reshape((-1, 2)).Apply(y);
        y = layers.LSTM(3, name: "l", return_sequences: true).Apply(y);
        Model one = models.Model(x, layers.Dense(2, name: "d").Apply(layers.GRU(2, name: "g").Apply(y))), two = models.clone_model(one);
        foreach (var w in one.weights) { w.assign(np.random.rand([.. w.value.shape.Select(n => (int)n)]).astype(NPTypeCode.Single)); }
        string file = Path.Combine(_folder, "all.safetensors");
        var map = new Dictionary<string, string> { ["c"] = "features.0", ["b"] = "features.1", ["dw"] = "features.2", ["t"] = "up",
            ["l"] = "lstm", ["g"] = "gru", ["d"] = "fc" };
        one.save_weights(file, map);
        using (var read = new KerasDigits.Saving.Safetensors.SafetensorsFile(file))
        {
            Assert.Equal([3L, 2, 2, 3], read.GetShape("features.0.weight")!);
            Assert.Equal([6L, 1, 2, 2], read.GetShape("features.2.weight")!);
            Assert.Equal([3L], read.GetShape("features.1.running_var")!);
            Assert.Equal([6L, 2, 3, 3], read.GetShape("up.weight")!);
            Assert.Equal([12L], read.GetShape("lstm.bias_hh_l0")!);
        }
        two.load_weights(file, map);
        Assert.All(one.get_weights().Zip(two.get_weights()), w => Assert.Null(Golden.Difference(w.First, w.Second, 1e-6, "weight")));
        Assert.Contains("has shape",
            Assert.Throws<ModelFileException>(() => models.Sequential([layers.Dense(3, input_shape: 3, name: "d")])
                .load_weights(file, new Dictionary<string, string> { ["d"] = "fc" })).Message, StringComparison.Ordinal);
    }

    private static string Header(params (string Name, long[] Shape)[] arrays)
    {
        long at = 0;
        return "{\"__metadata__\":{\"format\":\"pt\"}," + string.Join(',', arrays.Select(a =>
        {
            long size = a.Shape.Aggregate(4L, (x, y) => x * y);
            return $"\"{a.Name}\":{{\"dtype\":\"F32\",\"shape\":[{string.Join(',', a.Shape)}],\"data_offsets\":[{at},{at += size}]}}";
        })) + "}";
    }

    [Fact]
    public void Damaged_files_end_in_one_exception()
    {
        string file = Path.Combine(_folder, "w.safetensors");
        Sequential model = Net();
        model.save_weights(file);
        byte[] sound = File.ReadAllBytes(file);
        for (int i = 0; i < 300; i++)
        {
            var random = new Random(i);
            byte[] bytes = [.. sound];
            for (int n = random.Next(1, 5); n > 0; n--) { bytes[random.Next(Math.Min(600, bytes.Length))] = (byte)random.Next(256); }
            if (i % 5 == 0) { bytes = bytes[..random.Next(bytes.Length)]; }
            File.WriteAllBytes(file, bytes);
            try { model.load_weights(file); }
            catch (ModelFileException) { }
        }
    }

    private static void Write(string file, string header, float[] values)
    {
        using FileStream stream = File.Create(file);
        stream.Write(BitConverter.GetBytes((ulong)header.Length));
        stream.Write(Encoding.ASCII.GetBytes(header));
        foreach (float v in values) { stream.Write(BitConverter.GetBytes(v)); }
    }
}
