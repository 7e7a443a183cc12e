namespace KerasDigits.Tuner.Network;

/// <summary>An oracle that another process keeps. It knows the space that this program declares; trials are the chief's.</summary>
/// <param name="local">The oracle that the program made.</param>
internal abstract class RemoteOracle(Oracle local) : Oracle(objective: local.objective, max_trials: local.max_trials,
    hyperparameters: local.get_space(), allow_new_entries: local.allow_new_entries, tune_new_entries: local.tune_new_entries,
    seed: local.seed)
{
    /// <summary>Called when search begins.</summary>
    /// <param name="interrupted">Whether the user asks to stop: calls that wait then end.</param>
    public abstract void Begin(Func<bool> interrupted);

    /// <summary>Called when search ends, however it does.</summary>
    public abstract void End();

    /// <summary>Called when search has ended without an error. A process that lives only for the search ends here.</summary>
    /// <param name="interrupted">Whether the user stopped it.</param>
    public abstract void Finish(bool interrupted);

    /// <exception cref="NotSupportedException">Always: the chief decides.</exception>
    public override TrialProposal populate_space(string trial_id) =>
        throw new NotSupportedException("A worker's oracle asks the chief: it proposes no trials itself.");

    internal override Trial? Find(string trial_id)
    {
        try { return get_trial(trial_id); }
        catch (KeyNotFoundException) { return null; }
    }
}
