namespace KerasDigits.Tuner;

/// <summary>What can become of a trial.</summary>
public static class TrialStatus
{
    /// <summary>May start, or runs.</summary>
    public const string RUNNING = "RUNNING";

    /// <summary>Empty: the oracle waits for other trials; ask again.</summary>
    public const string IDLE = "IDLE";

    /// <summary>Crashed or gave NaN; may be tried again.</summary>
    public const string INVALID = "INVALID";

    /// <summary>Empty: the search is over.</summary>
    public const string STOPPED = "STOPPED";

    /// <summary>Finished.</summary>
    public const string COMPLETED = "COMPLETED";

    /// <summary>Failed for good.</summary>
    public const string FAILED = "FAILED";
}

/// <summary>One set of values that is tried, and what came of it.</summary>
/// <remarks>Source: KerasTuner 1.4.7, engine/trial.py.</remarks>
public sealed class Trial
{
    /// <summary>Creates a trial.</summary>
    /// <param name="hyperparameters">The space and this trial's values.</param>
    /// <param name="trial_id">Its id; null: 32 random hexadecimal digits.</param>
    /// <param name="status">One of <see cref="TrialStatus"/>.</param>
    /// <param name="message">What went wrong; null: nothing.</param>
    public Trial(HyperParameters hyperparameters, string? trial_id = null, string status = TrialStatus.RUNNING, string? message = null) =>
        (this.hyperparameters, this.trial_id, this.status, this.message) = (hyperparameters, trial_id ?? Guid.NewGuid().ToString("N"),
            status, message);

    /// <summary>The space and this trial's values.</summary>
    public HyperParameters hyperparameters { get; set; }

    /// <summary>"0003", for instance.</summary>
    public string trial_id { get; private set; }

    /// <summary>What was reported.</summary>
    public MetricsTracker metrics { get; internal set; } = new();

    /// <summary>The objective's best value; null before the trial ends.</summary>
    public double? score { get; set; }

    /// <summary>The step of the best value.</summary>
    public long? best_step { get; set; } = 0;

    /// <summary>One of <see cref="TrialStatus"/>.</summary>
    public string status { get; set; }

    /// <summary>The stack trace of a trial that threw; null otherwise.</summary>
    public string? message { get; set; }

    /// <summary>Whose words the summaries are in: its search's.</summary>
    internal SearchWords Words { get; set; } = SearchWords.Current;

    /// <summary>Prints id, values, score and message.</summary>
    public void summary() => Words.WriteSummary(this);

    /// <summary>Prints the values, one a line.</summary>
    public void display_hyperparameters() => Words.WriteValues(this);

    /// <summary>As trial.json holds it.</summary>
    public Config get_state() => new()
    {
        ["trial_id"] = trial_id,
        ["hyperparameters"] = hyperparameters.get_config(),
        ["metrics"] = metrics.get_config(),
        ["score"] = score,
        ["best_step"] = best_step,
        ["status"] = status,
        ["message"] = message,
    };

    /// <summary>Reads a state that any KerasTuner from 1.0.1 on wrote.</summary>
    /// <param name="state">State as get_state gave it.</param>
    /// <exception cref="ArgumentException">It is of another form.</exception>
    public static Trial from_state(Config state) => ConfigForm.Read(state,
        "A trial's state must be {\"trial_id\": …, \"hyperparameters\": {…}, \"metrics\": {\"metrics\": {…}}, \"score\": …, "
        + "\"status\": …}, as get_state gives it", ReadState);

    private static Trial ReadState(Config state) =>
        new(HyperParameters.from_config((Config)state["hyperparameters"]!), (string)state["trial_id"]!, (string)state["status"]!,
            state.Get("message") as string)
    {
        metrics = MetricsTracker.FromConfig((Config)state["metrics"]!),
        score = state["score"] is { } score ? (double)HyperValue.FromObject(score) : null,
        best_step = state.Get("best_step") is { } step ? (long)HyperValue.FromObject(step) : null,
    };

    /// <summary>Takes over what <see cref="get_state"/> gave.</summary>
    /// <param name="state">State as get_state gave it.</param>
    public void set_state(Config state)
    {
        Trial read = from_state(state);
        (trial_id, hyperparameters, metrics, score, best_step, status, message) = (read.trial_id, read.hyperparameters, read.metrics,
            read.score, read.best_step, read.status, read.message);
    }

    /// <summary>Reads a trial.json.</summary>
    /// <param name="fname">Path of the file.</param>
    /// <exception cref="ProjectException">The file is broken.</exception>
    public static Trial load(string fname) => Project.ProjectFile.Read(fname, from_state);
}
