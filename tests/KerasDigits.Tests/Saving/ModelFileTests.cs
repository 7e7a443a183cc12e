using KerasDigits.Models;
using KerasDigits.Saving;
using NumSharp;
using static KerasDigits.keras;

namespace KerasDigits.Tests.Saving;

/// <summary>
/// Full models through .h5 and back: structure, weights, compile settings, optimizer state; files of real Keras; damaged files.
/// </summary>
public sealed class ModelFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("keras-files-").FullName;

    private string Target(string name) => Path.Combine(_folder, name);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static Sequential SmallModel()
    {
        var model = models.Sequential();
        model.add(layers.Dense(5, activation: "relu", input_shape: 3));
        model.add(layers.Dense(2, activation: "softmax"));
        model.compile(optimizer: optimizers.Adam(learning_rate: 0.01), loss: "categorical_crossentropy", metrics: ["accuracy"]);
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

    private static void SameWeights(Model expected, Model actual)
    {
        Assert.Equal(expected.weights.Count, actual.weights.Count);
        for (int i = 0; i < expected.weights.Count; i++)
        {
            Assert.Equal(expected.weights[i].shape, actual.weights[i].shape);
            Assert.Equal(expected.weights[i].numpy().ToArray<float>(), actual.weights[i].numpy().ToArray<float>());
        }
    }

    [Fact]
    public void A_SavedModel_goes_on_training_where_it_stopped()
    {
        var (x, y) = Data();
        Sequential model = SmallModel();
        model.fit(x, y, epochs: 2, batch_size: 8, shuffle: false, verbose: 0);
        model.save(Target("m.h5"));
        Model again = models.load_model(Target("m.h5"));
        SameWeights(model, again);
        Assert.Equal(model.optimizer.iterations, again.optimizer.iterations);
        model.fit(x, y, epochs: 2, batch_size: 8, shuffle: false, verbose: 0);
        again.fit(x, y, epochs: 2, batch_size: 8, shuffle: false, verbose: 0);
        SameWeights(model, again);
    }

    [Fact]
    public void Functional_models_with_shared_layers_keep_their_graph()
    {
        var a = Input(4);
        var b = Input(4);
        var shared = layers.Dense(3, activation: "tanh");
        var joined = layers.Concatenate().Apply(shared.Apply(a), shared.Apply(b));
        var model = models.Model([a, b], layers.Dense(1).Apply(joined));
        model.save(Target("f.h5"));
        Model again = models.load_model(Target("f.h5"));
        SameWeights(model, again);
        Assert.Equal(model.to_json(), again.to_json());
        NDArray one = np.ones(new NumSharp.Shape(2, 4), NPTypeCode.Single), two = one * 2;
        Rounding.Same(model.predict(new[] { one, two }), again.predict(new[] { one, two }));
    }

    [Fact]
    public void Weights_by_name_and_mismatches()
    {
        Sequential model = SmallModel();
        model.save_weights(Target("w.h5"));
        Sequential other = SmallModel();
        other.load_weights(Target("w.h5"));
        SameWeights(model, other);
        var wider = models.Sequential();
        wider.add(layers.Dense(6, input_shape: 3, name: model.layers[0].name));
        Assert.Contains("shape", Assert.Throws<ModelFileException>(() => wider.load_weights(Target("w.h5"), by_name: true)).Message);
        float[] before = wider.weights[0].numpy().ToArray<float>();
        wider.load_weights(Target("w.h5"), by_name: true, skip_mismatch: true);
        Assert.Equal(before, wider.weights[0].numpy().ToArray<float>());
        Assert.Contains("layers", Assert.Throws<ModelFileException>(() => wider.load_weights(Target("w.h5"))).Message);
    }

    [Fact]
    public void A_failed_write_leaves_the_old_file()
    {
        Sequential model = SmallModel();
        model.save(Target("m.h5"));
        byte[] old = File.ReadAllBytes(Target("m.h5"));
        Assert.Throws<InvalidOperationException>(() => AtomicFile.Write(Target("m.h5"), s =>
        {
            s.Write([1, 2, 3]);
            throw new InvalidOperationException("stop");
        }));
        Assert.Equal(old, File.ReadAllBytes(Target("m.h5")));
        Assert.Single(Directory.GetFiles(_folder));
        Assert.Throws<IOException>(() => model.save(Target("m.h5"), overwrite: false));
    }

    [Fact]
    public void Damaged_files_end_in_one_exception()
    {
        Sequential model = SmallModel();
        model.save(Target("m.h5"));
        byte[] sound = File.ReadAllBytes(Target("m.h5"));
        var random = new Random(7);
        int refused = 0;
        for (int i = 0; i < 150; i++)
        {
            byte[] bytes = i % 3 == 0 ? sound[..random.Next(sound.Length)] : (byte[])sound.Clone();
            for (int n = 0; i % 3 != 0 && n < 4; n++) { bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8)); }
            File.WriteAllBytes(Target("bad.h5"), bytes);
            try { models.load_model(Target("bad.h5")); }
            catch (ModelFileException e)
            {
                refused++;
                Assert.Contains("bad.h5", e.Message);
            }
        }
        Assert.True(refused > 40, $"only {refused} of 150 were refused");
    }

    [Fact]
    public void Unknown_layers_and_Lambdas_are_named_with_their_place()
    {
        string json = SmallModel().to_json();
        var e = Assert.Throws<ModelFileException>(() =>
            models.model_from_json(json.Replace("\"class_name\": \"Dense\"", "\"class_name\": \"Mystery\"", StringComparison.Ordinal)));
        Assert.Contains("Mystery", e.Message);
        Assert.Contains("layers[1]", e.Place);
        Assert.Contains("custom_objects", e.Message);
        e = Assert.Throws<ModelFileException>(() =>
            models.model_from_json(json.Replace("\"class_name\": \"Dense\"", "\"class_name\": \"Lambda\"", StringComparison.Ordinal)));
        Assert.Contains("never run", e.Message);
    }

    /// <summary>A layer of a user's own.</summary>
    public sealed class Times(double factor) : global::KerasDigits.Layers.Layer
    {
        public double factor { get; } = factor;

        public override Tensor call(Tensor inputs, bool training) => inputs * factor;
    }

    [Fact]
    public void Own_layers_are_read_by_custom_objects_or_registration()
    {
        var model = models.Sequential();
        model.add(layers.Dense(2, input_shape: 3));
        model.add(new Times(3));
        model.save(Target("own.h5"));
        Assert.Contains("Times", Assert.Throws<ModelFileException>(() => models.load_model(Target("own.h5"))).Message);
        Model again = models.load_model(Target("own.h5"), new Dictionary<string, object> { ["Times"] = typeof(Times) });
        Assert.Equal(3, Assert.IsType<Times>(again.layers[1]).factor);
        utils.register_keras_serializable(typeof(Times), "mine");
        model.save(Target("own.h5"));
        Assert.Contains("mine>Times", model.to_json());
        Assert.Equal(3, Assert.IsType<Times>(models.load_model(Target("own.h5")).layers[1]).factor);
        Assert.Throws<ArgumentException>(() => utils.register_keras_serializable(typeof(string)));
    }

    /// <summary>A layer of a user's own, known in files by its mark.</summary>
    [keras.utils.register_keras_serializable(package: "marked")]
    public sealed class Shift(double by) : global::KerasDigits.Layers.Layer
    {
        public double by { get; } = by;

        public override Tensor call(Tensor inputs, bool training) => inputs + by;
    }

    [Theory]
    [InlineData("marked.h5")]
    [InlineData("marked.keras")]
    public void Marked_classes_are_read_without_custom_objects(string file)
    {
        var model = models.Sequential();
        model.add(layers.Dense(2, input_shape: 3));
        model.add(new Shift(1.5));
        Assert.Contains("marked>Shift", model.to_json());
        model.save(Target(file), save_traces: false);
        Assert.Equal(1.5, Assert.IsType<Shift>(models.load_model(Target(file)).layers[1]).by);
    }

    [Fact]
    public void Clone_has_the_structure_and_own_weights()
    {
        Sequential model = SmallModel();
        Model clone = models.clone_model(model);
        Assert.Equal(model.to_json(), clone.to_json());
        Assert.NotEqual(model.weights[0].numpy().ToArray<float>(), clone.weights[0].numpy().ToArray<float>());
    }

    public static TheoryData<string, string, string, string> Predictions()
    {
        var data = new TheoryData<string, string, string, string>();
        string folder = Golden.Folder;
        foreach (string pack in new[] { "saving", "keras3", "keras2v3" })
        {
            foreach (var c in Golden.Pack(pack).Cases)
            {
                string name = c.GetProperty("name").GetString()!, stem = pack == "saving" ? name : $"{pack}_{name}";
                foreach (string kind in new[] { ".h5", ".keras", ".weights.h5", ".json" })
                {
                    string path = Path.Combine(folder, "files", stem + kind);
                    if (File.Exists(path)) { data.Add(pack, name, stem + kind, path); }
                }
            }
        }
        return data;
    }

    [SkippableTheory]
    [MemberData(nameof(Predictions))]
    public void Predictions_are_Keras(string pack, string name, string file, string path)
    {
        var c = Golden.Pack(pack).Cases.First(k => k.GetProperty("name").GetString() == name);
        if (file.EndsWith(".json", StringComparison.Ordinal))
        {
            Model read = models.model_from_json(File.ReadAllText(path));
            Assert.Equal(c.GetProperty("weight_shapes").GetArrayLength(), read.weights.Count);
            return;
        }
        string full = path.Replace(".weights.h5", ".h5", StringComparison.Ordinal);
        Skip.IfNot(File.Exists(full), "the full model's file is absent");
        Model model = models.load_model(full);
        if (full != path)
        {
            foreach (var w in model.weights) { w.assign(w.value * 0); }
            model.load_weights(path);
        }
        string[] outputs = c.TryGetProperty("outputs", out var several)
            ? [.. several.EnumerateArray().Select(o => o.GetString()!)]
            : [c.GetProperty("output").GetString()!];
        NDArray[] made = model.predict_all(Golden.Pack(pack).Array(c.GetProperty("input").GetString()!));
        Golden.Report(outputs.Select((o, i) => Golden.Difference(Golden.Pack(pack).Array(o), made[i], 1e-5, o)));
    }

    /// <summary>Files of the full packs with a loss and a metric of their program's own, which ask for custom_objects.</summary>
    internal static bool HoldsOwnClasses(string file) => Path.GetFileName(file) == "semantics_metric_names.h5";

    public static TheoryData<string> GoldenFiles()
    {
        string folder = Path.Combine(Golden.Folder, "files");
        var data = new TheoryData<string>();
        foreach (string file in Directory.Exists(folder) ? Directory.GetFiles(folder)
            .Where(f => f.EndsWith(".keras", StringComparison.Ordinal)
                || (f.EndsWith(".h5", StringComparison.Ordinal) && !f.EndsWith(".weights.h5", StringComparison.Ordinal)))
            .Where(f => !HoldsOwnClasses(f)).Order().ToArray() : [])
        {
            data.Add(file);
        }
        return data;
    }

    [SkippableTheory]
    [MemberData(nameof(GoldenFiles))]
    public void Golden_files_load_save_and_load_again_unchanged(string file)
    {
        Model model = models.load_model(file);
        foreach (string target in new[] { "again.h5", "again.keras" })
        {
            model.save(Target(target));
            Model again = models.load_model(Target(target));
            SameWeights(model, again);
            if (model.CompileArguments is null) { continue; }
            NDArray[] state = model.optimizer.get_weights(), second = again.optimizer.get_weights();
            Assert.Equal(state.Length, second.Length);
            for (int i = 1; i < state.Length; i++) { Assert.Equal(state[i].ToArray<float>(), second[i].ToArray<float>()); }
        }
    }
}
