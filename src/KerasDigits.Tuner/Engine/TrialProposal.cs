namespace KerasDigits.Tuner;

/// <summary>What an oracle answers when it is asked for the next trial.</summary>
/// <param name="status">RUNNING: the trial may start; IDLE: the oracle waits, ask again; STOPPED: the search is over.</param>
/// <param name="values">The trial's values; null unless RUNNING.</param>
public sealed record TrialProposal(string status, HyperValues? values = null)
{
    /// <summary>A trial that may start.</summary>
    /// <param name="values">Its hyperparameters' values by name.</param>
    public static TrialProposal Run(HyperValues values) => new(TrialStatus.RUNNING, values);

    /// <summary>Nothing now.</summary>
    public static TrialProposal Idle { get; } = new(TrialStatus.IDLE);

    /// <summary>Nothing any more.</summary>
    public static TrialProposal Stopped { get; } = new(TrialStatus.STOPPED);
}
