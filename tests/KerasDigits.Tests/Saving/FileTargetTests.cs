using System.Diagnostics;
using KerasDigits.Core;
using KerasDigits.Layers;
using KerasDigits.Models;
using NumSharp;
using static KerasDigits.keras;

namespace KerasDigits.Tests.Saving;

/// <summary>What a file's name may lead to, and what stays of the file that was there.</summary>
public sealed class FileTargetTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("keras-targets-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [SkippableTheory]
    [InlineData("m.h5")]
    [InlineData("m.keras")]
    public void A_link_stays_a_link_and_a_file_keeps_its_mode(string name)
    {
        Skip.If(OperatingSystem.IsWindows(), "links and modes are Unix's");
        if (OperatingSystem.IsWindows()) { return; } // for the compiler
        string target = Path.Combine(_folder, "target-" + name), link = Path.Combine(_folder, name);
        File.WriteAllText(target, "old");
        File.SetUnixFileMode(target, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        File.CreateSymbolicLink(link, "target-" + name);
        Model model = Small();
        model.save(link);
        Assert.Equal("target-" + name, new FileInfo(link).LinkTarget);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead, File.GetUnixFileMode(target));
        Assert.Equal(model.get_weights()[0].ToArray<float>(), models.load_model(link).get_weights()[0].ToArray<float>());
    }

    [Fact]
    public void Names_of255_bytes_are_written()
    {
        string path = Path.Combine(_folder, new string('n', 252) + ".h5");
        Small().save(path);
        Assert.Single(Directory.GetFiles(_folder));
        Assert.NotNull(models.load_model(path));
    }

    [SkippableFact]
    public void Folders_and_pipes_are_refused_at_once()
    {
        Skip.If(!OperatingSystem.IsLinux(), "pipes with names are Unix's");
        string pipe = Path.Combine(_folder, "pipe.h5"), folder = Directory.CreateDirectory(Path.Combine(_folder, "folder.h5")).FullName;
        using (Process made = Process.Start("mkfifo", pipe)) { made.WaitForExit(); }
        Assert.Contains("pipe", Assert.Throws<IOException>(() => models.load_model(pipe)).Message, StringComparison.Ordinal);
        Assert.Contains("pipe", Assert.Throws<IOException>(() => Small().save(pipe)).Message, StringComparison.Ordinal);
        Assert.Contains("folder", Assert.Throws<IOException>(() => Small().save(folder)).Message, StringComparison.Ordinal);
    }

    /// <summary>Whoever opens a pipe waits for its other end: no file of another kind does either, inside folders too.</summary>
    [SkippableFact]
    public void No_file_of_any_kind_is_waited_for()
    {
        Skip.If(!OperatingSystem.IsLinux(), "pipes with names are Unix's");
        string saved = Directory.CreateDirectory(Path.Combine(_folder, "saved")).FullName;
        string Pipe(string name)
        {
            string path = Path.Combine(_folder, name);
            using (Process made = Process.Start("mkfifo", path)) { made.WaitForExit(); }
            return path;
        }
        string weights = Pipe("w.safetensors"), graph = Pipe("m.onnx"), index = Pipe("c.index");
        Pipe("saved/saved_model.pb");
        foreach (Action reading in (Action[])[() => Small().load_weights(weights), () => Small().export(graph),
            () => Small().load_weights(index[..^6]), () => models.load_model(saved)])
        {
            Exception? thrown = null;
            Assert.True(Task.Run(() => thrown = Record.Exception(reading)).Wait(TimeSpan.FromSeconds(20)), "it waits");
            Assert.True(thrown is IOException or KerasDigits.Saving.ModelFileException, thrown?.ToString() ?? "nothing was thrown");
        }
    }

    /// <summary>What is written is no pipe's end: neither is one replaced, nor is half a checkpoint written beside it.</summary>
    [SkippableFact]
    public void No_pipe_is_replaced()
    {
        Skip.If(!OperatingSystem.IsLinux(), "pipes with names are Unix's");
        foreach (string name in (string[])["checkpoint", "c.index", "c.data-00000-of-00001", "w.h5", "w.weights.h5", "w.safetensors",
            "m.keras", "m.onnx", "m.json"])
        {
            string folder = Directory.CreateDirectory(Path.Combine(_folder, "of-" + name)).FullName, pipe = Path.Combine(folder, name);
            using (Process made = Process.Start("mkfifo", pipe)) { made.WaitForExit(); }
            Action writing = Path.GetExtension(name) switch
            {
                ".h5" or ".safetensors" => () => Small().save_weights(pipe),
                ".keras" => () => Small().save(pipe),
                ".onnx" => () => Small().export(pipe),
                ".json" => () => Internals.AtomicFile.WriteText(pipe, Small().to_json()),
                _ => () => Small().save_weights(Path.Combine(folder, "c")),
            };
            Exception? thrown = null;
            Assert.True(Task.Run(() => thrown = Record.Exception(writing)).Wait(TimeSpan.FromSeconds(20)), $"{name}: it waits");
            Assert.Contains("is a pipe, a socket or a device", Assert.IsType<IOException>(thrown).Message, StringComparison.Ordinal);
            Assert.Equal([pipe], Directory.GetFileSystemEntries(folder));
        }
    }

    /// <summary>What is no model's file either: logs, backups, pictures, tables, downloads.</summary>
    [SkippableTheory]
    [InlineData("log.csv")]
    [InlineData("backup.h5")]
    [InlineData("net.svg")]
    [InlineData("photo.png")]
    [InlineData("read.bin")]
    [InlineData("written.bin")]
    [InlineData("table.csv")]
    [InlineData("fetched.bin")]
    [InlineData("matrix.h5")]
    public void No_other_file_is_waited_for_or_replaced(string name)
    {
        Skip.If(!OperatingSystem.IsLinux(), "pipes with names are Unix's");
        string pipe = Path.Combine(_folder, name), source = Path.Combine(_folder, "source");
        using (Process made = Process.Start("mkfifo", pipe)) { made.WaitForExit(); }
        File.WriteAllText(source, "x");
        Action use = name switch
        {
            "log.csv" => () => Fit(callbacks.CSVLogger(pipe)),
            "backup.h5" => () => Fit(callbacks.ModelCheckpoint(pipe)),
            "net.svg" => () => utils.plot_model(Small(), to_file: pipe),
            "photo.png" => () => preprocessing.image.load_img(pipe),
            "read.bin" => () => tf.io.read_file(pipe),
            "written.bin" => () => tf.io.write_file(pipe, [1]),
            "table.csv" => () => _ = tf.data.experimental.make_csv_dataset(pipe, 2).ToList(),
            "fetched.bin" => () => utils.get_file(name, new Uri(source).AbsoluteUri, cache_dir: _folder, cache_subdir: ""),
            _ => () => utils.HDF5Matrix(pipe, "x"),
        };
        Exception? thrown = null;
        Assert.True(Task.Run(() => thrown = Record.Exception(use)).Wait(TimeSpan.FromSeconds(20)), $"{name}: it waits");
        Assert.Contains("is a pipe, a socket or a device", Assert.IsAssignableFrom<IOException>(thrown).Message, StringComparison.Ordinal);
        Assert.False(Internals.OrdinaryFile.Is(pipe));

        void Fit(KerasDigits.Callbacks.Callback callback)
        {
            Model model = Small();
            model.compile(loss: "mse", optimizer: "sgd");
            model.fit(np.array(new float[,] { { 1, 2, 3 } }), np.array(new float[,] { { 1, 2 } }), verbose: 0, callbacks: [callback]);
        }
    }

    /// <summary>"hard_sigmoid" keeps its meaning through files of both forms, whichever Keras it came from.</summary>
    [Theory]
    [InlineData("m.h5")]
    [InlineData("m.keras")]
    public void Hard_sigmoid_keeps_its_meaning(string name)
    {
        // A configuration outside of files goes before: it must leave no version in force for the next.
        _ = optimizers.deserialize(optimizers.serialize(optimizers.Adam()));
        const string Keras3 = """
            {"module": "keras", "class_name": "Sequential", "config": {"name": "s", "layers": [{"module": "keras.layers", "class_name": "InputLayer", "config": {"batch_shape": [null, 3], "dtype": "float32", "name": "i"}, "registered_name": null},
            {"module": "keras.layers", "class_name": "Activation", "config": {"name": "a", "activation": "hard_sigmoid"}, "registered_name": null}]}, "registered_name": null}
            """;
        NDArray x = np.array(new float[,] { { -2.5f, 1, 2.5f } });
        foreach (var (model, expected) in new (Model, float[])[] { (models.model_from_json(Keras3), [0.083333336f, 0.6666667f, 0.9166667f]),
            (models.Sequential([layers.Activation("hard_sigmoid", input_shape: 3)]), [0, 0.7f, 1]) })
        {
            string path = Path.Combine(_folder, name);
            Assert.All(expected.Zip(model.predict(x).ToArray<float>()), p => Assert.Equal(p.First, p.Second, 1e-6f));
            model.save(path);
            Assert.All(expected.Zip(models.load_model(path).predict(x).ToArray<float>()), p => Assert.Equal(p.First, p.Second, 1e-6f));
        }
    }

    /// <summary>
    /// Keras 2's function stands in Keras 3's files as two layers that compute it, Keras 3's in Keras 2's under a name of its own, so that
    /// no Keras takes one for the other.
    /// </summary>
    [Fact]
    public void Hard_sigmoids_are_not_mistaken()
    {
        Model second = models.Sequential([layers.LSTM(2, recurrent_activation: "hard_sigmoid", input_shape: (3, 4), name: "gate")]);
        string path = Path.Combine(_folder, "two.keras");
        second.save(path);
        using (var archive = new KerasDigits.Saving.KerasArchive(path))
        {
            string config = archive.ReadText("config.json");
            Assert.Contains("\"recurrent_activation\": {\"module\": \"keras\", \"class_name\": \"Sequential\"", config,
                StringComparison.Ordinal);
            Assert.Contains("\"scale\": 0.2, \"offset\": 0.5", config, StringComparison.Ordinal);
            Assert.DoesNotContain("\"hard_sigmoid\",", config.Replace("\"name\": \"hard_sigmoid\",", "", StringComparison.Ordinal),
                StringComparison.Ordinal);
        }
        Model again = models.load_model(path);
        Assert.Equal("hard_sigmoid",
            ((Config)((List<object?>)((Config)again.get_config())["layers"]!).OfType<Config>()
                .Last()["config"]!)["recurrent_activation"]);
        Model third = models.model_from_json("""
            {"module": "keras", "class_name": "Sequential", "config": {"name": "s", "layers": [{"module": "keras.layers", "class_name": "InputLayer", "config": {"batch_shape": [null, 3], "dtype": "float32", "name": "i"}, "registered_name": null},
            {"module": "keras.layers", "class_name": "Dense", "config": {"name": "third", "units": 2, "activation": "hard_sigmoid"}, "registered_name": null}]}, "registered_name": null}
            """);
        Assert.Contains("\"activation\": \"keras3>hard_sigmoid\"", third.to_json(), StringComparison.Ordinal);
        Assert.Equal(third.to_json(), models.model_from_json(third.to_json()).to_json());
        Assert.Contains("third",
            Assert.Throws<NotSupportedException>(() => third.save(Path.Combine(_folder, "any.h5"), keras_version: "any")).Message,
            StringComparison.Ordinal);
    }

    /// <summary>What Keras 3's constructors refuse is not written: tried with Keras 3.12 on every layer.</summary>
    [Fact]
    public void Keras3_s_constructors_take_what_is_written()
    {
        Model model = models.Sequential([layers.SpatialDropout1D(0.1, input_shape: (2, 2)), layers.ThresholdedReLU(0.5)]);
        string path = Path.Combine(_folder, "third.keras");
        model.save(path);
        using (var archive = new KerasDigits.Saving.KerasArchive(path))
        {
            string config = archive.ReadText("config.json");
            Assert.DoesNotMatch("\"SpatialDropout1D\", \"config\": {[^{}]*\"(trainable|noise_shape)\"", config);
            Assert.DoesNotContain("ThresholdedReLU", config, StringComparison.Ordinal);
            Assert.Contains("\"threshold\": 0.5", config, StringComparison.Ordinal);
        }
        NDArray x = np.array(new float[,,] { { { 0.4f, 0.45f }, { 0.6f, -2 } } });
        Assert.Equal([0, 0, 0.6f, 0], models.load_model(path).predict(x).flatten().ToArray<float>());
        Assert.Equal([0, 0, 0.6f, 0], model.predict(x).flatten().ToArray<float>());
    }

    /// <summary>A layer as an activation is written with its arguments, in both forms.</summary>
    [Theory]
    [InlineData("m.h5")]
    [InlineData("m.keras")]
    public void A_layer_as_activation_comes_back(string name)
    {
        Model model = models.Sequential([layers.Dense(3, activation: layers.LeakyReLU(0.1), input_shape: 2),
            layers.Dense(2, activation: layers.ReLU(max_value: 0.5))]);
        NDArray x = np.array(new float[,] { { -2.5f, 1 }, { 2, -1 } });
        NDArray expected = model.predict(x);
        model.save(Path.Combine(_folder, name));
        Model again = models.load_model(Path.Combine(_folder, name));
        Rounding.Same(expected, again.predict(x));
        Assert.Contains("\"activation\": {\"class_name\": \"LeakyReLU\"", again.to_json(), StringComparison.Ordinal);
    }

    /// <summary>
    /// Keras 3 passes over OptimizerV2's decay: its schedule of the same rates stands there, and is the argument again here.
    /// </summary>
    [Fact]
    public void Decay_is_a_schedule_in_Keras3()
    {
        Model model = Small();
        model.compile(optimizers.SGD(0.1, decay: 0.5), loss: "kld", metrics: ["kld", "logcosh"]);
        NDArray x = np.ones(new NumSharp.Shape(4, 3), NPTypeCode.Single), y = np.ones(new NumSharp.Shape(4, 2), NPTypeCode.Single);
        model.fit(x, y, verbose: 0);
        string path = Path.Combine(_folder, "decay.keras");
        model.save(path);
        using (var archive = new KerasDigits.Saving.KerasArchive(path))
        {
            string config = archive.ReadText("config.json");
            Assert.Contains("\"class_name\": \"InverseTimeDecay\"", config, StringComparison.Ordinal);
            Assert.Contains("\"decay_rate\": 0.5", config, StringComparison.Ordinal);
            Assert.Contains("\"loss\": \"kl_divergence\"", config, StringComparison.Ordinal);
            Assert.Contains("\"class_name\": \"LogCoshError\", \"config\": {\"name\": \"logcosh\"", config, StringComparison.Ordinal);
        }
        Model again = models.load_model(path);
        Assert.Equal(0.5, again.optimizer.decay);
        Assert.Equal(model.optimizer.ComputeCurrentRate(), again.optimizer.ComputeCurrentRate(), 1e-9);
        Assert.Equal(model.fit(x, y, verbose: 0).history["loss"][0], again.fit(x, y, verbose: 0).history["loss"][0], 1e-6);
    }

    /// <summary>TensorFlow 2.3 refuses arguments that came later: they are not there while they are at their defaults.</summary>
    [Theory]
    [InlineData("keepdims")]
    [InlineData("renorm")]
    [InlineData("rms_scaling")]
    public void Later_arguments_are_left_out(string argument)
    {
        var model = models.Sequential([layers.Conv2D(2, 3, input_shape: (8, 8, 1)), layers.BatchNormalization(),
            layers.GlobalAveragePooling2D(), layers.LayerNormalization()]);
        Assert.DoesNotContain($"\"{argument}\"", model.to_json(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_inside_a_model_is_called_from_one()
    {
        var inner = models.Sequential([layers.Dense(3, input_shape: 4)]);
        KerasTensor a = Input(4), b = Input(4);
        var twins = models.Model(new[] { a, b }, layers.Concatenate().Apply(inner.Apply(a), inner.Apply(b)));
        string json = twins.to_json();
        Assert.Contains($"[\"{inner.name}\", 1, 0, {{}}]", json, StringComparison.Ordinal);
        Assert.Contains($"[\"{inner.name}\", 2, 0, {{}}]", json, StringComparison.Ordinal);
        Assert.Equal(twins.count_params(), models.model_from_json(json).count_params());
    }

    private static Model Small() => models.Sequential([layers.Dense(2, input_shape: 3)]);

    /// <summary>In Keras 3 it is a BatchNormalization with an argument, in Keras 2 a class of its own.</summary>
    [Fact]
    public void A_shared_normalization_is_written_in_each_Kerass_words()
    {
        Model model = keras.models.Sequential([keras.layers.Dense(3, input_shape: 4), keras.layers.experimental.SyncBatchNormalization()]);
        model.set_weights([.. model.get_weights().Select((w, i) => (w * 0.5) + (i + 1))]);
        foreach (string name in new[] { "m.keras", "m.h5" })
        {
            string path = Path.Combine(_folder, name);
            model.save(path);
            Model again = models.load_model(path);
            Assert.IsType<SyncBatchNormalization>(again.layers[1]);
            Assert.All(model.get_weights().Zip(again.get_weights()),
                w => Assert.Equal(w.First.ToArray<float>(), w.Second.ToArray<float>()));
        }
        using var archive = new KerasDigits.Saving.KerasArchive(Path.Combine(_folder, "m.keras"));
        Assert.Contains("\"synchronized\": true", archive.ReadText("config.json"), StringComparison.Ordinal);
        Assert.DoesNotContain("SyncBatch", archive.ReadText("config.json"), StringComparison.Ordinal);
        using KerasDigits.Saving.Hdf5.H5Reader weights = archive.ReadWeights();
        Assert.NotNull(weights.Root.Find("layers/batch_normalization/vars/3"));
    }
}
