using KerasDigits.Backend;
using KerasDigits.Data;
using KerasDigits.Metrics;
using KerasDigits.Ops.SmallNets;

namespace KerasDigits.Training.Small;

/// <summary>
/// A training step of a small chain of layers in loops of our own: no tensors, no recorded gradients, its buffers kept from step to step.
/// </summary>
/// <remarks>Weights, the optimizer's state and the metrics' stay the engine's tensors and are changed where they lie, the optimizer's
/// formula is its own: only the way from a batch to the gradients is another.
/// Which way a step goes depends only on the model and the batch, so that a run that was cut goes on with the same bits.</remarks>
internal sealed unsafe class SmallStep
{
    /// <summary>Multiply-adds of a batch's forward pass up to which the loops, on one thread, are the faster way.</summary>
    private const long MostWork = 8_000_000;

    /// <summary>
    /// The same for each layer that multiplies: the engine's calls for a layer cost as much as loops of our own lose on so many.
    /// </summary>
    private const long MostWorkOfLayer = 500_000;

    private static readonly ThreadSlot<bool> s_off = new("whether small steps go the ordinary way, for tests that compare both");

    private readonly SmallChain _chain;
    private readonly CompiledLoss _loss;
    private readonly CompiledMetrics _metrics;
    private readonly FlatParameters _parameters;
    private readonly SmallLayer[] _layers;
    private readonly SmallWeight[] _weights;
    private readonly RowLoss _rowLoss;
    private readonly bool _ofLogits, _adds, _sums;
    private readonly long _work, _mostWork;
    private readonly int _first, _columns, _rowsPerSample;
    private readonly (RunningMean Mean, RowValues Values, bool Weighted, bool Each)[] _rowMetrics;
    private readonly SmallPenalty[] _penalties;
    private readonly SmallFeed _feed;
    private readonly (bool, double) _settings = Now;
    private SmallMemory? _memory;
    private int _room;
    private float* _values, _factors, _gradient;

    private SmallStep(SmallChain chain, CompiledLoss loss, CompiledMetrics metrics, FlatParameters parameters, SmallPlanner plan,
        (RowLoss Loss, bool OfLogits) rowLoss, (RunningMean, RowValues, bool, bool)[] rowMetrics, SmallPenalty[] penalties)
    {
        _penalties = penalties;
        (_chain, _loss, _metrics, _parameters, _layers) = (chain, loss, metrics, parameters, [.. plan.Layers]);
        ((_rowLoss, _ofLogits), _rowMetrics) = (rowLoss, rowMetrics);
        _weights = [.. _layers.SelectMany(l => l.Weights), .. penalties.Select(p => p.Weight)];
        _adds = Array.Exists(_layers, l => l.AddsGradients);
        _sums = loss.Losses[0]!.reduction == "sum";
        _work = _layers.Sum(l => l.Work);
        _mostWork = Math.Max(MostWork, MostWorkOfLayer * _layers.Count(l => l.Work > 0));
        _first = Array.FindIndex(_layers, l => l.Trains);
        long[] output = FindAxes(chain.Output);
        _columns = (int)output[^1];
        _rowsPerSample = (int)(output.Aggregate(1L, (a, b) => a * b) / _columns);
        _feed = new SmallFeed(FindAxes(chain.Input), output, rowLoss.Loss.TakesClasses);
        if (rowLoss.Loss.IsByLogits && !rowLoss.OfLogits) { _layers[^1].KeepsInput = true; }
    }

    /// <summary>Whether this thread's steps all go the ordinary way.</summary>
    public static bool IsOff
    {
        get => s_off.Value;
        set => s_off.Value = value;
    }

    /// <summary>Compiles the step; null: the model is none of those that can be compiled.</summary>
    /// <param name="chain">The model as a chain of layers.</param>
    /// <param name="loss">The loss given to compile.</param>
    /// <param name="metrics">The metrics given to compile.</param>
    /// <param name="parameters">What is trained, in one array.</param>
    /// <param name="penalized">The weights with a penalty.</param>
    /// <param name="y">Axes of the first batch's targets.</param>
    public static SmallStep? Of(SmallChain chain, CompiledLoss loss, CompiledMetrics metrics, FlatParameters parameters,
        Variable[] penalized, long[] y)
    {
        if (!SmallNet.IsSupported || !Device.IsCpu || chain.Links.Count == 0
            || chain.Links.Select(l => l.Layer).Distinct().Count() < chain.Links.Count)
        {
            return null;
        }
        if (loss.Losses is not [{ reduction: not "none" } only] || chain.Input[1..].Any(d => d is null)
            || chain.Output[1..].Any(d => d is null))
        {
            return null;
        }
        var plan = new SmallPlanner(parameters);
        if (!chain.Links.All(plan.Add)) { return null; }
        if (SmallFeed.AreClasses(y, FindAxes(chain.Output)) is not { } classes || SmallLosses.Of(only, plan.LastFunction) is not { } rowLoss
            || rowLoss.Loss.TakesClasses != classes)
        {
            return null;
        }
        HashSet<Variable> trained = [.. plan.Layers.SelectMany(l => l.Weights).Where(w => w.Gradient != 0).Select(w => w.Variable)];
        if (!parameters.Variables.All(trained.Contains)) { return null; }
        SmallPenalty?[] penalties = Array.ConvertAll(penalized, v => SmallPenalty.Of(v, parameters));
        if (penalties.Contains(null)) { return null; }
        var rowMetrics = new List<(RunningMean, RowValues, bool, bool)>();
        loss.Make(); // a refused metric leaves the loss among metrics_names, as in Keras, whose step computes it first
        foreach (var (metric, weighted) in metrics.OfOneOutput(new Shape([.. y.Select(d => (long?)d)]), chain.Output))
        {
            if (metric is not RunningMean { TakesSums: true } mean || SmallLosses.Of(metric) is not { } values
                || values.TakesClasses != classes)
            {
                return null;
            }
            rowMetrics.Add((mean, values, weighted, metric is RootMeanSquaredError));
        }
        return new SmallStep(chain, loss, metrics, parameters, plan, rowLoss, [.. rowMetrics], penalties!);
    }

    /// <summary>Whether this is the step of that model now.</summary>
    public bool Serves(SmallChain chain, CompiledLoss loss, CompiledMetrics metrics, FlatParameters parameters) =>
        ReferenceEquals(chain, _chain) && ReferenceEquals(loss, _loss) && ReferenceEquals(metrics, _metrics)
        && ReferenceEquals(parameters, _parameters) && Now == _settings;

    /// <summary>Whether batches can be read where the source's arrays lie.</summary>
    public bool Follows(BatchSource source) => source is ArraySource arrays && _feed.Follows(arrays);

    /// <summary>Takes a step; false: the batch is none for it, and nothing has been changed.</summary>
    public bool TryRun(TensorBatch batch)
    {
        if (batch.Size * _work > _mostWork) { return false; }
        Reserve(batch.Size);
        return MakeReady(_feed.Read(batch), batch.Size) && Run(batch.Size);
    }

    /// <summary>Takes a step with a batch of arrays; false: it is none for it, and nothing has been changed.</summary>
    public bool TryRun(ArraySource source, long start, int count)
    {
        if (count * _work > _mostWork) { return false; }
        Reserve(count);
        return MakeReady(_feed.Read(source, start, count), count) && Run(count);
    }

    private bool MakeReady(bool read, int samples)
    {
        if (!read || !_layers[0].Takes(_feed.X, samples)) { return false; }
        foreach (SmallWeight weight in _weights)
        {
            if (!weight.Find()) { return false; }
        }
        return true;
    }

    private bool Run(int samples)
    {
        float* x = _feed.X, before = x;
        foreach (SmallLayer layer in _layers)
        {
            before = x;
            x = layer.RunForward(x, samples, training: true);
        }
        int rows = samples * _rowsPerSample;
        float* logits = _ofLogits ? x : before;
        var data = new RowData((nint)x, (nint)logits, (nint)_feed.Y, rows, _columns);
        Weigh(data, samples);
        foreach (var m in _rowMetrics) { Note(m, data); }
        _rowLoss.AddSlope(data, _factors, _gradient);
        if (_adds) { _parameters.ZeroGradients(); }
        float* gradient = _gradient;
        int last = _layers.Length - (_rowLoss.IsByLogits && !_ofLogits ? 2 : 1);
        for (int i = last; i >= _first; i--) { gradient = _layers[i].RunBackward(gradient, samples); }
        foreach (SmallPenalty penalty in _penalties) { penalty.AddSlope(); }
        _parameters.Step();
        GC.KeepAlive(_memory);
        return true;
    }

    /// <summary>The loss of the batch, and how much each row's part of it counts.</summary>
    private void Weigh(in RowData data, int samples)
    {
        _rowLoss.Compute(data, _values);
        double weight = _loss.GetWeight(0), total = 0;
        float part = (float)(_sums ? weight * (Replicas.Running?.SumFactor ?? 1) : weight / data.Rows);
        for (int row = 0; row < data.Rows; row++)
        {
            _factors[row] = _feed.Weights is null ? part : part * _feed.Weights[row];
            total += (double)_factors[row] * _values[row];
        }
        foreach (SmallPenalty penalty in _penalties) { total += penalty.Value; }
        _loss.Add(total, samples);
    }

    private void Note((RunningMean Mean, RowValues Values, bool Weighted, bool Each) metric, in RowData data)
    {
        metric.Values.Compute(data, _values);
        double sum = 0, count = 0;
        for (int row = 0; row < data.Rows; row++)
        {
            double weight = metric.Weighted && _feed.Weights is not null ? _feed.Weights[row] : 1;
            sum += weight * _values[row];
            count += weight;
        }
        int each = metric.Each ? _columns : 1;
        metric.Mean.AddSum(sum * each, count * each);
    }

    private void Reserve(int samples)
    {
        if (samples <= _room) { return; }
        var memory = new SmallMemory();
        int rows = samples * _rowsPerSample;
        _feed.Reserve(memory, samples);
        for (int i = 0; i < _layers.Length; i++) { _layers[i].Reserve(memory, samples, backwards: i > _first); }
        nint Take(nint count) => (nint)memory.Take(count);
        _rowLoss.Reserve(Take, rows * _columns, rows);
        _values = memory.Take(rows);
        _factors = memory.Take(rows);
        _gradient = memory.Take((nint)rows * _columns);
        (_memory, _room) = (memory, samples);
    }

    /// <summary>The settings on which formulas hang.</summary>
    private static (bool, double) Now => (Compat.Is215, Settings.Epsilon);

    private static long[] FindAxes(Shape shape) => [.. shape[1..].Select(d => d!.Value)];
}
