using KerasDigits.Layers;
using KerasDigits.Models;
using KerasDigits.Tests.Saving.Onnx;
using NumSharp;
using static KerasDigits.keras;

namespace KerasDigits.Tests.Models;

/// <summary>A Sequential model of an Input and nothing else gives back what it is given, in Keras 2 and 3.</summary>
public sealed class InputAloneTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("keras-input-").FullName;

    public InputAloneTests() => keras.backend.clear_session();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static NDArray Data => np.random.RandomState(1).rand(5, 3).astype(NPTypeCode.Single);

    private static void IsIdentity(Model model)
    {
        NDArray x = Data;
        Assert.True(model.built);
        Assert.Equal(x.ToArray<float>(), model.predict(x).ToArray<float>());
        Assert.Equal(x.ToArray<float>(), model.predict(x, batch_size: 2).ToArray<float>());
    }

    [Fact]
    public void It_has_no_layers_and_predicts_what_it_is_given()
    {
        Sequential model = models.Sequential([Input(3)]);
        Assert.Empty(model.layers);
        Assert.Empty(model.weights);
        Assert.Equal(new Shape(null, 3), model.input_shape);
        Assert.Equal(new Shape(null, 3), model.output_shape);
        Assert.Equal(0, model.count_params());
        IsIdentity(model);
        NDArray x = Data, made = model.predict(x);
        made.SetSingle(99, 0, 0);
        Assert.NotEqual(99, x.GetSingle(0, 0));
        model.compile(loss: "mse", metrics: ["mae"]);
        Assert.Equal([0.25, 0.5], model.evaluate(x, x + 0.5f, verbose: 0).Select(v => Math.Round(v, 5)));
    }

    [Fact]
    public void Its_summary_has_a_head_and_sums()
    {
        var lines = new List<string>();
        models.Sequential([layers.InputLayer(3)]).summary(print_fn: lines.Add);
        Assert.Equal(["Model: \"sequential\"", new string('_', 65), "Layer (type)                 Output Shape              Param #   ",
            new string('=', 65), "Total params: 0", "Trainable params: 0", "Non-trainable params: 0", new string('_', 65)], lines);
    }

    [Theory]
    [InlineData("m.h5", null)]
    [InlineData("m.h5", "any")]
    [InlineData("m.keras", null)]
    public void It_goes_through_files(string name, string? version)
    {
        Sequential model = models.Sequential([Input(3, name: "begin")], name: "nothing");
        model.compile("adam", "mse");
        string path = Path.Combine(_folder, name);
        model.save(path, keras_version: version);
        Model read = models.load_model(path);
        Assert.IsType<Sequential>(read);
        Assert.Equal(("nothing", "begin"), (read.name, read.inputs[0].Producer.Layer.name));
        IsIdentity(read);
        Assert.Equal(0.25, read.evaluate(Data, Data + 0.5f, verbose: 0)[0], 5);
    }

    [Theory]
    [InlineData("w.h5")]
    [InlineData("w.weights.h5")]
    [InlineData("w")]
    [InlineData("w.safetensors")]
    public void Weights_that_there_are_none_of_go_through_files_too(string name)
    {
        string path = Path.Combine(_folder, name);
        models.Sequential([Input(3)]).save_weights(path);
        Sequential model = models.Sequential([Input(3)]);
        model.load_weights(path);
        IsIdentity(model);
    }

    [Fact]
    public void It_comes_out_of_what_both_Keras_write()
    {
        const string Keras2 = """
            {"class_name": "Sequential", "config": {"name": "nothing", "layers": [{"class_name": "InputLayer", "config":
            {"batch_input_shape": [null, 3], "dtype": "float32", "sparse": false, "ragged": false, "name": "begin"}}]},
            "keras_version": "2.4.0", "backend": "tensorflow"}
            """, Keras3 = """
            {"module": "keras", "class_name": "Sequential", "config": {"name": "nothing", "trainable": true, "dtype": {"module": "keras",
            "class_name": "DTypePolicy", "config": {"name": "float32"}, "registered_name": null}, "layers": [{"module": "keras.layers",
            "class_name": "InputLayer", "config": {"batch_shape": [null, 3], "dtype": "float32", "sparse": false, "ragged": false,
            "name": "begin"}, "registered_name": null}]}, "registered_name": null}
            """;
        string ours = models.Sequential([Input(3)]).to_json();
        foreach (string json in new[] { Keras2, Keras3, ours }) { IsIdentity(models.model_from_json(json)); }
        IsIdentity(models.clone_model(models.Sequential([Input(3)])));
        IsIdentity(KerasDigits.Models.Sequential.from_config(models.Sequential([Input(3)]).get_config()));
    }

    [Fact]
    public void It_stands_inside_other_models()
    {
        Sequential inner = models.Sequential([Input(3)]);
        KerasTensor x = Input(3);
        IsIdentity(models.Model(x, inner.Apply(x)));
        Sequential outer = models.Sequential([models.Sequential([Input(3)]), layers.Dense(2, kernel_initializer: "ones")]);
        Assert.True(outer.built);
        string path = Path.Combine(_folder, "outer.keras");
        outer.save(path);
        Assert.Equal(outer.predict(Data).ToArray<float>(), models.load_model(path).predict(Data).ToArray<float>());
    }

    [Fact]
    public void It_is_exported_and_drawn()
    {
        Sequential model = models.Sequential([Input(3, name: "begin")]);
        Assert.Null(OnnxSession.Difference(model, [Data], tolerance: 0));
        Assert.Equal(["begin: InputLayer"], utils.model_to_dot(model).get_nodes().Select(n => n.Label));
    }

    [Fact]
    public void Layers_added_and_taken_away_leave_it()
    {
        Sequential model = models.Sequential([Input(3)]);
        model.add(layers.Dense(2));
        Assert.Equal(new Shape(null, 2), model.output_shape);
        model.pop();
        // As TensorFlow recorded it, the model is then unbuilt until it is called.
        Assert.False(model.built);
        Assert.Empty(model.layers);
        Assert.Equal(Data.ToArray<float>(), model.predict(Data).ToArray<float>());
        Assert.Contains("no layers in the model", Assert.Throws<InvalidOperationException>(model.pop).Message);
        model.add(layers.Dense(4));
        Assert.Equal([5L, 4], model.predict(Data).shape);
    }

    [Fact]
    public void A_model_without_an_input_either_is_refused() =>
        Assert.Contains("has no layers", Assert.Throws<InvalidOperationException>(() => models.Sequential().predict(Data)).Message);
}
