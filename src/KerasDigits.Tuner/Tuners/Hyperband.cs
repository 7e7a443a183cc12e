using KerasDigits.Optimizers;
using KerasDigits.Training;

namespace KerasDigits.Tuner;

/// <summary>Hyperband: many trainings of few epochs, of which the best go on from their weights.</summary>
/// <remarks>Source: Li et al. 2018, JMLR 18; KerasTuner 1.4.7, tuners/hyperband.py. What is done better than there is in
/// docs/TUNER.md.</remarks>
[KerasExport("keras_tuner.Hyperband", "keras_tuner.tuners.Hyperband", "kerastuner.Hyperband", "kerastuner.tuners.Hyperband")]
public partial class Hyperband : Tuner
{
    /// <summary>Sets up the search, and resumes its project where there is one.</summary>
    /// <param name="hypermodel">The family of models: a HyperModel (which converts), or a function from hyperparameters to a compiled
    /// model. Null only where a subclass overrides run_trial.</param>
    /// <param name="objective">A metric's name, an Objective or a list of them; null if trials give a single number, which is
    /// minimized.</param>
    /// <param name="max_epochs">Epochs of the longest trainings: a little more than the largest model needs. search's own epochs do not
    /// count.</param>
    /// <param name="factor">Reduction factor: one trial in this many goes on to the next round; at least 2.</param>
    /// <param name="hyperband_iterations">How often all brackets are run; 0: without end.</param>
    /// <param name="seed">Seed of Python's generator; null or 0: one is drawn.</param>
    /// <param name="hyperparameters">A space given in advance; what is in it wins over what the model asks for; null: none.</param>
    /// <param name="tune_new_entries">Whether hyperparameters that the model asks for, and that are not in
    /// <paramref name="hyperparameters"/>, are tuned; false leaves them at their defaults.</param>
    /// <param name="allow_new_entries">Whether the model may ask for hyperparameters that are not in
    /// <paramref name="hyperparameters"/>.</param>
    /// <param name="max_retries_per_trial">How often a trial that crashed or gave NaN is tried again.</param>
    /// <param name="max_consecutive_failed_trials">Number of consecutive failed trials that ends the search with an error.</param>
    /// <param name="max_model_size">Models with more trainable parameters than this fail; null: no bound.</param>
    /// <param name="optimizer">Compiles all models with this optimizer; null: as they are compiled.</param>
    /// <param name="loss">Compiles all models with this loss; null: as they are compiled.</param>
    /// <param name="metrics">Compiles all models with these metrics; null: as they are compiled.</param>
    /// <param name="distribution_strategy">Must be null: there are no TensorFlow strategies here.</param>
    /// <param name="directory">Folder of the projects; null: the current one.</param>
    /// <param name="project_name">Name of this search's folder; null: "untitled_project".</param>
    /// <param name="logger">Accepted for compatibility and ignored.</param>
    /// <param name="tuner_id">Name of this tuner among several on one oracle; null: KERASTUNER_TUNER_ID, or "tuner0".</param>
    /// <param name="overwrite">Whether a project of that name is discarded; false continues it.</param>
    /// <param name="executions_per_trial">How often each trial's model is trained from new weights; the results are averaged.</param>
    /// <param name="storage">A database's address (postgresql://user:password@host/database), where the search then stands for any number
    /// of processes; null: KERASDIGITS_TUNER_STORAGE, or only the folder.</param>
    /// <exception cref="ArgumentException">The arguments do not fit.</exception>
    /// <exception cref="ProjectException">The folder cannot be used; nothing in it was changed.</exception>
    public Hyperband(Func<HyperParameters, object>? hypermodel = null, ObjectiveSpec? objective = null, int max_epochs = 100,
        int factor = 3, int hyperband_iterations = 1, long? seed = null, HyperParameters? hyperparameters = null,
        bool tune_new_entries = true, bool allow_new_entries = true, int max_retries_per_trial = 0, int max_consecutive_failed_trials = 3,
        long? max_model_size = null, Optimizer? optimizer = null, LossSpec? loss = null, MetricSpec? metrics = null,
        object? distribution_strategy = null, string? directory = null, string? project_name = null, object? logger = null,
        string? tuner_id = null, bool overwrite = false, int executions_per_trial = 1,
        string? storage = null)
        : base(new HyperbandOracle(objective, max_epochs, factor, hyperband_iterations, seed, hyperparameters, allow_new_entries,
            tune_new_entries, max_retries_per_trial, max_consecutive_failed_trials),
            hypermodel, max_model_size, optimizer, loss, metrics, distribution_strategy, directory, project_name, logger, tuner_id,
            overwrite, executions_per_trial, storage)
    {
    }
}
