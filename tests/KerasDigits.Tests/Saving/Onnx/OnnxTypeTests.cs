using KerasDigits.Layers;
using KerasDigits.Models;
using KerasDigits.Ops;
using NumSharp;
using static KerasDigits.keras;

namespace KerasDigits.Tests.Saving.Onnx;

/// <summary>What an exported graph says of types, sizes that are not known, and names.</summary>
public sealed class OnnxTypeTests
{
    private static readonly NDArray s_words = np.array(new[,] { { 1, 2, 3, 0 }, { 4, 0, 2, 1 } });

    public static IEnumerable<object[]> Ways() => s_ways.Keys.Select(k => new object[] { k });

    /// <summary>Layers between whole numbers and the embedding that wants them.</summary>
    private static readonly Dictionary<string, Func<KerasTensor, KerasTensor>> s_ways = new()
    {
        ["flatten"] = x => layers.Flatten().Apply(layers.Reshape((2, 2)).Apply(x)),
        ["repeat"] = x => layers.Flatten().Apply(layers.Permute((2, 1)).Apply(layers.RepeatVector(3).Apply(x))),
        ["add"] = x => layers.Add().Apply(x, x), ["subtract"] = x => layers.Subtract().Apply(layers.Add().Apply(x, x), x),
        ["multiply"] = x => layers.Multiply().Apply(x, x), ["extremes"] = x => layers.Maximum().Apply(x, layers.Minimum().Apply(x, x)),
        ["concatenate"] = x => layers.Concatenate().Apply(x, x), ["activation"] = x => layers.Activation("relu").Apply(x),
        ["relu"] = x => layers.ReLU().Apply(x), ["linear"] = x => layers.Activation("linear").Apply(layers.Dropout(0.5).Apply(x)),
        ["pool"] = x => layers.Flatten().Apply(layers.MaxPooling1D(2).Apply(layers.Reshape((4, 1)).Apply(x))),
        ["global"] = x => layers.GlobalMaxPooling1D().Apply(layers.Reshape((4, 1)).Apply(x)),
        ["pad"] = x => layers.Flatten().Apply(layers.ZeroPadding1D(1).Apply(layers.Reshape((4, 1)).Apply(x))),
        ["crop"] = x => layers.Flatten().Apply(layers.Cropping1D(1).Apply(layers.Reshape((4, 1)).Apply(x))),
        ["repeated steps"] = x => layers.Flatten().Apply(layers.UpSampling1D(2).Apply(layers.Reshape((4, 1)).Apply(x))),
        ["steps"] = x => layers.Flatten().Apply(layers.TimeDistributed(layers.Flatten()).Apply(layers.Reshape((2, 2, 1)).Apply(x))),
        ["masking"] = x => layers.Flatten().Apply(layers.Masking().Apply(layers.Reshape((4, 1)).Apply(x))),
        ["model"] = x => Inner(x.dtype).Apply(x),
        ["product"] = x => layers.Dot(1).Apply(x, x),
    };

    private static Model Inner(string dtype)
    {
        KerasTensor x = Input(4, dtype: dtype);
        return models.Model(x, layers.Reshape(4).Apply(layers.Flatten().Apply(x)));
    }

    [Theory, MemberData(nameof(Ways))]
    public void Whole_numbers_stay_whole(string way)
    {
        foreach (string dtype in (string[])["int32", "int64", "uint8"])
        {
            KerasTensor x = Input(4, dtype: dtype), y = s_ways[way](x);
            Assert.Equal(dtype, y.dtype);
            Model model = models.Model(x, [y, layers.Embedding(40, 3, mask_zero: true).Apply(y)]);
            Assert.Null(OnnxSession.Difference(model, [s_words.astype(dtype == "int64" ? NPTypeCode.Int64
                : dtype == "uint8" ? NPTypeCode.Byte : NPTypeCode.Int32)]));
        }
    }

    /// <summary>As Keras's Dense casts its inputs, and all of Keras 3's layers with kernels do.</summary>
    [Fact]
    public void Kernels_take_whole_numbers()
    {
        KerasTensor x = Input(4, dtype: "int32"), seen = Input((4, 2), dtype: "bool"), steps = layers.Reshape((4, 1)).Apply(x);
        Model model = models.Model([x, seen],
            [layers.Dense(2, activation: "relu").Apply(x), layers.Conv1D(2, 3, padding: "same").Apply(steps), layers.LSTM(2).Apply(steps),
                layers.Bidirectional(layers.GRU(2)).Apply(steps), layers.BatchNormalization().Apply(x),
                layers.LayerNormalization().Apply(x), layers.PReLU().Apply(x),
                layers.EinsumDense("ab,bc->ac", output_shape: 3).Apply(x), layers.Dense(3).Apply(seen),
                layers.TimeDistributed(layers.Dense(2)).Apply(steps), layers.Attention().Apply(steps, steps),
                layers.MultiHeadAttention(2, 3).Apply(steps, steps), layers.GroupQueryAttention(2, 4, 2).Apply(steps, steps),
                layers.MultiHeadAttention(2, 3).ApplyAll(steps, steps, attention_mask: layers.Dot(2).Apply(steps, steps))[0]]);
        NDArray[] data = [s_words, (np.random.rand(2, 4, 2) > 0.5).MakeGeneric<bool>()];
        Assert.All(model.outputs, o => Assert.Equal("float32", o.dtype));
        Assert.Null(OnnxSession.Difference(model, data));
        Model trained = models.Sequential([Input(4, dtype: "int32"), layers.Dense(3, activation: "relu"), layers.Dense(1)]);
        trained.compile(optimizer: "sgd", loss: "mse");
        Assert.Equal(2, trained.fit(s_words, np.ones((2, 1)), epochs: 2, verbose: 0).history["loss"].Count);
    }

    /// <summary>Sizes that depend on the data, with steps, distances and windows of every kind.</summary>
    [Theory, InlineData(false), InlineData(true)]
    public void Same_padding_holds_for_every_size(bool theano)
    {
        var kinds = new List<Func<Layer>>();
        foreach (int window in (int[])[1, 2, 3, 4])
        {
            foreach (int stride in (int[])[1, 2, 3])
            {
                kinds.Add(() => layers.Conv2D(3, window, strides: stride, padding: "same"));
                kinds.Add(() => layers.DepthwiseConv2D(window, strides: stride, padding: "same"));
                kinds.Add(() => layers.MaxPooling2D(window, strides: stride, padding: "same"));
                kinds.Add(() => layers.AveragePooling2D(window, strides: stride, padding: "same"));
                kinds.Add(() => layers.Conv2DTranspose(3, window, strides: stride, padding: "same"));
            }
            kinds.Add(() => layers.Conv2D(3, window, dilation_rate: 2, padding: "same"));
            kinds.Add(() => layers.SeparableConv2D(3, window, padding: "same"));
        }
        var faults = new List<string>();
        foreach (Func<Layer> kind in kinds)
        {
            foreach (bool known in (bool[])[false, true])
            {
                Layer layer = kind();
                if (theano) { layer.TheanoWays = TheanoWays.Pads | (layer is SeparableConv2D ? TheanoWays.Uncut : 0); }
                foreach ((int h, int w) in ((int, int)[])[(6, 7), (9, 4)])
                {
                    KerasTensor x = known ? Input((h, w, 2)) : Input(new KerasDigits.Core.Shape(null, null, 2));
                    Model model = models.Model(x, layer.Apply(x));
                    if (OnnxSession.Difference(model, [np.random.rand(2, h, w, 2).astype(NPTypeCode.Single) - 2]) is { } fault)
                    {
                        faults.Add($"{kinds.IndexOf(kind)} {layer.GetType().Name} ({h}, {w}) {known}: {fault}");
                    }
                }
            }
        }
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    [Fact]
    public void Means_of_early_files_count_their_edges()
    {
        Layer layer = layers.AveragePooling2D(3, strides: 2, padding: "same");
        layer.TheanoWays = TheanoWays.Pads | TheanoWays.CountsInMeans;
        KerasTensor x = Input((6, 7, 2)), any = Input(new KerasDigits.Core.Shape(null, null, 2));
        NDArray data = np.random.rand(2, 6, 7, 2).astype(NPTypeCode.Single);
        Assert.Null(OnnxSession.Difference(models.Model(x, layer.Apply(x)), [data]));
        Assert.Null(OnnxSession.Difference(models.Model(any, layer.Apply(any)), [data]));
    }

    /// <summary>Names that are those of the graph's own nodes and constants, with colons, twice.</summary>
    [Theory]
    [InlineData("d/Gemm", "d", "e")]
    [InlineData("d/const", "d", "e")]
    [InlineData("x", "a", "a/Gemm")]
    [InlineData("x", "a/Gemm", "a")]
    [InlineData("a:0", "a:1", "a")]
    [InlineData("x:0", "x", "x:1")]
    [InlineData("x", "x/output", "x_output")]
    [InlineData("N", "N/Relu", "N/Gemm")]
    public void Names_do_not_clash(string input, string first, string second)
    {
        KerasTensor x = Input(3, name: input), y = layers.Dense(3, activation: "relu", name: first).Apply(x);
        Model model = models.Model(x, [layers.Dense(3, name: second).Apply(y), y]);
        Assert.Null(OnnxSession.Difference(model, [np.random.rand(2, 3).astype(NPTypeCode.Single)]));
        KerasTensor both = Input(3, name: input);
        Assert.Null(OnnxSession.Difference(models.Model(both, [both, layers.Dense(2, name: $"{input}_output").Apply(both)]),
            [np.random.rand(2, 3).astype(NPTypeCode.Single)]));
    }

    /// <summary>Places of values in their order, and the greatest with theirs: of equal ones the first comes first.</summary>
    [Theory]
    [InlineData("argsort", "{\"axis\": -1, \"direction\": \"ASCENDING\"}", "int32")]
    [InlineData("argsort", "{\"axis\": -1, \"direction\": \"DESCENDING\"}", "float32")]
    [InlineData("argsort", "{\"axis\": 1, \"direction\": \"DESCENDING\"}", "float32")]
    [InlineData("math.top_k", "{\"k\": 3, \"sorted\": true}", "float32")]
    [InlineData("nn.top_k", "{\"k\": 12, \"sorted\": true}", "int32")]
    [InlineData("math.top_k", "{}", "float32")]
    public void Places_in_order_are_exported(string function, string keywords, string dtype)
    {
        string json = $$$"""
            {"class_name": "Functional", "config": {"name": "m", "layers": [{"class_name": "InputLayer", "config": {"batch_input_shape": [null, 12, 12], "dtype": "{{{dtype}}}", "name": "x"}, "name": "x", "inbound_nodes": []},
            {"class_name": "TFOpLambda", "config": {"name": "op", "trainable": true, "dtype": "float32", "function": "{{{function}}}"}, "name": "op", "inbound_nodes": [["x", 0, 0, {{{keywords}}}]]}],
            "input_layers": [["x", 0, 0]], "output_layers": [["op", 0, 0]{{{(function == "argsort" ? "" : ", [\"op\", 0, 1]")}}}]}, "keras_version": "2.15.0", "backend": "tensorflow"}
            """;
        Model model = models.model_from_json(json);
        NDArray data = np.random.RandomState(4).randint(0, 5, new NumSharp.Shape(3, 12, 12)).astype(dtype == "int32" ? NPTypeCode.Int32
            : NPTypeCode.Single);
        Assert.Null(OnnxSession.Difference(model, [data]));
        int at = function == "argsort" ? 0 : 1;
        long[] places = [.. model.predict_all([data])[at][0, 0].astype(NPTypeCode.Int64).flatten().ToArray<long>()];
        double[] row = [.. data[0, 0].astype(NPTypeCode.Double).flatten().ToArray<double>()];
        if (keywords.Contains("\"axis\": 1", StringComparison.Ordinal)) { return; }
        bool rises = keywords.Contains("\"ASC", StringComparison.Ordinal);
        Assert.Equal(row.Select((v, i) => (v, i)).OrderBy(p => rises ? p.v : -p.v).ThenBy(p => p.i).Select(p => (long)p.i)
            .Take(places.Length), places);
    }

    /// <summary>Keras 3's operations of the same, and its functions on a model's tensors.</summary>
    [Fact]
    public void Places_in_order_of_Keras3_are_exported()
    {
        KerasTensor x = Input((5, 9), name: "x");
        Model model = models.Model(x, [ops.argsort(x), ops.argsort(x, axis: 1), tf.argsort(x, direction: "DESCENDING")]);
        NDArray data = np.random.RandomState(4).randint(0, 4, new NumSharp.Shape(2, 5, 9)).astype(NPTypeCode.Single);
        Assert.Null(OnnxSession.Difference(model, [data]));
        string json = """
            {"module": "keras", "class_name": "Functional", "config": {"name": "m", "layers": [{"module": "keras.layers", "class_name": "InputLayer", "config": {"batch_shape": [null, 5, 9], "dtype": "float32", "name": "x"}, "registered_name": null, "name": "x", "inbound_nodes": []},
            {"module": "keras.src.ops.math", "class_name": "TopK", "config": {"name": "op", "k": 4, "sorted": true}, "registered_name": "TopK", "name": "op", "inbound_nodes": [{"args": [{"class_name": "__keras_tensor__", "config": {"shape": [null, 5, 9], "dtype": "float32", "keras_history": ["x", 0, 0]}}], "kwargs": {}}]}],
            "input_layers": [["x", 0, 0]], "output_layers": [["op", 0, 0], ["op", 0, 1]]}, "registered_name": null}
            """;
        Assert.Null(OnnxSession.Difference(models.model_from_json(json), [data]));
    }

    /// <summary>Layers that only files of Keras 1 have, AutoContrast, and the sorting of values.</summary>
    [Fact]
    public void Rare_layers_predict_the_same()
    {
        NDArray x = (np.random.rand(3, 4, 5, 2) * 6 - 3).astype(NPTypeCode.Single);
        foreach (Layer layer in (Layer[])[new ParametricSoftplus(), new ParametricSoftplus(shared_axes: new[] { 1, 2 }),
            new SReLU("uniform", "uniform", "uniform", "uniform"), new ModeBatchNormalization(mode: 1), new ModeBatchNormalization(mode: 2),
            new ModeBatchNormalization(mode: 2, axis: 1), layers.AutoContrast(), layers.AutoContrast(value_range: (-3, 3))])
        {
            KerasTensor input = Input((4, 5, 2));
            Assert.Null(OnnxSession.Difference(models.Model(input, layer.Apply(input)), [x], tolerance: 2e-5));
        }
        KerasTensor flat = Input((4, 5, 2));
        Model even = models.Model(flat, layers.AutoContrast().Apply(flat));
        Assert.Null(OnnxSession.Difference(even, [np.ones((2, 4, 5, 2)).astype(NPTypeCode.Single) * 7]));
        KerasTensor row = Input((4, 5));
        Assert.Null(OnnxSession.Difference(models.Model(row, [tf.sort(row), tf.sort(row, axis: 1, direction: "DESCENDING"), ops.sort(row)]),
            [np.random.rand(2, 4, 5).astype(NPTypeCode.Single)]));
    }
}
