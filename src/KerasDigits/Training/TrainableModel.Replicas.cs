using KerasDigits.Backend;
using KerasDigits.Data;
using KerasDigits.Metrics;

namespace KerasDigits.Training;

/// <content>Training by several processes: made in the scope of a strategy, a model's steps are taken by all of them together.</content>
public abstract partial class TrainableModel
{
    private readonly Replicas? _replicas = Replicas.InScope;
    private Tally? _tally;
    private FlatParameters? _shared;

    /// <summary>What layers learn without gradients, found when a run begins.</summary>
    private Variable[] _averaged = [];
    private bool _fits;

    /// <summary>
    /// Whether this process prints and writes files; false in all but the first of several that train the model together.
    /// </summary>
    internal bool IsChief => _replicas?.IsChief != false;

    /// <summary>The processes that train the model together; null: only this one.</summary>
    internal Replicas? Processes => _replicas;

    /// <summary>Lets each batch be split among the processes.</summary>
    private BatchSource Split(BatchSource source)
    {
        source.Split = _replicas;
        return source;
    }

    /// <summary>Begins a run of all processes: they draw the same data and the same weights.</summary>
    private void BeginTogether() => _replicas?.AlignGenerators();

    /// <summary>Ends a run of all processes: what the first has written is there, and all go on with its generators.</summary>
    private void EndTogether()
    {
        _replicas?.AlignGenerators();
        _shared = _parameters;
    }

    /// <summary>The callbacks that this process calls. Those that print or write files are the first process's.</summary>
    private IEnumerable<CallbackHooks>? ChooseCallbacks(IEnumerable<CallbackHooks>? callbacks) =>
        IsChief ? callbacks : callbacks?.Where(c => c?.IsChiefs != true);

    /// <summary>
    /// Called before the first step of a run, when all weights are made: all begin with the first process's weights and optimizer.
    /// </summary>
    /// <param name="resumed">Whether the run goes on with another, whose generators were set.</param>
    private void ShareWeights(bool resumed)
    {
        if (_replicas is not { } all || (!_fits && _shared is not null && ReferenceEquals(_shared, _parameters))) { return; }
        all.MustBeEqual("model and optimizer",
            $"{string.Join(" ", weights.Select(w => $"{w.dtype}{w.shape}{(w.trainable ? "" : "*")}"))}; {optimizer.GetType().Name}");
        all.Share("the weights", weights);
        all.Share("the optimizer's state", optimizer.Inner.ListSlotVariables());
        if (!resumed) { all.SplitGenerators(); }
        _shared = _parameters;
    }

    /// <summary>Runs a step of all processes: what it counts is counted over all.</summary>
    /// <param name="step">The step to run.</param>
    /// <param name="parameters">What the built-in step trains: its gradients and all that it counts are then summed in one exchange. Null:
    /// a step of another kind.</param>
    /// <param name="interrupt">Says whether the run is asked to stop; null: it never is.</param>
    private void RunTogether(Action step, FlatParameters? parameters, Interrupt? interrupt = null)
    {
        if (_replicas is not { } all)
        {
            step();
            return;
        }
        _tally ??= new Tally(all);
        _tally.Begin(EnumerateCounted, _averaged, () => interrupt?.Requested == true, parameters?.OneRun ?? 0);
        (Replicas.Running, all.Open) = (all, parameters is null ? null : _tally);
        try { step(); }
        finally { (Replicas.Running, all.Open) = (null, null); }
        _tally.End();
        if (_stepResults is { } own) { _stepResults = OfAll(own); }
    }

    private IEnumerable<Variable> EnumerateCounted() => (_loss?.Means ?? []).Concat(_metrics?.All ?? []).Concat(_ofLayers ?? OfLayers())
        .Concat(ListsMetrics ? metrics : []).SelectMany(m => m.variables);

    /// <summary>The numbers of a custom step: metrics over all rows, of others the mean, weighed by rows.</summary>
    private Results OfAll(Results own)
    {
        Dictionary<string, Metric> known = metrics.DistinctBy(m => m.name).ToDictionary(m => m.name!);
        double[] values = [.. own.Select(r => _replicas!.Idle ? 0 : r.Value * _replicas.Weight)];
        _replicas!.Line.Sum("the numbers of an own step", values);
        var results = new Results();
        foreach (var (i, (name, _)) in own.Index())
        {
            using var scope = Scopes.Step();
            results.Add(name, known.TryGetValue(name, out Metric? metric) ? metric.result() : Tensors.MakeScalar(values[i]));
        }
        return results;
    }

    /// <summary>Whether the run is asked to stop: all processes stop after the same batch.</summary>
    private bool IsCut(Interrupt? interrupt) => _replicas is null ? interrupt?.Requested == true : _tally?.Interrupted == true;

    /// <summary>Whether any process's callback has asked to stop.</summary>
    private bool Stops() => _replicas is { } all ? stop_training = all.AgreeOnAny(stop_training) : stop_training;

    /// <summary>An exception of one process ends all: the others would wait for it.</summary>
    private bool EndsAll(Exception e)
    {
        if (_replicas is { } all && _fits)
        {
            all.Line.Abort($"fit of the model {name} ended by an exception, and with it all {all.Line.Size} processes:\n{e}");
        }
        return false;
    }
}
