namespace KerasDigits.Tuner.Tests.Engine;

public sealed class ParallelTests
{
    [Theory]
    [InlineData("random")]
    [InlineData("grid")]
    public void The_trials_of_an_oracle_that_does_not_look_at_scores_are_the_same_for_any_number_of_workers(string kind)
    {
        Oracle Make() => kind == "random"
            ? new RandomSearchOracle(new Objective("score", "min"), 40, seed: 9)
            : new GridSearchOracle(new Objective("score", "min"), 40);
        string[] Trials(int parallel)
        {
            Oracle oracle = Make();
            Search(oracle, parallel, t =>
            {
                Thread.Sleep(t.trial_id.Sum(c => c) % 4);
                return Goldens.Score(t.hyperparameters.values);
            });
            return [.. oracle.trials.Values.Select(t => $"{t.trial_id} {t.hyperparameters.values} {t.score} {t.status}")];
        }
        string[] alone = Trials(1);
        Assert.Equal(40, alone.Length);
        Assert.Equal(alone, Trials(4));
    }

    [Fact]
    public void So_many_trials_run_at_a_time_and_the_hooks_one_after_another()
    {
        (int now, int most, int hooks) = (0, 0, 0);
        using var folder = new TemporaryFolder();
        using var together = new Barrier(3);
        var tuner = new Watched(new RandomSearchOracle(new Objective("score", "min"), 9, seed: 1) { verbose = 0 }, _ =>
        {
            int running = Interlocked.Increment(ref now);
            lock (together) { most = Math.Max(most, running); }
            // Gets by only when three trials stand here at once.
            Assert.True(together.SignalAndWait(TimeSpan.FromSeconds(60)));
            Interlocked.Decrement(ref now);
            return 1.0;
        }, () =>
        {
            Assert.Equal(1, Interlocked.Increment(ref hooks));
            Thread.Sleep(1);
            Interlocked.Decrement(ref hooks);
        }, folder.Path);
        using (tuner) { tuner.search(parallel: 3); }
        Assert.Equal(3, most);
        Assert.Equal(9, tuner.oracle.end_order.Count);
    }

    [Fact]
    public void Hyperband_lets_workers_wait_for_a_round_and_finishes_all_brackets()
    {
        var oracle = new HyperbandOracle(new Objective("score", "min"), max_epochs: 9, factor: 3, seed: 7);
        Search(oracle, 4, t => Goldens.Score(t.hyperparameters.values));
        Assert.Equal(23, oracle.trials.Count);
        Assert.All(oracle.trials.Values, t => Assert.Equal(TrialStatus.COMPLETED, t.status));
        Assert.Empty(oracle.ongoing_trials);
    }

    [Fact]
    public void A_trial_that_is_tried_again_finds_a_worker_even_when_the_search_had_stopped()
    {
        int attempts = 0;
        var oracle = new RandomSearchOracle(new Objective("score", "min"), 4, seed: 1, max_retries_per_trial: 1);
        Search(oracle, 4, t =>
        {
            if (t.trial_id != "3") { return 1.0; }
            Thread.Sleep(50); // the other workers are told STOPPED meanwhile
            return Interlocked.Increment(ref attempts) == 1 ? throw new InvalidOperationException("once") : 2.0;
        });
        Assert.Equal((2, TrialStatus.COMPLETED), (attempts, oracle.trials["3"].status));
    }

    [Fact]
    public void What_must_end_the_search_ends_it_after_the_trials_that_run()
    {
        int ended = 0;
        var oracle = new RandomSearchOracle(new Objective("score", "min"), 100, seed: 1);
        var error = Assert.Throws<FatalValueError>(() => Search(oracle, 3, t =>
        {
            if (t.trial_id == "004") { throw new FatalValueError("enough"); }
            Thread.Sleep(5);
            Interlocked.Increment(ref ended);
            return 1.0;
        }));
        Assert.Equal("enough", error.Message);
        Assert.InRange(oracle.trials.Count, 5, 12);
        Assert.Equal(ended, oracle.end_order.Count);
    }

    [Fact]
    public void A_search_with_several_workers_that_died_is_taken_up_by_any_number()
    {
        using var folder = new TemporaryFolder();
        Oracle Make() => new RandomSearchOracle(new Objective("score", "min"), 30, seed: 4);
        Oracle whole = Make();
        Search(whole, 1, t => Goldens.Score(t.hyperparameters.values));
        int left = 11;
        Assert.Throws<FatalValueError>(() => Search(Make(), 3, t => Interlocked.Decrement(ref left) >= 0
            ? Goldens.Score(t.hyperparameters.values)
            : throw new FatalValueError("the process dies"), folder.Path));
        Oracle again = Make();
        Search(again, 2, t => Goldens.Score(t.hyperparameters.values), folder.Path);
        string[] Lines(Oracle o) =>
            [.. o.trials.Values.Select(t => $"{t.trial_id} {t.hyperparameters.values} {t.score} {t.status}").Order(StringComparer.Ordinal)];
        Assert.Equal(Lines(whole), Lines(again));
    }

    [Fact]
    public void Less_than_one_worker_is_refused() =>
        Assert.Contains("`parallel` must be at least 1. Received: 0.",
            Assert.ThrowsAny<ArgumentException>(() => Search(new RandomSearchOracle(new Objective("score", "min"), 1), 0, _ => 1)).Message);

    private static void Search(Oracle oracle, int parallel, Func<Trial, double> score, string? folder = null)
    {
        using var temporary = new TemporaryFolder();
        using var screen = new Screen();
        using var tuner = new FunctionTuner(oracle, t => new Dictionary<string, double> { ["score"] = score(t) }, folder ?? temporary.Path,
            space: hp => Goldens.Ask("space", hp));
        oracle.verbose = 0;
        tuner.search(parallel: parallel);
    }

    private sealed class Watched(Oracle oracle, Func<Trial, double> score, Action hook, string folder)
        : BaseTuner(oracle, new HyperModel(Ask), directory: folder)
    {
        public override TrialResult? run_trial(Trial trial, SearchArguments args) =>
            new Dictionary<string, double> { ["score"] = score(trial) };

        public override void pre_create_trial() => hook();

        public override void on_trial_begin(Trial trial) => hook();

        public override void on_trial_end(Trial trial)
        {
            hook();
            base.on_trial_end(trial);
        }

        private static object Ask(HyperParameters hp)
        {
            Goldens.Ask("space", hp);
            return hp;
        }
    }
}
