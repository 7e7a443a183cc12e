namespace KerasDigits.Tuner;

/// <content>Tables on the screen.</content>
public abstract partial class BaseTuner
{
    /// <summary>Prints the search space.</summary>
    /// <param name="extended">Accepted as in Python, where it does nothing either.</param>
    public void search_space_summary(bool extended = false)
    {
        _ = extended;
        oracle.Words.WriteSpace(oracle.get_space());
    }

    /// <summary>All trials as a table, best first: <c>tuner.results().to_csv("trials.csv")</c>.</summary>
    public SearchResults results() => new(oracle);

    /// <summary>Prints the best trials.</summary>
    /// <param name="num_trials">How many at most.</param>
    public void results_summary(int num_trials = 10) =>
        oracle.Words.WriteResults(project_dir, num_trials, oracle.objective, oracle.get_best_trials(num_trials));
}
