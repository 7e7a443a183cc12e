namespace KerasDigits.Tuner.Distributed.Wire;

/// <summary>
/// Trials as messages, and back. Scores and metrics have 32 bits on the wire, and the message of a failed trial has no place.
/// </summary>
internal static class Trials
{
    private static readonly (string Name, TrialStatus Status)[] s_status =
    [
        (Search.TrialStatus.RUNNING, TrialStatus.Running), (Search.TrialStatus.IDLE, TrialStatus.Idle),
        (Search.TrialStatus.INVALID, TrialStatus.Invalid),
        (Search.TrialStatus.STOPPED, TrialStatus.Stopped), (Search.TrialStatus.COMPLETED, TrialStatus.Completed),
        (Search.TrialStatus.FAILED, TrialStatus.Failed),
    ];

    public static Trial ToMessage(Search.Trial trial)
    {
        var message = new Trial
        {
            Hyperparameters = Spaces.ToMessage(trial.hyperparameters),
            TrialId = trial.trial_id,
            Status = Array.Find(s_status, s => s.Name == trial.status).Status,
            Metrics = new(),
        };
        foreach (var (name, history) in trial.metrics.metrics)
        {
            message.Metrics.Metrics.Add(name, new MetricHistory
            {
                Maximize = history.direction == "max",
                Observations = { history.get_history()
                    .Select(o => new MetricObservation { Step = o.step, Value = { o.value.Select(v => (float)v) } }) },
            });
        }
        if (trial.score is { } score) { message.Score = new() { Value = (float)score, Step = trial.best_step ?? 0 }; }
        return message;
    }

    /// <exception cref="ArgumentException">The space or the status is none that there is.</exception>
    public static Search.Trial FromMessage(Trial message)
    {
        string status = Array.Find(s_status, s => s.Status == message.Status).Name
            ?? throw new ArgumentException("A trial's status must be one of RUNNING, IDLE, INVALID, STOPPED, COMPLETED and FAILED. "
                + $"Received: {(int)message.Status}.");
        var trial = new Search.Trial(Spaces.FromMessage(message.Hyperparameters), message.TrialId, status);
        foreach (var (name, history) in message.Metrics?.Metrics ?? [])
        {
            trial.metrics.register(name, history.Maximize ? "max" : "min");
            trial.metrics.set_history(name,
                history.Observations.Select(o => new Search.MetricObservation([.. o.Value.Select(v => (double)v)], o.Step)));
        }
        if (message.Score is { } score) { (trial.score, trial.best_step) = (score.Value, score.Step); }
        return trial;
    }
}
