using System.Text.Json;
using KerasDigits.Activations;
using KerasDigits.Backend;
using KerasDigits.Core;
using KerasDigits.Layers;
using KerasDigits.Models;
using KerasDigits.Saving.Onnx;
using KerasDigits.Saving.Onnx.Proto;
using NumSharp;
using static KerasDigits.keras;

namespace KerasDigits.Tests.Saving.Onnx;

/// <summary>Every layer, with its options, in ONNX Runtime against our own predictions.</summary>
public sealed class OnnxLayerTests
{
    private static readonly Golden s_pack = Golden.Pack("layers");

    private static Model Of(Func<KerasTensor, KerasTensor> make, Shape shape, string? dtype = null)
    {
        KerasTensor x = Input(shape, dtype: dtype);
        return models.Model(x, make(x));
    }

    private static void Check(Func<KerasTensor, KerasTensor> make, params int[] shape)
    {
        Model model = Of(make, KerasDigits.Core.Shape.Of([.. shape.Select(n => (long)n)]));
        foreach (Variable w in model.weights.Where(w => w.dtype == "float32"))
        {
            // Starts of zeros and ones would hide what is left out.
            NDArray values = np.random.rand([.. w.value.shape.Select(n => (int)n)]).astype(NPTypeCode.Single) * 0.5;
            w.assign(w.name.Contains("variance", StringComparison.Ordinal) ? values + 0.5 : values - (w.value.dim() > 1 ? 0.25 : 0));
        }
        foreach (int batch in (int[])[1, 3])
        {
            Assert.Null(OnnxSession.Difference(model, [np.random.rand([batch, .. shape]).astype(NPTypeCode.Single)]));
        }
    }

    public static IEnumerable<object[]> Classes() => s_pack.Cases.Select(c => c.GetProperty("class_name").GetString()!).Distinct()
        .Where(n => Registry.FindClass(n, typeof(Layer)) is not null).Select(n => new object[] { n });

    [Theory, MemberData(nameof(Classes))]
    public void Cases_of_Keras_predict_the_same(string className)
    {
        var faults = new List<string>();
        foreach (JsonElement c in s_pack.Cases.Where(c => c.GetProperty("class_name").GetString() == className))
        {
            string name = c.GetProperty("name").GetString()!;
            var layer = (Layer)ConfigBinder.Create(Registry.FindClass(className, typeof(Layer))!, Golden.Config(c.GetProperty("config")));
            if (layer is AbstractRNNCell) { Assert.Contains(className, OnnxLayers.Refusals.Keys); continue; }
            if (layer.stateful) { continue; }
            NDArray[] arrays = [.. c.GetProperty("inputs").EnumerateArray().Select(k => s_pack.Array(k.GetString()!))];
            KerasTensor[] inputs = Array.ConvertAll(arrays,
                a => Input(KerasDigits.Core.Shape.Of([.. a.shape[1..]]), dtype: a.typecode switch
            {
                NPTypeCode.Int32 => "int32",
                NPTypeCode.Int64 => "int64",
                _ => "float32"
            }));
            KerasTensor[] all = inputs;
            string?[]? names = null;
            if (c.TryGetProperty("mask", out JsonElement m) && m.ValueKind == JsonValueKind.String)
            {
                NDArray mask = s_pack.Array(m.GetString()!);
                arrays = [.. arrays, mask.astype(NPTypeCode.Boolean)];
                KerasTensor given = Input(KerasDigits.Core.Shape.Of([.. mask.shape[1..]]), dtype: "bool");
                (inputs, all, names) = ([.. inputs, given], [.. inputs, given], [.. inputs.Select(_ => (string?)null), "mask"]);
            }
            string[] expected = [.. c.GetProperty("outputs").EnumerateArray().Select(k => k.GetString()!)];
            Config? keywords = layer is MultiHeadAttention && expected.Length > 1
                ? new Config { ["return_attention_scores"] = true }
                : null;
            Model model = models.Model(inputs, layer.ApplyAll(all, names, keywords));
            layer.set_weights([.. c.GetProperty("weights").EnumerateArray().Select(w => s_pack.Array(w.GetProperty("key").GetString()!))]);
            try { if (OnnxSession.Difference(model, arrays) is { } fault) { faults.Add($"{name}: {fault}"); } }
            catch (Exception e) when (e is not Xunit.Sdk.XunitException) { faults.Add($"{name}: {e.GetType().Name} {e.Message}"); }
        }
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    [Theory]
    [InlineData("lstm"), InlineData("gru"), InlineData("gru_before"), InlineData("rnn"), InlineData("bidirectional"),
        InlineData("bidirectional_sequence"), InlineData("stack"), InlineData("peephole"), InlineData("backwards"), InlineData("gelu"),
        InlineData("zero"), InlineData("time")]
    public void Masks_are_exact_wherever_they_stand(string kind)
    {
        KerasTensor x = Input(6, dtype: "int32"), y = layers.Embedding(5, 4, mask_zero: true).Apply(x);
        y = kind switch
        {
            "lstm" => layers.LSTM(3, return_sequences: true).Apply(y),
            "gru" => layers.GRU(3).Apply(y),
            "gru_before" => layers.GRU(3, return_sequences: true, reset_after: false).Apply(y),
            "rnn" => layers.SimpleRNN(3, return_sequences: true).Apply(y),
            "bidirectional" => layers.Bidirectional(layers.LSTM(3)).Apply(y),
            "bidirectional_sequence" => layers.LSTM(2)
                .Apply(layers.Bidirectional(layers.GRU(3, return_sequences: true), merge_mode: "sum").Apply(y)),
            "stack" => layers.RNN(new AbstractRNNCell[] { layers.LSTMCell(3), layers.GRUCell(2) }).Apply(y),
            "peephole" => layers.RNN(experimental.PeepholeLSTMCell(3), return_sequences: true).Apply(y),
            "backwards" => layers.LSTM(3, return_sequences: true, go_backwards: true).Apply(y),
            "gelu" => layers.LSTM(3, activation: "gelu").Apply(y),
            "zero" => layers.RNN(layers.GRUCell(3), return_sequences: true, zero_output_for_mask: true).Apply(y),
            _ => layers.GlobalAveragePooling1D()
                .Apply(layers.TimeDistributed(layers.Dense(2))
                    .Apply(layers.Concatenate().Apply(y, layers.LSTM(3, return_sequences: true).Apply(y)))),
        };
        // Behind, in front, with holes, all, none.
        NDArray words = np.array(new[,
            ] { { 1, 2, 3, 0, 0, 0 }, { 0, 0, 4, 1, 2, 3 }, { 0, 1, 0, 2, 0, 3 }, { 1, 2, 3, 4, 1, 2 }, { 0, 0, 0, 0, 0, 0 } });
        if (kind == "time") { words = words[":4"]; } // a mean over nothing
        Assert.Null(OnnxSession.Difference(models.Model(x, y), [words]));
    }

    [Fact]
    public void Recurrent_layers_give_and_take_states()
    {
        KerasTensor x = Input((4, 3)), h = Input(2), c = Input(2);
        KerasTensor[] lstm = layers.LSTM(2, return_state: true, return_sequences: true).ApplyAll(x, [h, c]);
        KerasTensor[] both = layers.Bidirectional(layers.GRU(2, return_state: true), merge_mode: null).ApplyAll(x, [h, c]);
        NDArray[] data = [np.random.rand(3, 4, 3).astype(NPTypeCode.Single), np.random.rand(3, 2).astype(NPTypeCode.Single),
            np.random.rand(3, 2).astype(NPTypeCode.Single)];
        Assert.Null(OnnxSession.Difference(models.Model([x, h, c], [.. lstm, .. both]), data));
    }

    [Theory, InlineData("channels_last"), InlineData("channels_first")]
    public void Spatial_layers_predict_the_same(string format)
    {
        bool first = format == "channels_first";
        int[] Places(params int[] sizes) => first ? [3, .. sizes] : [.. sizes, 3];
        foreach (string padding in (string[])["same", "valid"])
        {
            foreach (int stride in (int[])[1, 2, 3])
            {
                Check(x => layers.Conv2D(4, (3, 2), strides: stride, padding: padding, data_format: format, activation: "relu").Apply(x),
                    Places(7, 6));
                Check(x => layers.Conv2DTranspose(4, (3, 2), strides: stride, padding: padding, data_format: format).Apply(x),
                    Places(4, 3));
                Check(x => layers.MaxPooling2D(2, strides: stride, padding: padding, data_format: format).Apply(x), Places(7, 6));
                Check(x => layers.AveragePooling2D(3, strides: stride, padding: padding, data_format: format).Apply(x), Places(7, 6));
                Check(x => layers.DepthwiseConv2D(3, strides: stride, padding: padding, data_format: format, depth_multiplier: 2).Apply(x),
                    Places(7, 6));
            }
            Check(x => layers.Conv3DTranspose(2, 3, strides: 2, padding: padding, data_format: format).Apply(x), Places(3, 2, 4));
            Check(x => layers.Conv1DTranspose(2, 4, strides: 3, padding: padding, output_padding: 1, data_format: format)
                .Apply(x), Places(5));
            Check(x => layers.Conv2DTranspose(2, 3, strides: 3, padding: padding, output_padding: (0, 2), data_format: format).Apply(x),
                Places(4, 3));
            Check(x => layers.Conv2DTranspose(2, 3, dilation_rate: 2, padding: padding, data_format: format).Apply(x), Places(4, 3));
            Check(x => layers.SeparableConv2D(4, 3, padding: padding, data_format: format).Apply(x), Places(7, 6));
            Check(x => layers.Conv3D(2, 2, padding: padding, data_format: format).Apply(x), Places(4, 3, 5));
            Check(x => layers.ConvLSTM2D(2, (2, 3), padding: padding, data_format: format, return_sequences: true).Apply(x),
                [4, .. Places(5, 4)]);
        }
        Check(x => layers.ConvLSTM1D(2, 3, data_format: format).Apply(x), [3, .. Places(6)]);
        Check(x => layers.ConvLSTM3D(2, 2, padding: "same", data_format: format, go_backwards: true).Apply(x), [2, .. Places(3, 4, 3)]);
        Check(x => layers.LocallyConnected2D(4, (3, 2), strides: 2, data_format: format, activation: "tanh").Apply(x), Places(7, 6));
        Check(x => layers.LocallyConnected2D(2, 3, padding: "same", implementation: 2, data_format: format).Apply(x), Places(4, 3));
        Check(x => layers.LocallyConnected2D(2, 2, padding: "same", implementation: 3, data_format: format).Apply(x), Places(4, 3));
        Check(x => layers.LocallyConnected1D(4, 3, data_format: format).Apply(x), Places(7));
        Check(x => layers.AdaptiveAveragePooling2D((3, 4), data_format: format).Apply(x), Places(7, 6));
        Check(x => layers.AdaptiveMaxPooling2D((3, 4), data_format: format).Apply(x), Places(7, 6));
        Check(x => layers.AdaptiveMaxPooling3D(2, data_format: format).Apply(x), Places(3, 5, 4));
        Check(x => layers.UpSampling2D(2, interpolation: "bicubic", data_format: format).Apply(x), Places(4, 3));
        Check(x => layers.GlobalMaxPooling2D(keepdims: true, data_format: format).Apply(x), Places(4, 3));
        Check(x => layers.Flatten(data_format: format).Apply(x), Places(4, 3));
        Check(x => layers.ZeroPadding2D(((1, 0), (2, 3)), data_format: format).Apply(x), Places(4, 3));
        Check(x => layers.Cropping2D(((1, 0), (0, 1)), data_format: format).Apply(x), Places(4, 3));
        Check(x => layers.BatchNormalization(axis: first ? 1 : -1).Apply(x), Places(4, 3));
    }

    [Fact]
    public void Pictures_are_resized_in_every_interpolation()
    {
        foreach (string interpolation in KerasDigits.Ops.ImageResize.Interpolations)
        {
            Check(x => layers.Resizing(5, 9, interpolation: interpolation).Apply(x), 7, 6, 3);
            Check(x => layers.Resizing(4, 9, interpolation: interpolation, crop_to_aspect_ratio: true).Apply(x), 7, 6, 3);
        }
        Check(x => layers.CenterCrop(4, 5).Apply(x), 7, 6, 3);
        Check(x => layers.CenterCrop(9, 5).Apply(x), 7, 6, 3);
        Check(x => layers.RandomCrop(4, 4).Apply(x), 7, 6, 3);
        Check(x => layers.RandomHeight(0.3).Apply(x), 7, 6, 3);
    }

    [Fact]
    public void Normalizations_run_along_any_axis()
    {
        Check(x => layers.BatchNormalization(axis: [1, 3]).Apply(x), 4, 3, 2);
        foreach (int axis in (int[])[1, 2, 3])
        {
            Check(x => layers.BatchNormalization(axis: axis).Apply(x), 4, 3, 2);
            Check(x => layers.LayerNormalization(axis: axis).Apply(x), 4, 3, 2);
            Check(x => layers.GroupNormalization(groups: -1, axis: axis).Apply(x), 4, 3, 2);
            Check(x => layers.RMSNormalization(axis: axis).Apply(x), 4, 3, 2);
            Check(x => layers.UnitNormalization(axis: axis).Apply(x), 4, 3, 2);
            Check(x => layers.Softmax(axis: axis).Apply(x), 4, 3, 2);
        }
        Check(x => layers.LayerNormalization(axis: new[] { 1, 3 }).Apply(x), 4, 3, 2);
        Check(x => layers.LayerNormalization(rms_scaling: true).Apply(x), 4, 3, 2);
        Check(x => layers.Softmax(axis: new[] { 1, 2 }).Apply(x), 4, 3, 2);
        Check(x => layers.GroupNormalization(2).Apply(x), 4);
        Check(x => layers.Normalization(axis: 1, mean: new[] { 1.0, 2, 3, 4 }, variance: new[] { 1.0, 2, 3, 4 }).Apply(x), 4, 3, 2);
        Check(x => layers.Normalization(mean: 0.5, variance: 2, invert: true).Apply(x), 4, 3);
        Check(x => layers.SpectralNormalization(layers.Dense(3)).Apply(x), 4);
        Check(x => experimental_RandomFourierFeatures(x), 4);

        static KerasTensor experimental_RandomFourierFeatures(KerasTensor x) => layers.experimental.RandomFourierFeatures(5).Apply(x);
    }

    [Fact]
    public void Every_activation_predicts_the_same()
    {
        foreach (string name in Registry.ListFunctions("keras.activations")
            .Where(n => n is not ("get" or "serialize" or "deserialize" or "threshold")))
        {
            Check(x => layers.Activation(name).Apply(layers.Rescaling(6, -3).Apply(x)), 4, 6);
        }
        Check(x => layers.Conv2D(4, 3, activation: "gelu").Apply(x), 5, 5, 2);
        Check(x => layers.PReLU(shared_axes: new[] { 1, 2 }).Apply(layers.PReLU().Apply(layers.Conv2D(4, 3).Apply(x))), 5, 5, 2);
    }

    [Fact]
    public void Attention_is_exact_with_masks_and_axes()
    {
        Check(x => layers.Attention(use_scale: true).Apply(x, x, x), 4, 3);
        Check(x => layers.Attention(causal: true).Apply(x, x), 4, 3);
        Check(x => layers.Attention(score_mode: "concat").Apply(x, x), 4, 3);
        Check(x => layers.AdditiveAttention().Apply(x, x), 4, 3);
        Check(x => layers.MultiHeadAttention(2, 3).ApplyAll(x, x, use_causal_mask: true)[0], 4, 3);
        Check(x => layers.MultiHeadAttention(2, 3, value_dim: 2, output_shape: 5).ApplyAll(x, x, return_attention_scores: true)[1], 4, 3);
        Check(x => layers.MultiHeadAttention(2, 3, attention_axes: new[] { 2, 3 }).ApplyAll(x, x)[0], 2, 3, 2, 4);
        Check(x => layers.MultiHeadAttention(2, 3, attention_axes: 1).ApplyAll(x, x)[0], 2, 3, 4);
        Check(x => layers.GroupQueryAttention(3, 4, 2).Apply(x, x), 5, 4);
        Check(x => layers.GroupQueryAttention(3, 4, 2, use_gate: true).Apply(x, x), 5, 4);
        Check(x => layers.MultiHeadAttention(2, 3, value_dim: 2, use_gate: true).ApplyAll(x, x)[0], 4, 3);
        Check(x => layers.MultiHeadAttention(2, 3, attention_axes: new[] { 2, 3 }, use_gate: true).ApplyAll(x, x)[0], 2, 3, 2, 4);
        KerasTensor words = Input(5, dtype: "int32"), e = layers.Embedding(6, 4, mask_zero: true).Apply(words),
            seen = Input((5, 5), dtype: "bool");
        NDArray ids = np.array(new[,] { { 1, 2, 3, 0, 0 }, { 0, 2, 0, 4, 5 } });
        Model model = models.Model([words, seen],
            [layers.MultiHeadAttention(2, 3).ApplyAll(e, e, attention_mask: seen)[0], layers.Attention().Apply(e, e)]);
        Assert.Null(OnnxSession.Difference(model, [ids, (np.random.rand(2, 5, 5) > 0.3).MakeGeneric<bool>()]));
    }

    [Fact]
    public void Functions_on_symbolic_tensors_predict_the_same()
    {
        Check(x => x * 2 + 1 - x / 3, 4, 3);
        Check(x => 1 / (x + 1), 4, 3);
        Check(x => layers.Concatenate().Apply(x, tf.square(x), tf.exp(-x)), 4, 3);
        Check(x => tf.reduce_mean(x, axis: 1, keepdims: true) + tf.reduce_max(x, axis: new[] { 1 }, keepdims: true), 4, 3);
        Check(x => ops.sum(ops.abs(x), axis: -1), 4, 3);
        Check(x => backend.mean(backend.maximum(x, 0.4), axis: 2), 4, 3, 2);
        Check(x => backend.concatenate([x, backend.permute_dimensions(x, new[] { 0, 1, 2 })]), 4, 3);
        Check(x => x[.., 1], 4, 3);
        Check(x => x[.., 1..3], 4, 3);
        Check(x => tf.transpose(tf.reshape(x, new[] { -1, 3, 4 }), new[] { 0, 2, 1 }), 4, 3);
        Check(x => tf.matmul(x, x, transpose_b: true), 4, 3);
        Check(x => tf.nn.softmax(x), 4, 3);
        Check(x => backend.clip(x, 0.2, 0.7), 4, 3);
    }

    [Fact]
    public void Classes_and_texts_predict_the_same()
    {
        NDArray numbers = np.array(new[,] { { 1, 7, 3 }, { 5, 7, 7 } });
        foreach (string mode in (string[])["int", "one_hot", "multi_hot", "count"])
        {
            Assert.Null(OnnxSession.Difference(Of(x => layers.IntegerLookup(vocabulary: [7, 5, 3], output_mode: mode).Apply(x), 3, "int64"),
                [numbers]));
            Assert.Null(
                OnnxSession.Difference(Of(x => layers.IntegerLookup(vocabulary: [7, 5], num_oov_indices: 3, mask_token: 1,
                    output_mode: mode).Apply(x), 3, "int64"), [numbers]));
            Assert.Null(OnnxSession.Difference(Of(x => layers.Discretization(new[] { 0.2, 0.5, 0.9 }, output_mode: mode).Apply(x), 3),
                [np.array(new[,] { { 0.2f, 0.1f, 0.95f }, { 0.5f, 0.4f, -1 } })]));
            if (mode != "int")
            {
                Assert.Null(OnnxSession.Difference(Of(x => layers.CategoryEncoding(9, output_mode: mode).Apply(x), 3, "int64"), [numbers]));
            }
            foreach (string? mask in (string?[])[null, "c"])
            {
                Assert.Null(
                    OnnxSession.Difference(Of(x => layers.StringLookup(vocabulary: ["b", "a"], mask_token: mask, output_mode: mode)
                        .Apply(x), 3, "string"), [Texts.Array(new[,] { { "a", "b", "c" }, { "b", "b", "?" } })]));
            }
        }
        Assert.Null(OnnxSession.Difference(Of(x => layers.StringLookup(vocabulary: ["b", "a"], invert: true).Apply(x), 3, "int64"),
            [np.array(new[,] { { 0, 1, 2 }, { 2, 2, 9 } })]));
        Assert.Null(OnnxSession.Difference(Of(x => layers.IntegerLookup(vocabulary: [7, 5], invert: true).Apply(x), 3, "int64"),
            [np.array(new[,] { { 0, 1, 2 }, { 2, 2, 9 } })]));
    }

    [Fact]
    public void Nested_and_shared_models_and_mixed_precision_predict_the_same()
    {
        Sequential inner = models.Sequential([layers.Conv2D(4, 3, input_shape: (6, 6, 2)), layers.BatchNormalization(), layers.Flatten()]);
        Dense shared = layers.Dense(3);
        KerasTensor a = Input((6, 6, 2)), b = Input((6, 6, 2));
        Model model = models.Model([a, b], layers.Subtract().Apply(shared.Apply(inner.Apply(a)), shared.Apply(inner.Apply(b))));
        NDArray[] data = [np.random.rand(3, 6, 6, 2).astype(NPTypeCode.Single), np.random.rand(3, 6, 6, 2).astype(NPTypeCode.Single)];
        Assert.Null(OnnxSession.Difference(model, data));
        Assert.Null(OnnxSession.Difference(model, data, fold: true));
        foreach (string policy in (string[])["mixed_float16", "mixed_bfloat16"])
        {
            Sequential half = models.Sequential([layers.Conv2D(4, 3, input_shape: (6, 6, 2), dtype: policy), layers.Flatten(dtype: policy),
                layers.Dense(3, dtype: "float32")]);
            Assert.Null(OnnxSession.Difference(half, [data[0]], tolerance: 3e-2));
        }
    }

    [Fact]
    public void The_notebooks_net_has_no_transpose_in_the_middle()
    {
        Sequential conv2 = OnnxInference.Net.Conv2();
        string file = Path.Combine(Path.GetTempPath(), $"keras-{Guid.NewGuid():N}.onnx");
        try
        {
            conv2.export(file, fold_batch_normalization: true);
            GraphProto graph = ModelProto.Parser.ParseFrom(File.ReadAllBytes(file)).Graph;
            string[] ops = [.. graph.Node.Select(n => n.OpType)];
            // One at the start, one before Flatten, which counts Keras's order.
            Assert.Equal([0, Array.FindLastIndex(ops, o => o == "Transpose")],
                ops.Select((o, i) => (o, i)).Where(o => o.o == "Transpose").Select(o => o.i));
            Assert.Equal("Reshape", ops[Array.FindLastIndex(ops, o => o == "Transpose") + 1]);
            Assert.DoesNotContain("Dropout", ops);
            Assert.All(graph.Node.SelectMany(n => n.Input).Where(i => i.Contains("const", StringComparison.Ordinal)),
                i => Assert.Contains(graph.Initializer, t => t.Name == i));
        }
        finally { File.Delete(file); }
    }

    [Fact]
    public void Layers_of_other_epochs_predict_the_same()
    {
        Check(x => legacy.layers.Highway(activation: "relu").Apply(x), 4);
        Check(x => legacy.layers.MaxoutDense(3).Apply(x), 4);
        Check(x => layers.ReversibleEmbedding(5, 4, logit_soft_cap: 2).ApplyAll([x], null, new Config { ["reverse"] = true })[0], 3, 4);
    }

    /// <summary>A class of one's own with the name of one of Keras's.</summary>
    private sealed class Flatten : Layer
    {
        public override Tensor call(Tensor inputs, bool training) => inputs * 2;
    }

    [Fact]
    public void Refusals_have_reasons()
    {
        (Func<KerasTensor, KerasTensor> Make, Shape Shape, string? Type, string Reason)[] all =
        [
            (x => layers.Lambda(y => y * 2, name: "own").Apply(x), 3, null,
                "\"own\" of class Lambda cannot be exported to ONNX: its function is code"),
            (x => new Flatten().Apply(x), 3, null, "it is a class of its own"),
            (x => layers.Hashing(3).Apply(x), 3, "int64", "it hashes as TensorFlow does"),
            (x => layers.TextVectorization(vocabulary: ["a"]).Apply(x), 1, "string", "cuts texts into words"),
            (x => layers.LSTM(2, stateful: true).Apply(x), (2, 2), null, "keeps its state"),
            (x => layers.Resizing(4, 4, antialias: true).Apply(x), (8, 8, 3), null, "antialias or pad_to_aspect_ratio"),
            (x => layers.Resizing(4, 4, pad_to_aspect_ratio: true).Apply(x), (8, 6, 3), null, "antialias or pad_to_aspect_ratio"),
            (x => layers.Dense(2, activation: new ActivationFn(y => y * 2, "swish")).Apply(x), 3, null, "a function of one's own"),
        ];
        foreach (var (make, shape, type, reason) in all)
        {
            KerasTensor x = Input(shape, dtype: type, batch_size: 2);
            Assert.Contains(reason,
                Assert.Throws<NotSupportedException>(() => models.Model(x, make(x))
                    .export(Path.Combine(Path.GetTempPath(), "never.onnx"))).Message, StringComparison.Ordinal);
        }
    }
}
