using KerasDigits.Callbacks;
using KerasDigits.Core;
using KerasDigits.Data;
using KerasDigits.Models;
using KerasDigits.Training;
using NumSharp;
using static KerasDigits.keras;

namespace KerasDigits.Tests.Reports;

/// <summary>Reports about callbacks and what fit, evaluate and the *_on_batch methods give.</summary>
public sealed class CallbackReports
{
    private static readonly NDArray s_one = np.array(new float[,] { { 1 } }), s_zero = np.array(new float[,] { { 0 } });

    [Fact]
    public void R02_A_rate_at_its_floor() => Report.Play("02_reducelr_min_lr", r =>
    {
        foreach (double floor in new[] { 1e-3, 1e-2, 0.125 })
        {
            Sequential m = Line(lr: 0.5);
            History h = null!;
            string[] lines = Captured(() => h = m.fit(s_zero, s_zero, epochs: 9, verbose: 0,
                callbacks: [callbacks.ReduceLROnPlateau(monitor: "loss", factor: .1, patience: 1, min_lr: floor, verbose: 1)]));
            string g = floor.ToString("G6", System.Globalization.CultureInfo.InvariantCulture);
            r.Out($"lr, min_lr={g}", () => h.history["lr"]);
            r.Out($"messages, min_lr={g}", () => lines);
        }
        r.Out("factor 1", () => callbacks.ReduceLROnPlateau(factor: 1.0));
    });

    [Fact]
    public void R06_Validation_columns_of_a_CSV() => Report.Play("06_csvlogger_validation_freq", r =>
    {
        object Run(KerasDigits.Training.ValidationFreq freq) => InFolder(folder =>
        {
            string file = Path.Combine(folder, "log.csv");
            History h = Line().fit(s_one, s_zero, epochs: 4, verbose: 0, validation_data: (2 * s_one, s_zero), validation_freq: freq,
                callbacks: [new Script(4, 3, 2, 1), callbacks.CSVLogger(file)]);
            return new Dictionary<string, object> { ["csv"] = Lines(file), ["history"] = h.history };
        });
        r.Out("every epoch", () => Run(1));
        r.Out("every second", () => Run(2));
        r.Out("epochs 1 and 3", () => Run([1, 3]));
    }, sane: ["every second", "epochs 1 and 3"]);

    [Fact]
    public void R08_Values_that_a_callback_adds() => Report.Play("08_callback_adds_logs", r =>
    {
        object Run(params string[] order) => InFolder(folder =>
        {
            string file = Path.Combine(folder, "c.csv");
            var all = new Dictionary<string, CallbackHooks> { ["add"] = new Adds(), ["csv"] = callbacks.CSVLogger(file),
                ["es"] = callbacks.EarlyStopping(monitor: "extra", mode: "min", patience: 1) };
            History h = Line().fit(s_one, s_zero, epochs: 6, verbose: 0, callbacks: [.. order.Select(o => all[o])]);
            return new Dictionary<string, object> { ["csv"] = Lines(file), ["history"] = h.history.Keys.Order().ToArray(),
                ["epochs"] = h.epoch.Count };
        });
        r.Out("add before csv", () => Run("add", "csv"));
        r.Out("add after csv", () => Run("csv", "add"));
        r.Out("add before csv and EarlyStopping", () => Run("add", "csv", "es"));
    });

    [Fact]
    public void R10_Checkpoints_texts_and_names() => Report.Play("10_checkpoint_text_and_names", r =>
    {
        foreach (bool best in new[] { false, true })
        {
            InFolder(folder =>
            {
                string[] lines = Captured(() => Line().fit(s_one, s_zero, epochs: 4, verbose: 0, callbacks: [new Script(1, 1.5f, .5f, .25f),
                    callbacks.ModelCheckpoint(Path.Combine(folder, $"b{(best ? 1 : 0)}", "w-{epoch:02d}-{loss:.2f}.h5"), monitor: "loss",
                        save_best_only: best, verbose: 1)]));
                r.Out($"files best={best}", () => Directory.GetFiles(Path.Combine(folder, $"b{(best ? 1 : 0)}")).Select(Path.GetFileName)
                    .Order(StringComparer.Ordinal));
                r.Out($"text best={best}", () => lines.Select(l => l.Replace(folder, "<tmp>", StringComparison.Ordinal)));
                return 0;
            });
        }
    });

    [Fact]
    public void R36_What_the_on_batch_methods_give() => Report.Play("36_on_batch_metrics", r =>
    {
        NDArray x = np.array(new float[,] { { 1 }, { 2 } }), y0 = np.array(new float[,] { { 0 }, { 0 } }), y1 = x;
        Sequential m = Line("mse", 0, "mae");
        r.Out("test_on_batch A", () => m.test_on_batch(x, y0));
        r.Out("test_on_batch B", () => m.test_on_batch(x, y1));
        r.Out("evaluate A", () => m.evaluate(x, y0, verbose: 0));
        r.Out("test_on_batch B straight after evaluate", () => m.test_on_batch(x, y1));
        r.Out("test_on_batch B again", () => m.test_on_batch(x, y1));
        r.Out("train_on_batch A, not reset", () => m.train_on_batch(x, y0, reset_metrics: false));
        r.Out("train_on_batch B, not reset", () => m.train_on_batch(x, y1, reset_metrics: false));
        r.Out("train_on_batch B, reset (default)", () => m.train_on_batch(x, y1));
        r.Out("train_on_batch B once more", () => m.train_on_batch(x, y1));
        m.fit(x, y0, verbose: 0);
        r.Out("train_on_batch B after fit", () => m.train_on_batch(x, y1));
        m.reset_metrics();
        r.Out("after reset_metrics()", () => m.train_on_batch(x, y1));
        r.Out("return_dict", () => m.test_on_batch(x, y0).ToDictionary());
        Sequential bare = Line("mse");
        r.Out("no metrics: one number", () => (double)bare.test_on_batch(x, y0));
        m = Line("mse", .1);
        m.test_on_batch(x, y0);
        r.Out("test_on_batch leaves weights", () => (float)m.get_weights()[0][0, 0] == 1);
        m.train_on_batch(x, y0);
        r.Out("train_on_batch moves them", () => m.get_weights()[0]);
        r.Out("predict_on_batch", () => m.predict_on_batch(x));
        r.Out("sample_weight", () => (double)m.test_on_batch(x, y0, sample_weight: np.array(new float[] { 1, 0 })));
    }, sane: ["test_on_batch B straight after evaluate", "train_on_batch A, not reset", "train_on_batch B, not reset",
    "train_on_batch B, reset (default)", "train_on_batch B after fit"]);

    [Fact]
    public void R38_Arrays_of_unequal_length() => Report.Play("38_cardinality", r =>
    {
        NDArray x4 = np.ones(new[] { 4, 1 }).astype(NPTypeCode.Single), y4 = x4, y3 = np.ones(new[] { 3, 1 }).astype(NPTypeCode.Single);
        Sequential m = Line("mse");
        r.Out("fit x 4, y 3", () => m.fit(x4, y3, verbose: 0));
        r.Out("evaluate x 4, y 3", () => m.evaluate(x4, y3, verbose: 0));
        r.Out("sample_weight of 3", () => m.fit(x4, y4, sample_weight: np.ones(new[] { 3 }), verbose: 0));
        r.Out("validation_data 4 and 3", () => m.fit(x4, y4, validation_data: (x4, y3), verbose: 0));
        r.Out("no y", () => m.fit(x4, verbose: 0));
        var a = Input(1);
        var b = Input(1);
        var two = keras.Model([a, b], layers.Add().Apply([a, b]));
        two.compile("sgd", "mse");
        r.Out("two inputs 4 and 3", () => two.fit(new[] { x4, y3 }, y4, verbose: 0));
        r.Out("one array for two inputs", () => two.fit(x4, y4, verbose: 0));
        r.Out("three arrays for two inputs", () => two.fit(new[] { x4, x4, x4 }, y4, verbose: 0));
        r.Out("empty data", () => m.fit(np.zeros(new[] { 0, 1 }), np.zeros(new[] { 0, 1 }), verbose: 0));
        r.Out("not compiled", () => models.Sequential([layers.Dense(1, input_shape: 1)]).fit(x4, y4, verbose: 0));
    }, sane: ["three arrays for two inputs", "empty data"], without: new() { ["validation_data of one array"] = "a pair is a pair in C#" });

    [Fact]
    public void R54_Inputs_by_name() => Report.Play("54_dict_inputs", r =>
    {
        var a = Input(1, name: "zeta");
        var b = Input(1, name: "alpha");
        var m = keras.Model([a, b], layers.Subtract(name: "d").Apply([a, b]));
        m.compile(optimizers.SGD(0.0), "mae");
        NDArray z = np.array(new float[,] { { 10 }, { 10 } }), al = np.array(new float[,] { { 3 }, { 3 } }),
            y = np.array(new float[,] { { 0 }, { 0 } });
        (string, ModelData)[] forms =
        [
            ("names, model's order", new Dictionary<string, NDArray> { ["zeta"] = z, ["alpha"] = al }),
            ("names, other order", new Dictionary<string, NDArray> { ["alpha"] = al, ["zeta"] = z }),
            ("a wrong name", new Dictionary<string, NDArray> { ["zeta"] = z, ["beta"] = al }),
            ("both wrong", new Dictionary<string, NDArray> { ["p"] = z, ["q"] = al }),
            ("one more", new Dictionary<string, NDArray> { ["zeta"] = z, ["alpha"] = al, ["other"] = al }),
            ("one missing", new Dictionary<string, NDArray> { ["zeta"] = z }),
            ("list", new[] { z, al }), ("list, other order", new[] { al, z }), ("tuple", new[] { z, al }),
        ];
        foreach (var (name, data) in forms)
        {
            r.Out("predict " + name, () => np.array(m.predict(data).ToArray<float>()));
            r.Out("fit " + name, () => m.fit(data, y, verbose: 0).history);
        }
        r.Out("targets {d: y}", () => (double)m.evaluate(new[] { z, al }, new Dictionary<string, NDArray> { ["d"] = y }, verbose: 0));
        r.Out("targets {other: y}", () => m.evaluate(new[] { z, al }, new Dictionary<string, NDArray> { ["other"] = y }, verbose: 0));
        r.Out("input_names", () => m.input_names);
        r.Out("output_names", () => m.output_names);
    }, sane: ["predict a wrong name", "fit a wrong name", "predict both wrong", "fit both wrong"]);

    [Fact]
    public void R56_Names_of_metrics() => Report.Play("56_metric_names_in_history", r =>
    {
        object Keys(MetricSpec named)
        {
            Sequential m = models.Sequential([layers.Dense(1, activation: "sigmoid", input_shape: 1)]);
            m.compile("sgd", "binary_crossentropy", metrics: named);
            return m.fit(s_one, s_one, verbose: 0, validation_data: (s_one, s_one)).history.Keys.ToArray();
        }
        r.Out("acc", () => Keys(["acc"]));
        r.Out("accuracy", () => Keys(["accuracy"]));
        r.Out("string alone", () => Keys("accuracy"));
        r.Out("binary_accuracy", () => Keys(["binary_accuracy"]));
        r.Out("function", () => Keys([new((t, p) => metrics.binary_accuracy(t, p), nameof(metrics.binary_accuracy))]));
        r.Out("object", () => Keys([metrics.BinaryAccuracy()]));
        r.Out("named object", () => Keys([metrics.BinaryAccuracy(name: "hit")]));
        r.Out("mse MSE mean_squared_error", () => Keys(["mse", "MSE", "mean_squared_error"]));
        r.Out("AUC, Precision", () => Keys([metrics.AUC(), metrics.Precision()]));
        r.Out("string AUC", () => Keys(["AUC"]));
        r.Out("mixed", () => Keys(["mae", metrics.Recall(), "acc"]));
        backend.clear_session();
        r.Out("AUC names one after the other", () =>
            new[] { metrics.AUC().name, metrics.AUC().name, metrics.Precision().name, metrics.Precision().name });
        var a = Input(1);
        var two = keras.Model(a, [layers.Dense(1, name: "p").Apply(a), layers.Dense(1, name: "q").Apply(a)]);
        two.compile("sgd", "mse", metrics: ["mae"]);
        r.Out("two outputs",
            () => two.fit(s_one, new[] { s_one, s_one }, verbose: 0,
                validation_data: (s_one, new[] { s_one, s_one })).history.Keys.ToArray());
        r.Out("metrics_names", () => two.metrics_names);
        var named = keras.Model(a, new Dictionary<string, KerasDigits.Layers.KerasTensor> { ["r"] = layers.Dense(1).Apply(a) });
        named.compile("sgd", "mse", metrics: ["mae"]);
        r.Out("dictionary output",
            () => named.fit(s_one, new Dictionary<string, NDArray> { ["r"] = s_one }, verbose: 0).history.Keys.ToArray());
    }, without: new() { ["class, not object"] = "a class is no value in C#", ["lambda"] = "a lambda's name is its text" });

    private static Sequential Line(string loss = "mae", double lr = 0, string? metric = null)
    {
        Sequential m = models.Sequential([layers.Dense(1, use_bias: false, input_shape: 1)]);
        if (metric is null) { m.compile(optimizers.SGD(lr), loss); }
        else { m.compile(optimizers.SGD(lr), loss, metrics: [metric]); }
        m.set_weights([s_one]);
        return m;
    }

    private static string[] Lines(string file) => File.ReadAllText(file).ReplaceLineEndings("\n").Split('\n');

    private static string[] Captured(Action what)
    {
        using var printed = new StringWriter();
        Output.Writer = printed;
        try { what(); }
        finally { Output.Writer = null!; }
        return printed.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static T InFolder<T>(Func<string, T> what)
    {
        string folder = Directory.CreateTempSubdirectory("keras").FullName;
        try { return what(folder); }
        finally { Directory.Delete(folder, recursive: true); }
    }

    private sealed class Script(params float[] series) : Callback
    {
        public override void on_epoch_begin(int epoch, Logs? logs = null) =>
            model.set_weights([np.array(new float[,] { { series[epoch] } })]);
    }

    private sealed class Adds : Callback
    {
        public override void on_epoch_end(int epoch, Logs? logs = null) => logs!["extra"] = epoch < 2 ? 10.0 - epoch : 9;
    }
}
