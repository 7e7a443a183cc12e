using KerasDigits.Callbacks;
using KerasDigits.Training;

namespace KerasDigits.Tuner;

/// <summary>
/// TensorBoard in a search: each run has a folder of its own, log_dir/TRIAL/executionN, and its hyperparameters beside its curves.
/// </summary>
/// <remarks>Source: keras-tuner 1.4.7, engine/tuner.py.</remarks>
internal static class Boards
{
    /// <summary>A run's callbacks.</summary>
    /// <param name="callbacks">Copies that are this run's own.</param>
    /// <param name="trial">The trial of the run.</param>
    /// <param name="execution">Number of the run in its trial.</param>
    public static IEnumerable<CallbackHooks> Of(IEnumerable<CallbackHooks> callbacks, Trial trial, int execution)
    {
        foreach (CallbackHooks callback in callbacks)
        {
            yield return callback;
            if (callback is not TensorBoard board) { continue; }
            board.log_dir = Path.Combine(board.log_dir, trial.trial_id, $"execution{execution}");
            HyperParameters hp = trial.hyperparameters;
            // Hyperband's own values (tuner/epochs …) are not part of the space.
            yield return new HParamsCallback(board.log_dir, hp.space.Select(p => p.name).Distinct().Where(hp.values.ContainsKey)
                .ToDictionary(n => n, n => hp.values[n].ToObject()), trial.trial_id);
        }
    }
}
