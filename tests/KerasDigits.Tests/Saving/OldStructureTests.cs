using KerasDigits.Backend;
using KerasDigits.Layers;
using KerasDigits.Models;
using KerasDigits.Saving;
using KerasDigits.Saving.Hdf5;
using NumSharp;
using static KerasDigits.keras;

namespace KerasDigits.Tests.Saving;

/// <summary>
/// Structures that later versions write no longer: Sequential models of Keras 1 that begin with a Merge, numbered layers of Keras before
/// 1.0, old names of functional models, and models called with dictionaries.
/// </summary>
public sealed class OldStructureTests : IDisposable
{
    private readonly string _file = Path.Combine(Directory.CreateTempSubdirectory("keras-structures-").FullName, "m.h5");

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_file)!, recursive: true);

    private static string Dense(string name, int units, int? inputs = null) => $$$"""
        {"class_name": "Dense", "config": {"name": "{{{name}}}", "trainable": true, {{{(inputs is { } n ? $"\"batch_input_shape\": [null, {n}], \"input_dtype\": \"float32\", " : "")}}}"output_dim": {{{units}}}, "init": "glorot_uniform", "activation": "linear",
          "W_regularizer": null, "b_regularizer": null, "activity_regularizer": null, "W_constraint": null, "b_constraint": null, "bias": true, "input_dim": null}}
        """;

    private static string Merge(string mode, string name, params string[] branches) => $$$"""
        {"class_name": "Merge", "config": {"name": "{{{name}}}", "mode": "{{{mode}}}", "mode_type": "raw", "concat_axis": -1, "dot_axes": -1, "output_shape": null, "output_shape_type": "raw", "output_mask": null, "output_mask_type": "raw",
          "arguments": {}, "layers": [{{{string.Join(", ", branches)}}}]}}
        """;

    private static string Stack(params string[] layers) =>
        $$$"""{"class_name": "Sequential", "config": [{{{string.Join(", ", layers)}}}]}""";

    private static NDArray Draw(int seed, params int[] shape) => (np.random.RandomState(seed).rand(shape) - 0.5).astype(NPTypeCode.Single);

    /// <summary>A file of Keras 1.2.2 on TensorFlow: the layers' groups in the order given.</summary>
    private void Write(string config, params (string Layer, NDArray[] Weights)[] layers)
    {
        var root = new H5Group();
        root.Attributes["keras_version"] = new H5Text("1.2.2");
        root.Attributes["model_config"] = config;
        H5Group weights = root.Ensure(["model_weights"]);
        H5Values.SetNames(weights, "layer_names", [.. layers.Select(l => l.Layer)]);
        foreach (var (layer, arrays) in layers)
        {
            H5Group group = weights.Ensure([layer]);
            string[] names = [.. arrays.Select((_, i) => $"{layer}_{(i == 0 ? "W" : "b")}:0")];
            H5Values.SetNames(group, "weight_names", names);
            for (int i = 0; i < arrays.Length; i++) { group.Children[names[i]] = H5Values.Of(Arrays.ToTensor(arrays[i], "float32")); }
        }
        AtomicFile.Write(_file, s => H5Writer.Write(s, root));
    }

    [Theory]
    [InlineData("sum")]
    [InlineData("mul")]
    [InlineData("concat")]
    [InlineData("ave")]
    [InlineData("max")]
    [InlineData("dot")]
    public void A_sequential_model_that_begins_with_a_merge_is_a_functional_one_of_its_layers(string mode)
    {
        // The second branch is deeper, so the file's order (branch after branch) is not the graph's.
        NDArray[] a = [Draw(1, 5, 3), Draw(2, 3)], b = [Draw(3, 4, 6), Draw(4, 6)], c = [Draw(5, 6, 3), Draw(6, 3)];
        NDArray x = Draw(7, 8, 5), y = Draw(8, 8, 4);
        float[,] left = Affine(x, a), right = Affine(Affine(y, b), c);
        float[,] joined = mode switch
        {
            "sum" => Each((p, q) => p + q), "mul" => Each((p, q) => p * q), "ave" => Each((p, q) => (p + q) / 2), "max" => Each(Math.Max),
            "dot" => Of(8, 1, (i, _) => Enumerable.Range(0, 3).Sum(k => left[i, k] * right[i, k])), _ =>
                Of(8, 6, (i, j) => j < 3 ? left[i, j] : right[i, j - 3]),
        };
        NDArray[] d = [Draw(9, joined.GetLength(1), 2), Draw(10, 2)];
        Write(Stack(Merge(mode, "merge_1", Stack(Dense("a", 3, 5)), Stack(Dense("b", 6, 4), Dense("c", 3))), Dense("d", 2)), ("a", a),
            ("b", b), ("c", c), ("d", d));
        Model model = models.load_model(_file);
        float[,] expected = Affine(joined, d);
        Same(np.array(expected), model.predict([x, y]), 1e-5, mode);
        foreach (string ending in new[] { "h5", "keras" })
        {
            string again = Path.ChangeExtension(_file, "again." + ending);
            model.save(again);
            Same(np.array(expected), models.load_model(again).predict([x, y]), 1e-5, $"{mode} through .{ending}");
        }

        float[,] Each(Func<float, float, float> f) => Of(8, 3, (i, j) => f(left[i, j], right[i, j]));
    }

    [Fact]
    public void A_branch_may_begin_with_a_merge_itself()
    {
        NDArray[] a = [Draw(1, 5, 3), Draw(2, 3)], b = [Draw(3, 4, 3), Draw(4, 3)], c = [Draw(5, 2, 3), Draw(6, 3)];
        NDArray x = Draw(7, 8, 5), y = Draw(8, 8, 4), z = Draw(9, 8, 2);
        Write(Stack(Merge("concat", "outer", Stack(Merge("sum", "inner", Stack(Dense("a", 3, 5)), Stack(Dense("b", 3, 4)))),
            Stack(Dense("c", 3, 2)))), ("a", a), ("b", b), ("c", c));
        float[,] p = Affine(x, a), q = Affine(y, b), r = Affine(z, c);
        Same(np.array(Of(8, 6, (i, j) => j < 3 ? p[i, j] + q[i, j] : r[i, j - 3])), models.load_model(_file).predict([x, y, z]),
            1e-5, "nested");
    }

    [Fact]
    public void A_merge_by_a_Python_function_takes_a_stand_in()
    {
        string config = Stack(Merge("x", "joined", Stack(Dense("a", 3, 5)), Stack(Dense("b", 3, 4))))
            .Replace("\"mode_type\": \"raw\"", "\"mode_type\": \"lambda\"", StringComparison.Ordinal);
        NDArray[] a = [Draw(1, 5, 3), Draw(2, 3)], b = [Draw(3, 4, 3), Draw(4, 3)];
        Write(config, ("a", a), ("b", b));
        string message = Assert.Throws<ModelFileException>(() => models.load_model(_file)).Message;
        Assert.Contains("[\"joined\"] = myLayer", message, StringComparison.Ordinal);
        NDArray x = Draw(7, 8, 5), y = Draw(8, 8, 4);
        float[,] p = Affine(x, a), q = Affine(y, b);
        Same(np.array(Of(8, 3, (i, j) => p[i, j] - q[i, j])), models.load_model(_file, new() { ["joined"] = layers.Subtract() })
            .predict([x, y]), 1e-5, "stand-in");
    }

    /// <summary>Keras before 1.0 numbered layers, those without weights too, and ran on Theano.</summary>
    [Fact]
    public void Numbered_layers_are_read_by_their_numbers()
    {
        Sequential Net() =>
            models.Sequential([layers.Conv2D(2, 3, data_format: "channels_first", input_shape: (1, 6, 6)), layers.Activation("relu"),
                layers.Flatten(), layers.Dense(3)]);
        Sequential written = Net(), read = Net();
        NDArray[] w = written.get_weights();
        var root = new H5Group();
        root.Attributes["nb_layers"] = 4L;
        NDArray[][] groups = [[Turned(w[0]), w[1]], [], [], [w[2], w[3]]];
        for (int k = 0; k < 4; k++)
        {
            H5Group group = root.Ensure([$"layer_{k}"]);
            group.Attributes["nb_params"] = (long)groups[k].Length;
            for (int p = 0; p < groups[k].Length; p++)
            {
                group.Children[$"param_{p}"] = H5Values.Of(Arrays.ToTensor(groups[k][p], "float32"));
            }
        }
        AtomicFile.Write(_file, s => H5Writer.Write(s, root));
        read.load_weights(_file);
        NDArray x = Draw(1, 2, 1, 6, 6);
        Same(written.predict(x), read.predict(x), 1e-6, "the prediction");
        Assert.Contains("does not support name-based",
            Assert.Throws<ModelFileException>(() => read.load_weights(_file, by_name: true)).Message, StringComparison.Ordinal);

        // (rows, columns, in, out) as (out, in, rows, columns), turned around as Theano's convolutions are.
        static NDArray Turned(NDArray kernel)
        {
            float[] from = kernel.ToArray<float>(), to = new float[from.Length];
            int[] s = [.. kernel.shape.Select(d => (int)d)];
            for (int r = 0; r < s[0]; r++)
            {
                for (int c = 0; c < s[1]; c++)
                {
                    for (int i = 0; i < s[2]; i++)
                    {
                        for (int o = 0; o < s[3]; o++)
                        {
                            to[(((o * s[2]) + i) * s[0] * s[1]) + ((s[0] - 1 - r) * s[1]) + s[1] - 1 - c] =
                                from[(((((r * s[1]) + c) * s[2]) + i) * s[3]) + o];
                        }
                    }
                }
            }
            return np.array(to).reshape(s[3], s[2], s[0], s[1]);
        }
    }

    private const string Input =
        """{"class_name": "InputLayer", "config": {"batch_input_shape": [null, 4], "dtype": "float32", "sparse": false, "ragged": false, "name": "a"}, "name": "a", "inbound_nodes": []}""";

    [Theory]
    [InlineData("Container")]
    [InlineData("Network")]
    public void A_functional_model_may_have_its_old_name(string name)
    {
        Model model = models.model_from_json($$$"""
            {"class_name": "{{{name}}}", "config": {"name": "m", "layers": [{{{Input}}}, {"class_name": "Dense", "config": {"name": "d", "units": 3}, "name": "d", "inbound_nodes": [[["a", 0, 0, {}]]]}],
             "input_layers": [["a", 0, 0]], "output_layers": [["d", 0, 0]]}, "keras_version": "2.2.4"}
            """);
        Assert.Equal(15, model.count_params());
    }

    /// <summary>tf.keras writes the dictionary itself in the call's place, Keras 3 as its first argument, with a mask of nothing.</summary>
    [Theory]
    [InlineData("""{"q": ["a", 0, 0, {}], "p": ["b", 0, 0, {}]}""", "2.15.0")]
    [InlineData("""{"args": [{"p": {"class_name": "__keras_tensor__", "config": {"shape": [null, 4], "dtype": "float32", "keras_history": ["b", 0, 0]}}, "q": {"class_name": "__keras_tensor__", "config": {"shape": [null, 4], "dtype": "float32", "keras_history": ["a", 0, 0]}}}], "kwargs": {"mask": {"p": null, "q": null}}}""",
        "3.10.0")]
    public void A_model_inside_may_be_called_with_a_dictionary(string call, string version)
    {
        string Leaf(string name) => Input.Replace("\"a\"", $"\"{name}\"", StringComparison.Ordinal);
        Model model = models.model_from_json($$$"""
            {"class_name": "Functional", "config": {"name": "m", "layers": [{{{Input}}}, {{{Leaf("b")}}},
              {"class_name": "Functional", "name": "inner", "config": {"name": "inner", "layers": [{{{Leaf("one")}}}, {{{Leaf("two")}}}, {"class_name": "Subtract", "config": {"name": "s"}, "name": "s", "inbound_nodes": [[["one", 0, 0, {}], ["two", 0, 0, {}]]]}],
               "input_layers": {"p": ["one", 0, 0], "q": ["two", 0, 0]}, "output_layers": {"r": ["s", 0, 0]}}, "inbound_nodes": [{{{call}}}]}],
             "input_layers": [["a", 0, 0], ["b", 0, 0]], "output_layers": [["inner", 1, 0]]}, "keras_version": "{{{version}}}"}
            """);
        NDArray x = Draw(1, 3, 4), y = Draw(2, 3, 4);
        Same(y - x, model.predict([x, y]), 1e-6, "p - q");
    }

    [Fact]
    public void What_Keras_asks_for_is_known()
    {
        Model model = models.model_from_json("""
            {"class_name": "Sequential", "config": {"name": "s", "layers": [{"class_name": "Dense", "config": {"name": "d", "units": 3, "batch_input_shape": [null, 4], "activation": "sin", "kernel_initializer": {"class_name": "RandomUniform",
             "config": {"minval": -0.1, "maxval": 0.1, "seed": {"module": "keras.random", "class_name": "SeedGenerator", "config": {"name": "g", "seed": 3}, "registered_name": null}}}}}]}, "keras_version": "3.10.0"}
            """);
        Assert.Equal("sin", ((Dense)model.layers[0]).activation.name);
        Assert.Equal(3L,
            Convert.ToInt64(((Dense)model.layers[0]).kernel_initializer.get_config()["seed"],
                System.Globalization.CultureInfo.InvariantCulture));
        NDArray x = Draw(1, 3, 4), plain = np.dot(x, model.get_weights()[0]);
        Same(np.sin(plain), model.predict(x), 1e-6, "sin");
        Assert.Equal("sin", ((Dense)models.model_from_json(model.to_json()).layers[0]).activation.name);
    }

    /// <summary>Keras 3's own reader refuses such a file.</summary>
    [Fact]
    public void A_layer_shared_by_two_models_inside_has_its_weights_once()
    {
        Model Net()
        {
            KerasTensor x = keras.Input(4, name: "x");
            Sequential One(string name) => models.Sequential([layers.Dense(3, name: "common", input_shape: 4)], name: name);
            return keras.Model(x, layers.Add().Apply([One("a").Apply(x), One("b").Apply(x)]));
        }
        Model written = Net(), read = Net();
        string file = Path.ChangeExtension(_file, ".weights.h5");
        written.save_weights(file);
        var root = new H5Group();
        using (H5Reader reader = H5Reader.Open(file))
        {
            foreach (var (name, child) in reader.Root.Children) { root.Children[name] = child; }
            ((H5Group)root.Find("layers/sequential_1/layers/dense/vars")!).Children.Clear();
            AtomicFile.Write(_file, s => H5Writer.Write(s, root));
        }
        read.load_weights(_file);
        NDArray[] kept = written.get_weights(), found = read.get_weights();
        Assert.Equal(kept[0].ToArray<float>(), found[0].ToArray<float>());
        Assert.Equal(kept[0].ToArray<float>(), found[2].ToArray<float>());
    }

    [Fact]
    public void A_pipeline_is_a_stack_of_its_layers()
    {
        Model model = models.model_from_json("""
            {"module": "keras", "class_name": "Sequential", "config": {"name": "s", "layers": [{"module": "keras.layers", "class_name": "InputLayer", "config": {"batch_shape": [null, 4], "dtype": "float32", "name": "a"}, "registered_name": null},
             {"module": "keras.layers", "class_name": "Pipeline", "config": {"name": "p", "layers": [{"module": "keras.layers", "class_name": "Rescaling", "config": {"name": "r", "scale": 0.5, "offset": 1.0}, "registered_name": null},
              {"module": "keras.layers", "class_name": "ReLU", "config": {"name": "u"}, "registered_name": null}]}, "registered_name": null}]}, "registered_name": null, "keras_version": "3.10.0"}
            """);
        Assert.Equal([0f, 1f, 2f, 3f], model.predict(np.array(new float[,] { { -4, 0, 2, 4 } })).ToArray<float>());
    }

    private static void Same(NDArray expected, NDArray actual, double relative, string what) =>
        Assert.Null(Golden.Difference(expected, actual, relative, what));

    private static float[,] Of(int rows, int columns, Func<int, int, float> value)
    {
        var made = new float[rows, columns];
        for (int i = 0; i < rows; i++) { for (int j = 0; j < columns; j++) { made[i, j] = value(i, j); } }
        return made;
    }

    private static float[,] Affine(NDArray x, NDArray[] w)
    {
        float[] flat = x.ToArray<float>();
        int columns = (int)x.shape[1];
        return Affine(Of((int)x.shape[0], columns, (i, j) => flat[(i * columns) + j]), w);
    }

    private static float[,] Affine(float[,] x, NDArray[] w)
    {
        float[] kernel = w[0].ToArray<float>(), bias = w[1].ToArray<float>();
        return Of(x.GetLength(0), bias.Length, (i, j) => bias[j] + Enumerable.Range(0, x.GetLength(1))
            .Sum(k => x[i, k] * kernel[(k * bias.Length) + j]));
    }
}
