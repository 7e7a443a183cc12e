using KerasDigits.Models;
using KerasDigits.Training;
using KerasDigits.Tuner;
using NumSharp;
using static KerasDigits.keras;

namespace KerasDigits.Tests.Reports;

/// <summary>
/// Reports about KerasTuner. Its engine is 1.4.7's under both settings (docs/TUNER.md), so where 1.0.1 differs that version's value holds.
/// </summary>
public sealed class TunerReports
{
    private static NDArray One => np.ones((1, 1), NPTypeCode.Single);

    private static NDArray Zero => np.zeros((1, 1), NPTypeCode.Single);

    /// <summary>y = w · x.</summary>
    private static Sequential Line()
    {
        Sequential m = models.Sequential([layers.Dense(1, use_bias: false, input_shape: 1)]);
        m.compile(optimizers.SGD(learning_rate: 0.0), "mae");
        m.set_weights([One]);
        return m;
    }

    private static void Quietly(Action search)
    {
        TextWriter before = KerasDigits.Core.Output.Writer;
        KerasDigits.Core.Output.Writer = TextWriter.Null;
        try { search(); }
        finally { KerasDigits.Core.Output.Writer = before == Console.Out ? null! : before; }
    }

    private static void In(Action<string> use)
    {
        string folder = Directory.CreateTempSubdirectory("keras").FullName;
        try { use(folder); }
        finally { Directory.Delete(folder, recursive: true); }
    }

    [Fact]
    public void R58_Inactive_values() => In(folder => Report.Play("58_tuner_inactive_values", r =>
    {
        void Loop(HyperParameters hp)
        {
            for (int i = 0, n = hp.Int("n", 1, 3); i < n; i++) { _ = hp.Int($"units_{i}", 8, 32, step: 8); }
        }
        void Scoped(HyperParameters hp)
        {
            int n = hp.Int("n", 1, 3);
            for (int i = 0; i < 3; i++)
            {
                using (hp.conditional_scope("n", [.. Enumerable.Range(i + 1, 3 - i).Select(v => (HyperValue)v)]))
                {
                    if (n > i) { _ = hp.Int($"units_{i}", 8, 32, step: 8); }
                }
            }
        }
        Dictionary<string, object?> Values(HyperParameters hp) => hp.values.ToDictionary(v => v.Key, v => (object?)v.Value.As<int>());
        foreach (var (name, space) in new (string, Action<HyperParameters>)[] { ("loop", Loop), ("scoped", Scoped) })
        {
            var hp = new HyperParameters();
            space(hp);
            hp.values["n"] = 3;
            space(hp);
            hp.values["n"] = 1;
            space(hp);
            r.Out($"{name}: after n = 1, 3, 1", () =>
                new Dictionary<string, object> { ["values"] = Values(hp), ["space"] = hp.space.Select(p => p.name).ToArray() });
            r.Out($"{name}: copy", () => Values(hp.copy()));
        }
        object Run(Action<HyperParameters> space, string name)
        {
            var t = keras_tuner.RandomSearch(hp =>
            {
                space(hp);
                return Line();
            }, new Objective("loss", "min"), max_trials: 12, seed: 5, directory: folder, project_name: name + Guid.NewGuid());
            Quietly(() => t.search(One, Zero, epochs: 1, verbose: 0));
            return new Dictionary<string, object>
            {
                ["more values than n+1"] = t.oracle.trials.Values.Any(x => x.hyperparameters.values.Count > x.hyperparameters.get("n")
                    .As<int>() + 1),
                ["scores"] = t.oracle.trials.Values.Select(x => x.score).Distinct().ToArray(),
            };
        }
        r.Out("search, loop", () => Run(Loop, "l"));
        r.Out("search, scoped", () => Run(Scoped, "s"));
        var one = new HyperParameters();
        _ = one.Choice("kind", ["a", "b"]);
        using (one.conditional_scope("kind", "b")) { _ = one.Int("deep", 1, 5); }
        r.Out("get of an inactive one", () => one.get("deep"));
        one.values["kind"] = "b";
        r.Out("made again when active", () =>
        {
            using (one.conditional_scope("kind", "b")) { return one.Int("deep", 1, 5); }
        });
        r.Out("parent that does not exist", () => one.conditional_scope("nope", 1));
        r.Out("parent value, not a list", () => one.Int("z", 1, 2, parent_name: "kind", parent_values: ["b"]));
    }, sane: ["scoped: after n = 1, 3, 1", "scoped: copy", "search, scoped", "made again when active"]));

    [Fact]
    public void R60_One_name_for_two() => In(folder => Report.Play("60_tuner_same_name", r =>
    {
        var hp = new HyperParameters();
        r.Out("first", () => hp.Int("units", 30, 50, step: 5, @default: 40));
        r.Out("second, other range and default", () => hp.Int("units", 1, 9, @default: 2));
        r.Out("space", () => hp.space.Select(p => new[] { p.name, p.GetType().Name }));
        using (hp.name_scope("enc")) { r.Out("in a name_scope", () => hp.Int("units", 1, 9, @default: 2)); }
        using (hp.name_scope("dec")) { r.Out("in another", () => hp.Int("units", 1, 9, @default: 3)); }
        r.Out("values", () => hp.values.ToDictionary(v => v.Key, v => v.Value.As<int>()));
        r.Out("get outside", () => hp.get<int>("units"));
        r.Out("get enc/units", () => hp.get<int>("enc/units"));
        r.Out("hp['units']", () => hp["units"].As<int>());
        r.Out("'units' in hp", () => hp.Contains("units"));
        HyperParameters two = new(), other = new();
        two.Fixed("units", 7);
        r.Out("Fixed before the build function", () => two.Int("units", 30, 50));
        other.Int("units", 0, 3);
        two.merge(other);
        r.Out("merge (overwrite)", () => new object[] { two.get<int>("units"), two.space.Select(p => p.GetType().Name) });
        Model Build(HyperParameters h)
        {
            h.Int("units", 1, 100);
            h.Float("lr", .1, 1.0);
            return Line();
        }
        RandomSearch Search(string name, Action<HyperParameters> before, bool tuneNew)
        {
            var given = new HyperParameters();
            before(given);
            var t = keras_tuner.RandomSearch(Build, new Objective("loss", "min"), max_trials: 3, seed: 1, directory: folder,
                project_name: name + Guid.NewGuid(), hyperparameters: given, tune_new_entries: tuneNew);
            Quietly(() => t.search(One, Zero, epochs: 1, verbose: 0));
            return t;
        }
        r.Out("hyperparameters= with a Fixed", () =>
        {
            RandomSearch t = Search("f", h => h.Fixed("units", 7), tuneNew: true);
            return new object[] { t.oracle.trials.Values.Select(x => x.hyperparameters.get<int>("units")).Distinct().Order(),
                t.oracle.trials.Count };
        });
        r.Out("tune_new_entries=False", () =>
        {
            RandomSearch t = Search("g", h => h.Choice("units", new[] { 5, 6 }), tuneNew: false);
            return new object[] { t.oracle.trials.Values.All(x => x.hyperparameters.get<int>("units") is 5 or 6),
                t.oracle.trials.Values.Select(x => x.hyperparameters.values["lr"].As<double>()).Distinct() };
        });
    }, sane: ["merge (overwrite)"],
    without: new() { ["third, a Choice"] = "one name stands for one kind: a Choice of text cannot give a number" }));

    [Fact]
    public void R62_Best_epochs_and_executions() => In(folder => Report.Play("62_tuner_best_epoch_and_executions", r =>
    {
        object Go(double[][] table, string direction, int executions, int trials = 1)
        {
            Put.Runs = 0;
            var t = keras_tuner.RandomSearch(hp =>
            {
                _ = hp.Int("i", 0, 1000);
                return Line();
            }, new Objective("val_loss", direction), max_trials: trials, executions_per_trial: executions, seed: 1,
                directory: folder, project_name: $"{Guid.NewGuid()}");
            Quietly(() => t.search(One, Zero, epochs: 3, validation_data: (One, Zero), verbose: 0, callbacks: [new Put(table)]));
            Trial best = t.oracle.get_best_trials(1)[0];
            return new Dictionary<string, object?>
            {
                ["scores"] = t.oracle.trials.Values.Select(x => x.score).ToArray(), ["best"] = best.score, ["best_step"] = best.best_step,
                ["metrics"] = best.metrics.metrics.Keys.Order().ToArray(),
                ["history of val_loss"] = best.metrics.get_history("val_loss").Select(o => o.value).ToArray(),
                ["loss beside it"] = best.metrics.get_best_value("loss"),
            };
        }
        r.Out("min: 3, 1, 2", () => Go([[3, 1, 2]], "min", 1));
        r.Out("max: 3, 1, 2", () => Go([[1, 3, 2]], "max", 1));
        r.Out("two executions", () => Go([[3, 1, 2], [5, 4, 2]], "min", 2));
        r.Out("two trials of two executions", () => Go([[3, 1, 2], [5, 4, 2], [1, .5, .75], [2, 2, 2]], "min", 2, 2));
    }, sane: ["min: 3, 1, 2", "max: 3, 1, 2", "two executions"]));

    /// <summary>Puts a run's numbers into the only weight, epoch by epoch; copies count the runs together.</summary>
    private sealed class Put(double[][] table) : KerasDigits.Callbacks.Callback
    {
        [ThreadStatic]
        private static int s_runs;

        public static int Runs
        {
            get => s_runs;
            set => s_runs = value;
        }

        public override void on_train_begin(Logs? logs = null) => Runs++;

        public override void on_epoch_begin(int epoch, Logs? logs = null) =>
            model.set_weights([One * (float)table[(Runs - 1) % table.Length][epoch]]);
    }
}
