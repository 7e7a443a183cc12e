namespace KerasDigits.Tuner;

/// <content>Tables on the screen.</content>
public abstract partial class BaseTuner
{
    /// <summary>Prints the search space.</summary>
    /// <param name="extended">Accepted as in Python, where it does nothing either.</param>
    public void search_space_summary(bool extended = false)
    {
        _ = extended;
        HyperParameters hp = oracle.get_space();
        Output.WriteLine("Search space summary");
        Output.WriteLine($"Default search space size: {hp.space.Count}");
        foreach (Space.HyperParameter p in hp.space)
        {
            Config config = p.get_config();
            config.Remove("name");
            Output.WriteLine($"{p.name} ({p.GetType().Name})");
            Output.WriteLine(PythonText.Repr(config));
        }
    }

    /// <summary>All trials as a table, best first: <c>tuner.results().to_csv("trials.csv")</c>.</summary>
    public SearchResults results() => new(oracle);

    /// <summary>Prints the best trials.</summary>
    /// <param name="num_trials">How many at most.</param>
    public void results_summary(int num_trials = 10)
    {
        Output.WriteLine("Results summary");
        Output.WriteLine($"Results in {project_dir}");
        Output.WriteLine($"Showing {num_trials} best trials");
        Output.WriteLine(oracle.objective.ToString());
        foreach (Trial trial in oracle.get_best_trials(num_trials))
        {
            Output.WriteLine();
            trial.summary();
        }
    }
}
