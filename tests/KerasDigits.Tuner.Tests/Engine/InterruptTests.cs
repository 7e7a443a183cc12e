namespace KerasDigits.Tuner.Tests.Engine;

/// <summary>A search that is interrupted leaves its trial RUNNING, and repeats it when it goes on.</summary>
public sealed class InterruptTests
{
    [Fact]
    public void A_token_ends_the_search_and_its_trial_runs_again()
    {
        string folder = Directory.CreateTempSubdirectory("tuner-interrupt-").FullName;
        try
        {
            var tried = new List<string>();
            using (var source = new CancellationTokenSource())
            using (var tuner = new Loop(folder, tried, n => { if (n == 3) { source.Cancel(); } }))
            {
                tuner.search(new SearchArguments { ["verbose"] = 0, ["cancel"] = source.Token });
                Assert.True(tuner.Interrupted);
                Assert.Equal(3, tried.Count);
                Assert.Equal(TrialStatus.RUNNING, tuner.oracle.get_trial(tried[2]).status);
            }
            using (var tuner = new Loop(folder, tried, _ => { }))
            {
                tuner.search(new SearchArguments { ["verbose"] = 0 });
                Assert.False(tuner.Interrupted);
                Assert.Equal(5, tuner.oracle.trials.Count);
                Assert.All(tuner.oracle.trials.Values, t => Assert.Equal(TrialStatus.COMPLETED, t.status));
            }
            Assert.Equal(tried[2], tried[3]);
            Assert.Equal(6, tried.Count);
        }
        finally { Directory.Delete(folder, recursive: true); }
    }

    private sealed class Loop(string folder, List<string> tried, Action<int> before) : BaseTuner(new RandomSearchOracle(new Objective("score", "max"), max_trials: 5, seed: 4), directory: folder, project_name: "p")
    {
        public override TrialResult? run_trial(Trial trial, SearchArguments args)
        {
            double x = trial.hyperparameters.Float("x", 0, 1);
            tried.Add(trial.trial_id);
            before(tried.Count);
            return x;
        }
    }
}
