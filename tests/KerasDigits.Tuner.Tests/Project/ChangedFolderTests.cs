namespace KerasDigits.Tuner.Tests.Project;

/// <summary>Kept folders that were made with another space or other arguments, or that have lost files.</summary>
public sealed class ChangedFolderTests
{
    /// <summary>What is written to the standard error stream, where warnings go.</summary>
    private sealed class Warnings : IDisposable
    {
        private readonly TextWriter _before = Console.Error;
        private readonly StringWriter _text = new();

        public Warnings() => Console.SetError(_text);

        public string Text => _text.ToString();

        public void Dispose() => Console.SetError(_before);
    }

    private static FunctionTuner Tuner(TemporaryFolder folder, int max, Action<HyperParameters> space, Func<Trial, double> run) =>
        new(new RandomSearchOracle(max_trials: max, seed: 1), t => run(t), folder.Path, space: space);

    private static FunctionTuner First(TemporaryFolder folder) =>
        Tuner(folder, 3, hp => hp.Int("a", 1, 99), t => t.hyperparameters.Int("a", 1, 99));

    [Fact]
    public void A_changed_space_is_said_once_and_the_kept_one_holds()
    {
        using var folder = new TemporaryFolder();
        using var screen = new Screen();
        using var warnings = new Warnings();
        using (FunctionTuner first = First(folder)) { first.search(); }
        using FunctionTuner next = Tuner(folder, 5, hp => hp.Int("a", 1, 9),
            t => t.hyperparameters.Int("a", 1, 9) + t.hyperparameters.Int("b", 1, 3));
        next.search();
        Assert.Equal(5, next.oracle.trials.Count);
        Assert.Equal(1, warnings.Text.Split("`a` was Int(").Length - 1);
        Assert.Contains("max_value=99", warnings.Text, StringComparison.Ordinal);
        Assert.Equal(1, warnings.Text.Split("`b` is new").Length - 1);
    }

    [Fact]
    public void A_hyperparameter_that_is_not_asked_for_any_more_is_said()
    {
        using var folder = new TemporaryFolder();
        using var screen = new Screen();
        using var warnings = new Warnings();
        using (FunctionTuner first = Tuner(folder, 2, hp =>
        {
            _ = hp.Int("a", 1, 99);
            _ = hp.Int("old", 1, 3);
        }, t => t.hyperparameters.Int("a", 1, 99) + t.hyperparameters.Int("old", 1, 3))) { first.search(); }
        using FunctionTuner next = Tuner(folder, 4, hp => hp.Int("a", 1, 99), t => t.hyperparameters.Int("a", 1, 99));
        next.search();
        Assert.Contains("`old` is no longer used by the program", warnings.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("`a` ", warnings.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unchanged_space_goes_on_silently()
    {
        using var folder = new TemporaryFolder();
        using var screen = new Screen();
        using var warnings = new Warnings();
        using (FunctionTuner first = First(folder)) { first.search(); }
        using FunctionTuner next = Tuner(folder, 5, hp => hp.Int("a", 1, 99), t => t.hyperparameters.Int("a", 1, 99));
        next.search();
        Assert.DoesNotContain("search space has changed", warnings.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void More_iterations_of_hyperband_go_on_with_a_kept_folder()
    {
        using var folder = new TemporaryFolder();
        using var screen = new Screen();
        int Search(int iterations)
        {
            using var tuner = new FunctionTuner(new HyperbandOracle(max_epochs: 3, factor: 3, hyperband_iterations: iterations, seed: 1),
                t => t.hyperparameters.Float("a", 0, 1), folder.Path, space: hp => hp.Float("a", 0, 1));
            tuner.search();
            return tuner.oracle.trials.Count;
        }
        int once = Search(1);
        Assert.Equal(once, Search(1));
        Assert.Equal(2 * once, Search(2));
        Assert.Equal(2 * once, Search(1));
    }

    [Fact]
    public void Finished_trials_without_the_oracle_s_file_are_an_error()
    {
        using var folder = new TemporaryFolder();
        using var screen = new Screen();
        using (FunctionTuner first = First(folder)) { first.search(); }
        File.Delete(folder.File("p", "oracle.json"));
        var e = Assert.Throws<ProjectException>(() => First(folder));
        Assert.Contains("3 finished trial(s) are beside it", e.Message, StringComparison.Ordinal);
        Assert.Contains("overwrite: true", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_trial_without_its_file_is_a_warning()
    {
        using var folder = new TemporaryFolder();
        using var screen = new Screen();
        using var warnings = new Warnings();
        using (FunctionTuner first = First(folder)) { first.search(); }
        File.Delete(folder.File("p", "trial_1", "trial.json"));
        using FunctionTuner next = First(folder);
        Assert.Equal(2, next.oracle.trials.Count);
        Assert.Contains("holds no trial.json", warnings.Text, StringComparison.Ordinal);
    }
}
