using System.IO.Compression;
using System.Text.Json;
using KerasDigits.Layers;
using KerasDigits.Models;
using KerasDigits.Optimizers;
using KerasDigits.Saving.Hdf5;
using NumSharp;
using static KerasDigits.keras;

namespace KerasDigits.Tests.Saving;

/// <summary>
/// save(keras_version: "any"): the configurations hold the forms of which real TF-Keras and Keras 3 read both (225 forms were tried on
/// both), and nothing that either refuses; what has no such form is refused by its name.
/// </summary>
public sealed class SharedFormTests : IDisposable
{
    private readonly string _file = Path.Combine(Directory.CreateTempSubdirectory("keras-any-").FullName, "m.h5");

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_file)!, recursive: true);

    public static TheoryData<string> Names() =>
        ["dense", "recurrent", "wrapped", "convolutions", "sequential in sequential", "functional in sequential", "half"];

    [Theory, MemberData(nameof(Names))]
    public void Nothing_is_written_that_one_of_them_refuses(string name)
    {
        Model model = Make(name);
        model.compile(optimizer: optimizers.Adam(learning_rate: 0.01), loss: "mse", metrics: ["mae", "accuracy"]);
        NDArray x = Input(model), expected = model.predict(x);
        model.save(_file, keras_version: "any");
        Model again = models.load_model(_file);
        Rounding.Same(expected, again.predict(x));
        Assert.Equal(["mae", "accuracy"],
            again.CompileArguments!.metrics!.Select(m => m.ToPlain() is KerasDigits.Core.Config c
                ? (string)((KerasDigits.Core.Config)c["config"]!)["name"]!
                : (string)m.ToPlain()!));
        using H5Reader reader = H5Reader.Open(_file);
        Assert.DoesNotContain("optimizer_weights", reader.Root.Children.Keys);
        JsonElement root = JsonDocument.Parse((string)reader.Root.Attributes["model_config"]).RootElement,
            training = JsonDocument.Parse((string)reader.Root.Attributes["training_config"]).RootElement;
        foreach (var (key, owner) in Objects(root))
        {
            string kind = owner.GetProperty("class_name").GetString()!;
            JsonElement config = owner.GetProperty("config");
            Assert.Equal(key is "layer" or "cell" or "backward_layer", owner.TryGetProperty("module", out _));
            foreach (string gone in new[] { "time_major", "ragged" })
            {
                Assert.False(config.TryGetProperty(gone, out _), $"{kind}.{gone}");
            }
            Assert.Equal(kind == "InputLayer", config.TryGetProperty("batch_input_shape", out _));
            if (kind is "Conv2DTranspose" or "SeparableConv2D" or "DepthwiseConv2D")
            {
                Assert.False(config.TryGetProperty("groups", out _));
            }
            if (kind is "SeparableConv2D" or "DepthwiseConv2D") { Assert.False(config.TryGetProperty("kernel_initializer", out _)); }
            if (config.TryGetProperty("dtype", out JsonElement dtype)) { Assert.Equal(JsonValueKind.String, dtype.ValueKind); }
        }
        Assert.Equal("mean_squared_error", training.GetProperty("loss").GetString());
        Assert.Equal("Adam", training.GetProperty("optimizer_config").GetProperty("class_name").GetString());
        string[] classic = ["name", "learning_rate", "beta_1", "beta_2", "epsilon", "amsgrad"];
        Assert.All(training.GetProperty("optimizer_config").GetProperty("config").EnumerateObject(), p => Assert.Contains(p.Name, classic));
        JsonElement metrics = training.GetProperty("metrics");
        Assert.Contains("""{"class_name": "MeanAbsoluteError", "config": {"name": "mae", "dtype": "float32"}}""", metrics.GetRawText(),
            StringComparison.Ordinal);
        Assert.Contains("\"accuracy\"", metrics.GetRawText(), StringComparison.Ordinal);
    }

    private static string Operation()
    {
        using var plain = new GZipStream(File.OpenRead(Path.Combine(AppContext.BaseDirectory, "Goldens", "operations.json.gz")),
            CompressionMode.Decompress);
        return JsonDocument.Parse(plain).RootElement.GetProperty("3.15.1").GetProperty("nansum/by hand").GetProperty("config").GetString()!;
    }

    /// <summary>The list follows from what tf.keras 2.15 exports.</summary>
    [Fact]
    public void Layers_that_Keras2_lacks_are_known()
    {
        string names = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Goldens", "keras_api.json"));
        string[] later = [.. Internals.Registry.Classes.Keys.Where(k => k.StartsWith("keras.layers.", StringComparison.Ordinal)
            || k.StartsWith("keras.legacy.layers.", StringComparison.Ordinal)).Select(k => k.Split('.')[^1]).Distinct()
            .Where(n => !names.Contains($".{n}\"", StringComparison.Ordinal)).Order()];
        Assert.Equal(later, KerasDigits.Saving.SharedForm.NotInKeras2.Order());
    }

    [Fact]
    public void What_Keras2_lacks_is_refused()
    {
        KerasTensor i = keras.Input((8, 8, 3));
        string Refusal(KerasTensor o) =>
            Assert.Throws<NotSupportedException>(() => keras.Model(i, o).save(_file, keras_version: "any")).Message;
        Assert.Contains("no RMSNormalization", Refusal(layers.RMSNormalization().Apply(i)), StringComparison.Ordinal);
        Assert.Contains("no operation", Assert.Throws<NotSupportedException>(() => models.model_from_json(Operation())
            .save(_file, keras_version: "any")).Message, StringComparison.Ordinal);
        Assert.Contains("`fill_value`", Refusal(layers.Resizing(4, 4, pad_to_aspect_ratio: true, fill_value: 1).Apply(i)),
            StringComparison.Ordinal);
        Assert.Contains("`rms_scaling`", Refusal(layers.LayerNormalization(rms_scaling: true).Apply(i)), StringComparison.Ordinal);
        keras.Model(i, layers.Resizing(4, 4).Apply(i)).save(_file);
        using H5Reader reader = H5Reader.Open(_file);
        Assert.DoesNotContain("fill_", (string)reader.Root.Attributes["model_config"], StringComparison.Ordinal);
    }

    [Fact]
    public void A_functional_model_in_a_sequential_one_has_flat_ends()
    {
        Make("functional in sequential").save(_file, keras_version: "any");
        using H5Reader reader = H5Reader.Open(_file);
        JsonElement inner = JsonDocument.Parse((string)reader.Root.Attributes["model_config"]).RootElement.GetProperty("config")
            .GetProperty("layers").EnumerateArray().Single(l => l.GetProperty("class_name").GetString() == "Functional")
            .GetProperty("config");
        Assert.Equal(JsonValueKind.String, inner.GetProperty("input_layers")[0].ValueKind);
        Assert.Equal(JsonValueKind.String, inner.GetProperty("output_layers")[0].ValueKind);
    }

    [Fact]
    public void A_rate_that_follows_a_schedule_has_a_name()
    {
        Model model = Make("dense");
        model.compile(optimizer: new SGD(new global::KerasDigits.Optimizers.Schedules.ExponentialDecay(0.1, 10, 0.9)), loss: "mae");
        model.save(_file, keras_version: "any");
        using H5Reader reader = H5Reader.Open(_file);
        JsonElement rate = JsonDocument.Parse((string)reader.Root.Attributes["training_config"]).RootElement.GetProperty("optimizer_config")
            .GetProperty("config").GetProperty("learning_rate");
        Assert.Equal(("keras.optimizers.schedules", "ExponentialDecay", "ExponentialDecay"),
            (rate.GetProperty("module").GetString(), rate.GetProperty("class_name").GetString(),
                rate.GetProperty("config").GetProperty("name").GetString()));
        Assert.NotNull(models.load_model(_file).optimizer.learning_rate.Schedule);
    }

    [Theory]
    [InlineData("nested", "inner")]
    [InlineData("attention", "attention")]
    [InlineData("hard_sigmoid", "gate")]
    [InlineData("convlstm", "lstm")]
    [InlineData("activation", "leaky")]
    [InlineData("states", "decoder")]
    public void What_has_no_such_form_is_refused_by_its_name(string name, string layer)
    {
        NotSupportedException e = Assert.Throws<NotSupportedException>(() => Make(name).save(_file, keras_version: "any"));
        Assert.StartsWith($"The layer \"{layer}\" has no form that both Keras 2 and Keras 3 read: ", e.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(_file));
    }

    [Fact]
    public void Optimizers_and_formats_that_have_no_such_form_are_refused()
    {
        Model model = Make("dense");
        model.compile(optimizer: new global::KerasDigits.Optimizers.Experimental.AdamW(), loss: "mse");
        Assert.Contains("AdamW", Assert.Throws<NotSupportedException>(() => model.save(_file, keras_version: "any")).Message,
            StringComparison.Ordinal);
        model.save(_file, include_optimizer: false, keras_version: "any");
        Assert.Null(models.load_model(_file).CompileArguments);
        Assert.Throws<ArgumentException>(() => model.save(Path.ChangeExtension(_file, ".keras"), keras_version: "any"));
        Assert.Throws<ArgumentException>(() => model.save(_file, keras_version: "3.1"));
    }

    /// <summary>Keras 3 up to 3.8 calls the class OrthogonalInitializer, Keras 2 Orthogonal; both know the word.</summary>
    [Fact]
    public void Initializers_that_were_renamed_are_words()
    {
        Make("recurrent").save(_file, keras_version: "any");
        using H5Reader reader = H5Reader.Open(_file);
        string config = (string)reader.Root.Attributes["model_config"]!;
        Assert.Contains("\"recurrent_initializer\": \"orthogonal\"", config, StringComparison.Ordinal);
        Assert.DoesNotContain("Orthogonal", config, StringComparison.Ordinal);
    }

    /// <summary>Keras 3 has no ThresholdedReLU.</summary>
    [Fact]
    public void A_thresholded_ReLU_is_the_ReLU_that_is_the_same()
    {
        NDArray x = np.array(new float[,] { { -1, 0.5f, 1.5f, 2 } });
        Model model = models.Sequential([layers.ThresholdedReLU(1.25, input_shape: 4)]);
        model.save(_file, keras_version: "any");
        Model again = models.load_model(_file);
        Assert.IsType<ReLU>(again.layers[0]);
        Assert.Equal([0f, 0f, 1.5f, 2f], again.predict(x).ToArray<float>());
    }

    private static Model Make(string name)
    {
        KerasTensor i = keras.Input((6, 4), name: "in"), image = keras.Input((8, 8, 3), name: "image");
        switch (name)
        {
            case "dense":
                return models.Sequential([layers.Dense(3, activation: "relu", input_shape: 4), layers.Dropout(0.5),
                    layers.Dense(2, kernel_regularizer: "l2")]);
            case "states":
                KerasTensor[] coded = layers.LSTM(3, return_state: true).ApplyAll(i);
                KerasTensor other = keras.Input((5, 4), name: "other");
                return keras.Model([i, other], layers.LSTM(3, name: "decoder").Apply(other, initial_state: [coded[1], coded[2]]));
            case "activation":
                return models.Sequential([layers.Dense(3, activation: layers.LeakyReLU(0.1), name: "leaky", input_shape: 4)]);
            case "recurrent":
                return models.Sequential([layers.LSTM(3, return_sequences: true, input_shape: (6, 4)),
                    layers.GRU(3, return_sequences: true), layers.SimpleRNN(2)]);
            case "wrapped":
                return keras.Model(i,
                    layers.Dense(2)
                    .Apply(layers.RNN(new global::KerasDigits.Layers.LSTMCell(3))
                        .Apply(layers.Bidirectional(layers.LSTM(2, return_sequences: true))
                            .Apply(layers.TimeDistributed(layers.Dense(3)).Apply(i)))));
            case "convolutions":
                return keras.Model(image, layers.Flatten()
                    .Apply(layers.BatchNormalization()
                        .Apply(layers.Conv2DTranspose(2, 3)
                            .Apply(layers.SpatialDropout2D(0.1)
                                .Apply(layers.SeparableConv2D(2, 3).Apply(layers.DepthwiseConv2D(3).Apply(image)))))));
            case "sequential in sequential":
                return models.Sequential([models.Sequential([layers.Dense(3, input_shape: 4)]), layers.Dense(2)]);
            case "functional in sequential": KerasTensor v = keras.Input(4, name: "fi");
                return models.Sequential([layers.InputLayer(4), keras.Model(v, layers.Dense(3).Apply(v), name: "inner"), layers.Dense(2)]);
            case "half":
                return models.Sequential([layers.Dense(3, input_shape: 4, dtype: "mixed_bfloat16"), layers.Dense(2, dtype: "float32")]);
            case "nested": KerasTensor w = keras.Input((6, 4));
                return keras.Model(i, keras.Model(w, layers.Dense(2).Apply(w), name: "inner").Apply(i));
            case "attention": return keras.Model(i, layers.MultiHeadAttention(2, 2, name: "attention").ApplyAll(i, i)[0]);
            case "hard_sigmoid": return models.Sequential([layers.Dense(2, activation: "hard_sigmoid", input_shape: 4, name: "gate")]);
            default: return models.Sequential([layers.ConvLSTM2D(2, 3, input_shape: (2, 6, 6, 1), name: "lstm")]);
        }
    }

    private static NDArray Input(Model model)
    {
        np.random.seed(3);
        return np.random.uniform(-1, 1, new NumSharp.Shape([5, .. model.inputs[0].shape[1..].Select(d => (int)d!.Value)]))
            .astype(NPTypeCode.Single);
    }

    /// <summary>All layers in a configuration, with the key under which they stand.</summary>
    private static IEnumerable<(string Key, JsonElement Object)> Objects(JsonElement element, string key = "") => element.ValueKind switch
    {
        JsonValueKind.Object when element.TryGetProperty("class_name", out _)
            && element.GetProperty("config").ValueKind == JsonValueKind.Object
            && element.GetProperty("config").TryGetProperty("name", out _)
            && !element.GetProperty("config").TryGetProperty("layers", out _) =>
                [(key, element), .. element.GetProperty("config").EnumerateObject().SelectMany(p => Objects(p.Value, p.Name))],
        JsonValueKind.Object => element.EnumerateObject().SelectMany(p => Objects(p.Value, p.Name)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(e => Objects(e, key)),
        _ => [],
    };
}
