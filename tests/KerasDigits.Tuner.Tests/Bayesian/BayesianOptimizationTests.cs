using KerasDigits.Core;
using KerasDigits.Tuner.Project;

namespace KerasDigits.Tuner.Tests.Bayesian;

public sealed class BayesianOptimizationTests
{
    public static IEnumerable<object[]> Names() => Goldens.Runs("bayes").Select(r => new object[] { (string)r["name"]! });

    [Theory, MemberData(nameof(Names))]
    public void The_initial_points_are_those_of_KerasTuner(string name)
    {
        Config run = Goldens.Runs(name).First(r => (string)r["name"]! == name);
        Config[] wanted = [.. ((List<object?>)run["trials"]!).Cast<Config>()];
        BayesianOptimizationOracle oracle = Search(hp => Goldens.AskLike(run, hp),
            new(new Objective("score", "max"), wanted.Length, seed: long.Parse(name.Split('_')[^1])),
            t => Goldens.Score(t.hyperparameters.values));
        int initial = 3 * oracle.hyperparameters.space.Count;
        Assert.Equal(wanted[..initial].Select(t => PythonText.FormatRepr(t["values"])),
            oracle.trials.Values.Take(initial).Select(t => t.hyperparameters.values.ToString()));
        Assert.Equal(wanted[..initial].Select(t => PythonText.FormatRepr(t["score"])),
            oracle.trials.Values.Take(initial).Select(t => PythonText.FormatRepr(t.score)));
        Assert.Equal(wanted.Length, oracle.trials.Count);
    }

    [Fact]
    public void Oracle_json_holds_what_KerasTuner_writes()
    {
        string recorded = Directory.GetDirectories(Goldens.At("tuner"), "bayes_*").Order(StringComparer.Ordinal).First();
        Config wanted = ProjectFile.Read(Path.Combine(recorded, "p", "oracle.json"), s => s);
        Config run = Goldens.Runs(Path.GetFileName(recorded))[0];
        using var folder = new TemporaryFolder();
        Search(hp => Goldens.AskLike(run, hp),
            new(new Objective("score", "max"), ((List<object?>)run["trials"]!).Count, seed: (long)wanted["seed"]!),
            t => Goldens.Score(t.hyperparameters.values), folder.Path);
        Config mine = ProjectFile.Read(folder.File("p", "oracle.json"), s => s);
        Assert.Equal(wanted.Keys, mine.Keys);
        foreach (string key in wanted.Keys.Where(k => k is not ("tried_so_far" or "id_to_hash" or "display")))
        {
            Assert.Equal(PythonText.FormatRepr(wanted[key]), PythonText.FormatRepr(mine[key]));
        }
    }

    [Fact]
    public void A_search_taken_up_again_goes_on_as_if_nothing_had_happened()
    {
        string[] Values(BayesianOptimizationOracle o) =>
            [.. o.trials.Values.Select(t => $"{t.trial_id} {t.hyperparameters.values} {t.score}")];
        BayesianOptimizationOracle Make() => new(new Objective("score", "max"), 20, num_initial_points: 6, seed: 5);
        string[] undisturbed = Values(Search("cont", Make(), t => Goldens.Score(t.hyperparameters.values)));

        using var folder = new TemporaryFolder();
        int left = 9;
        Assert.Throws<FatalValueError>(() => Search("cont", Make(),
            t => left-- > 0 ? Goldens.Score(t.hyperparameters.values) : throw new FatalValueError("the process dies"), folder.Path));
        Assert.Equal(undisturbed, Values(Search("cont", Make(), t => Goldens.Score(t.hyperparameters.values), folder.Path)));
    }

    [Fact]
    public void A_project_remembers_its_settings()
    {
        using var folder = new TemporaryFolder();
        Search("cont", new(new Objective("score", "max"), 3, num_initial_points: 2, alpha: 0.01, beta: 1.5, seed: 5),
            t => Goldens.Score(t.hyperparameters.values), folder.Path);
        BayesianOptimizationOracle again = Search("cont", new(new Objective("score", "max"), 4),
            t => Goldens.Score(t.hyperparameters.values), folder.Path);
        Assert.Equal((2, 0.01, 1.5, 5L, 4), (again.num_initial_points, again.alpha, again.beta, again.seed, again.trials.Count));
    }

    [Fact]
    public void No_configuration_comes_twice_and_a_small_space_is_searched_to_its_end()
    {
        BayesianOptimizationOracle oracle = Search(hp =>
        {
            hp.Choice("a", ["x", "y", "z"]);
            hp.Int("b", 1, 4);
        }, new(new Objective("score", "min"), 50, num_initial_points: 4, seed: 3),
        t => t.hyperparameters.values["b"] * (t.hyperparameters.values["a"] == "y" ? -1.0 : 1.0));
        string[] values = [.. oracle.trials.Values.Select(t => t.hyperparameters.values.ToString())];
        Assert.Equal(values.Distinct(), values);
        Assert.InRange(values.Length, 10, 12); // twenty collisions in a row may end it a little early, as in Python
        Assert.Equal(-4, oracle.get_best_trials()[0].score);
    }

    [Fact]
    public void Conditional_fixed_and_stepped_hyperparameters_are_proposed_within_their_rules()
    {
        BayesianOptimizationOracle oracle = Search(hp =>
        {
            hp.Choice("kind", ["cnn", "dense"]);
            using (hp.conditional_scope("kind", "cnn")) { hp.Int("filters", 8, 64, step: 8); }
            using (hp.conditional_scope("kind", "dense")) { hp.Int("units", 2, 32, sampling: "log"); }
            hp.Fixed("constant", 3);
            hp.Float("rate", 0, 0.5, step: 0.25);
        }, new(new Objective("score", "min"), 30, num_initial_points: 5, seed: 11),
        t => t.hyperparameters.values.Get("units") is { IsNone: false } units ? -(double)units : 0);
        foreach (HyperValues values in oracle.trials.Values.Select(t => t.hyperparameters.values))
        {
            bool cnn = values["kind"] == "cnn";
            Assert.Equal((cnn, !cnn), (values.ContainsKey("filters"), values.ContainsKey("units")));
            if (cnn) { Assert.Equal(0, (int)values["filters"] % 8); }
            // KerasTuner proposes 33 here, when the optimum lies on the cube's far wall.
            else { Assert.InRange((int)values["units"], 2, 32); }
            Assert.Equal(3, (int)values["constant"]);
            Assert.Contains((double)values["rate"], new[] { 0, 0.25, 0.5 });
        }
        Assert.Equal(-32, oracle.get_best_trials()[0].score);
    }

    [Fact]
    public void Running_trials_keep_others_away_and_failed_ones_do_not_count()
    {
        var space = new HyperParameters();
        space.Float("a", 0, 1);
        var oracle = new BayesianOptimizationOracle(new Objective("score", "max"), 40, num_initial_points: 4, seed: 2,
            hyperparameters: space) { verbose = 0 };
        for (int i = 0; i < 8; i++)
        {
            Trial done = oracle.create_trial("tuner0");
            if (i == 5)
            {
                done.status = TrialStatus.FAILED;
                oracle.end_trial(done);
                continue;
            }
            oracle.update_trial(done.trial_id,
                new Dictionary<string, double> { ["score"] = -Math.Abs(done.hyperparameters.values["a"] - 0.3) });
            oracle.end_trial(done.trial_id);
        }
        double[] side = [.. Enumerable.Range(0, 5).Select(i => (double)oracle.create_trial($"worker{i}").hyperparameters.values["a"])];
        // Without the guess at what runs, all five would be sent to the very same optimum.
        double[] sorted = [.. side.Order()];
        for (int i = 1; i < sorted.Length; i++)
        {
            Assert.True(sorted[i] - sorted[i - 1] > 1e-6, $"Two workers were sent to the same place: {string.Join(", ", side)}.");
        }
    }

    [Theory]
    [InlineData(-1, 1e-4, 2.6, 1, "num_initial_points")]
    [InlineData(2, -1, 2.6, 1, "alpha")]
    [InlineData(2, 1e-4, double.NaN, 1, "beta")]
    [InlineData(2, 1e-4, 2.6, -4, "Seed must be between 0 and 2**32 - 1")]
    public void Wrong_arguments_say_what_must_hold(int points, double alpha, double beta, long seed, string words) =>
        Assert.Contains(words,
            Assert.ThrowsAny<ArgumentException>(() => new BayesianOptimizationOracle("loss", 10, points, alpha, beta, seed)).Message);

    internal static BayesianOptimizationOracle Search(string space, BayesianOptimizationOracle oracle, Func<Trial, double> score,
        string? folder = null) => Search(hp => Goldens.Ask(space, hp), oracle, score, folder);

    internal static BayesianOptimizationOracle Search(Action<HyperParameters> space, BayesianOptimizationOracle oracle,
        Func<Trial, double> score, string? folder = null)
    {
        using var temporary = new TemporaryFolder();
        using var screen = new Screen();
        using var tuner = new FunctionTuner(oracle, t => new Dictionary<string, double> { ["score"] = score(t) }, folder ?? temporary.Path,
            space: space);
        oracle.verbose = 0;
        tuner.search();
        return oracle;
    }
}
