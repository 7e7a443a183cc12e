using System.Runtime.CompilerServices;
using KerasDigits.Data;
using KerasDigits.Training;

namespace KerasDigits;

/// <summary>
/// fit, evaluate and predict over a Python-style generator: a C# iterator that yields (x, y), (x, y, sample_weight), or only x, each an
/// array, several or a dictionary of arrays, or <see cref="Batch"/> objects.
/// </summary>
/// <remarks>C# allows no conversion from an interface, so iterators have methods of their own. A run goes on from epoch to epoch where the
/// iterator stands; each new call of fit restarts it.</remarks>
public static class GeneratorTraining
{
    /// <summary>Trains on batches as they come; see <see cref="TrainableModel.fit"/>.</summary>
    /// <param name="model">The compiled model.</param>
    /// <param name="x">Gives the batches: x, (x, y) or (x, y, sample_weight).</param>
    /// <param name="epochs">Epoch to stop at.</param>
    /// <param name="verbose">0: silent, 1: progress bar, 2: one line per epoch.</param>
    /// <param name="callbacks">Called at the hooks of training, in their order; null: none.</param>
    /// <param name="validation_data">Data to evaluate after each epoch; null: none.</param>
    /// <param name="class_weight">Factor of the loss by class number; null: all 1.</param>
    /// <param name="initial_epoch">Epoch to start with.</param>
    /// <param name="steps_per_epoch">Batches per epoch; null: until the generator ends.</param>
    /// <param name="validation_steps">Batches per validation; null: all.</param>
    /// <param name="validation_freq">Validate every this many epochs (1 by default), or after the epochs of a list, counted from 1.</param>
    /// <param name="max_queue_size">As in fit; an iterator's batches are made when they are wanted.</param>
    /// <param name="workers">Accepted for compatibility with Keras and ignored: batches are made as they are wanted.</param>
    /// <param name="use_multiprocessing">Accepted for compatibility with Keras and ignored: batches are made as they are wanted.</param>
    /// <exception cref="ArgumentException">The generator yields something else, or nothing.</exception>
    public static History fit<TBatch>(this TrainableModel model, IEnumerable<TBatch> x, int epochs = 1, int verbose = 1,
        IEnumerable<CallbackHooks>? callbacks = null, ValidationData? validation_data = null, Dictionary<int, double>? class_weight = null,
        int initial_epoch = 0, Steps? steps_per_epoch = null, Steps? validation_steps = null, ValidationFreq validation_freq = default,
        int max_queue_size = 10, int workers = 1, bool use_multiprocessing = false) =>
        model.Fit(new FitArguments
        {
            x = ModelData.From(x), epochs = epochs, verbose = verbose, callbacks = callbacks, validation_data = validation_data,
            class_weight = class_weight, initial_epoch = initial_epoch, steps_per_epoch = steps_per_epoch,
            validation_steps = validation_steps, validation_freq = validation_freq, max_queue_size = max_queue_size, workers = workers,
            use_multiprocessing = use_multiprocessing,
        });

    /// <summary>Trains and validates on generators; see <see cref="TrainableModel.fit"/>.</summary>
    /// <inheritdoc cref="fit{TBatch}(TrainableModel, IEnumerable{TBatch}, int, int, IEnumerable{CallbackHooks}, ValidationData, Dictionary{int, double}, int, Steps?, Steps?, ValidationFreq, int, int, bool)"/>
    [OverloadResolutionPriority(-1)]
    public static History fit<TBatch, TValidation>(this TrainableModel model, IEnumerable<TBatch> x,
        IEnumerable<TValidation> validation_data, int epochs = 1, int verbose = 1, IEnumerable<CallbackHooks>? callbacks = null,
        Dictionary<int, double>? class_weight = null, int initial_epoch = 0, Steps? steps_per_epoch = null, Steps? validation_steps = null,
        ValidationFreq validation_freq = default, int max_queue_size = 10, int workers = 1, bool use_multiprocessing = false) =>
        model.fit(x, epochs, verbose, callbacks, ModelData.From(validation_data), class_weight, initial_epoch, steps_per_epoch,
            validation_steps, validation_freq, max_queue_size, workers, use_multiprocessing);

    /// <summary>
    /// Trains on arrays or a Sequence and validates on a generator, which starts over in each epoch where no validation_steps are given;
    /// see <see cref="TrainableModel.fit"/>.
    /// </summary>
    /// <param name="model">A compiled model.</param>
    /// <param name="x">Inputs: arrays, a Sequence or a data set.</param>
    /// <param name="y">Targets; null: x holds them.</param>
    /// <param name="batch_size">Samples of a batch, above 0; null: 32.</param>
    /// <param name="epochs">Epoch to stop at, counted from 1.</param>
    /// <param name="verbose">0: silent, 1: a progress bar, 2: one line per epoch.</param>
    /// <param name="callbacks">Called at the hooks of training; null: none.</param>
    /// <param name="validation_split">Fraction of the last samples to validate on, 0 up to, not including, 1.</param>
    /// <param name="validation_data">Batches to evaluate after each epoch; null: no validation.</param>
    /// <param name="shuffle">Whether samples are shuffled before each epoch, or "batch"; null: true.</param>
    /// <param name="class_weight">Factor of the loss by class number; null: all 1.</param>
    /// <param name="sample_weight">Weight of each sample; null: all 1.</param>
    /// <param name="initial_epoch">Epoch to start with, from 0.</param>
    /// <param name="steps_per_epoch">Batches per epoch; null: all.</param>
    /// <param name="validation_steps">Batches per validation; null: all.</param>
    /// <param name="validation_batch_size">Samples of a batch in validation; null: batch_size.</param>
    /// <param name="validation_freq">Validate every this many epochs (1 by default), or after the epochs of a list, counted from 1.</param>
    /// <param name="max_queue_size">Batches that are prepared ahead.</param>
    /// <param name="workers">Threads that prepare batches.</param>
    /// <param name="use_multiprocessing">Accepted for compatibility; threads do the work.</param>
    /// <param name="cancel">Ends the run after its current batch.</param>
    /// <returns>Losses and metrics of each epoch.</returns>
    /// <exception cref="ArgumentException">Data or arguments do not fit.</exception>
    [OverloadResolutionPriority(-2)]
    public static History fit<TValidation>(this TrainableModel model, ModelData x, ModelData? y = null, int? batch_size = null,
        int epochs = 1, int verbose = 1, IEnumerable<CallbackHooks>? callbacks = null, double validation_split = 0,
        IEnumerable<TValidation>? validation_data = null, Shuffle? shuffle = null, Dictionary<int, double>? class_weight = null,
        ModelData? sample_weight = null, int initial_epoch = 0, Steps? steps_per_epoch = null, Steps? validation_steps = null,
        int? validation_batch_size = null, ValidationFreq validation_freq = default, int max_queue_size = 10, int workers = 1,
        bool use_multiprocessing = false, CancellationToken cancel = default) =>
        model.fit(x, y, batch_size, epochs, verbose, callbacks, validation_split,
            validation_data is null ? null : (ValidationData)ModelData.From(validation_data), shuffle, class_weight, sample_weight,
            initial_epoch, steps_per_epoch, validation_steps, validation_batch_size, validation_freq, max_queue_size, workers,
            use_multiprocessing, cancel);

    /// <summary>Computes the loss and metrics of a generator's batches; see <see cref="TrainableModel.evaluate"/>.</summary>
    /// <param name="model">The compiled model.</param>
    /// <param name="x">Gives the batches: x, (x, y) or (x, y, sample_weight).</param>
    /// <param name="steps">Batches to use; null: until the generator ends.</param>
    /// <param name="verbose">0: silent, 1: progress bar.</param>
    /// <param name="callbacks">Called at the hooks of testing, in their order; null: none.</param>
    /// <param name="max_queue_size">As in evaluate; an iterator's batches are made when they are wanted.</param>
    /// <param name="workers">Accepted for compatibility with Keras and ignored: batches are made as they are wanted.</param>
    /// <param name="use_multiprocessing">Accepted for compatibility with Keras and ignored: batches are made as they are wanted.</param>
    /// <param name="return_dict">Without effect: the result is read by position and by name alike.</param>
    public static Evaluation evaluate<TBatch>(this TrainableModel model, IEnumerable<TBatch> x, Steps? steps = null, int verbose = 1,
        IEnumerable<CallbackHooks>? callbacks = null, int max_queue_size = 10, int workers = 1, bool use_multiprocessing = false,
        bool return_dict = false) =>
        model.evaluate(ModelData.From(x), steps: steps, verbose: verbose, callbacks: callbacks, max_queue_size: max_queue_size,
            workers: workers, use_multiprocessing: use_multiprocessing, return_dict: return_dict);

    /// <summary>
    /// Computes the outputs of a generator's batches, whose targets are not looked at; see <see cref="TrainableModel.predict"/>.
    /// </summary>
    /// <param name="model">The compiled model.</param>
    /// <param name="x">Gives the batches: x, (x, y) or (x, y, sample_weight).</param>
    /// <param name="steps">Batches to use; null: until the generator ends.</param>
    /// <param name="verbose">0: silent, 1: progress bar.</param>
    /// <param name="callbacks">Called at the hooks of prediction, in their order; null: none.</param>
    /// <param name="max_queue_size">As in predict; an iterator's batches are made when they are wanted.</param>
    /// <param name="workers">Accepted for compatibility with Keras and ignored: batches are made as they are wanted.</param>
    /// <param name="use_multiprocessing">Accepted for compatibility with Keras and ignored: batches are made as they are wanted.</param>
    public static Predictions predict<TBatch>(this TrainableModel model, IEnumerable<TBatch> x, Steps? steps = null, int verbose = 0,
        IEnumerable<CallbackHooks>? callbacks = null, int max_queue_size = 10, int workers = 1, bool use_multiprocessing = false) =>
        model.predict(ModelData.From(x), steps: steps, verbose: verbose, callbacks: callbacks, max_queue_size: max_queue_size,
            workers: workers, use_multiprocessing: use_multiprocessing);
}
