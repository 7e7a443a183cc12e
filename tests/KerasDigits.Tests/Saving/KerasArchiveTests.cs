using KerasDigits.Core;
using KerasDigits.Models;
using KerasDigits.Optimizers;
using KerasDigits.Saving;
using NumSharp;
using static KerasDigits.keras;

namespace KerasDigits.Tests.Saving;

/// <summary>What is written as .keras and .weights.h5 comes back: structure, weights, compile settings, optimizer state.</summary>
public sealed class KerasArchiveTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("keras-archives-").FullName;

    private string Target(string name) => Path.Combine(_folder, name);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static Sequential SmallModel(Optimizer optimizer)
    {
        var model = models.Sequential();
        model.add(layers.Dense(5, activation: "relu", input_shape: 3, kernel_regularizer: regularizers.l2(0.01)));
        model.add(layers.BatchNormalization());
        model.add(layers.Dropout(0.0));
        model.add(layers.Dense(2, activation: "softmax"));
        model.compile(optimizer, loss: losses.CategoricalCrossentropy(label_smoothing: 0.1), metrics: ["accuracy", metrics.AUC()]);
        return model;
    }

    private static (NDArray X, NDArray Y) Data()
    {
        np.random.seed(3);
        NDArray x = np.random.uniform(0, 1, new NumSharp.Shape(32, 3)).astype(NPTypeCode.Single);
        NDArray y = np.zeros(new NumSharp.Shape(32, 2), NPTypeCode.Single);
        for (int i = 0; i < 32; i++) { y[i, i % 2] = 1f; }
        return (x, y);
    }

    public static TheoryData<string> OptimizerNames()
    {
        var data = new TheoryData<string>();
        foreach (string path in Registry.Classes.Where(c => typeof(Optimizer).IsAssignableFrom(c.Value) && !c.Value.IsAbstract
            && !c.Key.Contains("legacy")).Select(c => c.Key))
        {
            data.Add(path);
        }
        return data;
    }

    [Theory]
    [MemberData(nameof(OptimizerNames))]
    public void Every_optimizer_goes_on_where_it_stopped(string path)
    {
        Type type = Registry.FindClassAt(path)!;
        var (x, y) = Data();
        foreach (string variant in new[] { "", "momentum", "amsgrad", "centered", "use_ema" })
        {
            if (variant.Length > 0 && !ConfigBinder.Accepts(type, variant)) { continue; }
            foreach (string file in new[] { "m.keras", "m.h5" })
            {
                var config = new KerasDigits.Core.Config { [type == typeof(LossScaleOptimizer) ? "inner_optimizer" : "learning_rate"] = type
                    == typeof(LossScaleOptimizer) ? "adam" : 0.01 };
                if (variant.Length > 0) { config[variant] = variant == "momentum" ? 0.8 : true; }
                Sequential model = SmallModel((Optimizer)ConfigBinder.Create(type, config));
                model.fit(x, y, epochs: 2, batch_size: 8, shuffle: false, verbose: 0);
                model.save(Target(file));
                Model again = models.load_model(Target(file));
                Assert.Equal(type, again.optimizer.GetType());
                Same(model, again, $"{path} {variant} {file}");
                model.fit(x, y, epochs: 1, batch_size: 8, shuffle: false, verbose: 0);
                again.fit(x, y, epochs: 1, batch_size: 8, shuffle: false, verbose: 0);
                Same(model, again, $"{path} {variant} {file}, trained on");
            }
        }
    }

    private static void Same(Model expected, Model actual, string what)
    {
        NDArray[] a = [.. expected.get_weights(), .. expected.optimizer.get_weights()],
            b = [.. actual.get_weights(), .. actual.optimizer.get_weights()];
        Assert.True(a.Length == b.Length, $"{what}: {b.Length} arrays instead of {a.Length}");
        for (int i = 0; i < a.Length; i++)
        {
            Assert.True(a[i].astype(NPTypeCode.Double).flatten().ToArray<double>()
                .SequenceEqual(b[i].astype(NPTypeCode.Double).flatten().ToArray<double>()), $"{what}: array {i} of {a.Length} differs");
        }
    }

    [Fact]
    public void Archives_keep_structure_and_compile_settings()
    {
        var a = Input(4, name: "größe");
        var b = Input(4);
        var shared = layers.Dense(3, activation: "tanh");
        var inner = models.Sequential([layers.Dense(4, input_shape: 3), layers.Dropout(0.2)], name: "inner");
        var joined = layers.Concatenate().Apply(shared.Apply(a), inner.Apply(shared.Apply(b)));
        var model = models.Model([a, b], [layers.Dense(1, name: "one").Apply(joined), layers.Dense(2, name: "two").Apply(joined)]);
        model.compile(optimizers.SGD(optimizers.schedules.ExponentialDecay(0.1, 10, 0.9), momentum: 0.5),
            loss: new() { ["one"] = "mse", ["two"] = "mae" }, loss_weights: new Dictionary<string, double> { ["one"] = 2, ["two"] = 1 });
        model.save(Target("f.keras"));
        Model again = models.load_model(Target("f.keras"));
        again.save(Target("again.keras"));
        Assert.Equal(again.to_json(), models.load_model(Target("again.keras")).to_json());
        Assert.Equal(model.to_json().Replace("\"batch_input_shape\": [null, 4], ", "", StringComparison.Ordinal).Length,
            again.to_json().Replace("\"batch_input_shape\": [null, 4], ", "", StringComparison.Ordinal).Length
            + "\"batch_input_shape\": [null, 3], ".Length);
        NDArray one = np.ones(new NumSharp.Shape(2, 4), NPTypeCode.Single), two = one * 2;
        Rounding.Same(model.predict_all(new[] { one, two })[1], again.predict_all(new[] { one, two })[1]);
        NDArray[] y = [np.ones(new NumSharp.Shape(2, 1), NPTypeCode.Single), np.ones(new NumSharp.Shape(2, 2), NPTypeCode.Single)];
        Assert.Equal(model.evaluate(new[] { one, two }, y, verbose: 0), again.evaluate(new[] { one, two }, y, verbose: 0));
        Assert.Null(models.load_model(Target("f.keras"), compile: false).CompileArguments);
    }

    private static Config Written(Model model, string path)
    {
        model.save(path);
        using var archive = new KerasArchive(path);
        return ConfigJson.Parse(archive.ReadText("config.json"), path, "");
    }

    private static Config Entry(Config model, string name) =>
        ((List<object?>)((Config)model["config"]!)["layers"]!).Cast<Config>().Single(l => l.Get("name") as string == name);

    /// <summary>Keras 3 calls attention with one argument per tensor, and builds it from one shape per argument.</summary>
    [Fact]
    public void Attention_is_called_and_built_by_its_arguments()
    {
        var x = Input((6, 8), name: "x");
        var attention = layers.MultiHeadAttention(2, 4, name: "attention");
        Model model = models.Model(x, attention.ApplyAll([x, x])[0]);
        Config entry = Entry(Written(model, Target("attention.keras")), "attention");
        Assert.Equal("""{"shapes_dict": {"query_shape": [null, 6, 8], "value_shape": [null, 6, 8]}}""",
            ConfigJson.Write(entry["build_config"]));
        var call = (Config)((List<object?>)entry["inbound_nodes"]!)[0]!;
        Assert.Equal("__keras_tensor__", ((Config)Assert.Single((List<object?>)call["args"]!)!)["class_name"]);
        Assert.Equal(["value"], ((Config)call["kwargs"]!).Keys);
        Assert.Contains("""[["x", 0, 0, {"value": ["x", 0, 0]}]]""", model.to_json());
        NDArray data = np.random.RandomState(3).rand(2, 6, 8).astype(NPTypeCode.Single);
        Rounding.Same(model.predict(data), models.load_model(Target("attention.keras")).predict(data));
    }

    [Fact]
    public void Names_that_Keras3_changed_are_written_as_there()
    {
        var model = models.Sequential([layers.Dense(2, input_shape: 3), layers.LeakyReLU(0.2)]);
        string text = ConfigJson.Write(Written(model, Target("leaky.keras")));
        Assert.Contains("\"negative_slope\": 0.2", text);
        Assert.DoesNotContain("\"alpha\"", text);
        Assert.Equal(0.2, (double)((global::KerasDigits.Layers.LeakyReLU)models.load_model(Target("leaky.keras")).layers[1]).alpha, 6);
    }

    /// <summary>Keras 3 numbers a layer that stands in two models inside the model; it is one layer after loading too.</summary>
    [Fact]
    public void A_layer_of_two_inner_models_stays_one()
    {
        var shared = layers.Dense(3, name: "shared");
        Model Inner(string name)
        {
            var input = Input(3);
            return models.Model(input, shared.Apply(input), name: name);
        }
        var x = Input(3);
        Model model = models.Model(x, layers.Add().Apply(Inner("one").Apply(x), Inner("two").Apply(x)));
        Config written = Written(model, Target("shared.keras"));
        Assert.Equal(1L, Entry(Entry(written, "one"), "shared")["shared_object_id"]);
        Assert.Equal(1L, Entry(Entry(written, "two"), "shared")["shared_object_id"]);
        Model again = models.load_model(Target("shared.keras"));
        Assert.Equal(2, again.weights.Count);
        Assert.Equal(model.weights[0].numpy().ToArray<float>(), again.weights[0].numpy().ToArray<float>());
    }

    [Fact]
    public void Endings_and_save_format_choose()
    {
        Sequential model = SmallModel("adam");
        model.save(Target("a.keras"));
        model.save(Target("a.h5"));
        model.save(Target("a.other"), save_format: "keras");
        model.save_weights(Target("a.weights.h5"));
        model.save_weights(Target("w.h5"));
        Assert.Equal("PK", System.Text.Encoding.ASCII.GetString(File.ReadAllBytes(Target("a.other")), 0, 2));
        Assert.Contains("SavedModel", Assert.Throws<NotSupportedException>(() => model.save(Target("folder"))).Message);
        Assert.Throws<NotSupportedException>(() => model.save(Target("a.keras"), save_format: "tf"));
        Assert.Throws<IOException>(() => model.save(Target("a.keras"), overwrite: false));
        foreach (string file in new[] { "a.keras", "a.h5", "a.other", "a.weights.h5", "w.h5" })
        {
            Sequential other = SmallModel("adam");
            other.load_weights(Target(file));
            for (int i = 0; i < model.weights.Count; i++)
            {
                Assert.Equal(model.weights[i].numpy().ToArray<float>(), other.weights[i].numpy().ToArray<float>());
            }
        }
    }

    [Fact]
    public void Weights_that_do_not_fit_are_named()
    {
        SmallModel("adam").save_weights(Target("a.weights.h5"));
        var wider = models.Sequential([layers.Dense(6, input_shape: 3, name: "wide"), layers.BatchNormalization(), layers.Dense(2)]);
        float[] before = wider.weights[0].numpy().ToArray<float>();
        var e = Assert.Throws<ModelFileException>(() => wider.load_weights(Target("a.weights.h5")));
        Assert.Equal("/layers/dense", e.Place);
        Assert.Equal(before, wider.weights[0].numpy().ToArray<float>());
        wider.load_weights(Target("a.weights.h5"), skip_mismatch: true);
        Assert.Equal(before, wider.weights[0].numpy().ToArray<float>());
        var more = models.Sequential([layers.Dense(5, input_shape: 3), layers.Dense(2), layers.Dense(2, name: "third")]);
        Assert.Contains("'third' expected 2 variables, but received 0 variables",
            Assert.Throws<ModelFileException>(() => more.load_weights(Target("a.weights.h5"))).Message);
    }

    [Fact]
    public void A_file_that_is_refused_is_closed()
    {
        SmallModel("adam").save(Target("a.keras"));
        byte[] whole = File.ReadAllBytes(Target("a.keras"));
        File.WriteAllBytes(Target("cut.keras"), whole[..(whole.Length / 2)]);
        Assert.Throws<ModelFileException>(() => models.load_model(Target("cut.keras")));
        // Whoever holds a file open to read it keeps others from opening it for themselves alone.
        using var alone = new FileStream(Target("cut.keras"), FileMode.Open, FileAccess.ReadWrite, FileShare.None);
    }
}
