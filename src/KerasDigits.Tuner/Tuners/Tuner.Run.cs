using System.Text;
using KerasDigits.Data;
using KerasDigits.Models;
using KerasDigits.Training;
using KerasDigits.Tuner.Project;

namespace KerasDigits.Tuner;

/// <content>Building, training and keeping models.</content>
public partial class Tuner
{
    private const string Checkpoint = "checkpoint.weights.h5";

    /// <summary>Looks for the best values; the arguments are model.fit's.</summary>
    /// <param name="x">Inputs, an array for each input, of shape (batch, …).</param>
    /// <param name="y">Targets, an array per output; null: x yields them too (generators, data sets), or none are needed.</param>
    /// <param name="batch_size">Samples per step; null: 32. A generator or data set has batches of its own.</param>
    /// <param name="epochs">Epochs of each training; null: 1. Hyperband has its own.</param>
    /// <param name="verbose">0: silent; 1: progress bars; 2: one line per epoch; null: 1.</param>
    /// <param name="callbacks">Copied for every training, so that each starts with callbacks as they are now; null: none.</param>
    /// <param name="validation_split">Fraction of the arrays that is kept for validation, from 0 to below 1; null: 0.</param>
    /// <param name="validation_data">Data to evaluate after each epoch; null: none.</param>
    /// <param name="shuffle">Whether each epoch has a new order: true, false, or "batch" for the order of batches; null: true.</param>
    /// <param name="class_weight">Factor of the loss by class number; null: all 1.</param>
    /// <param name="sample_weight">Factor of the loss for each sample; null: all 1.</param>
    /// <param name="initial_epoch">Epoch to start with; null: 0. Hyperband has its own.</param>
    /// <param name="steps_per_epoch">Batches per epoch; null: all data, or until the generator ends.</param>
    /// <param name="validation_steps">Batches per validation; null: all.</param>
    /// <param name="validation_batch_size">Samples per validation step; null: batch_size.</param>
    /// <param name="validation_freq">Validate every this many epochs, or after the epochs of a list, counted from 1; null: every
    /// epoch.</param>
    /// <param name="max_queue_size">Batches prepared ahead from a Sequence; null: 10.</param>
    /// <param name="workers">Threads that prepare a Sequence's batches; null: 1.</param>
    /// <param name="use_multiprocessing">Accepted for compatibility with Keras and ignored: threads do the work.</param>
    /// <param name="folds">Cross-validation: each execution is that many trainings, each of which keeps another part of the arrays for
    /// validation (parts in the order of the data, as scikit-learn's KFold); the results are averaged. 1: none.</param>
    /// <param name="parallel">Trials at a time, each on a thread of its own. They share the generator of weights and dropout: their scores
    /// are then not the same from run to run.</param>
    /// <param name="cancel">Ends the search after its current batch, as Ctrl-C does; see <see cref="BaseTuner.Interrupted"/>.</param>
    /// <param name="processes">Above 1: this program is started that many more times, and these processes run the trials; see
    /// <see cref="BaseTuner.search"/>.</param>
    /// <param name="devices">What each process may use, in turn: "cuda:0", "cuda:1" …; null: the same for all.</param>
    /// <exception cref="FatalError">Something is wrong that no other trial could fix.</exception>
    /// <exception cref="InvalidOperationException">Too many trials in a row failed.</exception>
    public void search(ModelData x, ModelData? y = null, int? batch_size = null, int? epochs = null, int? verbose = null,
        IEnumerable<CallbackHooks>? callbacks = null, double? validation_split = null, ValidationData? validation_data = null,
        Shuffle? shuffle = null, Dictionary<int, double>? class_weight = null, ModelData? sample_weight = null, int? initial_epoch = null,
        Steps? steps_per_epoch = null, Steps? validation_steps = null, int? validation_batch_size = null,
        ValidationFreq? validation_freq = null, int? max_queue_size = null, int? workers = null, bool? use_multiprocessing = null,
        int folds = 1, int parallel = 1, CancellationToken cancel = default, int processes = 1, IReadOnlyList<string>? devices = null)
    {
        var args = new SearchArguments { ["x"] = x };
        (string Name, object? Value)[] given =
        [
            (nameof(y), y), (nameof(batch_size), batch_size), (nameof(epochs), epochs), (nameof(verbose), verbose),
            (nameof(callbacks), callbacks), (nameof(validation_split), validation_split),
            (nameof(validation_data), validation_data), (nameof(shuffle), shuffle), (nameof(class_weight), class_weight),
            (nameof(sample_weight), sample_weight), (nameof(initial_epoch), initial_epoch),
            (nameof(steps_per_epoch), steps_per_epoch?.Count), (nameof(validation_steps), validation_steps?.Count),
            (nameof(validation_batch_size), validation_batch_size), (nameof(validation_freq), validation_freq),
            (nameof(max_queue_size), max_queue_size), (nameof(workers), workers),
            (nameof(use_multiprocessing), use_multiprocessing),
        ];
        foreach (var (name, value) in given) { if (value is not null) { args[name] = value; } }
        if (folds != 1) { args["folds"] = folds; }
        if (cancel.CanBeCanceled) { args["cancel"] = cancel; }
        search(args, parallel, processes, devices);
    }

    /// <summary>
    /// Builds and trains the trial's model, executions_per_trial times, and keeps the weights of the best epoch of all of them.
    /// </summary>
    /// <inheritdoc/>
    public override TrialResult? run_trial(Trial trial, SearchArguments args)
    {
        get_trial_dir(trial.trial_id);
        var keeper = new SaveBestEpoch(oracle.objective, GetCheckpointFile(trial.trial_id));
        List<CallbackHooks> callbacks = [.. args.get<IEnumerable<CallbackHooks>?>("callbacks") ?? []];
        var results = new List<TrialResult>();
        int run = 0;
        foreach (SearchArguments part in Enumerable.Range(0, executions_per_trial).SelectMany(_ => Folds.Of(args)))
        {
            if (Stopping) { break; }
            List<CallbackHooks> own = [.. Boards.Of(callbacks.Select(c => DeepCopy.Of(c)), trial, run++),
                new TunerCallback(this, trial), keeper];
            results.Add(BuildAndFit(trial, part.with("callbacks", own)));
        }
        return results;
    }

    /// <summary>Builds a trial's model as run_trial trains it; Hyperband loads the parent's weights into it.</summary>
    /// <param name="hp">The trial's values.</param>
    protected virtual Model build_model(HyperParameters hp) => Build(hp);

    /// <summary>The trial's model with the weights of its best epoch.</summary>
    /// <param name="trial">The trial that it is about.</param>
    /// <exception cref="InvalidOperationException">No weights were kept.</exception>
    public override object load_model(Trial trial)
    {
        if (FindKeptWeights(trial) is not { } kept) { throw NoWeights(trial, GetTrialFolder(trial.trial_id)); }
        // Not by build_model: a promoted trial's own weights are whole, its parent's need not be there any more.
        Model model = TryBuild(trial.hyperparameters, Build);
        LoadWeights(model, trial.trial_id, kept);
        return model;
    }

    /// <summary>
    /// The best trials' models, best first, each with the weights of its best epoch. Training again on all data with
    /// <see cref="BaseTuner.get_best_hyperparameters"/> is better still.
    /// </summary>
    /// <param name="num_models">How many at most.</param>
    /// <exception cref="InvalidOperationException">No weights were kept.</exception>
    public new List<Model> get_best_models(int num_models = 1) => [.. oracle.get_best_trials(num_models).Select(t => (Model)load_model(t))];

    private TrialResult BuildAndFit(Trial trial, SearchArguments args)
    {
        HyperParameters hp = trial.hyperparameters;
        Model model = TryBuild(hp, build_model);
        TrialResult result = TrialResult.Validate(hypermodel!.fit(hp, model, args), oracle.objective, "HyperModel.fit()");
        // A model without an input_shape gets its weights from the data; building it anew takes this.
        if (model.built)
        {
            ProjectFile.Write(BuildFile(trial.trial_id),
                Encoding.ASCII.GetBytes(PythonJson.FormatText(new Config { ["input_shape"] = DescribeSizes(model) })));
        }
        return result;
    }

    private protected string GetCheckpointFile(string trial_id) => Path.Combine(GetTrialFolder(trial_id), Checkpoint);

    private string GetTrialFolder(string trial_id) => Path.Combine(project_dir, $"trial_{trial_id}");

    /// <summary>
    /// The file of a trial's best weights: this library's, or the TensorFlow checkpoint that KerasTuner wrote under 1.1 and later, or under
    /// 1.0, epoch by epoch. Null: there is none.
    /// </summary>
    private protected string? FindKeptWeights(Trial trial)
    {
        string folder = GetTrialFolder(trial.trial_id);
        string epochs = Path.Combine(folder, "checkpoints");
        IEnumerable<string> old = !Directory.Exists(epochs)
            ? []
            : ((string[])[$"epoch_{trial.best_step ?? 0}", "epoch_0"]).Select(e => Path.Combine(epochs, e, "checkpoint"));
        if (File.Exists(GetCheckpointFile(trial.trial_id))) { return GetCheckpointFile(trial.trial_id); }
        return old.Prepend(Path.Combine(folder, "checkpoint")).FirstOrDefault(prefix => File.Exists(prefix + ".index"));
    }

    private string BuildFile(string trial_id) => Path.Combine(project_dir, $"trial_{trial_id}", "build_config.json");

    /// <summary>Reads a trial's kept weights into a model.</summary>
    private protected void LoadWeights(Model model, string trial_id, string file)
    {
        if (!model.built && File.Exists(BuildFile(trial_id)))
        {
            var sizes = ProjectFile.Read(BuildFile(trial_id), c => (List<object?>)c["input_shape"]!);
            model.build(new Shape([.. sizes.Select(s => (long?)s)]));
        }
        _ = model.load_weights(file).expect_partial();
    }

    private static List<object?>? DescribeSizes(Model model)
    {
        try { return [.. model.input_shape.Select(d => (object?)d)]; }
        // A subclassed model has no one input shape.
        catch (Exception e) when (e is InvalidOperationException or NotSupportedException) { return null; }
    }

    private Model Build(HyperParameters hp)
    {
        object? made = hypermodel!.Build(hp);
        Model model = made as Model ?? throw HyperModel.NoModel(made);
        Recompile(model);
        return model;
    }

    private Model TryBuild(HyperParameters hp, Func<HyperParameters, Model> build)
    {
        // Every trial's layers are called alike, "dense", "dense_1" …, on which the names of metrics may hang. Side by side, each thread
        // has names of its own.
        using IDisposable? names = Workers == 1 ? null : Names.StartAnew();
        if (Workers == 1) { keras.backend.clear_session(); }
        // What the last trial left is given back before the next model takes its place.
#pragma warning disable RS0030 // once a trial, between two models
        GC.Collect();
#pragma warning restore RS0030
        GC.WaitForPendingFinalizers();
        Model model = build(hp);
        long size = model.built ? model.trainable_weights.Sum(w => w.Size) : 0;
        return max_model_size is { } most && size > most
            ? throw new FailedTrialError($"Oversized model: {size} parameters. Skip model.")
            : model;
    }

    private void Recompile(Model model)
    {
        if (optimizer is null && loss is null && metrics is null) { return; }
        CompileArguments? was = model.CompileArguments;
        model.compile(optimizer is null ? was?.optimizer : DeepCopy.Of(optimizer), loss ?? was?.loss, metrics ?? was?.metrics,
            was?.loss_weights, was?.weighted_metrics);
    }

    private static InvalidOperationException NoWeights(Trial trial, string folder)
    {
        string again = "Train it again: `var hp = tuner.get_best_hyperparameters()[0]; var model = tuner.hypermodel.build(hp); "
            + "model.fit(...)`.";
        return new InvalidOperationException($"Trial {trial.trial_id} has kept no weights ({Path.Combine(folder, Checkpoint)} is missing, "
            + $"and there is no TensorFlow checkpoint). {again}");
    }
}
