using System.Runtime.CompilerServices;
using KerasDigits.Backend;
using KerasDigits.Layers;
using KerasDigits.Losses;
using KerasDigits.Metrics;
using KerasDigits.Optimizers;

namespace KerasDigits.Training;

/// <summary>A layer that can be compiled, trained, evaluated and asked for predictions.</summary>
/// <remarks>Source: tf.keras 2.3.1, engine/training.py.</remarks>
public abstract partial class TrainableModel : Layer
{
    private readonly ModelRuns _runs = new();
    private CompiledFlags? _flags, _traced;
    private CompiledLoss? _loss;
    private CompiledMetrics? _metrics;

    /// <summary>
    /// For each output its metrics as objects, the output's name in front when there are several; null before the first batch. The argument
    /// asks for the weighted ones.
    /// </summary>
    internal Func<bool, List<object?>?> ResolvedMetrics => weighted => _metrics?.ToPlain(weighted);

    private FlatParameters? _parameters;
    private readonly OrderedDictionary<string, (Layer Layer, Mean Mean)> _reported = [];

    /// <summary>Set true (by a callback, for example) to end training after the current batch or epoch.</summary>
    public bool stop_training { get; set; }

    /// <summary>
    /// Names of the inputs, for dictionaries of arrays; null for a subclassed model, which has no symbolic inputs: its first batch shows
    /// how many there are, input_1, input_2 …
    /// </summary>
    public IReadOnlyList<string>? input_names => KnowsOutputs ? InputNames : null;

    /// <summary>
    /// Names of the outputs, for dictionaries of losses and targets and for log names; null for a subclassed model, whose losses and
    /// metrics go by output_1, output_2 …
    /// </summary>
    public IReadOnlyList<string>? output_names => KnowsOutputs ? OutputNames : null;

    /// <summary>Names of the inputs; those of a subclassed model are numbered.</summary>
    internal virtual IReadOnlyList<string> InputNames => InputKeys ?? _inputNames;

    /// <summary>Names of the outputs; those of a subclassed model are numbered.</summary>
    internal virtual IReadOnlyList<string> OutputNames => _outputNames;

    /// <summary>The names of a dictionary of inputs, where the model takes one; data by name go by these.</summary>
    internal IReadOnlyList<string>? InputKeys { get; private protected set; }

    /// <summary>
    /// The names of a dictionary of outputs, where the model gives one: targets, losses and metrics by name go by these, the logs by
    /// <see cref="output_names"/>.
    /// </summary>
    internal IReadOnlyList<string>? OutputKeys { get; private protected set; }

    // A model of one's own shows by its first batch how many inputs and outputs it has.
    private string[] _inputNames = ["input_1"], _outputNames = ["output_1"];

    /// <summary>The optimizer given to compile.</summary>
    /// <exception cref="InvalidOperationException">The model is not compiled.</exception>
    public Optimizer optimizer => CompileArguments?.optimizer ?? throw NotCompiled();

    /// <summary>What compile was given; null before.</summary>
    public CompileArguments? CompileArguments { get; private set; }

    /// <summary>The last run's History.</summary>
    public History? history { get; internal set; }

    /// <summary>Names of the numbers that evaluate returns, the loss first.</summary>
    public IReadOnlyList<string> metrics_names => [.. EnumerateResultNames().Select(r => r.Name)];

    /// <summary>Prepares training.</summary>
    /// <param name="optimizer">Name or optimizer; null: "rmsprop".</param>
    /// <param name="loss">Name, Loss or function; one per output as list or dictionary. Null: only losses added by layers.</param>
    /// <param name="metrics">Names, metrics or functions to watch; not weighted by sample weights; null: none.</param>
    /// <param name="loss_weights">Factors of the outputs' losses; null: all 1.</param>
    /// <param name="weighted_metrics">Metrics weighted by sample_weight and class_weight; null: none.</param>
    /// <param name="run_eagerly">Accepted for compatibility with Keras and ignored: every step runs eagerly, so a debugger stops in any
    /// layer's call.</param>
    /// <param name="sample_weight_mode">Accepted for compatibility with Keras: null, or "temporal" for weights per step, which
    /// sample_weight of shape (samples, steps) gives anyway.</param>
    /// <param name="steps_per_execution">Batches that callbacks see as one: their batch hooks are called at each group's first and last.
    /// Null: 1.</param>
    /// <exception cref="ArgumentException">A name is unknown, or a list does not fit the outputs.</exception>
    /// <exception cref="InvalidOperationException">Another thread is in a fit or evaluation of the model.</exception>
    public void compile(Optimizer? optimizer = null, LossSpec? loss = null, MetricSpec? metrics = null, LossWeights? loss_weights = null,
        MetricSpec? weighted_metrics = null, bool? run_eagerly = null, string? sample_weight_mode = null, int? steps_per_execution = null)
    {
        Guard.That(steps_per_execution is null or > 0,
            $"`steps_per_execution` must be above 0. Received: steps_per_execution={steps_per_execution}.", nameof(steps_per_execution));
        if (sample_weight_mode is not null) { _ = Guard.OneOf(sample_weight_mode, ["temporal"]); }
        using var run = _runs.Begin(name, nameof(compile), trains: true);
        optimizer ??= "rmsprop";
        if (dtype_policy.name == "mixed_float16" && optimizer is not LossScaleOptimizer) { optimizer = new LossScaleOptimizer(optimizer); }
        CompileArguments = new CompileArguments(optimizer, loss, metrics, loss_weights, weighted_metrics);
        (_flags, _traced) = (new CompiledFlags(this), null);
        _group = steps_per_execution ?? 1;
        (_loss, _metrics, _ofLayers) = (null, null, null);
        if (KnowsOutputs) { MakeCompiled(); }
        Announce();
    }

    /// <summary>Prepares training by a function of (y_true, y_pred) as loss: <c>loss: my_loss</c>, <c>loss: keras.losses.mse</c>.</summary>
    /// <inheritdoc cref="compile(Optimizer?, LossSpec?, MetricSpec?, LossWeights?, MetricSpec?, bool?, string?, int?)"/>
    [OverloadResolutionPriority(-1)]
    public void compile(Optimizer? optimizer, Func<Tensor, Tensor, Tensor> loss, MetricSpec? metrics = null,
        LossWeights? loss_weights = null, MetricSpec? weighted_metrics = null, bool? run_eagerly = null, string? sample_weight_mode = null,
        int? steps_per_execution = null)
    {
        ArgumentNullException.ThrowIfNull(loss);
        compile(optimizer, (LossSpec)loss, metrics, loss_weights, weighted_metrics, run_eagerly, sample_weight_mode, steps_per_execution);
    }

    private int _group = 1;

    /// <summary>Whether a batch is the first or the last of those that callbacks see as one.</summary>
    private (bool First, bool Last) FindGroupEnds(long step, long? steps)
    {
        Guard.That(_group == 1 || steps is not null,
            "Could not infer the size of the data. With `steps_per_execution > 1`, you must specify the number of steps to run.", "steps");
        return (step % _group == 0, (step + 1) % _group == 0 || step + 1 == steps);
    }

    private void MakeCompiled()
    {
        CompileArguments a = CompileArguments ?? throw NotCompiled();
        IReadOnlyList<string> names = OutputNames, keys = OutputKeys ?? names;
        Loss?[] losses = a.loss?.SplitByOutput(keys) ?? new Loss?[names.Count];
        _loss = new CompiledLoss(losses, a.loss_weights?.SplitByOutput(keys), names);
        _metrics = new CompiledMetrics(a.metrics?.SplitByOutput(keys) ?? [], a.weighted_metrics?.SplitByOutput(keys) ?? [], names, losses);
    }

    /// <summary>Lets the logs show the outputs' losses as the Keras did that wrote the model's file.</summary>
    internal void LogOutputLosses(OutputLossLogs how)
    {
        if (_loss is { } compiled) { compiled.OutputLogs = how; }
    }

    /// <summary>Whether the number and names of the outputs are known before the first batch.</summary>
    private protected virtual bool KnowsOutputs => false;

    /// <summary>The losses given to compile, for a model whose outputs are these.</summary>
    private CompiledLoss MakeLoss(Tensor[] predictions)
    {
        if (_loss is null)
        {
            NameOutputs(predictions.Length);
            MakeCompiled();
        }
        return _loss!;
    }

    /// <summary>Names the outputs of a subclassed model, once their number is known.</summary>
    private void NameOutputs(int count)
    {
        if (KnowsOutputs) { return; }
        if (OutputKeys is { } keys && keys.Count == count) { _outputNames = [.. keys]; }
        else if (_outputNames.Length != count) { _outputNames = NumberNames("output", count); }
    }

    private protected static string[] NumberNames(string word, int count) => [.. Enumerable.Range(1, count).Select(i => $"{word}_{i}")];

    private static InvalidOperationException NotCompiled() =>
        new("You must compile your model before training/testing. Use `model.compile(optimizer, loss)`.");

    /// <summary>Resets the running loss and metrics.</summary>
    public void reset_metrics()
    {
        _loss?.Reset();
        _metrics?.Reset();
        _stepResults = null;
        foreach (Metric metric in metrics) { metric.reset_states(); }
    }

    private IEnumerable<(string Name, Metric Metric)> EnumerateResultNames() => ListsMetrics ? metrics.Select(m => (m.name!, m))
        : (_loss?.Means ?? []).Select(m => (m.name!, (Metric)m)).Concat(_metrics?.Named ?? [])
        .Concat((_ofLayers ?? OfLayers()).Select(m => (m.name!, m)));

    /// <summary>The metrics of this model's and its layers' fields, and what they report: layer by layer.</summary>
    private IEnumerable<Metric> OfLayers() =>
        Flatten().SelectMany(l => HeldMetrics.Of(l).Concat(_reported.Values.Where(r => r.Layer == l).Select(r => r.Mean)))
        .Concat(_reported.Values.Select(r => r.Mean)).Except([.. _loss?.Means ?? [], .. _metrics?.All ?? []]);

    private Metric[]? _ofLayers;

    /// <summary>Adds what layers have reported in a pass (add_metric) to the means by those names.</summary>
    private void Note(CallContext pass)
    {
        if (pass.Reported.Count == 0) { return; }
        using var noGradient = Scopes.NoGradient();
        if (pass.Reported.GroupBy(r => r.Name).FirstOrDefault(g => g.DistinctBy(r => r.Layer).Count() > 1) is { } twice)
        {
            throw new ArgumentException("Please provide different names for the metrics you have added. We found "
                + $"{twice.DistinctBy(r => r.Layer).Count()} metrics with the name: \"{twice.Key}\".", "name");
        }
        foreach (var (layer, name, value) in pass.Reported)
        {
            if (!_reported.TryGetValue(name, out var known))
            {
                _reported[name] = known = (layer, new Mean(name));
                _ofLayers = null;
                _metricsMade?.Invoke();
            }
            known.Mean.update_state(value.detach());
        }
    }

    /// <summary>
    /// Calls <paramref name="set"/> now and whenever further metrics are made: names become objects, and layers report, in the first step.
    /// </summary>
    internal void RunWhenMetricsAreMade(Action set)
    {
        set();
        _metricsMade = set;
        if (_metrics is not null) { _metrics.Made = set; }
        if (_loss is not null) { _loss.Made = set; }
    }

    private Action? _metricsMade;

    private Logs ReadLateLogs() => new(() => ReadLogs());

    private Results ReadLogs()
    {
        if (_stepResults is { } own) { return own; }
        var results = new Results();
        foreach (var (name, metric) in EnumerateResultNames())
        {
            using var scope = Scopes.Step();
            results.Add(name, metric.result());
        }
        return results;
    }

    /// <summary>
    /// The flags of the first step since compile, in force until disposed: Keras traces its step then, so that what callbacks freeze or
    /// unfreeze later changes nothing before the next compile.
    /// </summary>
    private CompiledFlags.Scope RestoreTraced() => (_traced ??= new CompiledFlags(this)).Restore();

    /// <summary>The buffers of the weights now trainable; made again when they or the optimizer changed.</summary>
    private FlatParameters? LayParameters()
    {
        IReadOnlyList<Variable> wanted = trainable_weights;
        if (wanted.Count == 0) { return null; }
        if (_parameters?.Serves(wanted, optimizer) != true)
        {
            _parameters = new FlatParameters(wanted, optimizer);
        }
        _parameters.Activate(weights);
        return _parameters;
    }
}

/// <summary>The arguments of compile, kept for saving.</summary>
/// <param name="optimizer">The optimizer given to compile.</param>
/// <param name="loss">The losses; null: none were given.</param>
/// <param name="metrics">The metrics; null: none were given.</param>
/// <param name="loss_weights">Factors of the losses; null: all 1.</param>
/// <param name="weighted_metrics">The weighted metrics; null: none were given.</param>
public sealed record CompileArguments(Optimizer optimizer, LossSpec? loss, MetricSpec? metrics, LossWeights? loss_weights,
    MetricSpec? weighted_metrics)
{
    /// <summary>The version of Keras whose meanings they have, where these are not today's: of settings that a file held.</summary>
    internal string? Epoch { get; set; }
}
