namespace KerasDigits.Tuner;

/// <summary>Draws values at random, never the same twice.</summary>
/// <remarks>Source: KerasTuner 1.4.7, tuners/randomsearch.py.</remarks>
[KerasExport("keras_tuner.oracles.RandomSearchOracle", "keras_tuner.oracles.RandomSearch", "kerastuner.oracles.RandomSearch")]
public class RandomSearchOracle : Oracle
{
    /// <inheritdoc cref="Oracle(ObjectiveSpec?, int?, HyperParameters?, bool, bool, long?, int, int)"/>
    public RandomSearchOracle(ObjectiveSpec? objective = null, int? max_trials = 10, long? seed = null,
        HyperParameters? hyperparameters = null, bool allow_new_entries = true, bool tune_new_entries = true, int max_retries_per_trial = 0,
        int max_consecutive_failed_trials = 3)
        : base(objective, max_trials, hyperparameters, allow_new_entries, tune_new_entries, seed, max_retries_per_trial,
            max_consecutive_failed_trials)
    {
    }

    /// <inheritdoc/>
    public override TrialProposal populate_space(string trial_id) => random_values() is { } values
        ? TrialProposal.Run(values)
        : TrialProposal.Stopped;
}
