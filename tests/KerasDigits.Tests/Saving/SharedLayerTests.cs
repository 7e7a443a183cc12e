using KerasDigits.Layers;
using KerasDigits.Models;
using NumSharp;
using static KerasDigits.keras;

namespace KerasDigits.Tests.Saving;

/// <summary>
/// A layer that stands in two places of a model is one layer after loading: files of Keras 2.5 and later number it, wherever it stands.
/// </summary>
public sealed class SharedLayerTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("keras-shared-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    public static IEnumerable<object[]> All() => s_kinds.Keys.SelectMany(k => ((string[])["m.h5", "m.keras", "json", "config"])
        .Select(w => new object[] { k, w }));

    private static readonly Dictionary<string, Func<KerasTensor, KerasTensor[]>> s_kinds = new()
    {
        ["beside a wrapper"] = x =>
        {
            Layer dense = layers.Dense(2, name: "dense");
            return [layers.TimeDistributed(dense, name: "steps").Apply(x), dense.Apply(x)];
        },
        ["in two wrappers"] = x =>
        {
            Layer dense = layers.Dense(2, name: "dense");
            return [layers.TimeDistributed(dense, name: "a").Apply(x), layers.TimeDistributed(dense, name: "b").Apply(x)];
        },
        ["in wrappers in wrappers"] = x =>
        {
            Layer dense = layers.Dense(2, name: "dense"), steps = layers.TimeDistributed(dense, name: "inner");
            KerasTensor high = layers.Reshape((3, 2, 2)).Apply(x);
            return [layers.TimeDistributed(steps, name: "outer").Apply(high), steps.Apply(layers.Reshape((6, 2)).Apply(x))];
        },
        ["a cell of two layers"] = x =>
        {
            var cell = layers.LSTMCell(3, name: "cell");
            return [layers.RNN(cell, name: "forth").Apply(x), layers.RNN(cell, go_backwards: true, name: "back").Apply(x)];
        },
        ["a model in a wrapper and beside it"] = x =>
        {
            Model inner = models.Sequential([layers.Dense(3, activation: "relu", input_shape: 4), layers.Dense(2)], "inner");
            return [layers.TimeDistributed(inner, name: "steps").Apply(x), inner.Apply(layers.GlobalMaxPooling1D().Apply(x))];
        },
        ["in a model in a wrapper"] = x =>
        {
            Layer dense = layers.Dense(2, name: "dense");
            KerasTensor step = Input(4);
            Model inner = models.Model(step, dense.Apply(step), name: "inner");
            return [layers.TimeDistributed(inner, name: "steps").Apply(x), dense.Apply(x)];
        },
    };

    [Theory, MemberData(nameof(All))]
    public void One_layer_stays_one(string kind, string way)
    {
        KerasTensor x = Input((3, 4), name: "x");
        Model model = models.Model(x, s_kinds[kind](x));
        string path = Path.Combine(_folder, way);
        if (way[0] == 'm') { model.save(path); }
        Model again = way switch
        {
            "json" => models.model_from_json(model.to_json()),
            "config" => KerasDigits.Models.Model.from_config(model.get_config()),
            _ => models.load_model(path),
        };
        Assert.Equal(model.trainable_weights.Count, again.trainable_weights.Count);
        if (way[0] != 'm') { again.set_weights(model.get_weights()); }
        NDArray data = np.random.RandomState(1).rand(2, 3, 4).astype(NPTypeCode.Single);
        Assert.All(model.predict_all([data]).Zip(again.predict_all([data])),
            p => Assert.Null(Golden.Difference(p.First, p.Second, 1e-6, kind)));
        Assert.Contains("shared_object_id", model.to_json(), StringComparison.Ordinal);
    }

    /// <summary>Nothing is numbered that stands in a file once.</summary>
    [Fact]
    public void Other_layers_bear_no_number()
    {
        KerasTensor x = Input((3, 4), name: "x");
        Model inner = models.Sequential([layers.Dense(3, input_shape: 4)], "inner");
        Model model = models.Model(x, layers.Bidirectional(layers.RNN(new AbstractRNNCell[] { layers.GRUCell(2), layers.LSTMCell(3) }))
            .Apply(layers.TimeDistributed(layers.TimeDistributed(layers.Dense(2))).Apply(layers.Reshape((3, 2, 2)).Apply(x)) is var y
                ? layers.Concatenate().Apply(layers.Reshape((3, 4)).Apply(y), layers.TimeDistributed(inner).Apply(x)) : x));
        Assert.DoesNotContain("shared_object_id", model.to_json(), StringComparison.Ordinal);
        model.save(Path.Combine(_folder, "m.keras"));
        using var archive = new KerasDigits.Saving.KerasArchive(Path.Combine(_folder, "m.keras"));
        Assert.DoesNotContain("shared_object_id", archive.ReadText("config.json"), StringComparison.Ordinal);
    }

    /// <summary>As TF-Keras 2.15 writes it: the numbers are the order of its objects, initializers among them.</summary>
    [Fact]
    public void Kerass_own_numbers_are_read()
    {
        const string Json = """
            {"class_name": "Functional", "config": {"name": "m", "trainable": true, "layers": [
            {"class_name": "InputLayer", "config": {"batch_input_shape": [null, 3, 4], "dtype": "float32", "sparse": false, "ragged": false, "name": "x"}, "name": "x", "inbound_nodes": []},
            {"class_name": "TimeDistributed", "config": {"name": "steps", "trainable": true, "dtype": "float32", "layer": {"module": "keras.layers", "class_name": "Dense", "config": {"name": "dense", "trainable": true, "dtype": "float32", "units": 2, "activation": "linear", "use_bias": true,
              "kernel_initializer": {"module": "keras.initializers", "class_name": "GlorotUniform", "config": {"seed": null}, "registered_name": null, "shared_object_id": 1}, "bias_initializer": {"module": "keras.initializers", "class_name": "Zeros", "config": {}, "registered_name": null, "shared_object_id": 2}},
              "registered_name": null, "shared_object_id": 3}}, "name": "steps", "inbound_nodes": [[["x", 0, 0, {}]]], "shared_object_id": 4},
            {"class_name": "Dense", "config": {"name": "dense", "trainable": true, "dtype": "float32", "units": 2, "activation": "linear", "use_bias": true,
              "kernel_initializer": {"class_name": "GlorotUniform", "config": {"seed": null}, "shared_object_id": 1}, "bias_initializer": {"class_name": "Zeros", "config": {}, "shared_object_id": 2}},
              "name": "dense", "inbound_nodes": [[["x", 0, 0, {}]]], "shared_object_id": 3}],
            "input_layers": [["x", 0, 0]], "output_layers": [["steps", 0, 0], ["dense", 0, 0]]}, "keras_version": "2.15.0", "backend": "tensorflow"}
            """;
        Model model = models.model_from_json(Json);
        Assert.Equal(2, model.weights.Count);
        Assert.Same(((Wrapper)model.get_layer("steps")).layer, model.get_layer("dense"));
    }
}
