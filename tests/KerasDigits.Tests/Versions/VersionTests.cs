using KerasDigits.Backend;
using KerasDigits.Callbacks;
using KerasDigits.Core;
using KerasDigits.Layers;
using KerasDigits.Models;
using KerasDigits.Optimizers;
using KerasDigits.Training;
using Microsoft.Extensions.Logging;
using NumSharp;
using static KerasDigits.keras;

namespace KerasDigits.Tests.Versions;

/// <summary>Differences between TF 2.3.1 and 2.15 that no pack holds for both; each asserts both sides.</summary>
public sealed class VersionTests
{
    [Theory]
    [InlineData("2.3", 1), InlineData("2.15", 2)]
    public void A_first_epoch_alone_stops_the_training(string version, int epochs)
    {
        using var scope = new VersionScope(version);
        Assert.Equal(epochs, Losses([5, 5, 5], callbacks.EarlyStopping(monitor: "loss", baseline: 1.0)).epoch.Count);
    }

    [Theory]
    [InlineData("2.3"), InlineData("2.15")]
    public void A_baseline_that_is_never_reached_leaves_the_best_weights(string version)
    {
        using var scope = new VersionScope(version);
        History h = Losses([5, 3, 4, 6], callbacks.EarlyStopping(monitor: "loss", baseline: 1.0, patience: 4, restore_best_weights: true));
        Assert.Equal(3, (float)h.model!.get_weights()[0][0, 0]);
    }

    [Theory]
    [InlineData("2.3", "val_auc", false), InlineData("2.15", "val_auc", true), InlineData("2.3", "val_accuracy_loss", true),
        InlineData("2.15", "val_accuracy_loss", false)]
    public void Which_names_EarlyStopping_takes_for_better_when_greater(string version, string monitor, bool greatest)
    {
        using var scope = new VersionScope(version);
        var stop = new EarlyStopping(monitor, patience: 1);
        stop.set_model(Line());
        stop.on_train_begin();
        Assert.Equal(greatest ? double.NegativeInfinity : double.PositiveInfinity, stop.best);
    }

    [Fact]
    public void A_direction_that_is_not_the_metrics_own_is_said_once()
    {
        var said = new List<string>();
        Log.SetLoggerFactory(new LoggerFactory([new Listener(said)]));
        try
        {
            var checkpoint = new ModelCheckpoint("w.h5", monitor: "val_auc", save_best_only: true);
            checkpoint.set_model(Line());
            checkpoint.on_train_begin();
            checkpoint.on_train_begin();
            new EarlyStopping("val_loss").on_train_begin();
            new EarlyStopping("val_accuracy").on_train_begin();
            new ModelCheckpoint("w.h5", monitor: "val_auc", mode: "max", save_best_only: true).on_train_begin();
        }
        finally { Log.SetLoggerFactory(null); }
        Assert.Equal(["ModelCheckpoint: mode \"auto\" means \"min\" for `val_auc`, as in Keras 2, which goes only by the name. Pass "
            + "mode: \"max\" for the metric's own direction."], said);
    }

    [Theory]
    [InlineData("2.3", "Learning Rate Plateau Reducing mode best is unknown, fallback to auto mode."),
        InlineData("2.15", "Learning rate reduction mode best is unknown, fallback to auto mode.")]
    public void An_unknown_mode(string version, string text)
    {
        using var scope = new VersionScope(version);
        Assert.Equal([text], Warned(() => callbacks.ReduceLROnPlateau(mode: "best")));
    }

    [Theory]
    [InlineData("2.3", "Callbacks method `on_train_batch_end` is slow"), InlineData("2.15", "Callback method `on_train_batch_end` is slow")]
    public void A_slow_callback_is_said(string version, string start)
    {
        using var scope = new VersionScope(version);
        NDArray x = np.ones(new[] { 7, 1 }).astype(NPTypeCode.Single);
        Assert.StartsWith(start, Assert.Single(Warned(() => Line().fit(x, x, batch_size: 1, verbose: 0, callbacks: [new Slow()]))));
    }

    [Theory]
    [InlineData("2.3", " - loss: "), InlineData("2.15", " - lr: ")]
    public void What_a_callback_puts_into_the_logs_stands_in_the_line_of_verbose_2(string version, string last)
    {
        using var scope = new VersionScope(version);
        using var printed = new StringWriter();
        Output.Writer = printed;
        try
        {
            Line().fit(np.ones(new[] { 2, 1 }), np.ones(new[] { 2, 1 }), verbose: 2, callbacks: [callbacks.LearningRateScheduler(e => .5)]);
        }
        finally { Output.Writer = null!; }
        Assert.Equal(version == "2.15", printed.ToString().Contains(" - lr: ", StringComparison.Ordinal));
        Assert.Contains(last, printed.ToString());
    }

    [Theory]
    [InlineData("2.3", "Please provide data which shares the same first dimension."),
        InlineData("2.15", "Make sure all arrays contain the same number of samples.")]
    public void Arrays_of_unequal_length(string version, string end)
    {
        using var scope = new VersionScope(version);
        Assert.Contains($"  y sizes: 2\n{end}",
            Assert.Throws<ArgumentException>(() => Line().fit(np.ones(new[] { 3, 1 }), np.ones(new[] { 2, 1 }), verbose: 0)).Message);
    }

    /// <summary>First values of the weight after each of the steps of case clipnorm, with what 2.3.1 and 2.15 give.</summary>
    [Theory]
    [InlineData("2.3", -0.9764115810394287, -0.5776963233947754), InlineData("2.15", -0.559873104095459, -0.531547486782074)]
    public void Clipnorm_of_gradients_that_are_applied(string version, double first, double second)
    {
        using var scope = new VersionScope(version);
        using var step = Scopes.Step();
        Golden pack = Golden.Pack("optimizers");
        var c = pack.Cases.First(x => x.GetProperty("name").GetString() == "clipnorm@legacy");
        var optimizer = (Optimizer)ConfigBinder.Create(typeof(SGD), Golden.Config(c.GetProperty("config")));
        Variable[] variables = [.. c.GetProperty("start").EnumerateArray()
            .Select(k => new Variable(Arrays.ToTensor(pack.Array(k.GetString()!))))];
        foreach (double expected in new[] { first, second })
        {
            var gradients = c.GetProperty("grads")[(int)optimizer.iterations].EnumerateArray()
                .Select(k => Arrays.ToTensor(pack.Array(k.GetString()!)));
            optimizer.apply_gradients(gradients.Zip(variables, (g, v) => ((Tensor?)g, v)));
            Assert.Equal(expected, (double)variables[0].numpy().flatten().ToArray<float>()[0], 1e-6);
        }
    }

    [Theory]
    [InlineData("2.3", 87, "conv1_pad", 155, "Conv1_pad"), InlineData("2.15", 86, "conv1", 154, "Conv1")]
    public void MobileNets_first_convolution(string version, int layersV1, string secondV1, int layersV2, string secondV2)
    {
        using var scope = new VersionScope(version);
        Model one = applications.MobileNet(weights: null, input_shape: (64, 64, 3), include_top: false),
            two = applications.MobileNetV2(weights: null, input_shape: (64, 64, 3), include_top: false);
        Assert.Equal((layersV1, secondV1, layersV2, secondV2),
            (one.layers.Count, one.layers[1].name, two.layers.Count, two.layers[1].name));
        if (version == "2.3") { Assert.Equal("(None, 65, 65, 3)", one.layers[1].output_shape.ToString()); }
    }

    [Theory]
    [InlineData("2.3", 0), InlineData("2.15", 1)]
    public void The_scale_of_Attention(string version, int rank)
    {
        using var scope = new VersionScope(version);
        Attention layer = layers.Attention(use_scale: true);
        layer.Apply([Input((3, 2)), Input((3, 2))]);
        Assert.Equal(rank, layer.weights[0].shape.Rank);
    }

    [Theory]
    [InlineData("2.3", false), InlineData("2.15", true)]
    public void An_initializer_without_a_seed_called_twice(string version, bool alike)
    {
        using var scope = new VersionScope(version);
        using var step = Scopes.Step();
        foreach (KerasDigits.Initializers.Initializer i in new KerasDigits.Initializers.Initializer[] { initializers.GlorotUniform(),
            initializers.HeNormal(), initializers.RandomNormal(), initializers.RandomUniform(), initializers.TruncatedNormal(),
            initializers.Orthogonal() })
        {
            Assert.Equal(alike, Arrays.ToArray(i.Call((3, 4))).ToArray<float>()
                .SequenceEqual(Arrays.ToArray(i.Call((3, 4))).ToArray<float>()));
        }
        Assert.NotEqual(Arrays.ToArray(initializers.GlorotUniform().Call((3, 4))).ToArray<float>(),
            Arrays.ToArray(initializers.GlorotUniform().Call((3, 4))).ToArray<float>());
    }

    /// <summary>Unknown words, which stand in three of the four texts of the pack sequence: 2.3.1's first column, and 2.15's.</summary>
    [Theory]
    [InlineData("2.3", 0.6931471824645996, 1.3862943649291992, 2.079441547393799),
        InlineData("2.15", 1.0706884860992432, 2.1413769721984863, 3.2120654582977295)]
    public void The_rarity_of_unknown_words(string version, double one, double two, double three)
    {
        using var scope = new VersionScope(version);
        var c = Golden.Pack("sequence").Cases.First(x => x.GetProperty("name").GetString() == "text_vectorization_tf_idf");
        string[] texts = [.. c.GetProperty("texts").EnumerateArray().Select(t => t.GetString()!)];
        TextVectorization layer = layers.TextVectorization(max_tokens: c.GetProperty("vocabulary").GetArrayLength(), output_mode: "tf_idf");
        layer.adapt(texts);
        NDArray rows = layer.Apply(texts);
        Assert.Equal([one, two, three, 0], Enumerable.Range(0, 4).Select(i => (double)(float)rows[i, 0]), new Near());
    }

    [Theory]
    [InlineData("2.3", new[] { 1.0, 0.0 }), InlineData("2.15", new[] { 0.0, 1.0 })]
    public void Given_classes_of_a_frame(string version, double[] expected)
    {
        using var scope = new VersionScope(version);
        string folder = Directory.CreateTempSubdirectory("keras").FullName;
        foreach (string n in new[] { "a.png", "b.png" })
        {
            preprocessing.image.save_img(Path.Combine(folder, n), np.zeros(new[] { 2, 2, 3 }) + 40.0, scale: false);
        }
        var frame = new Dictionary<string, Array> { ["filename"] = new[] { "a.png", "b.png" }, ["class"] = new[] { "dog", "cat" } };
        using var printed = new StringWriter();
        Output.Writer = printed;
        try
        {
            var flow = preprocessing.image.ImageDataGenerator()
                .flow_from_dataframe(frame, folder, class_mode: "binary", classes: ["dog", "cat"], target_size: (2, 2), shuffle: false);
            Assert.Equal(expected, flow.next().targets![0].astype(NPTypeCode.Double).ToArray<double>());
        }
        finally
        {
            Output.Writer = null!;
            Directory.Delete(folder, recursive: true);
        }
    }

    private static Sequential Line()
    {
        Sequential m = models.Sequential([layers.Dense(1, use_bias: false, input_shape: 1)]);
        m.compile(optimizers.SGD(0.0), "mae");
        return m;
    }

    /// <summary>A run whose epochs have these losses, which are the weight at that time.</summary>
    private static History Losses(float[] losses, EarlyStopping stop) =>
        Line().fit(np.array(new float[,] { { 1 } }), np.array(new float[,] { { 0 } }), epochs: losses.Length, verbose: 0,
            callbacks: [new Script(losses), stop]);

    private static List<string> Warned(Action what)
    {
        var said = new List<string>();
        Log.SetLoggerFactory(new LoggerFactory([new Listener(said)]));
        try { what(); }
        finally { Log.SetLoggerFactory(null); }
        return said;
    }

    private sealed class Near : IEqualityComparer<double>
    {
        public bool Equals(double x, double y) => Math.Abs(x - y) < 1e-6;

        public int GetHashCode(double x) => 0;
    }

    private sealed class Script(float[] series) : Callback
    {
        public override void on_epoch_begin(int epoch, Logs? logs = null) =>
            model.set_weights([np.array(new float[,] { { series[epoch] } })]);
    }

    private sealed class Slow : Callback
    {
        public override void on_train_batch_end(int batch, Logs? logs = null) => Thread.Sleep(80);
    }
}
