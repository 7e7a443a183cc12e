using KerasDigits.Models;
using NumSharp;
using static KerasDigits.keras;

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

    [Fact]
    public void A_training_that_is_cut_in_its_first_epoch_is_no_result_and_no_error_either()
    {
        using var folder = new TemporaryFolder();
        using var screen = new Screen();
        NDArray x = np.random.RandomState(1).randn(40, 3).astype(NPTypeCode.Single), y = np.sum(x, axis: 1);
        int trainings = 0;
        RandomSearch Tuner() => new(hp =>
        {
            Sequential model = models.Sequential([layers.Dense(hp.Int("units", 1, 8), input_shape: 3), layers.Dense(1)]);
            model.compile("sgd", "mse");
            return model;
        }, "val_loss", max_trials: 3, seed: 3, executions_per_trial: 2, directory: folder.Path, project_name: "p");
        using (RandomSearch tuner = Tuner())
        using (var source = new CancellationTokenSource())
        {
            // The third training is the first of the second trial.
            var press = callbacks.LambdaCallback(
                on_train_begin: _ => trainings++,
                on_batch_end: (_, _) => { if (trainings == 3) { source.Cancel(); } });
            tuner.search(x, y, epochs: 2, batch_size: 10, validation_data: (x, y), verbose: 0, callbacks: [press], cancel: source.Token);
            Assert.True(tuner.Interrupted);
            Assert.Equal([TrialStatus.COMPLETED, TrialStatus.RUNNING], tuner.oracle.trials.Values.Select(t => t.status));
            Assert.Equal(3, trainings);
        }
        using (RandomSearch tuner = Tuner())
        {
            tuner.search(x, y, epochs: 2, batch_size: 10, validation_data: (x, y), verbose: 0);
            Assert.Equal(Enumerable.Repeat(TrialStatus.COMPLETED, 3), tuner.oracle.trials.Values.Select(t => t.status));
        }
    }

    private sealed class Loop(string folder, List<string> tried, Action<int> before)
        : BaseTuner(new RandomSearchOracle(new Objective("score", "max"), max_trials: 5, seed: 4), directory: folder, project_name: "p")
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
