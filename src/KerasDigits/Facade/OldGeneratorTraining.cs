using System.Runtime.CompilerServices;
using KerasDigits.Data;
using KerasDigits.Training;

namespace KerasDigits;

/// <summary>
/// fit_generator, evaluate_generator and predict_generator, which TF 2.3.1 still has for programs written before fit took generators.
/// </summary>
/// <remarks>They call <see cref="TrainableModel.fit"/>, <see cref="TrainableModel.evaluate"/> and <see cref="TrainableModel.predict"/>, in
/// the old order of arguments; a Sequence, which could be taken for a generator, goes as what it is. Source: tf.keras 2.3.1,
/// engine/training.py.</remarks>
public static class OldGeneratorTraining
{
    /// <summary>Trains on a Sequence or flow; see <see cref="TrainableModel.fit"/> for the arguments.</summary>
    /// <param name="model">The compiled model.</param>
    /// <param name="generator">A Sequence, a flow or a data set.</param>
    /// <param name="steps_per_epoch">Batches per epoch; null: all.</param>
    /// <param name="epochs">Epoch to stop at, counted from 1.</param>
    /// <param name="verbose">0: silent, 1: a progress bar, 2: one line per epoch.</param>
    /// <param name="callbacks">Called at the hooks of the run; null: none.</param>
    /// <param name="validation_data">Data to evaluate after each epoch; null: no validation.</param>
    /// <param name="validation_steps">Batches per validation; null: all.</param>
    /// <param name="validation_freq">Validate every this many epochs (1 by default), or after the epochs of a list, counted from 1.</param>
    /// <param name="class_weight">Factor of the loss by class number; null: all 1.</param>
    /// <param name="max_queue_size">Batches that are prepared ahead.</param>
    /// <param name="workers">Threads that prepare batches.</param>
    /// <param name="use_multiprocessing">Accepted for compatibility; threads do the work.</param>
    /// <param name="shuffle">Whether the batches of a Sequence are shuffled before each epoch; null: true.</param>
    /// <param name="initial_epoch">Epoch to start with, from 0.</param>
    /// <returns>Losses and metrics of each epoch.</returns>
    public static History fit_generator(this TrainableModel model, ModelData generator, Steps? steps_per_epoch = null, int epochs = 1,
        int verbose = 1, IEnumerable<CallbackHooks>? callbacks = null, ValidationData? validation_data = null,
        Steps? validation_steps = null, ValidationFreq validation_freq = default, Dictionary<int, double>? class_weight = null,
        int max_queue_size = 10, int workers = 1, bool use_multiprocessing = false, Shuffle? shuffle = null, int initial_epoch = 0)
    {
        Warn("fit");
        return model.Fit(new FitArguments
        {
            x = generator, epochs = epochs, verbose = verbose, callbacks = callbacks, validation_data = validation_data,
            shuffle = shuffle, class_weight = class_weight, initial_epoch = initial_epoch, steps_per_epoch = steps_per_epoch,
            validation_steps = validation_steps, validation_freq = validation_freq, max_queue_size = max_queue_size, workers = workers,
            use_multiprocessing = use_multiprocessing,
        });
    }

    /// <summary>Trains on a generator; see <see cref="TrainableModel.fit"/> for the arguments.</summary>
    /// <param name="model">The compiled model.</param>
    /// <param name="generator">Batches: Batch, (inputs, targets) or (inputs, targets, weights).</param>
    /// <param name="steps_per_epoch">Batches per epoch; null: all.</param>
    /// <param name="epochs">Epoch to stop at, counted from 1.</param>
    /// <param name="verbose">0: silent, 1: a progress bar, 2: one line per epoch.</param>
    /// <param name="callbacks">Called at the hooks of the run; null: none.</param>
    /// <param name="validation_data">Data to evaluate after each epoch; null: no validation.</param>
    /// <param name="validation_steps">Batches per validation; null: all.</param>
    /// <param name="validation_freq">Validate every this many epochs (1 by default), or after the epochs of a list, counted from 1.</param>
    /// <param name="class_weight">Factor of the loss by class number; null: all 1.</param>
    /// <param name="max_queue_size">Batches that are prepared ahead.</param>
    /// <param name="workers">Threads that prepare batches.</param>
    /// <param name="use_multiprocessing">Accepted for compatibility; threads do the work.</param>
    /// <param name="shuffle">Whether the batches of a Sequence are shuffled before each epoch; null: true.</param>
    /// <param name="initial_epoch">Epoch to start with, from 0.</param>
    /// <returns>Losses and metrics of each epoch.</returns>
    [OverloadResolutionPriority(-1)]
    public static History fit_generator<TBatch>(this TrainableModel model, IEnumerable<TBatch> generator, Steps? steps_per_epoch = null,
        int epochs = 1, int verbose = 1, IEnumerable<CallbackHooks>? callbacks = null, ValidationData? validation_data = null,
        Steps? validation_steps = null, ValidationFreq validation_freq = default, Dictionary<int, double>? class_weight = null,
        int max_queue_size = 10, int workers = 1, bool use_multiprocessing = false, Shuffle? shuffle = null, int initial_epoch = 0) =>
        model.fit_generator(ModelData.From(generator), steps_per_epoch, epochs, verbose, callbacks, validation_data, validation_steps,
            validation_freq, class_weight, max_queue_size, workers, use_multiprocessing, shuffle, initial_epoch);

    /// <summary>Trains and validates on generators; see <see cref="TrainableModel.fit"/> for the arguments.</summary>
    /// <param name="model">The compiled model.</param>
    /// <param name="generator">Batches: Batch, (inputs, targets) or (inputs, targets, weights).</param>
    /// <param name="validation_data">Gives the batches to evaluate after each epoch.</param>
    /// <param name="steps_per_epoch">Batches per epoch; null: all.</param>
    /// <param name="epochs">Epoch to stop at, counted from 1.</param>
    /// <param name="verbose">0: silent, 1: a progress bar, 2: one line per epoch.</param>
    /// <param name="callbacks">Called at the hooks of the run; null: none.</param>
    /// <param name="validation_steps">Batches per validation; null: all.</param>
    /// <param name="validation_freq">Validate every this many epochs (1 by default), or after the epochs of a list, counted from 1.</param>
    /// <param name="class_weight">Factor of the loss by class number; null: all 1.</param>
    /// <param name="max_queue_size">Batches that are prepared ahead.</param>
    /// <param name="workers">Threads that prepare batches.</param>
    /// <param name="use_multiprocessing">Accepted for compatibility; threads do the work.</param>
    /// <param name="shuffle">Whether the batches of a Sequence are shuffled before each epoch; null: true.</param>
    /// <param name="initial_epoch">Epoch to start with, from 0.</param>
    [OverloadResolutionPriority(-2)]
    public static History fit_generator<TBatch, TValidation>(this TrainableModel model, IEnumerable<TBatch> generator,
        IEnumerable<TValidation> validation_data, Steps? steps_per_epoch = null, int epochs = 1, int verbose = 1,
        IEnumerable<CallbackHooks>? callbacks = null, Steps? validation_steps = null, ValidationFreq validation_freq = default,
        Dictionary<int, double>? class_weight = null, int max_queue_size = 10, int workers = 1, bool use_multiprocessing = false,
        Shuffle? shuffle = null, int initial_epoch = 0) =>
        model.fit_generator(generator, steps_per_epoch, epochs, verbose, callbacks, ModelData.From(validation_data), validation_steps,
            validation_freq, class_weight, max_queue_size, workers, use_multiprocessing, shuffle, initial_epoch);

    /// <summary>Computes the loss and metrics of a Sequence or flow.</summary>
    /// <param name="model">The compiled model.</param>
    /// <param name="generator">A Sequence, a flow or a data set.</param>
    /// <param name="steps">Batches; null: all.</param>
    /// <param name="callbacks">Called at the hooks of the run; null: none.</param>
    /// <param name="max_queue_size">Batches that are prepared ahead.</param>
    /// <param name="workers">Threads that prepare batches.</param>
    /// <param name="use_multiprocessing">Accepted for compatibility; threads do the work.</param>
    /// <param name="verbose">0: silent, 1: a progress bar.</param>
    public static Evaluation evaluate_generator(this TrainableModel model, ModelData generator, Steps? steps = null,
        IEnumerable<CallbackHooks>? callbacks = null, int max_queue_size = 10, int workers = 1, bool use_multiprocessing = false,
        int verbose = 0)
    {
        Warn("evaluate");
        return model.evaluate(generator, steps: steps, callbacks: callbacks, max_queue_size: max_queue_size, workers: workers,
            use_multiprocessing: use_multiprocessing, verbose: verbose);
    }

    /// <summary>Computes the loss and metrics of a generator's batches.</summary>
    /// <param name="model">The compiled model.</param>
    /// <param name="generator">Batches: Batch, (inputs, targets) or (inputs, targets, weights).</param>
    /// <param name="steps">Batches; null: all.</param>
    /// <param name="callbacks">Called at the hooks of the run; null: none.</param>
    /// <param name="max_queue_size">Batches that are prepared ahead.</param>
    /// <param name="workers">Threads that prepare batches.</param>
    /// <param name="use_multiprocessing">Accepted for compatibility; threads do the work.</param>
    /// <param name="verbose">0: silent, 1: a progress bar.</param>
    [OverloadResolutionPriority(-1)]
    public static Evaluation evaluate_generator<TBatch>(this TrainableModel model, IEnumerable<TBatch> generator, Steps? steps = null,
        IEnumerable<CallbackHooks>? callbacks = null, int max_queue_size = 10, int workers = 1, bool use_multiprocessing = false,
        int verbose = 0) =>
        model.evaluate_generator(ModelData.From(generator), steps, callbacks, max_queue_size, workers, use_multiprocessing, verbose);

    /// <summary>Computes the outputs of a Sequence or flow.</summary>
    /// <param name="model">The compiled model.</param>
    /// <param name="generator">A Sequence, a flow or a data set.</param>
    /// <param name="steps">Batches; null: all.</param>
    /// <param name="callbacks">Called at the hooks of the run; null: none.</param>
    /// <param name="max_queue_size">Batches that are prepared ahead.</param>
    /// <param name="workers">Threads that prepare batches.</param>
    /// <param name="use_multiprocessing">Accepted for compatibility; threads do the work.</param>
    /// <param name="verbose">0: silent, 1: a progress bar.</param>
    public static Predictions predict_generator(this TrainableModel model, ModelData generator, Steps? steps = null,
        IEnumerable<CallbackHooks>? callbacks = null, int max_queue_size = 10, int workers = 1, bool use_multiprocessing = false,
        int verbose = 0)
    {
        Warn("predict");
        return model.predict(generator, steps: steps, callbacks: callbacks, max_queue_size: max_queue_size, workers: workers,
            use_multiprocessing: use_multiprocessing, verbose: verbose);
    }

    /// <summary>Computes the outputs of a generator's batches.</summary>
    /// <param name="model">The compiled model.</param>
    /// <param name="generator">Batches: Batch, (inputs, targets) or (inputs, targets, weights).</param>
    /// <param name="steps">Batches; null: all.</param>
    /// <param name="callbacks">Called at the hooks of the run; null: none.</param>
    /// <param name="max_queue_size">Batches that are prepared ahead.</param>
    /// <param name="workers">Threads that prepare batches.</param>
    /// <param name="use_multiprocessing">Accepted for compatibility; threads do the work.</param>
    /// <param name="verbose">0: silent, 1: a progress bar.</param>
    [OverloadResolutionPriority(-1)]
    public static Predictions predict_generator<TBatch>(this TrainableModel model, IEnumerable<TBatch> generator, Steps? steps = null,
        IEnumerable<CallbackHooks>? callbacks = null, int max_queue_size = 10, int workers = 1, bool use_multiprocessing = false,
        int verbose = 0) =>
        model.predict_generator(ModelData.From(generator), steps, callbacks, max_queue_size, workers, use_multiprocessing, verbose);

    private static void Warn(string verb) =>
        Deprecation.Warn($"Model.{verb}_generator", "engine.training", "in a future version",
            $"Please use Model.{verb}, which supports generators.");
}
