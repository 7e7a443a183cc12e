using KerasDigits.Layers;
using KerasDigits.Models;
using KerasDigits.Optimizers;
using KerasDigits.Saving;
using KerasDigits.Saving.Hdf5;
using NumSharp;
using static KerasDigits.keras;

namespace KerasDigits.Tests.Saving;

/// <summary>Files in the form of Keras 1.2: its layer and argument names, its flat weight names, its compile settings.</summary>
public sealed class OldKerasTests : IDisposable
{
    private const string Layers = """
        [{"class_name": "Convolution2D", "config": {"name": "convolution2d_1", "trainable": true, "batch_input_shape": [null, 8, 8, 1], "input_dtype": "float32", "nb_filter": 4, "nb_row": 3, "nb_col": 2,
          "init": "glorot_uniform", "activation": "relu", "border_mode": "same", "subsample": [1, 1], "dim_ordering": "tf", "W_regularizer": {"name": "WeightRegularizer", "l1": 0.0, "l2": 0.01},
          "b_regularizer": null, "activity_regularizer": null, "W_constraint": null, "b_constraint": null, "bias": true}},
         {"class_name": "BatchNormalization", "config": {"name": "batchnormalization_1", "trainable": true, "mode": 0, "axis": 3, "epsilon": 0.001, "momentum": 0.99, "gamma_init": "one", "beta_init": "zero", "gamma_regularizer": null, "beta_regularizer": null}},
         {"class_name": "MaxPooling2D", "config": {"name": "maxpooling2d_1", "trainable": true, "pool_size": [2, 2], "strides": [2, 2], "border_mode": "valid", "dim_ordering": "tf"}},
         {"class_name": "Dropout", "config": {"name": "dropout_1", "trainable": true, "p": 0.25}},
         {"class_name": "Flatten", "config": {"name": "flatten_1", "trainable": true}},
         {"class_name": "Dense", "config": {"name": "dense_1", "trainable": true, "output_dim": 3, "init": "uniform", "activation": "softmax", "W_regularizer": null, "b_regularizer": null, "activity_regularizer": null,
          "W_constraint": {"name": "MaxNorm", "m": 3, "axis": 0}, "b_constraint": null, "bias": true, "input_dim": null}}]
        """;

    private readonly string _file = Path.GetTempFileName() + ".h5";

    public void Dispose() => File.Delete(_file);

    [Fact]
    public void A_full_model_of_Keras1_is_read()
    {
        var plain = models.Sequential([
            layers.Conv2D(4, (3, 2), padding: "same", activation: "relu", input_shape: (8, 8, 1)), layers.BatchNormalization(),
            layers.MaxPooling2D((2, 2)),
            layers.Dropout(0.25), layers.Flatten(), layers.Dense(3, activation: "softmax")]);
        Write(plain);
        Model model = models.load_model(_file);
        NDArray x = np.random.RandomState(3).rand(2, 8, 8, 1).astype(NPTypeCode.Single);
        Rounding.Same(plain.predict(x), model.predict(x));
        Assert.Equal((3, 2), (((Conv2D)model.layers[0]).kernel_size.Height, ((Conv2D)model.layers[0]).kernel_size.Width));
        Assert.Equal(0.01, (double)((Conv2D)model.layers[0]).kernel_regularizer!.get_config()["l2"]!, 6);
        Assert.Equal("convolution2d_1", model.layers[0].name);
        Assert.NotNull(((Dense)model.layers[5]).kernel_constraint);
        var rms = Assert.IsType<RMSprop>(model.optimizer);
        Assert.Equal(0.002, (double)rms.learning_rate, 7);
        Assert.Equal(1e-4, rms.decay);
        Assert.Equal(1e-8, rms.epsilon);
    }

    /// <summary>The state of Keras 2.0 to 2.3 has no names that say whose it is.</summary>
    [Theory]
    [InlineData("", "Variable", true, false)]
    [InlineData("", "Variable", false, true)]
    [InlineData("training/Adam/", "Variable", false, true)]
    [InlineData("training/Adam/", "Variable", false, false)]
    public void State_without_names_is_matched_by_its_order(string scope, string word, bool sorted, bool places)
    {
        var model = models.Sequential([layers.Dense(3, input_shape: 3), layers.Dense(2)]);
        model.compile(optimizer: "adam", loss: "mse");
        NDArray x = np.random.RandomState(3).rand(16, 3).astype(NPTypeCode.Single), y = x[":, :2"];
        model.fit(x, y, epochs: 2, verbose: 0);
        model.save(_file);
        var root = new H5Group();
        using (H5Reader reader = H5Reader.Open(_file))
        {
            foreach (var (name, value) in reader.Root.Attributes) { root.Attributes[name] = value; }
            root.Children["model_weights"] = reader.Root.Children["model_weights"];
            var state = (H5Group)reader.Root.Children["optimizer_weights"];
            IEnumerable<string> weights = model.trainable_weights.Select(w => w.name.Split(':')[0]);
            if (sorted) { weights = weights.Order(StringComparer.Ordinal); }
            H5Dataset[] data = [.. ((string[])["m", "v"]).SelectMany(kind =>
                weights.Select(w => (H5Dataset)state.Find($"Adam/{w}/{kind}:0")!)), .. places ? weights.Select(_ => H5Values.Of(0f)) : []];
            string[] names = [.. data.Select((_, i) => $"{scope}{word}_{i}:0")];
            H5Group old = root.Ensure(["optimizer_weights"]);
            H5Values.SetNames(old, "weight_names", [$"{scope}iterations:0", .. names]);
            LayerWeights.Put(old, $"{scope}iterations:0", H5Values.Of(model.optimizer.iterations));
            for (int i = 0; i < data.Length; i++) { LayerWeights.Put(old, names[i], data[i]); }
            AtomicFile.Write(_file, s => H5Writer.Write(s, root));
        }
        Model again = models.load_model(_file);
        Assert.Equal(2, again.optimizer.iterations);
        model.fit(x, y, epochs: 1, shuffle: false, verbose: 0);
        again.fit(x, y, epochs: 1, shuffle: false, verbose: 0);
        for (int i = 0; i < 4; i++) { Assert.Equal(model.get_weights()[i].ToArray<float>(), again.get_weights()[i].ToArray<float>()); }
    }

    [Fact]
    public void A_merge_of_Keras1_becomes_the_layer_of_its_mode()
    {
        foreach (var (mode, type) in new (string, Type)[] { ("sum", typeof(Add)), ("mul", typeof(Multiply)),
            ("concat", typeof(Concatenate)), ("ave", typeof(Average)), ("max", typeof(Maximum)) })
        {
            string json = $$$"""
                {"class_name": "Model", "config": {"name": "model_1", "layers": [
                 {"class_name": "InputLayer", "name": "a", "config": {"batch_input_shape": [null, 3], "input_dtype": "float32", "sparse": false, "name": "a"}, "inbound_nodes": []},
                 {"class_name": "InputLayer", "name": "b", "config": {"batch_input_shape": [null, 3], "input_dtype": "float32", "sparse": false, "name": "b"}, "inbound_nodes": []},
                 {"class_name": "Merge", "name": "merge_1", "config": {"name": "merge_1", "mode": "{{{mode}}}", "mode_type": "raw", "concat_axis": -1, "dot_axes": -1, "output_shape": null, "output_shape_type": "raw", "output_mask": null, "output_mask_type": "raw", "arguments": {}}, "inbound_nodes": [[["a", 0, 0], ["b", 0, 0]]]}],
                 "input_layers": [["a", 0, 0], ["b", 0, 0]], "output_layers": [["merge_1", 0, 0]]}}
                """;
            Model model = models.model_from_json(json);
            Assert.IsType(type, model.layers[2]);
            Assert.Equal("merge_1", model.layers[2].name);
        }
    }

    private void Write(Sequential plain)
    {
        var root = new H5Group();
        root.Attributes["keras_version"] = "1.2.2";
        root.Attributes["model_config"] = $$"""{"class_name": "Sequential", "config": {{Layers}}}""";
        root.Attributes["training_config"] = """
            {"optimizer_config": {"class_name": "RMSprop", "config": {"lr": 0.002, "rho": 0.9, "decay": 0.0001, "epsilon": 1e-08}}, "loss": "categorical_crossentropy", "metrics": ["accuracy"], "sample_weight_mode": null, "loss_weights": null}
            """;
        H5Group weights = root.Ensure(["model_weights"]);
        string[] names = ["convolution2d_1", "batchnormalization_1", "maxpooling2d_1", "dropout_1", "flatten_1", "dense_1"];
        string[][] ends = [["W", "b"], ["gamma", "beta", "running_mean", "running_std"], [], [], [], ["W", "b"]];
        H5Values.SetNames(weights, "layer_names", names);
        for (int i = 0; i < names.Length; i++)
        {
            H5Group group = weights.Ensure([names[i]]);
            // TensorFlow's names; Theano's have no number
            H5Values.SetNames(group, "weight_names", [.. ends[i].Select(e => $"{names[i]}_{e}:0")]);
            for (int w = 0; w < ends[i].Length; w++)
            {
                group.Children[$"{names[i]}_{ends[i][w]}:0"] = H5Values.Of(plain.layers[i].weights[w]);
            }
        }
        AtomicFile.Write(_file, s => H5Writer.Write(s, root));
    }
}
