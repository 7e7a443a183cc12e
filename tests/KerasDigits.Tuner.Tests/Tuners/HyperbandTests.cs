namespace KerasDigits.Tuner.Tests.Tuners;

/// <summary>Hyperband's brackets, promotions and numbers of trials.</summary>
public sealed class HyperbandTests
{
    [Theory]
    [InlineData(30, 3, 90, 576), InlineData(100, 3, 254, 2672), InlineData(10, 3, 30, 120), InlineData(20, 3, 30, 226),
        InlineData(27, 3, 70, 375), InlineData(9, 3, 23, 75), InlineData(8, 2, 36, 102), InlineData(81, 3, 211, 1767),
        InlineData(100, 4, 161, 1940)]
    public void Tables_hold_for_whole_searches(int max_epochs, int factor, int trials, int epochs)
    {
        var oracle = new HyperbandOracle(new Objective("score", "max"), max_epochs, factor, seed: 7);
        oracle.hyperparameters.Float("x", 0, 1);
        int run = 0;
        for (Trial t = oracle.create_trial("a"); t.status == TrialStatus.RUNNING; t = oracle.create_trial("a"))
        {
            epochs -= t.hyperparameters.values["tuner/epochs"] - (int)t.hyperparameters.values["tuner/initial_epoch"];
            oracle.update_trial(t.trial_id, new Dictionary<string, double> { ["score"] = run++ });
            t.status = TrialStatus.COMPLETED;
            oracle.end_trial(t);
        }
        Assert.Equal((trials, 0), (oracle.trials.Count, epochs));
    }

    [Theory, InlineData("max", 1), InlineData("min", -1)]
    public void One_sweep_promotes_the_best_in_order(string direction, int sign)
    {
        var oracle = new HyperbandOracle(new Objective("score", direction), max_epochs: 9, seed: 7);
        oracle.verbose = 0;
        oracle.hyperparameters.Float("x", 0, 1);
        var parents = new List<string>();
        for (Trial t = oracle.create_trial("a"); t.status == TrialStatus.RUNNING; t = oracle.create_trial("a"))
        {
            if (t.hyperparameters.values.TryGetValue("tuner/trial_id", out HyperValue parent)) { parents.Add($"{t.trial_id}<{parent}"); }
            oracle.update_trial(t.trial_id, new Dictionary<string, double> { ["score"] = sign * oracle.trials.Count });
            t.status = TrialStatus.COMPLETED;
            oracle.end_trial(t);
        }
        Assert.Equal(["0009<0008", "0010<0007", "0011<0006", "0012<0011", "0018<0017", "0019<0016"], parents);
    }

    [Fact]
    public void Iterations_of_0_go_on_without_end()
    {
        var oracle = new HyperbandOracle(new Objective("score", "max"), max_epochs: 3, hyperband_iterations: 0, seed: 1) { verbose = 0 };
        oracle.hyperparameters.Float("x", 0, 1);
        for (int i = 0; i < 100; i++)
        {
            Trial t = oracle.create_trial("a");
            Assert.Equal(TrialStatus.RUNNING, t.status);
            oracle.update_trial(t.trial_id, new Dictionary<string, double> { ["score"] = i });
            t.status = TrialStatus.COMPLETED;
            oracle.end_trial(t);
        }
        Assert.Equal(double.PositiveInfinity, oracle.hyperband_iterations);
    }

    [Theory]
    [InlineData(1, 3, 1, "factor needs to be a int larger than 1. Received: factor=1.")]
    [InlineData(3, 0, 1, "max_epochs must be at least 1. Received: max_epochs=0.")]
    [InlineData(3, 3, -1, "hyperband_iterations must be at least 0. Received: hyperband_iterations=-1.")]
    public void Numbers_that_make_no_brackets_are_refused(int factor, int max_epochs, int iterations, string words)
    {
        var e = Assert.Throws<ArgumentException>(() => new HyperbandOracle(null, max_epochs, factor, iterations));
        Assert.StartsWith(words, e.Message, StringComparison.Ordinal);
        Assert.NotNull(new HyperbandOracle(null, max_epochs: 1, factor: 2, hyperband_iterations: 0));
    }

    [Fact]
    public void Trials_side_by_side_wait_for_each_other()
    {
        var oracle = new HyperbandOracle(new Objective("score", "max"), max_epochs: 4, factor: 2, seed: 1);
        oracle.verbose = 0;
        oracle.hyperparameters.Float("x", 0, 1);
        var statuses = new List<string>();
        int tuner = 0;
        while (true)
        {
            Trial trial = oracle.create_trial($"t{tuner++}");
            if (trial.status == TrialStatus.RUNNING) { continue; }
            statuses.Add($"{trial.status} {oracle.ongoing_trials.Count}");
            if (trial.status == TrialStatus.STOPPED) { break; }
            foreach (Trial t in oracle.ongoing_trials.Values.ToList())
            {
                oracle.update_trial(t.trial_id, new Dictionary<string, double> { ["score"] = 1 });
                t.status = TrialStatus.COMPLETED;
                oracle.end_trial(t);
            }
        }
        Assert.Equal(["IDLE 10", "IDLE 4", "IDLE 1", "STOPPED 0"], statuses);
    }

    [Fact]
    public void The_same_asker_gets_its_running_trial_again()
    {
        var oracle = new RandomSearchOracle(seed: 1) { verbose = 0 };
        oracle.hyperparameters.Float("x", 0, 1);
        Assert.Same(oracle.create_trial("a"), oracle.create_trial("a"));
        Assert.NotSame(oracle.create_trial("a"), oracle.create_trial("b"));
    }
}
