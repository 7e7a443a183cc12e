using KerasDigits.Models;
using KerasDigits.Saving;
using NumSharp;
using static KerasDigits.keras;

namespace KerasDigits.Tests.Layers;

/// <summary>
/// TensorFlow functions among the layers of functional models, as tf.keras 2.4 to 2.15 writes them; expected values are TensorFlow's rules
/// worked by hand.
/// </summary>
public sealed class OpLambdaTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("keras-ops-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string Json(string layerClass, string function, string calls) => $$"""
        {"class_name": "Functional", "config": {"name": "ops", "layers": [
          {"class_name": "InputLayer", "config": {"batch_input_shape": [null, 3], "dtype": "float32", "name": "a"}, "name": "a", "inbound_nodes": []},
          {"class_name": "{{layerClass}}", "config": {"name": "op", "trainable": true, "dtype": "float32", "function": "{{function}}"}, "name": "op", "inbound_nodes": [{{calls}}]}],
          "input_layers": [["a", 0, 0]], "output_layers": [["op", 0, 0]]}, "keras_version": "2.15.0", "backend": "tensorflow"}
        """;

    [Theory]
    [InlineData("SlicingOpLambda", "__operators__.getitem",
        """["a", 0, 0, {"slice_spec": [{"start": null, "stop": null, "step": null}, {"start": 1, "stop": null, "step": null}]}]""",
        "2,3;5,6")]
    [InlineData("SlicingOpLambda", "__operators__.getitem",
        """["a", 0, 0, {"slice_spec": [{"start": null, "stop": null, "step": null}, {"start": -3, "stop": 9, "step": 2}]}]""", "1,3;4,6")]
    [InlineData("SlicingOpLambda", "__operators__.getitem",
        """["a", 0, 0, {"slice_spec": [{"class_name": "__ellipsis__"}, {"start": null, "stop": -1, "step": null}]}]""", "1,2;4,5")]
    [InlineData("TFOpLambda", "__operators__.add", """["a", 0, 0, {"y": 1.5, "name": null}]""", "2.5,3.5,4.5;5.5,6.5,7.5")]
    [InlineData("TFOpLambda", "math.subtract", """["a", 0, 0, {"y": ["a", 0, 0], "name": null}]""", "0,0,0;0,0,0")]
    [InlineData("TFOpLambda", "math.multiply", """["a", 0, 0, {"y": 2}]""", "2,4,6;8,10,12")]
    [InlineData("TFOpLambda", "concat", """[["a", 0, 0, {"axis": -1}], ["a", 0, 0, {"axis": -1}]]""", "1,2,3,1,2,3;4,5,6,4,5,6")]
    [InlineData("TFOpLambda", "math.reduce_mean", """["a", 0, 0, {"axis": [1], "keepdims": true}]""", "2;5")]
    [InlineData("TFOpLambda", "reshape", """["a", 0, 0, {"shape": [-1, 1]}]""", "1;2;3;4;5;6")]
    [InlineData("TFOpLambda", "math.subtract", """["_CONSTANT_VALUE", -1, 1.0, {"y": ["a", 0, 0], "name": null}]""", "0,-1,-2;-3,-4,-5")]
    [InlineData("TFOpLambda", "math.truediv", """["_CONSTANT_VALUE", -1, [60.0, 120.0, 180.0], {"y": ["a", 0, 0], "name": null}]""",
        "60,60,60;15,24,30")]
    [InlineData("TFOpLambda", "math.multiply", """["a", 0, 0, {"y": [1.0, 10.0, 100.0]}]""", "1,20,300;4,50,600")]
    [InlineData("SlicingOpLambda", "__operators__.getitem",
        """["a", 0, 0, {"slice_spec": [{"start": null, "stop": null, "step": null}, {"start": null, "stop": null, "step": -1}]}]""",
        "3,2,1;6,5,4")]
    [InlineData("SlicingOpLambda", "__operators__.getitem",
        """["a", 0, 0, {"slice_spec": [{"start": null, "stop": null, "step": null}, {"start": -1, "stop": 0, "step": -1}]}]""", "3,2;6,5")]
    [InlineData("SlicingOpLambda", "__operators__.getitem",
        """["a", 0, 0, {"slice_spec": [{"start": null, "stop": null, "step": null}, {"start": 9, "stop": -9, "step": -2}]}]""", "3,1;6,4")]
    public void FunctionsAreComputedAndWrittenBack(string layerClass, string function, string call, string expected)
    {
        Model model = models.model_from_json(Json(layerClass, function, call));
        var x = np.array(new float[,] { { 1, 2, 3 }, { 4, 5, 6 } });
        string Text(NDArray y) =>
            string.Join(';', Enumerable.Range(0, (int)y.shape[0])
                .Select(r => string.Join(',', y[$"{r}"].ToArray<float>()
                    .Select(v => v.ToString(System.Globalization.CultureInfo.InvariantCulture)))));
        Assert.Equal(expected, Text(model.predict(x)));
        Assert.Equal(expected, Text(models.model_from_json(model.to_json()).predict(x)));
        foreach (string name in new[] { "ops.h5", "ops.keras" })
        {
            string file = Path.Combine(_folder, name);
            model.save(file);
            Assert.Equal(expected, Text(models.load_model(file).predict(x)));
        }
        if (function != "reshape") { Assert.Null(model.output_shape[0]); }
    }

    private const string Start = """
        {"class_name": "Functional", "config": {"name": "ops", "layers": [
          {"class_name": "InputLayer", "config": {"batch_input_shape": [null, null, 4], "dtype": "float32", "name": "a"}, "name": "a", "inbound_nodes": []},
        """;

    private static string Op(string name, string op, string inputs, string attributes = "{}", string constants = "{}") => $$"""
        {"class_name": "TensorFlowOpLayer", "config": {"name": "{{name}}", "trainable": true, "dtype": "float32", "node_def": {"name": "{{name}}", "op": "{{op}}", "input": [], "attr": {{attributes}}}, "constants": {{constants}}},
         "name": "tf_op_layer_{{name}}", "inbound_nodes": [[{{inputs}}]]}
        """;

    private static string Function(string name, string function, string call, string layerClass = "TFOpLambda") => $$"""
        {"class_name": "{{layerClass}}", "config": {"name": "{{name}}", "trainable": true, "dtype": "float32", "function": "{{function}}"}, "name": "{{name}}", "inbound_nodes": [{{call}}]}
        """;

    private static string Whole(string[] layers, string end) => Start + string.Join(",\n", layers) + $$"""
        ], "input_layers": [["a", 0, 0]], "output_layers": [["{{end}}", 0, 0]]}, "keras_version": "2.4.0", "backend": "tensorflow"}
        """;

    /// <summary>
    /// tf.reshape(a, [tf.shape(a)[0], tf.shape(a)[1] * 2, 2]) and back by the first shape, as TensorFlow 2.0 to 2.3 writes it.
    /// </summary>
    private static string ByNodes()
    {
        const string Bits =
            """{"begin_mask": {"i": "0"}, "end_mask": {"i": "0"}, "shrink_axis_mask": {"i": "1"}, "new_axis_mask": {"i": "0"}, "ellipsis_mask": {"i": "0"}}""";
        return Whole(
        [
            Op("Shape", "Shape", """["a", 0, 0, {}]""", """{"out_type": {"type": "DT_INT32"}}"""),
            Op("batch", "StridedSlice", """["tf_op_layer_Shape", 0, 0, {}]""", Bits, """{"1": [0], "2": [1], "3": [1]}"""),
            Op("steps", "StridedSlice", """["tf_op_layer_Shape", 0, 0, {}]""", Bits, """{"1": [1], "2": [2], "3": [1]}"""),
            Op("twice", "Mul", """["tf_op_layer_steps", 0, 0, {}]""", "{}", """{"1": 2}"""),
            Op("sizes", "Pack", """["tf_op_layer_batch", 0, 0, {}], ["tf_op_layer_twice", 0, 0, {}]""", """{"axis": {"i": "0"}}""",
                """{"2": 2}"""),
            Op("there", "Reshape", """["a", 0, 0, {}], ["tf_op_layer_sizes", 0, 0, {}]"""),
            Op("back", "Reshape", """["tf_op_layer_there", 0, 0, {}], ["tf_op_layer_Shape", 0, 0, {}]"""),
        ], "tf_op_layer_there");
    }

    /// <summary>The same as TensorFlow 2.4 and later write it: tensors among the numbers of a list.</summary>
    private static string ByFunctions() => Whole(
    [
        Function("tf.compat.v1.shape", "compat.v1.shape", """["a", 0, 0, {}]"""),
        Function("batch", "__operators__.getitem", """["tf.compat.v1.shape", 0, 0, {"slice_spec": 0}]""", "SlicingOpLambda"),
        Function("steps", "__operators__.getitem", """["tf.compat.v1.shape", 0, 0, {"slice_spec": 1}]""", "SlicingOpLambda"),
        Function("twice", "math.multiply", """["steps", 0, 0, {"y": 2}]"""),
        Function("there", "reshape", """["a", 0, 0, {"shape": [["batch", 0, 0], ["twice", 0, 0], 2]}]"""),
    ], "there");

    /// <summary>And by tf.stack([batch, twice, 2]).</summary>
    private static string ByStack() => Whole(
    [
        Function("tf.compat.v1.shape", "compat.v1.shape", """["a", 0, 0, {}]"""),
        Function("batch", "__operators__.getitem", """["tf.compat.v1.shape", 0, 0, {"slice_spec": 0}]""", "SlicingOpLambda"),
        Function("steps", "__operators__.getitem", """["tf.compat.v1.shape", 0, 0, {"slice_spec": 1}]""", "SlicingOpLambda"),
        Function("twice", "math.multiply", """["steps", 0, 0, {"y": 2}]"""),
        Function("sizes", "stack",
            """[["batch", 0, 0, {"axis": 0}], ["twice", 0, 0, {"axis": 0}], ["_CONSTANT_VALUE", -1, 2, {"axis": 0}]]"""),
        Function("there", "reshape", """["a", 0, 0, {"shape": ["sizes", 0, 0]}]"""),
    ], "there");

    [Theory]
    [InlineData("nodes")]
    [InlineData("functions")]
    [InlineData("stack")]
    public void A_shape_may_be_computed(string form)
    {
        Model model = models.model_from_json(form switch { "nodes" => ByNodes(), "functions" => ByFunctions(), _ => ByStack() });
        Assert.Equal("(None, None, 2)", model.output_shape.ToString());
        NDArray x = np.arange(2 * 3 * 4).reshape(2, 3, 4).astype(NPTypeCode.Single);
        float[] expected = x.ToArray<float>();
        void Check(Model loaded)
        {
            NDArray y = loaded.predict(x);
            Assert.Equal([2, 6, 2], y.shape);
            Assert.Equal(expected, y.ToArray<float>());
        }
        Check(model);
        foreach (string name in new[] { "ops.h5", "ops.keras" })
        {
            string file = Path.Combine(_folder, name);
            model.save(file);
            Check(models.load_model(file));
        }
    }

    [Fact]
    public void A_constant_is_written_as_Keras_writes_it()
    {
        Model model = models.model_from_json(Json("TFOpLambda", "math.subtract",
            """["_CONSTANT_VALUE", -1, 1.0, {"y": ["a", 0, 0], "name": null}]"""));
        Assert.Contains("""[["_CONSTANT_VALUE", -1, 1.0, {"y": ["a", 0, 0]}]]""", model.to_json());
    }

    [Fact]
    public void An_unknown_size_stays_unknown_and_a_known_one_is_found()
    {
        Model model = models.model_from_json(Json("SlicingOpLambda", "__operators__.getitem",
            """["a", 0, 0, {"slice_spec": [{"start": null, "stop": null, "step": null}, {"start": null, "stop": 2, "step": null}]}]""")
            .Replace("[null, 3]", "[null, 9, null]", StringComparison.Ordinal));
        Assert.Equal("(None, 2, None)", model.output_shape.ToString());
    }

    [Theory]
    [InlineData("TFOpLambda", "linalg.qr", """["a", 0, 0, {}]""", "linalg.qr")]
    [InlineData("TFOpLambda", "math.reduce_mean", """["a", 0, 0, {"weights": 3}]""", "weights")]
    [InlineData("SlicingOpLambda", "__operators__.getitem",
        """["a", 0, 0, {"slice_spec": [{"start": null, "stop": null, "step": null}, 7]}]""", "7")]
    [InlineData("SlicingOpLambda", "__operators__.getitem",
        """["a", 0, 0, {"slice_spec": [{"start": null, "stop": null, "step": 0}]}]""", "step")]
    [InlineData("TFOpLambda", "math.subtract", """["_CONSTANT_VALUE", -1, [1.0, [2.0]], {"y": ["a", 0, 0]}]""", "numbers")]
    public void What_is_not_known_is_refused_by_name(string layerClass, string function, string call, string word)
    {
        string json = Json(layerClass, function, call);
        Assert.Contains(word, Assert.Throws<ModelFileException>(() => models.model_from_json(json)).Message);
    }

    [Fact]
    public void An_own_layer_stands_in_for_an_unknown_function()
    {
        string json = Json("TFOpLambda", "linalg.qr", """["a", 0, 0, {}]""");
        Model model = models.model_from_json(json, new Dictionary<string, object> { ["op"] = layers.Dense(4, name: "op") });
        Assert.Equal("(None, 4)", model.output_shape.ToString());
    }

    [Theory]
    [InlineData("Dense", """, "fill_mode": "constant", "fill_value": 0""", null)]
    [InlineData("Dense", """, "fill_mode": "reflect" """, "fill_mode")]
    [InlineData("Dense", """, "fill_value": 1.5""", "fill_value")]
    public void Values_that_change_results_are_not_passed_over(string layer, string extra, string? refused)
    {
        string json =
            $$$"""{"class_name": "Sequential", "config": {"name": "s", "layers": [{"class_name": "{{{layer}}}", "config": {"name": "d", "units": 2, "batch_input_shape": [null, 3] {{{extra}}} } } ] } }""";
        if (refused is null) { Assert.Equal(2, models.model_from_json(json).weights.Count); }
        else { Assert.Contains(refused, Assert.Throws<ModelFileException>(() => models.model_from_json(json)).Message); }
    }
}
