using System.IO.Compression;
using System.Text.Json;
using KerasDigits.Layers;
using KerasDigits.Models;
using KerasDigits.Optimizers;
using NumSharp;
using static KerasDigits.keras;

namespace KerasDigits.Tests.Saving;

/// <summary>What stands in an archive in words that more than one version of Keras 3 takes, and comes back as it was.</summary>
public sealed class ArchiveWordTests : IDisposable
{
    private readonly string _file = Path.Combine(Directory.CreateTempSubdirectory("words").FullName, "m.keras");

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_file)!, recursive: true);

    [Fact]
    public void Cells_inside_wrappers_keep_Keras2_s_hard_sigmoid()
    {
        KerasTensor i = keras.Input((4, 3));
        Model model = keras.Model(i, layers.Bidirectional(layers.RNN(new LSTMCell(2, recurrent_activation: "hard_sigmoid"))).Apply(i));
        np.random.seed(1);
        NDArray x = np.random.uniform(-1, 1, new[] { 2, 4, 3 });
        model.save(_file);
        NDArray expected = model.predict(x), found = models.load_model(_file).predict(x);
        Assert.Null(Golden.Difference(expected, found, 1e-6, "the model that was read"));
    }

    [Fact]
    public void Orthogonal_is_called_by_its_word_where_that_says_all()
    {
        models.Sequential([layers.LSTM(2, input_shape: (4, 3), name: "word"),
            layers.Dense(2, kernel_initializer: new global::KerasDigits.Initializers.Orthogonal(gain: 2), name: "object")]).save(_file);
        JsonElement[] configs = [.. Config().GetProperty("config").GetProperty("layers").EnumerateArray()
            .Select(l => l.GetProperty("config"))];
        Assert.Equal("orthogonal", configs.Single(c => c.GetProperty("name").GetString() == "word").GetProperty("recurrent_initializer")
            .GetString());
        Assert.Equal("OrthogonalInitializer", configs.Single(c => c.GetProperty("name").GetString() == "object")
            .GetProperty("kernel_initializer").GetProperty("class_name").GetString());
    }

    [Fact]
    public void A_scale_that_stays_is_the_optimizers_own()
    {
        Model model = models.Sequential([layers.Dense(2, input_shape: 3)]);
        model.compile(optimizer: new LossScaleOptimizer(optimizers.SGD(lr: 0.5), dynamic: false, initial_scale: 64), loss: "mse");
        model.save(_file);
        JsonElement optimizer = Config().GetProperty("compile_config").GetProperty("optimizer");
        Assert.Equal("SGD", optimizer.GetProperty("class_name").GetString());
        Assert.Equal(64, optimizer.GetProperty("config").GetProperty("loss_scale_factor").GetDouble());
        var again = Assert.IsType<LossScaleOptimizer>(models.load_model(_file).optimizer);
        Assert.Equal((false, 64, 0.5), (again.dynamic, again.loss_scale, again.learning_rate.Value));
    }

    [Fact]
    public void Einsums_tensors_stand_one_by_one()
    {
        const string Symbol = """
            {"class_name": "__keras_tensor__", "config": {"shape": [null, 4, 6], "dtype": "float32", "keras_history": ["i", 0, 0]}}
            """;
        Model model = models.model_from_json($$"""
            {"module": "keras.src.models.functional", "class_name": "Functional", "registered_name": "Functional", "config": {"name": "m",
            "trainable": true, "layers": [{"module": "keras.layers", "class_name": "InputLayer", "registered_name": null, "name": "i",
            "config": {"batch_shape": [null, 4, 6], "dtype": "float32", "name": "i"}, "inbound_nodes": []},
            {"module": "keras.src.ops.numpy", "class_name": "Einsum", "registered_name": "Einsum", "name": "e",
            "config": {"name": "e", "subscripts": "bij,bkj->bik"}, "inbound_nodes": [{"args": [{{Symbol}}, {{Symbol}}], "kwargs": { } }]
            }], "input_layers": ["i", 0, 0], "output_layers": ["e", 0, 0] } }
            """);
        model.save(_file);
        JsonElement arguments = Config().GetProperty("config").GetProperty("layers")[1].GetProperty("inbound_nodes")[0].GetProperty("args");
        Assert.Equal(["__keras_tensor__", "__keras_tensor__"],
            arguments.EnumerateArray().Select(a => a.GetProperty("class_name").GetString()));
    }

    private JsonElement Config()
    {
        using ZipArchive zip = ZipFile.OpenRead(_file);
        using Stream entry = zip.GetEntry("config.json")!.Open();
        return JsonDocument.Parse(entry).RootElement.Clone();
    }
}
