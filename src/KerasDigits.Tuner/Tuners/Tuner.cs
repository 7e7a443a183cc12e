using KerasDigits.Optimizers;
using KerasDigits.Training;

namespace KerasDigits.Tuner;

/// <summary>
/// A tuner of Keras models: builds, trains, keeps the best epoch's weights, averages executions. Where a subclass overrides
/// <see cref="run_trial"/>, it tunes anything.
/// </summary>
/// <remarks>Source: KerasTuner 1.4.7, engine/tuner.py.</remarks>
[KerasExport("keras_tuner.Tuner", "keras_tuner.tuners.Tuner", "keras_tuner.engine.tuner.Tuner", "kerastuner.Tuner",
    "kerastuner.tuners.Tuner", "kerastuner.engine.tuner.Tuner")]
public partial class Tuner : BaseTuner
{
    /// <summary>Sets up the tuner, and resumes its project where there is one.</summary>
    /// <param name="oracle">Decides what is tried.</param>
    /// <param name="hypermodel">The family of models: a HyperModel (which converts), or a function from hyperparameters to a compiled
    /// model. Null only where a subclass overrides run_trial.</param>
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
    public Tuner(Oracle oracle, Func<HyperParameters, object>? hypermodel = null, long? max_model_size = null, Optimizer? optimizer = null,
        LossSpec? loss = null, MetricSpec? metrics = null, object? distribution_strategy = null, string? directory = null,
        string? project_name = null, object? logger = null, string? tuner_id = null, bool overwrite = false, int executions_per_trial = 1,
        string? storage = null)
        : base(oracle, HyperModel.Of(hypermodel), directory, project_name, overwrite, logger, tuner_id, storage)
    {
        try { Check(hypermodel, distribution_strategy, executions_per_trial); }
        catch
        {
            Dispose();
            throw;
        }
        (this.max_model_size, this.optimizer, this.loss, this.metrics, this.executions_per_trial) = (max_model_size, optimizer, loss,
            metrics, executions_per_trial);
    }

    /// <summary>Models with more trainable parameters than this fail.</summary>
    public long? max_model_size { get; }

    /// <summary>Compiles all models with this optimizer.</summary>
    public Optimizer? optimizer { get; }

    /// <summary>Compiles all models with this loss.</summary>
    public LossSpec? loss { get; }

    /// <summary>Compiles all models with these metrics.</summary>
    public MetricSpec? metrics { get; }

    /// <summary>How often each trial's model is trained.</summary>
    public int executions_per_trial { get; }

    /// <summary>Called at the start of an epoch.</summary>
    /// <param name="trial">The trial that it is about.</param>
    /// <param name="model">The model that trains.</param>
    /// <param name="epoch">Number of the epoch, from 0.</param>
    /// <param name="logs">Metrics by name; null: none.</param>
    public virtual void on_epoch_begin(Trial trial, TrainableModel model, int epoch, Logs? logs = null) { }

    /// <summary>Called at the end of an epoch, with its metrics.</summary>
    /// <param name="trial">The trial that it is about.</param>
    /// <param name="model">The model that trains.</param>
    /// <param name="epoch">Number of the epoch, from 0.</param>
    /// <param name="logs">Metrics by name; null: none.</param>
    public virtual void on_epoch_end(Trial trial, TrainableModel model, int epoch, Logs? logs = null) { }

    /// <summary>Called at the start of a training batch.</summary>
    /// <param name="trial">The trial that it is about.</param>
    /// <param name="model">The model that trains.</param>
    /// <param name="batch">Number of the batch in its epoch, from 0.</param>
    /// <param name="logs">Metrics by name; null: none.</param>
    public virtual void on_batch_begin(Trial trial, TrainableModel model, int batch, Logs? logs = null) { }

    /// <summary>Called at the end of a training batch.</summary>
    /// <param name="trial">The trial that it is about.</param>
    /// <param name="model">The model that trains.</param>
    /// <param name="batch">Number of the batch in its epoch, from 0.</param>
    /// <param name="logs">Metrics by name; null: none.</param>
    public virtual void on_batch_end(Trial trial, TrainableModel model, int batch, Logs? logs = null) { }

    private void Check(object? hypermodel, object? distribution_strategy, int executions_per_trial)
    {
        bool ownRun = GetType().GetMethod(nameof(run_trial), [typeof(Trial), typeof(SearchArguments)])!.DeclaringType!.Assembly
            != typeof(Tuner).Assembly;
        Guard.That(hypermodel is not null || ownRun,
            "Received `hypermodel=None`. We only allow not specifying `hypermodel` if the user defines the search space in "
            + "`Tuner.run_trial()` by subclassing a `Tuner` class without using a `HyperModel` instance.", nameof(hypermodel));
        Guard.That(distribution_strategy is null,
            "`distribution_strategy` must be None: a trial trains in one process, on the device that "
            + "keras.backend.set_device names.", nameof(distribution_strategy));
        Guard.That(executions_per_trial >= 1, $"`executions_per_trial` must be at least 1. Received: {executions_per_trial}.",
            nameof(executions_per_trial));
    }
}
