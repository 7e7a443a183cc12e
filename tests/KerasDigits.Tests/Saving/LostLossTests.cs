using KerasDigits.Layers;
using KerasDigits.Losses;
using KerasDigits.Models;
using NumSharp;
using static KerasDigits.keras;

namespace KerasDigits.Tests.Saving;

/// <summary>Outputs of which no loss is taken, and layers that stand in two models, in files.</summary>
public sealed class LostLossTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("keras-lost-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static Model Two()
    {
        KerasTensor x = Input(3);
        return models.Model(x, [layers.Dense(2, name: "a").Apply(x), layers.Dense(1, name: "b").Apply(x)]);
    }

    [Theory]
    [InlineData("m.h5", "list"), InlineData("m.keras", "list"), InlineData("m.h5", "objects"), InlineData("m.keras", "names"),
        InlineData("m.h5", "names"), InlineData("m.h5", "dictionary"), InlineData("m.keras", "dictionary")]
    public void An_output_may_have_none(string file, string kind)
    {
        Model model = Two();
        switch (kind)
        {
            case "list": model.compile(optimizer: "sgd", loss: [null!, "mse"]); break;
            case "objects": model.compile(optimizer: "sgd", loss: new Loss[] { null!, new MeanSquaredError() }); break;
            case "names": model.compile(optimizer: "sgd", loss: new string[] { null!, "mse" }); break;
            default: model.compile(optimizer: "sgd", loss: new() { ["a"] = null!, ["b"] = "mse" }); break;
        }
        NDArray x = np.random.rand(4, 3).astype(NPTypeCode.Single), a = np.zeros((4, 2)), b = np.ones((4, 1));
        NDArray[] before = model.get_layer("a").get_weights();
        double loss = model.fit(x, [a, b], verbose: 0).history["loss"][0];
        Assert.Equal(before[0].flatten().ToArray<float>(), model.get_layer("a").get_weights()[0].flatten().ToArray<float>());
        model.save(Path.Combine(_folder, file));
        Model again = models.load_model(Path.Combine(_folder, file));
        Assert.True(again.fit(x, [a, b], verbose: 0).history["loss"][0] < loss);
        again.save(Path.Combine(_folder, file));
        Assert.NotNull(models.load_model(Path.Combine(_folder, file)));
    }

    /// <summary>As Keras 2.5 and later, whose files number such a layer.</summary>
    [Theory, InlineData("m.h5"), InlineData("m.keras"), InlineData("json"), InlineData("config")]
    public void A_layer_of_two_models_stays_one(string way)
    {
        Layer shared = layers.Dense(3, name: "shared");
        KerasTensor a = Input(3), b = Input(3), x = Input(3);
        Model left = models.Model(a, shared.Apply(a), name: "left"), right = models.Sequential([Input(3), layers.ReLU(), shared], "right");
        Model model = models.Model(x, layers.Add().Apply(left.Apply(x), right.Apply(x)));
        string path = Path.Combine(_folder, way);
        if (way[0] == 'm') { model.save(path); }
        Model again = way switch
        {
            "json" => models.model_from_json(model.to_json()),
            "config" => KerasDigits.Models.Model.from_config(model.get_config()),
            _ => models.load_model(path),
        };
        Assert.Same(((Model)again.get_layer("left")).get_layer("shared"), ((Model)again.get_layer("right")).get_layer("shared"));
        Assert.Equal(2, again.trainable_weights.Count);
        Assert.DoesNotContain("shared_object_id", left.to_json(), StringComparison.Ordinal);
    }

    /// <summary>An argument without an effect is one of the class that has it, with a value that it may have.</summary>
    [Theory]
    [InlineData("\"ragged\": true", "ragged"), InlineData("\"sparse\": true", "sparse"),
        InlineData("\"synchronized\": true", "synchronized"),
        InlineData("\"autocast\": 3", "autocast"),
        InlineData("\"optional\": true", "optional")]
    public void Arguments_without_effect_are_looked_at(string argument, string name)
    {
        string json = "{\"class_name\": \"Sequential\", \"config\": {\"name\": \"s\", \"layers\": [{\"class_name\": \"Dense\", \"config\": "
            + $"{{\"name\": \"d\", \"units\": 1, \"batch_input_shape\": [null, 2], {argument}}}}}]}}}}";
        Assert.Contains(name, Assert.ThrowsAny<Exception>(() => models.model_from_json(json)).Message, StringComparison.Ordinal);
        Assert.NotNull(models.model_from_json(json.Replace(argument, $"\"{name}\": false", StringComparison.Ordinal)));
    }
}
