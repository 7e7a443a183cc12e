using KerasDigits.Models;
using NumSharp;
using static KerasDigits.keras;
using Regularizer = KerasDigits.Regularizers.Regularizer;

namespace KerasDigits.Tests.Reports;

/// <summary>Reports about schedules, losses, penalties and weights of a file.</summary>
public sealed class LearningReports
{
    private static readonly NDArray s_one = np.array(new float[,] { { 1 } }), s_zero = np.array(new float[,] { { 0 } });

    [Fact]
    public void R04_A_schedule_and_initial_epoch() => Report.Play("04_schedule_initial_epoch", r =>
    {
        NDArray x = np.ones(new[] { 2, 1 }).astype(NPTypeCode.Single), y = np.zeros(new[] { 2, 1 }).astype(NPTypeCode.Single);
        Sequential New()
        {
            Sequential m = models.Sequential([layers.Dense(1, use_bias: false, input_shape: 1)]);
            m.compile(optimizers.SGD(optimizers.schedules.ExponentialDecay(.5, 2, .5, staircase: true)),
                new KerasDigits.Losses.LossFunction((t, p) => p));
            m.set_weights([10 * s_one]);
            return m;
        }
        Sequential a = New(), b = New();
        a.fit(x, y, batch_size: 1, epochs: 4, verbose: 0, shuffle: false);
        r.Out("4 epochs of 2 batches",
            () => new Dictionary<string, object> { ["w"] = a.get_weights()[0], ["iterations"] = a.optimizer.iterations });
        var h = b.fit(x, y, batch_size: 1, initial_epoch: 2, epochs: 4, verbose: 0, shuffle: false);
        r.Out("epochs 2..3 with a new optimizer",
            () => new Dictionary<string, object> { ["w"] = b.get_weights()[0], ["iterations"] = b.optimizer.iterations,
                ["epoch"] = h.epoch });
        var s = optimizers.schedules.ExponentialDecay(.5, 2, .5);
        r.Out("smooth decay at 0,1,2,3", () => new[] { s.Call(0), s.Call(1), s.Call(2), s.Call(3) });
    });

    [Fact]
    public void R12_Metrics_of_a_short_last_batch() => Report.Play("12_partial_batch_metrics", r =>
    {
        NDArray x = np.ones(new[] { 5, 1 }).astype(NPTypeCode.Single), y = np.array(new float[,] { { 0 }, { 0 }, { 0 }, { 0 }, { 9 } });
        Sequential m = models.Sequential([layers.Dense(1, use_bias: false, input_shape: 1)]);
        m.compile(optimizers.SGD(0.0), "mse",
            metrics: ["mae", new((t, p) => (t - p).square().mean([-1]), "per_sample"), new((t, p) => (t - p).square().mean(), "scalar"),
                new((t, p) => (t - p).square().sum(), "total")]);
        m.set_weights([s_one]);
        foreach (int b in new[] { 1, 2, 5 }) { r.Out($"batch {b}", () => m.evaluate(x, y, batch_size: b, verbose: 0).ToDictionary()); }
        r.Out("fit, batch 2, lr 0", () => m.fit(x, y, batch_size: 2, epochs: 1, verbose: 0, shuffle: false).history);
    }, without: new() { ["metrics_names before the first batch"] = "the names are known once the model is compiled" });

    [Fact]
    public void R16_Huber_is_that_of_Keras() => Report.Play("16_huber", r =>
    {
        NDArray t = np.zeros(new[] { 4, 1 }).astype(NPTypeCode.Single), p = np.array(new float[,] { { .5f }, { 1 }, { 2 }, { -3 } });
        foreach (double d in new[] { 1, .5, 2, 10 })
        {
            r.Out(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"delta {d}"),
                () => losses.huber(Tf(t), Tf(p), delta: d));
        }
        r.Out("mean", () => losses.Huber().Apply(Tf(t), Tf(p)));
        r.Out("sum", () => losses.Huber(reduction: "sum").Apply(Tf(t), Tf(p)));
        r.Out("weights", () => losses.Huber().Apply(Tf(t), Tf(p), Tf(np.array(new float[] { 1, 0, 0, 3 }))));
        r.Out("int targets", () => losses.Huber()
            .Apply(Tf(np.array(new[,] { { 0 }, { 1 } })), Tf(np.array(new float[,] { { .5f }, { 3 } }))));
        foreach (string name in new[] { "huber", "huber_loss", "Huber", "logcosh", "log_cosh" })
        {
            // A name stands for a Loss here, whose mean over the one row is the function's value of that row.
            r.Out("string " + name, () => losses.get(name)!.Apply(Tf(s_zero), Tf(2 * s_one)) is var v
                && name == "Huber" ? v : v.reshape(1));
        }
        Sequential m = models.Sequential([layers.Dense(1, use_bias: false, input_shape: 1)]);
        m.compile(optimizers.SGD(1.0), losses.Huber(delta: .5));
        m.set_weights([3 * s_one]);
        m.fit(s_one, s_zero, epochs: 1, verbose: 0);
        r.Out("one SGD step, delta .5", () => m.get_weights()[0]);
    }, without: new() { ["float64"] = "a loss of float64 tensors is float64 here" });

    [Fact]
    public void R20_Values_of_penalties() => Report.Play("20_regularizer_values", r =>
    {
        NDArray w = np.array(new float[,] { { 1, -2 }, { 3, 0 } }),
            x = np.array(new float[,] { { 1, 0 }, { 0, 1 }, { 1, 1 }, { 2, 0 }, { 0, 2 } }),
            y = np.zeros(new[] { 5, 2 }).astype(NPTypeCode.Single);
        (string, Regularizer)[] penalties = [("l1", regularizers.l1(.1)), ("l2", regularizers.l2(.1)),
            ("l1_l2", regularizers.l1_l2(.1, .01)), ("string l2", regularizers.get("l2")!), ("string l1_l2", regularizers.get("l1_l2")!)];
        foreach (var (name, penalty) in penalties) { r.Out(name, () => penalty.Call(Tf(w))); }
        Sequential New(Regularizer? kernel = null, Regularizer? activity = null)
        {
            Sequential m =
                models.Sequential(
                    [layers.Dense(2, use_bias: false, input_shape: 2, kernel_regularizer: kernel, activity_regularizer: activity)]);
            m.compile(optimizers.SGD(0.0), "mse", metrics: ["mse"]);
            m.set_weights([w]);
            return m;
        }
        (string, Func<Sequential>)[] kinds = [("none", () => New()), ("kernel l2 .1", () => New(regularizers.l2(.1))),
            ("activity l2 .1", () => New(activity: regularizers.l2(.1))), ("activity l1 .1", () => New(activity: regularizers.l1(.1)))];
        foreach (var (name, make) in kinds)
        {
            Sequential m = make();
            r.Out(name + ": evaluate batch 5", () => m.evaluate(x, y, batch_size: 5, verbose: 0).ToDictionary().Values);
            r.Out(name + ": evaluate batch 2", () => m.evaluate(x, y, batch_size: 2, verbose: 0).ToDictionary().Values);
            r.Out(name + ": fit batch 2", () => m.fit(x, y, batch_size: 2, verbose: 0, shuffle: false).history);
        }
        Sequential alone = New(regularizers.l2(.1));
        alone.optimizer.learning_rate.Value = 1;
        alone.fit(np.zeros(new[] { 1, 2 }), np.zeros(new[] { 1, 2 }), verbose: 0);
        r.Out("one SGD step from the penalty alone (gradient 2*.1*w)", () => alone.get_weights()[0]);
        r.Out("config", () => regularizers.l2(.1).get_config().ToDictionary(p => p.Key, p => p.Value));
    });

    [Fact]
    public void R40_Weights_by_name() => Report.Play("40_load_weights_by_name", r =>
    {
        string folder = Directory.CreateTempSubdirectory("keras").FullName, file = Path.Combine(folder, "w.h5"),
            whole = Path.Combine(folder, "full.h5");
        try
        {
            Sequential New(string first = "a", string second = "b", int units = 2, bool extra = false)
            {
                Sequential m = models.Sequential([layers.Dense(2, name: first, input_shape: 2, kernel_initializer: "zeros"),
                    layers.Dense(units, name: second, kernel_initializer: "zeros")]);
                if (extra) { m.add(layers.Dense(1, name: "c", kernel_initializer: "zeros")); }
                return m;
            }
            object Load(Sequential m, bool by_name = false, bool skip_mismatch = false, string? from = null)
            {
                m.load_weights(from ?? file, by_name, skip_mismatch);
                return m.get_weights().Select(w => w.ToArray<float>()[0]).ToArray();
            }
            Sequential source = New();
            source.set_weights([np.ones(new[] { 2, 2 }), 2 * np.ones(new[] { 2 }), 3 * np.ones(new[] { 2, 2 }), 4 * np.ones(new[] { 2 })]);
            source.save_weights(file);
            r.Out("same", () => Load(New()));
            r.Out("renamed, by order", () => Load(New("x", "y")));
            r.Out("second renamed, by_name", () => Load(New(second: "y"), true));
            r.Out("names swapped, by_name", () => Load(New("b", "a"), true));
            r.Out("other units", () => Load(New(units: 3)));
            r.Out("other units, by_name", () => Load(New(units: 3), true));
            r.Out("other units, by_name, skip_mismatch", () => Load(New(units: 3), true, true));
            r.Out("other units, skip_mismatch only", () => Load(New(units: 3), false, true));
            r.Out("one layer more, by order", () => Load(New(extra: true)));
            r.Out("one layer more, by_name", () => Load(New(extra: true), true));
            source.compile("sgd", "mse");
            source.save(whole);
            r.Out("weights out of a whole-model .h5", () => Load(New(), from: whole));
            r.Out("no such file", () => Load(New(), from: Path.Combine(folder, "none.h5")));
        }
        finally { Directory.Delete(folder, recursive: true); }
    });

    private static Tensor Tf(NDArray a) => KerasDigits.Backend.Arrays.ToTensor(a);
}
