using KerasDigits.Backend;
using KerasDigits.Data;
using KerasDigits.Training.Small;

namespace KerasDigits.Training;

public abstract partial class TrainableModel
{
    /// <summary>Trains the model for a number of epochs.</summary>
    /// <param name="x">Inputs: arrays (first axis samples), a dictionary by input name, a Sequence or a generator of batches.</param>
    /// <param name="y">Targets, an array per output; null: x yields them too (generators, data sets), or none are needed.</param>
    /// <param name="batch_size">Samples per step; null: 32. Ignored for generators, which give finished batches.</param>
    /// <param name="epochs">Epoch to stop at (counted from 0, not from initial_epoch).</param>
    /// <param name="verbose">0: silent, 1: progress bar, 2: one line per epoch.</param>
    /// <param name="callbacks">Called at the hooks of training, in their order; null: none.</param>
    /// <param name="validation_split">Fraction of the arrays, from their end and before shuffling, that is kept for validation: 0 …
    /// 1.</param>
    /// <param name="validation_data">Data to evaluate after each epoch; wins over validation_split; null: none but that of
    /// validation_split.</param>
    /// <param name="shuffle">Whether each epoch has a new order: true, false, or "batch" for the order of batches; null: true.</param>
    /// <param name="class_weight">Factor of the loss by class number; null: all 1.</param>
    /// <param name="sample_weight">Factor of the loss for each sample; null: all 1.</param>
    /// <param name="initial_epoch">Epoch to start with, to resume a run.</param>
    /// <param name="steps_per_epoch">Batches per epoch; null: all data, or until the generator ends.</param>
    /// <param name="validation_steps">Batches per validation; null: all.</param>
    /// <param name="validation_batch_size">Samples per validation step; null: batch_size.</param>
    /// <param name="validation_freq">Validate every this many epochs (1 by default), or after the epochs of a list, counted from 1.</param>
    /// <param name="max_queue_size">Batches prepared ahead from a Sequence.</param>
    /// <param name="workers">Threads that prepare a Sequence's batches.</param>
    /// <param name="use_multiprocessing">Accepted for compatibility with Keras and ignored: threads do the work.</param>
    /// <param name="cancel">Ends the run after its current batch, as Ctrl-C does (<see cref="Interrupt"/>): fit returns as usual, and the
    /// History says that it was interrupted.</param>
    /// <returns>The History: losses and metrics of each epoch.</returns>
    /// <exception cref="InvalidOperationException">The model is not compiled.</exception>
    /// <exception cref="ArgumentException">Data or arguments do not fit; the message says what must hold.</exception>
    public History fit(ModelData x, ModelData? y = null, int? batch_size = null, int epochs = 1, int verbose = 1,
        IEnumerable<CallbackHooks>? callbacks = null, double validation_split = 0, ValidationData? validation_data = null,
        Shuffle? shuffle = null, Dictionary<int, double>? class_weight = null, ModelData? sample_weight = null, int initial_epoch = 0,
        Steps? steps_per_epoch = null, Steps? validation_steps = null, int? validation_batch_size = null,
        ValidationFreq validation_freq = default, int max_queue_size = 10, int workers = 1, bool use_multiprocessing = false,
        CancellationToken cancel = default) => Fit(new FitArguments
    {
        x = x, y = y, batch_size = batch_size, epochs = epochs, verbose = verbose, callbacks = callbacks,
        validation_split = validation_split, validation_data = validation_data, shuffle = shuffle, class_weight = class_weight,
        sample_weight = sample_weight, initial_epoch = initial_epoch, steps_per_epoch = steps_per_epoch,
        validation_steps = validation_steps, validation_batch_size = validation_batch_size, validation_freq = validation_freq,
        max_queue_size = max_queue_size, workers = workers, use_multiprocessing = use_multiprocessing, cancel = cancel,
    });

    /// <summary>Trains the model with fit's arguments, whichever form of fit they came by.</summary>
    internal History Fit(FitArguments given)
    {
        try { return RunEpochs(given); }
        catch (Exception e) when (EndsAll(e)) { throw; }
        finally { _fits = false; }
    }

    private History RunEpochs(FitArguments given)
    {
        _ = CompileArguments ?? throw NotCompiled();
        CheckRun(given.batch_size, given.verbose);
        given.Check();
        int? perEpoch = Steps.Check(given.steps_per_epoch, nameof(given.steps_per_epoch)),
            perValidation = Steps.Check(given.validation_steps, nameof(given.validation_steps));
        int epochs = given.epochs;
        using var run = _runs.Begin(name, nameof(fit), trains: true);
        using var claim = new WeightClaim(name);
        using var flags = _flags!.RestoreAloud();
        BeginTogether();
        Shuffle order = given.shuffle ?? true;
        bool splits = given.validation_split > 0 && given.validation_data is null;
        using BatchSource source = Split(MakeSource(given.x, given.y, given.sample_weight, given.class_weight, given.batch_size,
            order.Samples || order.Batches, order.Batches, perEpoch is null ? null : Math.Max(1, epochs - given.initial_epoch),
            splits ? (given.validation_split, false) : null, given.workers, given.max_queue_size, perEpoch));
        int? validationSize = given.validation_batch_size ?? given.batch_size;
        using BatchSource? validation = splits
            ? MakeSource(given.x, given.y, given.sample_weight, null, validationSize, part: (given.validation_split, true),
                steps: perValidation)
            : given.validation_data is not { } apart ? null
            : MakeSource(apart.x, apart.y, apart.sample_weight, null, validationSize, workers: given.workers,
                queue: given.max_queue_size, steps: perValidation);
        if (validation is not null) { _ = Split(validation); }
        // Epoch after epoch the whole of a generator that ends: the metrics of no batch would be taken for results.
        if (validation is StreamSource generated) { generated.StartsAnewAtItsEnd = true; }
        if (source is StreamSource stream && perEpoch == source.Steps && given.x.Dataset is not null) { stream.Reopens = true; }
        long? steps = perEpoch ?? source.Steps;
        CheckEnds(source, steps, nameof(given.steps_per_epoch));
        if (validation is not null) { CheckEnds(validation, perValidation, nameof(given.validation_steps)); }
        var list = new CallbackList(ChooseCallbacks(given.callbacks), this, new FitParams(given.verbose, epochs, steps), add_history: true,
            add_progbar: given.verbose != 0 && IsChief);
        using var flush = FlushDenormals();
        using var memory = ProcessMemory.MarkInUse();
        using var weights = RunWeights.Begin(trains: true);
        using var interrupt = Interrupt.Watch(given.cancel);
        using var backup = RunBackup.Of(list, this, source, validation);
        using var silence = _replicas?.Silence();
        stop_training = false;
        _fits = true;
        Validates = validation is not null;
        list.on_train_begin();
        int first = backup?.Restore(given.initial_epoch) ?? given.initial_epoch;
        bool ended = stop_training && backup?.Resumed == true; // by a callback, before the run was cut
        Logs? logs = backup?.Logs;
        for (int epoch = first; epoch < epochs && !ended; epoch++)
        {
            reset_metrics();
            list.on_epoch_begin(epoch);
            if (perEpoch is null && source is StreamSource { LengthNow: { } length }) { steps = length(); }
            long done = RunEpoch(source, steps, list, interrupt, claim, backup, epoch, epoch > first,
                Math.Max(1, epochs - given.initial_epoch));
            bool cut = IsCut(interrupt) && !(Compat.Is215 && stop_training) && done != steps;
            if (done == 0 && logs is null && !cut)
            {
                throw new ArgumentException("Expect x to be a non-empty array or dataset: the generator gave no batch.", nameof(given.x));
            }
            // A generator that gives nothing more leaves the last epoch's values in TF 2.3.1, those of metrics that saw nothing in 2.15.
            if (done > 0 || Compat.Is215) { logs = new Logs(ReadLogs()); }
            if (!cut && validation is not null && given.validation_freq.Holds(epoch))
            {
                Results? results = Evaluate(validation, perValidation, list, nameof(given.validation_data), interrupt);
                foreach (var (name, value) in results ?? []) { logs![$"val_{name}"] = value; }
                foreach (var (name, values) in results?.Arrays ?? []) { logs!.SetArray($"val_{name}", values); }
                cut = results is null;
            }
            if (cut)
            {
                list.CutEpoch(epoch, done > 0 ? logs : null);
                break;
            }
            steps ??= done;
            list.on_epoch_end(epoch, logs!);
            _ = Stops();
            source.EndEpoch();
            backup?.EndEpoch(epoch, logs!);
            ended = stop_training || done < steps;
            if (IsCut(interrupt) && !ended && epoch + 1 < epochs)
            {
                history!.Interrupted = true;
                break;
            }
        }
        if (backup is { Resumed: true } && built)
        {
            backup.RestoreModel(); // where no epoch was left to run
            _ = OwnTrainStep ? null : LayParameters();
        }
        _parameters?.EndTraining();
        list.on_train_end(logs);
        EndTogether();
        return history!;
    }

    /// <summary>Whether the run of fit has validation data.</summary>
    internal bool Validates { get; private set; }

    private long RunEpoch(BatchSource source, long? steps, CallbackList list, Interrupt interrupt, WeightClaim claim, RunBackup? backup,
        int epoch, bool seenBefore, int epochs)
    {
        backup?.BeginEpoch();
        source.BeginEpoch();
        FlatParameters? parameters = null;
        using var threads = new StepThreads();
        var shapes = new ShapeWatch();
        long first = seenBefore ? 0 : backup?.Skip ?? 0, step = first;
        bool begun = false;
        for (long i = 0; i < first; i++)
        {
            using var dropped = Scopes.Step();
            _ = source.TryNext(out _);
        }
        for (; steps is null || step < steps; step++)
        {
            if (IsCut(interrupt)) { return step; }
            using var scope = Scopes.Step();
            var (begins, ends) = FindGroupEnds(step, steps);
            if (begins) { list.on_train_batch_begin((int)step); }
            // A batch that a compiled step reads from the arrays never becomes tensors.
            SmallStep? small = step > first && source is ArraySource ? FindSmallStep(null, parameters) : null;
            var arrays = small?.Follows(source) == true ? (ArraySource)source : null;
            long start = 0;
            int size = 0;
            TensorBatch batch = default;
            if (arrays is null ? !source.TryNext(out batch) : !arrays.TryAdvance(out start, out size))
            {
                if (steps is { } wanted) { WarnOutOfData(wanted * epochs); }
                break;
            }
            // A Sequence may say that it is longer than its data: nothing is learnt from a batch without samples, but callbacks hear of it,
            // as in Keras.
            bool empty = arrays is null && batch.Size == 0;
            if (!empty)
            {
                if (!begun)
                {
                    BuildFor(batch);
                    backup?.RestoreModel();
                }
                using var flags = RestoreTraced();
                if (!begun)
                {
                    begun = true;
                    claim.Take(trainable_weights, weights);
                    parameters = OwnTrainStep ? null : LayParameters();
                    if (!seenBefore) { ShareWeights(backup?.Resumed == true); }
                    threads.Choose(Work(batch));
                }
                // A callback may have trained another model that shares layers with this one.
                if (parameters?.IsActive == false) { parameters = LayParameters(); }
                using (threads.Hold()) { RunTogether(Take, parameters, interrupt); }
            }
            if (ends) { list.TrainBatchEnd(step, ReadLateLogs); }
            backup?.EndBatch(epoch, step + 1, steps);
            ProcessMemory.Sweep();
            // TF 2.3.1 looks at stop_training when the epoch has ended.
            if (Compat.Is215 && Stops()) { return step + 1; }

            void Take()
            {
                if (arrays is not null && small!.TryRun(arrays, start, size)) { return; }
                if (arrays is not null) { batch = arrays.Cut(start, size); }
                TrainStep(batch, parameters, validate: shapes.IsNew(batch) && (step > first || !seenBefore));
            }
        }
        return begun || first > 0 ? step : 0;
    }
}

/// <summary>What fit takes as shuffle: true, false or "batch".</summary>
public readonly struct Shuffle
{
    internal bool Samples { get; private init; }

    internal bool Batches { get; private init; }

    /// <summary>Whether samples are shuffled.</summary>
    public static implicit operator Shuffle(bool on) => new() { Samples = on };

    /// <summary>"batch": the order of batches is shuffled, not the samples inside.</summary>
    /// <exception cref="ArgumentException">The word is not "batch".</exception>
    public static implicit operator Shuffle(string word) => new() { Batches = Guard.OneOf(word, ["batch"], "shuffle") == "batch" };
}
