using System.IO.Compression;
using KerasDigits.Backend;
using KerasDigits.Layers;
using KerasDigits.Models;
using KerasDigits.Ops;
using NumSharp;
using static KerasDigits.keras;

namespace KerasDigits.Tests.Saving;

/// <summary>
/// TensorFlow's further functions, texts among them, and Keras 3's operations by their functions' names; expected values are their
/// documented rules worked by hand.
/// </summary>
public sealed class FurtherFunctionTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("keras-functions-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string Graph(string layers, string end, string dtype = "float32", int width = 3, string version = "2.15.0") => $$"""
        {"class_name": "Functional", "config": {"name": "ops", "layers": [
          {"class_name": "InputLayer", "config": {"batch_input_shape": [null, {{width}}], "dtype": "{{dtype}}", "name": "a"}, "name": "a", "inbound_nodes": []},
          {{layers}}], "input_layers": [["a", 0, 0]], "output_layers": [["{{end}}", 0, 0]]}, "keras_version": "{{version}}", "backend": "tensorflow"}
        """;

    private static string Function(string name, string function, string call) =>
        $$"""{"class_name": "TFOpLambda", "config": {"name": "{{name}}", "trainable": true, "dtype": "float32", "function": "{{function}}"}, "name": "{{name}}", "inbound_nodes": [{{call}}]}""";

    private static string Text(NDArray y) =>
        string.Join(';', Enumerable.Range(0, (int)y.shape[0])
            .Select(r => string.Join(',', y[$"{r}"].astype(NPTypeCode.Single).flatten().ToArray<float>()
                .Select(v => Math.Round(v, 4).ToString(System.Globalization.CultureInfo.InvariantCulture)))));

    private static NDArray X => np.array(new float[,] { { 1, 2, 3 }, { 4, 5, 6 } });

    private static string Predicted(string json)
    {
        Model model = models.model_from_json(json);
        string once = Text(model.predict(X));
        Assert.Equal(once, Text(models.model_from_json(model.to_json()).predict(X)));
        return once;
    }

    [Theory]
    [InlineData("math.cumsum", """["a", 0, 0, {"axis": 1, "exclusive": true}]""", "0,1,3;0,4,9")]
    [InlineData("math.cumsum", """["a", 0, 0, {"axis": 1, "reverse": true}]""", "6,5,3;15,11,6")]
    [InlineData("math.cumprod", """["a", 0, 0, {"axis": -1, "exclusive": true, "reverse": true}]""", "6,3,1;30,6,1")]
    [InlineData("compat.v1.gather", """["a", 0, 0, {"indices": [2, 0], "axis": 1}]""", "3,1;6,4")]
    [InlineData("repeat", """["a", 0, 0, {"repeats": 2, "axis": 1}]""", "1,1,2,2,3,3;4,4,5,5,6,6")]
    [InlineData("math.top_k", """["a", 0, 0, {"k": 2, "sorted": true}]""", "3,2;6,5")]
    [InlineData("slice", """["a", 0, 0, {"begin": [0, 1], "size": [-1, 2]}]""", "2,3;5,6")]
    [InlineData("compat.v1.zeros_like", """["a", 0, 0, {"dtype": "int32"}]""", "0,0,0;0,0,0")]
    [InlineData("tensordot", """["a", 0, 0, {"b": [[1.0], [10.0], [100.0]], "axes": 1}]""", "321;654")]
    [InlineData("tensordot", """["a", 0, 0, {"b": [[1.0, 10.0, 100.0]], "axes": [[1], [1]]}]""", "321;654")]
    [InlineData("math.add_n", """[["a", 0, 0, {}], ["a", 0, 0, {}]]""", "2,4,6;8,10,12")]
    [InlineData("sort", """["a", 0, 0, {"axis": -1, "direction": "DESCENDING"}]""", "3,2,1;6,5,4")]
    [InlineData("math.divide_no_nan", """["a", 0, 0, {"y": 0.0}]""", "0,0,0;0,0,0")]
    [InlineData("math.atan2", """["a", 0, 0, {"x": ["a", 0, 0]}]""", "0.7854,0.7854,0.7854;0.7854,0.7854,0.7854")]
    [InlineData("linalg.adjoint", """["a", 0, 0, {}]""", "1,4;2,5;3,6")]
    [InlineData("saturate_cast", """["a", 0, 0, {"dtype": "uint8"}]""", "1,2,3;4,5,6")]
    [InlineData("compat.v1.math.cumsum", """["a", 0, 0, {"axis": 1}]""", "1,3,6;4,9,15")]
    [InlineData("nn.crelu", """["a", 0, 0, {"axis": -1}]""", "1,2,3,0,0,0;4,5,6,0,0,0")]
    public void A_function_is_computed(string function, string call, string expected) =>
        Assert.Equal(expected, Predicted(Graph(Function("op", function, call), "op")));

    [Theory]
    [InlineData("gather", """["a", 0, 0, {"indices": ["i", 0, 0], "axis": 1, "batch_dims": 1}]""", "3;6")]
    [InlineData("one_hot", """["i", 0, 0, {"depth": 3, "on_value": 5.0, "off_value": -1.0}]""", "-1,-1,5;-1,-1,5")]
    [InlineData("one_hot", """["i", 0, 0, {"depth": 3, "axis": 1, "dtype": "int32"}]""", "0,0,1;0,0,1")]
    [InlineData("sequence_mask", """["i", 0, 0, {"maxlen": 4, "dtype": "float32"}]""", "1,1,0,0;1,1,0,0")]
    [InlineData("reverse_sequence", """["a", 0, 0, {"seq_lengths": ["i", 0, 0], "seq_axis": 1, "batch_axis": 0}]""", "2,1,3;5,4,6")]
    public void Functions_of_numbers_of_entries_are_computed(string function, string call, string expected) =>
        Assert.Equal(expected,
            Predicted(Graph(Function("i", "math.argmax", """["a", 0, 0, {"axis": 1, "output_type": "int32"}]""") + ","
                + Function("op", function, call), "op")));

    [Theory]
    [InlineData("[-1, 3, 1]", "nn.conv1d", """["r", 0, 0, {"filters": [[[1.0]], [[10.0]]], "stride": 1, "padding": "VALID"}]""",
        "21,32;54,65")]
    [InlineData("[-1, 1, 1, 3]", "nn.local_response_normalization",
        """["r", 0, 0, {"depth_radius": 1, "bias": 1.0, "alpha": 1.0, "beta": 1.0}]""", "0.1667,0.1333,0.2143;0.0952,0.0641,0.0968")]
    [InlineData("[-1, 3, 1]", "nn.moments", """["r", 0, 0, {"axes": [1], "keepdims": false}]""", "2;5")]
    [InlineData("[-1, 3, 1]", "strided_slice",
        """["r", 0, 0, {"begin": [0, 1], "end": [0, 3], "begin_mask": 1, "end_mask": 1}]""", "2,3;5,6")]
    public void Functions_of_neighbours_are_computed(string shape, string function, string call, string expected) =>
        Assert.Equal(expected,
            Predicted(Graph(Function("r", "reshape", $$"""["a", 0, 0, {"shape": {{shape}}}]""") + ","
                + Function("op", function, call), "op")));

    [Fact]
    public void Batches_of_look_ups_may_have_axes_between()
    {
        using var scope = Scopes.Step();
        Tensor x = Tensors.Of(Enumerable.Range(0, 24).Select(i => (float)i).ToArray()).reshape(2, 3, 4),
            places = Tensors.Of([3f, 0f, 1f, 2f]).reshape(2, 2);
        Tensor y = new TFOpLambda("gather").call([x, places],
            new CallContext { argument_names = [null, "indices"], keywords = new() { ["axis"] = 2L, ["batch_dims"] = 1L } })[0];
        Assert.Equal([2L, 3, 2], y.shape);
        Assert.Equal([3, 0, 7, 4, 11, 8, 13, 14, 17, 18, 21, 22], y.reshape(-1).data<float>().ToArray());
    }

    [Fact]
    public void Channels_become_squares_and_back()
    {
        using var scope = Scopes.Step();
        Tensor x = Tensors.Of(Enumerable.Range(0, 8).Select(i => (float)i).ToArray()).reshape(1, 1, 2, 4),
            wide = NN.MoveDepthToSpace(x, 2);
        Assert.Equal([0, 1, 4, 5, 2, 3, 6, 7], wide.reshape(-1).data<float>().ToArray());
        Assert.Equal([0, 1, 2, 3, 4, 5, 6, 7], NN.MoveSpaceToDepth(wide, 2).reshape(-1).data<float>().ToArray());
    }

    [Theory]
    [InlineData("strings.lower", """["a", 0, 0, {"encoding": ""}]""", "ab c|b-2")]
    [InlineData("strings.upper", """["a", 0, 0, {}]""", "AB C|B-2")]
    [InlineData("strings.regex_replace", """["a", 0, 0, {"pattern": "([A-Z])([a-z])", "rewrite": "\\2\\1"}]""", "bA c|b-2")]
    [InlineData("strings.substr", """["a", 0, 0, {"pos": 1, "len": 2}]""", "b |-2")]
    [InlineData("strings.join", """[["a", 0, 0, {"separator": "+"}], ["_CONSTANT_VALUE", -1, "x", {"separator": "+"}]]""", "Ab c+x|b-2+x")]
    [InlineData("strings.reduce_join", """["a", 0, 0, {"axis": -1, "separator": "/"}]""", "Ab c/b-2")]
    public void Texts_are_changed(string function, string call, string expected)
    {
        Model model = models.model_from_json(Graph(Function("op", function, call), "op", "string", 2));
        foreach (Model one in (Model[])[model, models.model_from_json(model.to_json())])
        {
            Assert.Equal(expected, string.Join('|', Texts.Strings(one.predict(new[,] { { "Ab c", "b-2" } }))));
        }
    }

    [Theory]
    [InlineData("strings.length", """["a", 0, 0, {"unit": "BYTE"}]""", "3,1")]
    [InlineData("strings.length", """["a", 0, 0, {"unit": "UTF8_CHAR"}]""", "2,1")]
    [InlineData("strings.regex_full_match", """["a", 0, 0, {"pattern": "[0-9]"}]""", "0,1")]
    public void Texts_are_measured(string function, string call, string expected) =>
        Assert.Equal(expected,
            Text(models.model_from_json(Graph(Function("op", function, call), "op", "string", 2)).predict(new[,] { { "é1", "2" } })));

    [Fact]
    public void Texts_become_numbers_and_back()
    {
        Model model = models.model_from_json(Graph(Function("n", "strings.to_number", """["a", 0, 0, {"out_type": "float32"}]""") + ","
            + Function("op", "strings.as_string", """["n", 0, 0, {"precision": 1}]"""), "op", "string", 2));
        Assert.Equal(["1.5", "-2.0"], Texts.Strings(model.predict(new[,] { { "1.5", "-2e0" } })));
    }

    private static string Operation(string name, string options, string more = "") => Graph($$$"""
        {"module": "keras.src.ops.numpy", "class_name": "{{{name}}}", "config": {"name": "op"{{{options}}}}, "registered_name": "{{{name}}}", "name": "op", "inbound_nodes": [{"args": [
          {"class_name": "__keras_tensor__", "config": {"shape": [null, 3], "dtype": "float32", "keras_history": ["a", 0, 0]}}{{{more}}}], "kwargs": {}}]}
        """, "op", version: "3.9.0").Replace("\"batch_input_shape\"", "\"batch_shape\"", StringComparison.Ordinal);

    [Theory]
    [InlineData("Cumsum", """, "axis": 1""", "", "1,3,6;4,9,15")]
    [InlineData("Diff", """, "n": 1, "axis": 1""", "", "1,1;1,1")]
    [InlineData("Norm", """, "ord": 1, "axis": 1, "keepdims": true""", "", "6;15")]
    [InlineData("Take", """, "axis": 1""", ", [2, 0]", "3,1;6,4")]
    [InlineData("Repeat", """, "repeats": 2, "axis": 1""", "", "1,1,2,2,3,3;4,4,5,5,6,6")]
    [InlineData("Roll", """, "shift": 1, "axis": 1""", "", "3,1,2;6,4,5")]
    [InlineData("Exp2", "", "", "2,4,8;16,32,64")]
    [InlineData("TopK", """, "k": 2, "sorted": true""", "", "3,2;6,5")]
    [InlineData("CountNonzero", """, "axis": [1]""", "", "3;3")]
    [InlineData("Hypot", "", ", 0.0", "1,2,3;4,5,6")]
    [InlineData("RMSNorm", """, "axis": -1, "epsilon": 0.0""", "", "0.4629,0.9258,1.3887;0.7895,0.9869,1.1843")]
    public void Operations_of_Keras3_are_known_by_their_functions(string name, string options, string more, string expected) =>
        Assert.Equal(expected, Predicted(Operation(name, options, more)));

    [Fact]
    public void An_option_that_an_operation_would_not_heed_is_refused() =>
        Assert.Contains("`method`",
            Assert.Throws<KerasDigits.Saving.ModelFileException>(() =>
                models.model_from_json(Operation("Diff", """, "method": "x" """))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("null", "null", "a_X_x_X_1|b_X_y_X_2")]
    [InlineData("2", "null", "a,x,1,a_X_x,a_X_1,x_X_1|b,y,2,b_X_y,b_X_2,y_X_2")]
    [InlineData("[2]", "\"-\"", "a-x,a-1,x-1|b-y,b-2,y-2")]
    public void Columns_are_crossed(string depth, string separator, string expected)
    {
        string Cut(int i) =>
            $$$"""{"class_name": "SlicingOpLambda", "config": {"name": "c{{{i}}}", "trainable": true, "dtype": "float32", "function": "__operators__.getitem"}, "name": "c{{{i}}}", "inbound_nodes": [["a", 0, 0, {"slice_spec": [{"start": null, "stop": null, "step": null}, {"start": {{{i}}}, "stop": {{{i + 1}}}, "step": null}]}]]}""";
        string crossing =
            $$"""{"class_name": "CategoryCrossing", "config": {"name": "x", "trainable": true, "dtype": "float32", "depth": {{depth}}, "separator": {{separator}}}, "name": "x", "inbound_nodes": [[["c0", 0, 0, {}], ["c1", 0, 0, {}], ["c2", 0, 0, {}]]]}""";
        Model model = models.model_from_json(Graph($"{Cut(0)}, {Cut(1)}, {Cut(2)}, {crossing}", "x", "string", 3, "2.4.0"));
        foreach (Model one in (Model[])[model, models.model_from_json(model.to_json())])
        {
            NDArray made = one.predict(new[,] { { "a", "x", "1" }, { "b", "y", "2" } });
            string[] texts = Texts.Strings(made);
            Assert.Equal(expected, string.Join('|', texts.Chunk(texts.Length / 2).Select(row => string.Join(',', row))));
        }
    }

    [Theory]
    [InlineData("n.keras")]
    [InlineData("n.weights.h5")]
    public void A_normalization_is_what_its_arrays_say(string name)
    {
        Sequential model = models.Sequential([layers.LayerNormalization(rms_scaling: true, input_shape: 3)]);
        model.set_weights([np.array(new float[] { 1, 2, 3 })]);
        string file = Path.Combine(_folder, name);
        Model loaded;
        if (name.EndsWith(".keras", StringComparison.Ordinal))
        {
            model.save(file);
            using (ZipArchive zip = ZipFile.Open(file, ZipArchiveMode.Update))
            {
                ZipArchiveEntry entry = zip.GetEntry("config.json")!;
                string text;
                using (var reader = new StreamReader(entry.Open())) { text = reader.ReadToEnd(); }
                Assert.Contains(", \"rms_scaling\": true", text, StringComparison.Ordinal);
                entry.Delete();
                using var writer = new StreamWriter(zip.CreateEntry("config.json", CompressionLevel.NoCompression).Open());
                writer.Write(text.Replace(", \"rms_scaling\": true", "", StringComparison.Ordinal)
                    .Replace("\"center\": false", "\"center\": true", StringComparison.Ordinal));
            }
            loaded = models.load_model(file);
        }
        else
        {
            model.save_weights(file);
            loaded = models.Sequential([layers.LayerNormalization(input_shape: 3)]);
            loaded.load_weights(file);
        }
        Assert.Equal(Text(model.predict(X)), Text(loaded.predict(X)));
        Assert.Contains("\"rms_scaling\": true", loaded.to_json(), StringComparison.Ordinal);
    }

    private static string Picture(string layers, string end, int size = 4) =>
        Graph(layers, end).Replace("[null, 3]", $"[null, {size}, {size}, 1]", StringComparison.Ordinal);

    /// <summary>Pictures of the numbers 1 to 16, row after row.</summary>
    [Theory]
    [InlineData("image.extract_patches",
        """["a", 0, 0, {"sizes": [1, 2, 2, 1], "strides": [1, 2, 2, 1], "rates": [1, 1, 1, 1], "padding": "VALID"}]""",
        "1,2,5,6,3,4,7,8,9,10,13,14,11,12,15,16")]
    [InlineData("image.extract_patches",
        """["a", 0, 0, {"sizes": [1, 2, 2, 1], "strides": [1, 4, 4, 1], "rates": [1, 3, 3, 1], "padding": "VALID"}]""", "1,4,13,16")]
    [InlineData("image.extract_patches",
        """["a", 0, 0, {"sizes": [1, 3, 3, 1], "strides": [1, 4, 4, 1], "rates": [1, 1, 1, 1], "padding": "SAME"}]""",
        "1,2,3,5,6,7,9,10,11")]
    [InlineData("compat.v1.image.resize_nearest_neighbor", """["a", 0, 0, {"size": [2, 2]}]""", "1,3,9,11")]
    [InlineData("compat.v1.image.resize_bilinear", """["a", 0, 0, {"size": [2, 2]}]""", "1,3,9,11")]
    [InlineData("compat.v1.image.resize_bilinear", """["a", 0, 0, {"size": [2, 2], "half_pixel_centers": true}]""", "3.5,5.5,11.5,13.5")]
    [InlineData("keras.backend.spatial_2d_padding", """["a", 0, 0, {"padding": [[1, 0], [0, 0]]}]""",
        "0,0,0,0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16")]
    [InlineData("nn.atrous_conv2d", """["a", 0, 0, {"filters": [[[[1.0]], [[1.0]]]], "rate": 2, "padding": "VALID"}]""",
        "4,6,12,14,20,22,28,30")]
    [InlineData("nn.separable_conv2d",
        """["a", 0, 0, {"depthwise_filter": [[[[1.0, 2.0]]]], "pointwise_filter": [[[[1.0], [10.0]]]], "strides": [1, 3, 3, 1], "padding": "VALID"}]""",
        "21,84,273,336")]
    [InlineData("nn.conv2d_transpose",
        """["a", 0, 0, {"filters": [[[[1.0]]]], "output_shape": [2, 7, 7, 1], "strides": [1, 2, 2, 1], "padding": "SAME"}]""",
        "1,0,2,0,3,0,4,0,0,0,0,0,0,0,5,0,6,0,7,0,8,0,0,0,0,0,0,0,9,0,10,0,11,0,12,0,0,0,0,0,0,0,13,0,14,0,15,0,16")]
    public void AFunctionOfPicturesIsComputed(string function, string call, string expected)
    {
        Model model = models.model_from_json(Picture(Function("op", function, call), "op"));
        NDArray x = (np.arange(32) % 16 + 1).reshape(2, 4, 4, 1).astype(NPTypeCode.Single);
        Assert.Equal(expected + ";" + expected, Text(model.predict(x)));
    }

    /// <summary>What a variational autoencoder draws: as many numbers as its data have, other ones each time.</summary>
    [Theory]
    [InlineData("random.normal", """{"mean": 5.0, "stddev": 0.5, "dtype": "float32", "seed": null, "name": null}""", 5, 0.5)]
    [InlineData("random.uniform", """{"minval": 2.0, "maxval": 4.0, "dtype": "float32"}""", 3, 0.577)]
    [InlineData("keras.backend.random_normal", """{"stddev": 2.0}""", 0, 2)]
    [InlineData("random.truncated_normal", """{"mean": 1.0, "stddev": 1.0}""", 1, 0.88)]
    public void Draws_have_the_shape_of_the_data(string function, string arguments, double mean, double deviation)
    {
        Model model = models.model_from_json(Graph(Function("shape", "compat.v1.shape", """["a", 0, 0, {}]""") + ", "
            + Function("drawn", function, $"""["shape", 0, 0, {arguments}]"""), "drawn"));
        Assert.Equal("(None, 3)", model.output_shape.ToString());
        NDArray x = np.zeros((4000, 3)).astype(NPTypeCode.Single), first = model.predict(x), second = model.predict(x);
        Assert.Equal([4000L, 3L], first.shape.Select(d => (long)d));
        float[] values = first.ToArray<float>();
        Assert.Equal(mean, values.Average(), 0.1);
        Assert.Equal(deviation, Math.Sqrt(values.Select(v => Math.Pow(v - values.Average(), 2)).Average()), 0.1);
        Assert.NotEqual(values, second.ToArray<float>());
    }
}
