namespace KerasDigits.Tuner.Tests.Engine;

/// <summary>Retries, failures, objectives and what a search refuses.</summary>
public sealed class OracleTests
{
    [Fact]
    public void Trials_that_throw_or_give_NaN_are_tried_again_and_then_marked_with_their_stack()
    {
        var runs = new List<string>();
        using var folder = new TemporaryFolder();
        var oracle = new RandomSearchOracle(max_trials: 4, seed: 2, max_retries_per_trial: 1, max_consecutive_failed_trials: 9);
        string screen = Searched(oracle, folder, t =>
        {
            runs.Add(t.trial_id);
            return t.trial_id switch
            {
                "0" => throw new InvalidOperationException("broken pipe"),
                "1" when runs.Count(r => r == "1") == 1 => double.NaN,
                "2" => throw new FailedTrialError("too slow"),
                _ => 1.5,
            };
        });
        Assert.Equal(["0", "0", "1", "1", "2", "3"], runs);
        Assert.Equal([TrialStatus.FAILED, TrialStatus.COMPLETED, TrialStatus.FAILED, TrialStatus.COMPLETED],
            oracle.trials.Values.Select(t => t.status));
        Assert.Equal(1.5, oracle.get_trial("1").score);
        Assert.Contains("Trial 0 failed 1 times. 1 retries left.\n", screen, StringComparison.Ordinal);
        string message = Trial.load(folder.File("p", "trial_0", "trial.json")).message!;
        Assert.Contains("broken pipe", message, StringComparison.Ordinal);
        Assert.Contains($"at {typeof(OracleTests).FullName}", message, StringComparison.Ordinal);
        Assert.Contains("too slow", Trial.load(folder.File("p", "trial_2", "trial.json")).message!, StringComparison.Ordinal);
        Assert.Equal(["1", "3"], oracle.get_best_trials(2).Select(t => t.trial_id));
    }

    [Fact]
    public void Too_many_failures_in_a_row_end_the_search_with_the_last_message_and_all_is_kept()
    {
        using var folder = new TemporaryFolder();
        var oracle = new RandomSearchOracle(max_trials: 9, seed: 2);
        int run = 0;
        var e = Assert.Throws<InvalidOperationException>(() =>
            Searched(oracle, folder, _ => ++run is 2 ? 1.0 : throw new InvalidOperationException($"broken {run}")));
        Assert.StartsWith("Number of consecutive failures exceeded the limit of 3.\n", e.Message, StringComparison.Ordinal);
        Assert.Contains("broken 5", e.Message, StringComparison.Ordinal);
        Assert.Equal(5, oracle.trials.Count);
        Assert.Equal(TrialStatus.FAILED, Trial.load(folder.File("p", "trial_4", "trial.json")).status);
    }

    [Fact]
    public void Numbers_of_trials_below_0_are_refused()
    {
        Assert.StartsWith("`max_trials` must be at least 0. Received: -1.",
            Assert.Throws<ArgumentException>(() => new RandomSearchOracle(max_trials: -1)).Message, StringComparison.Ordinal);
        Assert.StartsWith("`max_retries_per_trial` must be at least 0. Received: -1.",
            Assert.Throws<ArgumentException>(() => new RandomSearchOracle(max_retries_per_trial: -1)).Message, StringComparison.Ordinal);
        Assert.Null(new RandomSearchOracle(max_trials: 0, max_retries_per_trial: 0).max_trials); // as in Python, 0 is no limit
    }

    [Fact]
    public void The_best_trials_are_filled_up_with_those_that_did_not_end()
    {
        using var folder = new TemporaryFolder();
        var oracle = new RandomSearchOracle(max_trials: 3, seed: 2, max_consecutive_failed_trials: 9);
        Searched(oracle, folder, t => t.trial_id == "1" ? throw new FailedTrialError("too slow") : double.Parse(t.trial_id));
        Assert.Equal(["0", "2"], oracle.get_best_trials(2).Select(t => t.trial_id));
        Assert.Equal(["0", "2", "1"], oracle.get_best_trials(3).Select(t => t.trial_id));
    }

    [Fact]
    public void Fatal_errors_come_through()
    {
        using var folder = new TemporaryFolder();
        Assert.Throws<FatalRuntimeError>(() => Searched(new RandomSearchOracle(seed: 1), folder, _ => throw new FatalRuntimeError("stop")));
        Assert.Contains("Did you forget to return the metrics?",
            Assert.Throws<FatalTypeError>(() => Searched(new RandomSearchOracle(seed: 1), folder, _ => null)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void An_objective_that_is_never_reported_is_named_with_what_was()
    {
        using var folder = new TemporaryFolder();
        var metrics = new Dictionary<string, double> { ["loss"] = 1, ["accuracy"] = 0.5 };
        var e = Assert.Throws<FatalValueError>(() => Searched(new RandomSearchOracle("val_accuracy", seed: 1), folder, _ => metrics));
        Assert.Contains("val_accuracy", e.Message, StringComparison.Ordinal);
        Assert.Contains("{'loss': 1.0, 'accuracy': 0.5}", e.Message, StringComparison.Ordinal);
        var oracle = new RandomSearchOracle("val_accuracy", seed: 1);
        oracle.hyperparameters.Int("a", 1, 9);
        Trial trial = oracle.create_trial("t");
        Assert.Contains("expected: ['val_accuracy'], found: ['loss', 'accuracy']",
            Assert.Throws<FatalValueError>(() => oracle.update_trial(trial.trial_id, metrics)).Message, StringComparison.Ordinal);
        Assert.Contains("single float when `objective` is left unspecified",
            Assert.Throws<FatalTypeError>(() => Searched(new RandomSearchOracle(seed: 1), folder, _ => metrics)).Message,
            StringComparison.Ordinal);
        Assert.Contains("Could not infer optimization direction",
            Assert.Throws<ArgumentException>(() => new RandomSearchOracle("speed")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_space_is_told_and_one_that_only_run_trial_knows_is_found()
    {
        using TemporaryFolder empty = new(), late = new();
        Assert.Contains("The search space is empty",
            Assert.Throws<InvalidOperationException>(() =>
                Searched(new RandomSearchOracle(seed: 1), empty, _ => 1.0, space: _ => { })).Message, StringComparison.Ordinal);
        var oracle = new HyperbandOracle(max_epochs: 4, factor: 2, seed: 1);
        Searched(oracle, late, t => t.hyperparameters.Float("x", 0, 1), space: null);
        Assert.Equal(oracle.trials.Count, new HyperbandTable(4, 2).Trials);
    }

    [Theory, InlineData("val_accuracy", "max"), InlineData("acc", "max"), InlineData("val_loss", "min"), InlineData("AUC", "max"),
        InlineData("weighted_mse", "min"), InlineData("val_mean_absolute_error", "min"), InlineData("nonsense", null),
        InlineData("top_k_categorical_accuracy", "min")]
    public void Directions_are_inferred_as_in_Python(string metric, string? direction) =>
        Assert.Equal(direction, MetricDirections.infer_metric_direction(metric));

    [Fact]
    public void Several_objectives_are_added_up()
    {
        using var folder = new TemporaryFolder();
        var oracle = new RandomSearchOracle(["val_loss", new Objective("speed", "max")], max_trials: 3, seed: 1);
        double[] speed = [1, 5, 3];
        Searched(oracle, folder,
            t => new Dictionary<string, double> { ["val_loss"] = 1,
                ["speed"] = speed[int.Parse(t.trial_id, System.Globalization.CultureInfo.InvariantCulture)] });
        Assert.Equal(["1", "2", "0"], oracle.get_best_trials(3).Select(t => t.trial_id));
        Assert.Equal(-4, oracle.get_best_trials()[0].score);
        Assert.Equal("MultiObjective(name=\"multi_objective\", direction=\"min\"): [Objective(name=\"val_loss\", direction=\"min\"), "
            + "Objective(name=\"speed\", direction=\"max\")]", oracle.objective.ToString());
    }

    [Fact]
    public void Executions_are_averaged()
    {
        using var folder = new TemporaryFolder();
        var oracle = new RandomSearchOracle(max_trials: 1, seed: 1);
        Searched(oracle, folder, _ => new[] { 1.0, 2.0, 6.0 });
        Assert.Equal(3, oracle.get_trial("0").score);
    }

    [Fact]
    public void A_space_given_in_advance_restricts_and_new_entries_obey_the_flags()
    {
        using TemporaryFolder a = new(), b = new();
        var given = new HyperParameters();
        given.Choice("units", new int[] { 16, 32 });
        var oracle = new RandomSearchOracle(max_trials: 2, seed: 1, hyperparameters: given, tune_new_entries: false);
        Searched(oracle, a, t => t.hyperparameters.Int("units", 1, 999) + t.hyperparameters.Int("more", 5, 9));
        Assert.Equal("units", Assert.Single(oracle.hyperparameters.space).name);
        Assert.All(oracle.trials.Values, t => Assert.Contains((int)t.score!.Value - 5, new[] { 16, 32 }));
        oracle = new RandomSearchOracle(max_trials: 2, seed: 1, hyperparameters: given.copy(), allow_new_entries: false);
        Assert.Contains("`allow_new_entries` is `False`, but found new entries [Int(name: 'more')]",
            Assert.Throws<InvalidOperationException>(() => Searched(oracle, b, _ => 1, space: hp => hp.Int("more", 5, 9))).Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new RandomSearchOracle(tune_new_entries: false));
        Assert.Throws<ArgumentException>(() => new RandomSearchOracle(allow_new_entries: false));
        Assert.Throws<ArgumentException>(() => new HyperbandOracle(factor: 1));
    }

    [Fact]
    public void A_space_of_four_ends_after_four()
    {
        using var folder = new TemporaryFolder();
        var oracle = new RandomSearchOracle(max_trials: 15, seed: 3);
        Searched(oracle, folder, _ => 1.0, space: hp => { hp.Boolean("a"); hp.Boolean("b"); });
        Assert.Equal(4, oracle.trials.Count);
    }

    [Fact]
    public void The_grid_covers_what_comes_up_while_it_runs()
    {
        using var folder = new TemporaryFolder();
        var oracle = new GridSearchOracle(seed: 1);
        Searched(oracle, folder, t =>
        {
            int kind = t.hyperparameters.Choice("kind", new int[] { 1, 2, 3 });
            using (t.hyperparameters.conditional_scope("kind", 2)) { t.hyperparameters.Boolean("flag"); }
            return kind;
        }, space: null);
        Assert.Equal(["{'kind': 1}", "{'kind': 2, 'flag': False}", "{'kind': 2, 'flag': True}", "{'kind': 3}"],
            oracle.trials.Values.Select(t => t.hyperparameters.values.ToString()).Order());
    }

    [Fact]
    public void Oracles_of_one_s_own_and_tuners_with_state_go_on()
    {
        using var folder = new TemporaryFolder();
        for (int part = 1; part <= 3; part++)
        {
            var oracle = new Countdown(most: 2 * part);
            using (new Screen())
            {
                using var tuner = new FunctionTuner(oracle, t => (double)t.hyperparameters.values["n"], folder.Path);
                tuner.search();
            }
            Assert.Equal(Enumerable.Range(0, 2 * part).Select(i => 100 - i),
                oracle.trials.Values.Select(t => (int)t.hyperparameters.values["n"]));
        }
    }

    internal static string Searched(Oracle oracle, TemporaryFolder folder, Func<Trial, TrialResult?> function,
        Action<HyperParameters>? space = null)
    {
        using var screen = new Screen();
        TextWriter errors = Console.Error;
        Console.SetError(TextWriter.Null);
        try
        {
            using var tuner = new FunctionTuner(oracle, function, folder.Path, overwrite: true, space: space
                ?? (oracle is GridSearchOracle or HyperbandOracle ? null : hp => hp.Int("a", 1, 1000)));
            tuner.search();
        }
        finally { Console.SetError(errors); }
        return screen.Text;
    }

    /// <summary>The number of trials, from the formulas of the paper as KerasTuner rounds them.</summary>
    private sealed record HyperbandTable(int MaxEpochs, int Factor)
    {
        public int Trials
        {
            get
            {
                var oracle = new HyperbandOracle(max_epochs: MaxEpochs, factor: Factor);
                int brackets = 0, sum = 0;
                for (double e = MaxEpochs; e >= 1; e /= Factor) { brackets++; }
                for (int b = 0; b < brackets; b++) { for (int r = 0; r <= b; r++) { sum += oracle.ComputeSize(b, r); } }
                return sum;
            }
        }
    }

    private sealed class Countdown(int most) : Oracle(new Objective("default_objective", "max"), max_trials: null, seed: 1)
    {
        private long _next = 100;

        public override TrialProposal populate_space(string trial_id) => trials.Count >= most
            ? TrialProposal.Stopped
            : TrialProposal.Run(new HyperValues { ["n"] = _next-- });

        public override Core.Config get_state()
        {
            Core.Config state = base.get_state();
            state["next"] = _next;
            return state;
        }

        public override void set_state(Core.Config state)
        {
            base.set_state(state);
            _next = (long)state["next"]!;
        }
    }
}
