using KerasDigits.Backend;
using KerasDigits.Data;
using KerasDigits.Layers;
using NumSharp;

namespace KerasDigits.Training;

public abstract partial class TrainableModel
{
    /// <summary>Computes the loss and metrics of data.</summary>
    /// <param name="x">Inputs, as in fit.</param>
    /// <param name="y">Targets, an array per output; null: x yields them too (generators, data sets), or none are needed.</param>
    /// <param name="batch_size">Samples per step; null: 32.</param>
    /// <param name="verbose">0: silent, 1: progress bar.</param>
    /// <param name="sample_weight">Factor of the loss for each sample; null: all 1.</param>
    /// <param name="steps">Batches to use; null: all.</param>
    /// <param name="callbacks">Called at the hooks of testing, in their order; null: none.</param>
    /// <param name="max_queue_size">Batches prepared ahead from a Sequence.</param>
    /// <param name="workers">Threads that prepare a Sequence's batches.</param>
    /// <param name="use_multiprocessing">Accepted for compatibility with Keras and ignored: threads do the work.</param>
    /// <param name="return_dict">Accepted for compatibility with Keras and ignored: the result is read by position and by name
    /// alike.</param>
    /// <returns>The loss, then the metrics, in the order of metrics_names; with names as a dictionary.</returns>
    public Evaluation evaluate(ModelData x, ModelData? y = null, int? batch_size = null, int verbose = 1, ModelData? sample_weight = null,
        Steps? steps = null, IEnumerable<CallbackHooks>? callbacks = null, int max_queue_size = 10, int workers = 1,
        bool use_multiprocessing = false, bool return_dict = false)
    {
        _ = CompileArguments ?? throw NotCompiled();
        CheckRun(batch_size, verbose);
        int? wantedSteps = Steps.Check(steps, nameof(steps));
        using var run = _runs.Begin(name, nameof(evaluate), trains: false);
        BeginTogether();
        using BatchSource source = Split(MakeSource(x, y, sample_weight, null, batch_size, workers: workers, queue: max_queue_size,
            steps: wantedSteps));
        long? count = wantedSteps ?? source.Steps;
        CheckEnds(source, count, nameof(steps));
        var list = new CallbackList(ChooseCallbacks(callbacks), this, new FitParams(verbose, 1, count), add_history: false,
            add_progbar: verbose != 0
            && IsChief);
        using var flush = FlushDenormals();
        return new Evaluation(Evaluate(source, wantedSteps, list, "x")!);
    }

    /// <summary>
    /// One pass over data; null: it was interrupted. Data without a batch throw: the values of a metric that saw nothing would be taken for
    /// results.
    /// </summary>
    private Results? Evaluate(BatchSource source, long? steps, CallbackList list, string what, Interrupt? interrupt = null)
    {
        steps ??= source.Steps;
        using var memory = ProcessMemory.MarkInUse();
        using var weights = RunWeights.Begin(trains: false);
        list.on_test_begin();
        if (source.RanOut)
        {
            list.on_test_end([]);
            return [];
        }
        reset_metrics();
        source.BeginEpoch();
        using var threads = new StepThreads();
        var shapes = new ShapeWatch();
        long step = 0;
        bool begun = false;
        for (; steps is null || step < steps; step++)
        {
            if (IsCut(interrupt)) { return null; }
            using var scope = Scopes.Step();
            var (begins, ends) = FindGroupEnds(step, steps);
            if (begins) { list.on_test_batch_begin((int)step); }
            if (!source.TryNext(out TensorBatch batch))
            {
                if (steps is { } wanted)
                {
                    WarnOutOfData(wanted);
                    source.RanOut = true;
                }
                break;
            }
            bool empty = batch.Size == 0;
            if (!begun && !empty)
            {
                begun = true;
                BuildFor(batch);
                threads.Choose(Work(batch));
            }
            if (!empty) { using (threads.Hold()) { RunTogether(() => TestStep(batch, validate: shapes.IsNew(batch)), null, interrupt); } }
            if (ends) { list.TestBatchEnd(step, ReadLateLogs); }
        }
        source.EndEpoch();
        Guard.That(begun, $"Expect {what} to be a non-empty array or dataset: the generator gave no batch.", what);
        Results results = ReadLogs();
        list.on_test_end(new Logs(results));
        return results;
    }

    /// <summary>Computes the outputs of data.</summary>
    /// <param name="x">Inputs, as in fit.</param>
    /// <param name="batch_size">Samples per step; null: 32.</param>
    /// <param name="verbose">0: silent, 1: progress bar.</param>
    /// <param name="steps">Batches to use; null: all.</param>
    /// <param name="callbacks">Called at the hooks of prediction, in their order; null: none.</param>
    /// <param name="max_queue_size">Batches prepared ahead from a Sequence.</param>
    /// <param name="workers">Threads that prepare a Sequence's batches.</param>
    /// <param name="use_multiprocessing">Accepted for compatibility with Keras and ignored: threads do the work.</param>
    /// <returns>The output's values, first axis samples; of several outputs their arrays: <c>var (a, b) = model.predict(x);</c>.</returns>
    /// <remarks>May be called on any number of threads at once, also beside a fit: each batch is then computed with the weights as they
    /// were after one of the fit's steps, and the next step waits until it is.</remarks>
    public Predictions predict(ModelData x, int? batch_size = null, int verbose = 0, Steps? steps = null,
        IEnumerable<CallbackHooks>? callbacks = null, int max_queue_size = 10, int workers = 1, bool use_multiprocessing = false) =>
        new(predict_all(x, batch_size, verbose, steps, callbacks, max_queue_size, workers), OutputKeys);

    /// <summary><see cref="predict"/> as a plain list of arrays, one for each output.</summary>
    /// <param name="x">Inputs: arrays, a Sequence, a data set or a generator.</param>
    /// <param name="batch_size">Samples of a batch; null: 32.</param>
    /// <param name="verbose">0: silent, 1: a progress bar.</param>
    /// <param name="steps">Batches to predict; null: all.</param>
    /// <param name="callbacks">Told of the run; null: none.</param>
    /// <param name="max_queue_size">Batches that are prepared ahead.</param>
    /// <param name="workers">Threads that prepare batches.</param>
    /// <exception cref="ArgumentException">x gives no batch.</exception>
    public NDArray[] predict_all(ModelData x, int? batch_size = null, int verbose = 0, Steps? steps = null,
        IEnumerable<CallbackHooks>? callbacks = null, int max_queue_size = 10, int workers = 1)
    {
        CheckRun(batch_size, verbose);
        int? wantedSteps = Steps.Check(steps, nameof(steps));
        if (verbose == 0 && steps is null && callbacks is null && x is { Arrays: [var only] } && !OwnPredictStep
            && PredictSmall(only) is { } small)
        {
            return [small];
        }
        using BatchSource source = MakeSource(x, null, null, null, batch_size, workers: workers, queue: max_queue_size, steps: wantedSteps);
        long? count = wantedSteps ?? source.Steps;
        CheckEnds(source, count, nameof(steps));
        var list = new CallbackList(callbacks, this, new FitParams(verbose, 1, count), add_history: false, add_progbar: verbose != 0);
        using var flush = FlushDenormals();
        using var memory = ProcessMemory.MarkInUse();
        using var weights = RunWeights.Begin(trains: false);
        list.on_predict_begin();
        var parts = new List<Tensor[]>();
        using var outer = Scopes.Step();
        source.BeginEpoch();
        using var threads = new StepThreads();
        var shapes = new ShapeWatch();
        for (long step = 0; count is null || step < count; step++)
        {
            using var scope = Scopes.Step();
            var (begins, ends) = FindGroupEnds(step, count);
            if (begins) { list.on_predict_batch_begin((int)step); }
            if (!source.TryNext(out TensorBatch batch))
            {
                if (count is { } wanted) { WarnOutOfData(wanted); }
                break;
            }
            if (batch.Size == 0)
            {
                if (ends) { list.PredictBatchEnd(step, () => Logs.OfOutputs(() => [])); }
                continue;
            }
            if (!built) { EnsureBuilt(CallArguments.Of(Array.ConvertAll(batch.X, t => Shape.Of(t.shape)))); }
            if (parts.Count == 0) { threads.Choose(Work(batch)); }
            Tensor[] outputs;
            using (threads.Hold())
            {
                outputs = Array.ConvertAll(PredictStep(batch, validate: shapes.IsNew(batch)), t => t.MoveToOuterDisposeScope());
            }
            parts.Add(outputs);
            if (ends) { list.PredictBatchEnd(step, () => Logs.OfOutputs(() => Array.ConvertAll(outputs, Arrays.ToArray))); }
        }
        source.EndEpoch();
        list.on_predict_end();
        Guard.That(parts.Count > 0, "Expect x to be a non-empty array or dataset: the generator gave no batch.", nameof(x));
        return [.. Enumerable.Range(0, parts[0].Length).Select(i => Arrays.Concatenate([.. parts.Select(p => p[i])]))];
    }

    /// <summary>
    /// The output of a net so small that the engine's calls would cost more than its work; null: it is none, or the data need more than
    /// reading.
    /// </summary>
    private protected virtual NDArray? PredictSmall(NDArray x) => null;

    /// <summary>The class of each sample: the position of the largest value, or 0/1 for a single sigmoid output.</summary>
    /// <param name="x">Inputs: arrays, a Sequence, a data set or a generator.</param>
    /// <param name="batch_size">Samples of a batch; null: 32.</param>
    /// <param name="verbose">0: silent, 1: a progress bar.</param>
    public NDArray predict_classes(ModelData x, int? batch_size = 32, int verbose = 0)
    {
        Deprecation.Warn("Sequential.predict_classes", "engine.sequential", "after 2021-01-01",
            "Please use instead:* `np.argmax(model.predict(x), axis=-1)`,   if your model does multi-class classification   (e.g. if it "
            + "uses a `softmax` last-layer activation)."
            + "* `(model.predict(x) > 0.5).astype(\"int32\")`,   if your model does binary classification   (e.g. if it uses a `sigmoid` "
            + "last-layer activation).");
        NDArray probabilities = predict(x, batch_size, verbose);
        return probabilities.shape[^1] > 1 ? np.argmax(probabilities, -1) : (probabilities > 0.5).astype(NPTypeCode.Int32);
    }

    /// <summary>Old name of <see cref="predict"/> for models that end in probabilities.</summary>
    /// <param name="x">Inputs: arrays, a Sequence, a data set or a generator.</param>
    /// <param name="batch_size">Samples of a batch; null: 32.</param>
    /// <param name="verbose">0: silent, 1: a progress bar.</param>
    public Predictions predict_proba(ModelData x, int? batch_size = 32, int verbose = 0)
    {
        Deprecation.Warn("Sequential.predict_proba", "engine.sequential", "after 2021-01-01", "Please use `model.predict()` instead.");
        return predict(x, batch_size, verbose);
    }
}

/// <summary>
/// What evaluate returns: numbers in the order of metrics_names, also by name. A model without metrics gives only its loss, which converts
/// to double.
/// </summary>
public sealed class Evaluation : IReadOnlyList<double>, IFormattable
{
    private readonly List<KeyValuePair<string, double>> _results;

    /// <summary>Results by name; of several with one name all show the last, as Keras looks them up.</summary>
    internal Evaluation(Results results) => (arrays, _results) = (results.Arrays,
        [.. results.Select(r => KeyValuePair.Create(r.Key, results.FindLast(o => o.Key == r.Key).Value))]);

    /// <summary>
    /// The values of metrics that have several, by name: of Precision(thresholds: [.3, .6]) one for each threshold. Their number is the
    /// mean.
    /// </summary>
    public IReadOnlyDictionary<string, NDArray> arrays { get; }

    /// <inheritdoc/>
    public int Count => _results.Count;

    /// <inheritdoc/>
    public double this[int index] => _results[index].Value;

    /// <summary>A number by its name, for example "accuracy".</summary>
    /// <param name="name">Name of the loss or metric, such as "accuracy".</param>
    /// <exception cref="KeyNotFoundException">There is no number of that name.</exception>
    public double this[string name] => _results.Any(r => r.Key == name) ? _results.First(r => r.Key == name).Value
        : throw new KeyNotFoundException($"There is no \"{name}\" among {string.Join(", ", _results.Select(r => r.Key))}.");

    /// <summary>The numbers by name: what Python returns for return_dict=True.</summary>
    public Dictionary<string, double> ToDictionary() => _results.GroupBy(r => r.Key).ToDictionary(g => g.Key, g => g.Last().Value);

    /// <inheritdoc/>
    public IEnumerator<double> GetEnumerator() => _results.Select(r => r.Value).GetEnumerator();

    System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Loss and accuracy at once: <c>var (loss, acc) = model.evaluate(x, y);</c>.</summary>
    /// <param name="loss">The loss over all samples.</param>
    /// <param name="metric">The first metric.</param>
    public void Deconstruct(out double loss, out double metric) => (loss, metric) = (this[0], this[1]);

    /// <summary>Loss and two metrics: <c>var (loss, acc, auc) = model.evaluate(x, y);</c>.</summary>
    /// <param name="loss">The loss over all samples.</param>
    /// <param name="metric">The first metric.</param>
    /// <param name="metric2">The second metric.</param>
    public void Deconstruct(out double loss, out double metric, out double metric2) =>
        (loss, metric, metric2) = (this[0], this[1], this[2]);

    /// <summary>Loss and three metrics.</summary>
    /// <param name="loss">The loss over all samples.</param>
    /// <param name="metric">The first metric.</param>
    /// <param name="metric2">The second metric.</param>
    /// <param name="metric3">The third metric.</param>
    public void Deconstruct(out double loss, out double metric, out double metric2, out double metric3) =>
        (loss, metric, metric2, metric3) = (this[0], this[1], this[2], this[3]);

    /// <summary>The numbers as Python prints them: a single one, or a list.</summary>
    public override string ToString() => Count == 1
        ? PythonNumber.FormatRepr(this[0])
        : $"[{string.Join(", ", _results.Select(r => PythonNumber.FormatRepr(r.Value)))}]";

    /// <summary>The numbers in a format of .NET: <c>$"{loss:F3}"</c>; several as a list.</summary>
    /// <param name="format">A format of numbers, such as "F3"; null: as ToString().</param>
    /// <param name="formatProvider">Says how numbers are written; null: the current culture.</param>
    public string ToString(string? format, IFormatProvider? formatProvider) => string.IsNullOrEmpty(format) ? ToString()
        : Count == 1 ? this[0].ToString(format, formatProvider)
        : $"[{string.Join(", ", this.Select(v => v.ToString(format, formatProvider)))}]";

    /// <summary>The loss.</summary>
    public static implicit operator double(Evaluation evaluation) => evaluation[0];
}
