using System.Runtime.InteropServices;
using KerasDigits.Models;
using KerasDigits.Saving;
using KerasDigits.Saving.Hdf5;
using NumSharp;
using static KerasDigits.keras;

namespace KerasDigits.Tests.Saving;

/// <summary>
/// Weights as Keras 1, Theano and cuDNN layers hold them: taken apart here from a model's own, they must come back, inside wrappers and
/// models too.
/// </summary>
public sealed class OldWeightsTests : IDisposable
{
    private readonly string _file = Path.Combine(Path.GetTempPath(), $"keras-old-{Guid.NewGuid():N}.h5");

    public void Dispose() => File.Delete(_file);

    private static NDArray[] Gates(NDArray array, int gates)
    {
        int width = (int)array.shape[^1] / gates;
        return [.. Enumerable.Range(0, gates).Select(g => array[$"..., {g * width}:{(g + 1) * width}"].copy())];
    }

    /// <summary>Kernel, recurrent kernel and bias of each gate, in an order of gates.</summary>
    private static NDArray[] Apart(IEnumerable<NDArray> weights, params int[] order)
    {
        NDArray[][] parts = [.. weights.Select(w => Gates(w, order.Length))];
        return [.. order.SelectMany(gate => parts.Select(p => p[gate]))];
    }

    private static H5Dataset Dataset(NDArray array)
    {
        float[] values = array.flatten().ToArray<float>();
        return new H5Dataset("float32", [.. array.shape], (offset, target) => MemoryMarshal.AsBytes(values.AsSpan())
            .Slice((int)offset, target.Length).CopyTo(target));
    }

    private void Write(IEnumerable<(string Layer, NDArray[] Arrays)> layers, string? version = "1.2.2", string backend = "tensorflow",
        string? json = null)
    {
        var root = new H5Group();
        H5Group target = json is null ? root : root.Ensure(["model_weights"]);
        if (json is not null) { root.Attributes["model_config"] = json; }
        if (version is not null) { target.Attributes["keras_version"] = version; }
        target.Attributes["backend"] = backend;
        H5Values.SetNames(target, "layer_names", [.. layers.Select(l => l.Layer)]);
        foreach (var (layer, arrays) in layers)
        {
            H5Group group = target.Ensure([layer]);
            H5Values.SetNames(group, "weight_names", [.. arrays.Select((_, i) => $"w{i}")]);
            for (int i = 0; i < arrays.Length; i++) { group.Children[$"w{i}"] = Dataset(arrays[i]); }
        }
        AtomicFile.Write(_file, s => H5Writer.Write(s, root));
    }

    /// <summary>Sets a model's weights to 0, reads the file, and compares with what they were.</summary>
    private void ComesBack(Model model, Func<NDArray[], NDArray[]> old, string? version = "1.2.2", string backend = "tensorflow")
    {
        int index = Enumerable.Range(0, model.layers.Count).First(i => model.layers[i].weights.Count > 0);
        NDArray[] before = Spread(model);
        Write([(model.layers[index].name!,
            old([.. model.layers[index].trainable_weights.Concat(model.layers[index].non_trainable_weights).Select(w => w.numpy())]))],
            version, backend);
        model.set_weights([.. before.Select(w => w * 0)]);
        model.load_weights(_file);
        NDArray[] after = model.get_weights();
        for (int i = 0; i < before.Length; i++) { Assert.Equal(before[i].flatten().ToArray<float>(), after[i].flatten().ToArray<float>()); }
    }

    /// <summary>Gives every weight values of its own, biases too.</summary>
    private static NDArray[] Spread(Model model)
    {
        var random = np.random.RandomState(5);
        model.set_weights([.. model.get_weights().Select(w => random.rand([.. w.shape]).astype(NPTypeCode.Single))]);
        return model.get_weights();
    }

    [Theory]
    [InlineData("1.2.2")]
    [InlineData("1")]
    [InlineData(null)]
    public void An_Lstm_of_twelve_arrays(string? version) =>
        ComesBack(models.Sequential([layers.LSTM(3, input_shape: (4, 2))]), w => Apart(w, 0, 2, 1, 3), version);

    [Fact]
    public void A_Gru_of_nine_arrays() =>
        ComesBack(models.Sequential([layers.GRU(3, reset_after: false, input_shape: (4, 2))]), w => Apart(w, 0, 1, 2));

    [Fact]
    public void A_bidirectional_Lstm() => ComesBack(models.Sequential([layers.Bidirectional(layers.LSTM(3), input_shape: (4, 2))]),
        w => [.. Apart(w[..3], 0, 2, 1, 3), .. Apart(w[3..], 0, 2, 1, 3)]);

    [Fact]
    public void A_conv_Lstm() =>
        ComesBack(models.Sequential([layers.ConvLSTM2D(3, (2, 2), input_shape: (3, 5, 5, 2))]), w => Apart(w, 0, 2, 1, 3));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_conv1_d_has_another_axis(bool before12) => ComesBack(models.Sequential([layers.Conv1D(5, 3, input_shape: (7, 2))]), w =>
    {
        NDArray wide = w[0].reshape([3, 1, 2, 5]);
        return [before12 ? wide.transpose([3, 2, 0, 1]).copy() : wide, w[1]];
    });

    [Fact]
    public void A_transposed_convolution_has_its_channels_in_the_other_order() =>
        ComesBack(models.Sequential([layers.Conv2DTranspose(5, (3, 2), input_shape: (4, 4, 2))]),
        w => [w[0].transpose([0, 1, 3, 2]).copy(), w[1]]);

    [Theory]
    [InlineData("2.0.8")]
    [InlineData("1.2.2")]
    public void Theano_turns_kernels_around(string version) =>
        ComesBack(models.Sequential([layers.Conv2D(5, (3, 2), input_shape: (4, 4, 2))]), w => [w[0]["::-1, ::-1"].copy(), w[1]],
            version, "theano");

    [Fact]
    public void Layers_inside_wrappers_and_models()
    {
        ComesBack(models.Sequential([layers.TimeDistributed(layers.Conv2DTranspose(5, (3, 2)), input_shape: (2, 4, 4, 2))]),
            w => [w[0].transpose([0, 1, 3, 2]).copy(), w[1]]);
        var inner = models.Sequential([layers.LSTM(3, return_sequences: true, input_shape: (4, 2)), layers.BatchNormalization(),
            layers.GRU(2, reset_after: false), layers.Dense(1)]);
        // gamma and beta stand among the trainable weights, the moving values behind all of them
        ComesBack(models.Sequential([inner]), w => [.. Apart(w[..3], 0, 2, 1, 3), w[3], w[4], .. Apart(w[5..8], 0, 1, 2), .. w[8..]]);
        inner.layers[0].trainable = false;
        ComesBack(models.Sequential([inner]), w =>
            [.. w[..2], .. Apart(w[2..5], 0, 1, 2), .. w[5..7], .. Apart(w[7..10], 0, 2, 1, 3), .. w[10..]]);
    }

    /// <summary>
    /// cuDNN's kernels of the inputs hold the transposed values in their own shape, those of the states are transposed; its biases come
    /// twice.
    /// </summary>
    [Fact]
    public void Cudnn_layers()
    {
        static NDArray Cudnn(NDArray kernel, int gates, bool keepShape) =>
            np.concatenate([.. Gates(kernel, gates)
                .Select(k => keepShape ? k.transpose().copy().reshape([(int)k.shape[0], (int)k.shape[1]]) : k.transpose().copy())], 1);
        ComesBack(models.Sequential([layers.GRU(3, input_shape: (4, 2))]),
            w => [Cudnn(w[0], 3, true), Cudnn(w[1], 3, false), w[2].reshape([18])], "2.2.4");
        ComesBack(models.Sequential([layers.LSTM(3, input_shape: (4, 2))]),
            w => [Cudnn(w[0], 4, true), Cudnn(w[1], 4, false), np.concatenate([w[2] * 2, w[2] * -1], 0)], "2.2.4");
    }

    [Fact]
    public void A_Cudnn_layers_configuration_gives_the_layer_it_computes_as()
    {
        const string Json =
            """{"class_name": "Sequential", "config": [{"class_name": "CuDNN$", "config": {"name": "r", "trainable": true, "batch_input_shape": [null, 4, 2], "dtype": "float32", "return_sequences": false, "return_state": false, "go_backwards": false, "stateful": false, "units": 3, "kernel_initializer": "zeros", "kernel_regularizer": null} }], "keras_version": "2.2.4"}""";
        var gru = Assert.IsType<global::KerasDigits.Layers.GRU>(
            models.model_from_json(Json.Replace("$", "GRU", StringComparison.Ordinal)).layers[0]);
        Assert.True(gru.reset_after);
        Assert.Equal("sigmoid", gru.get_config()["recurrent_activation"]);
        Assert.IsType<global::KerasDigits.Layers.LSTM>(
            models.model_from_json(Json.Replace("$", "LSTM", StringComparison.Ordinal)).layers[0]);
    }

    [Theory]
    [InlineData("LSTM", """ "forget_bias_init": "one", """)]
    [InlineData("GRU", "")]
    public void A_full_model_of_Keras1_with_gates_predicts_as_before(string kind, string more)
    {
        string json = $$"""
            {"class_name": "Sequential", "config": [{"class_name": "{{kind}}", "config": {"name": "r_1", "trainable": true, "batch_input_shape": [null, 4, 2], "input_dtype": "float32", "return_sequences": false,
             "go_backwards": false, "stateful": false, "unroll": false, "consume_less": "cpu", "output_dim": 3, "init": "glorot_uniform", "inner_init": "orthogonal", {{more}} "activation": "tanh", "inner_activation": "hard_sigmoid",
             "W_regularizer": null, "U_regularizer": null, "b_regularizer": null, "dropout_W": 0.0, "dropout_U": 0.0, "input_dim": 2, "input_length": 4} }]}
            """;
        bool lstm = kind == "LSTM";
        var plain = models.Sequential([lstm
            ? layers.LSTM(3, recurrent_activation: "hard_sigmoid", input_shape: (4, 2))
            : layers.GRU(3, recurrent_activation: "hard_sigmoid", reset_after: false, input_shape: (4, 2))]);
        NDArray[] w = Spread(plain);
        Write([("r_1", lstm ? Apart(w, 0, 2, 1, 3) : Apart(w, 0, 1, 2))], json: json);
        Model model = models.load_model(_file);
        NDArray x = np.random.RandomState(3).rand(2, 4, 2).astype(NPTypeCode.Single);
        Rounding.Same(plain.predict(x), model.predict(x));
    }

    [Fact]
    public void Arrays_of_no_known_form_are_refused()
    {
        var model = models.Sequential([layers.LSTM(3, input_shape: (4, 2))]);
        NDArray[] w = Spread(model);
        Write([(model.layers[0].name!, [.. Apart(w, 0, 2, 1, 3)[..11], np.zeros(new NumSharp.Shape(7), NPTypeCode.Single)])]);
        Assert.Throws<ModelFileException>(() => model.load_weights(_file));
        Write([(model.layers[0].name!, [.. Apart(w, 0, 2, 1, 3)[..9]])]);
        Assert.Contains("expects 3 weight(s), but the file holds 9",
            Assert.Throws<ModelFileException>(() => model.load_weights(_file)).Message);
        Assert.Equal(w[0].flatten().ToArray<float>(), model.get_weights()[0].flatten().ToArray<float>());
    }
}
