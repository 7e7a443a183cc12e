using System.Globalization;
using KerasDigits.Backend;
using KerasDigits.Layers;
using KerasDigits.Optimizers;

namespace KerasDigits.Saving.Checkpoints;

/// <summary>
/// Carries a checkpoint's values into the objects of a program: from the root, name by name. Layers that have no weights yet get theirs
/// when they are made.
/// </summary>
/// <remarks>Source: tensorflow, python/checkpoint/restore.py.</remarks>
internal sealed class CheckpointRestore
{
    private const string OptimizerEdge = "optimizer";
    private readonly object _root;
    private readonly bool _fresh;
    private readonly Dictionary<int, object> _bound = [];
    private readonly HashSet<(int, object)> _further = [];
    private readonly HashSet<int> _given = [];
    private readonly HashSet<(int, string)> _givenSlots = [];
    private readonly HashSet<Variable> _restored = new(ReferenceEqualityComparer.Instance);
    private readonly List<(int Id, Variable Variable)> _wanted = [];
    private readonly List<(int Id, Optimizer Optimizer)> _optimizers = [];
    private readonly List<(int Id, ITokenTable Table)> _tables = [];
    private readonly List<(int Id, Discretization Bins)> _summaries = [];
    private readonly Func<int, string?>? _layerName;
    private readonly Func<int, IReadOnlyList<object>?>? _tokens;
    private ObjectNames? _names;

    /// <summary>Reads what fits now.</summary>
    /// <param name="bundle">The checkpoint to read.</param>
    /// <param name="graph">Its graph of objects.</param>
    /// <param name="root">The object that the graph's root stands for.</param>
    /// <param name="fresh">Whether the objects were made for this file, so that a damaged one may leave them half filled.</param>
    /// <param name="withOptimizer">Whether optimizers are restored too.</param>
    /// <param name="layerName">Gives the name of the layer that an object is, null where the file does not say it; null: no file
    /// does.</param>
    /// <param name="tokens">Gives a lookup layer's vocabulary, where it lies outside of the checkpoint; null: it does not.</param>
    public CheckpointRestore(TensorBundle bundle, StoredObjects graph, object root, bool fresh = false, bool withOptimizer = true,
        Func<int, string?>? layerName = null, Func<int, IReadOnlyList<object>?>? tokens = null)
    {
        (_layerName, _tokens) = (layerName, tokens);
        (Prefix, Graph, _root, _fresh, WithOptimizer) = (bundle.Prefix, graph, root, fresh, withOptimizer);
        Bind([(0, root)]);
        Fill(bundle);
    }

    public string Prefix { get; }

    public StoredObjects Graph { get; }

    /// <summary>Objects of the program by the number that the checkpoint gives them.</summary>
    public IReadOnlyDictionary<int, object> Bound => _bound;

    public object Root => _root;

    private bool WithOptimizer { get; }

    private ObjectNames Names => _names ??= new ObjectNames(Graph);

    /// <summary>Variables of layers that the checkpoint gave nothing.</summary>
    public IReadOnlyList<Variable> EnumerateMissed() => _root is Layer layer && layer.weights.All(_restored.Contains)
        ? []
        : [.. TrackedObject.EnumerateVariables(_root).Where(v => !_restored.Contains(v))];

    /// <summary>Objects with values that went nowhere: their numbers.</summary>
    public IEnumerable<int> EnumerateUnused()
    {
        HashSet<int> slots = [.. Graph.All.SelectMany(n => n.SlotVariables).Select(s => s.SlotVariableNodeId)];
        return Enumerable.Range(0, Graph.Count).Where(i => Graph[i].Attributes.Any(a => !a.OptionalRestore) && !_given.Contains(i)
            && !slots.Contains(i));
    }

    /// <summary>State of optimizers that went nowhere, in words.</summary>
    public IEnumerable<string> EnumerateUnusedSlots() => Enumerable.Range(0, Graph.Count)
        .SelectMany(i => Graph[i].SlotVariables.Where(s => !_givenSlots.Contains((s.SlotVariableNodeId, s.SlotName)))
        .Select(s => $"{Names[i]}'s state '{s.SlotName}' for {Names[s.OriginalVariableNodeId]}"));

    public string GetName(int id) => Names[id];

    private void Bind(IEnumerable<(int Id, object Live)> start)
    {
        var queue = new Queue<(int Id, object Live)>(start);
        while (queue.TryDequeue(out var item))
        {
            // An object that two names lead to is what the first one says; a model that is made for the file may have one of its own for
            // each.
            if (!_bound.TryAdd(item.Id, item.Live)
                && !(_fresh && !ReferenceEquals(_bound[item.Id], item.Live) && _further.Add((item.Id, item.Live))))
            {
                continue;
            }
            Take(item.Id, item.Live);
            foreach (var part in Follow(item.Id, item.Live)) { queue.Enqueue(part); }
        }
    }

    private IEnumerable<(int Id, object Live)> Follow(int id, object live)
    {
        if (live is Variable or Optimizer) { return []; }
        var parts = LivePart.Match(Graph, Graph[id], live, _layerName).Select(m => (m.Edge.NodeId, m.Part)).ToList();
        bool grows = live is Layer layer
            && (!layer.built
                || (WithOptimizer && FindChild(id, OptimizerEdge) is { } optimizer && parts.TrueForAll(p => p.NodeId != optimizer)));
        if (grows) { ((Layer)live).WhenGrown += () => Resume(id, (Layer)live); }
        return parts;
    }

    private void Take(int id, object live)
    {
        switch (live)
        {
            case Variable { TakesAnyLength: true } summed: _restored.Add(summed); break; // filled with its layer's summary
            case Variable variable when FindValue(id) is not null: _wanted.Add((id, variable)); break;
            case Optimizer optimizer when WithOptimizer: _optimizers.Add((id, optimizer)); break;
            case ITokenTable table: _tables.Add((id, table)); break;
            case Discretization bins when FindChild(id, "summary") is { } summary: _summaries.Add((summary, bins)); break;
        }
    }

    /// <summary>A layer that was bound before it had weights, or an optimizer, has them now.</summary>
    private void Resume(int id, Layer layer)
    {
        Bind(Follow(id, layer));
        if ((_wanted.Count == 0 && _optimizers.Count == 0 && _tables.Count == 0) || !TensorBundle.Exists(Prefix)) { return; }
        using TensorBundle bundle = TensorBundle.Open(Prefix);
        Fill(bundle);
    }

    private void Fill(TensorBundle bundle)
    {
        var found = _wanted.Select(w => (w.Id, w.Variable, Data: OpenTensor(bundle, FindValue(w.Id)!)))
            .OrderBy(w => w.Data.Key, StringComparer.Ordinal).ToList();
        _wanted.Clear();
        foreach (var (_, variable, data) in found) { CheckShape(data, variable.value.shape, variable.name); }
        CheckTypes(found.Select(f => (f.Variable, f.Data)));
        if (!_fresh) { foreach (var (_, _, data) in found) { data.Verify(); } }
        foreach (var (id, variable, data) in found)
        {
            data.Assign(variable);
            _given.Add(id);
            _restored.Add(variable);
        }
        foreach (var (id, table) in _tables) { TokenTables.Load(bundle, Graph, id, table, _given, _tokens?.Invoke(id)); }
        _tables.Clear();
        foreach (var (id, bins) in _summaries)
        {
            bins.LoadSummary(BundleValues.ToArray(OpenTensor(bundle, FindValue(id)!)).astype(NumSharp.NPTypeCode.Single).flatten()
                .ToArray<float>());
            _given.Add(id);
        }
        _summaries.Clear();
        foreach (var (id, optimizer) in _optimizers.ToArray()) { Restore(bundle, id, optimizer); }
    }

    private void Restore(TensorBundle bundle, int id, Optimizer optimizer)
    {
        Layer[] models = [.. _bound.Values.OfType<Layer>().Where(l =>
            TrackedObject.EnumerateParts(l).Any(p => ReferenceEquals(p.Part, optimizer)))];
        Layer? model = models.FirstOrDefault() ?? _bound.OrderBy(b => b.Key).Select(b => b.Value).OfType<Layer>()
            .FirstOrDefault(l => l.GraphLayers is not null);
        if (model is { built: false }) { return; } // its state needs the weights: again when they are made
        _optimizers.Remove((id, optimizer));
        new OptimizerRestore(bundle, this, id, optimizer, model?.trainable_weights ?? []).Run(_given, _givenSlots);
    }

    /// <summary>The key of an object's value; null where it has none.</summary>
    public string? FindValue(int id) => Graph[id].Attributes.FirstOrDefault(a => a.Name == ObjectGraphs.ValueAttribute)?.CheckpointKey;

    /// <summary>The object under a name in another; null where there is none.</summary>
    public int? FindChild(int id, string name) => Graph[id].Children.FirstOrDefault(c => c.LocalName == name)?.NodeId;

    public static BundleTensor OpenTensor(TensorBundle bundle, string key) => bundle.Tensors.TryGetValue(key, out BundleTensor? tensor)
        ? tensor
        : throw new ModelFileException(bundle.IndexFile, key, "the value is named in the graph of objects, but missing.");

    private void CheckShape(BundleTensor data, long[] shape, string name)
    {
        if (data.Dims.SequenceEqual(shape)) { return; }
        throw new ModelFileException(Prefix, data.Key,
            $"Received incompatible tensor with shape {WriteTuple(data.Dims)} when attempting to restore variable with shape "
            + $"{WriteTuple(shape)} and name {name}.");
    }

    private void CheckTypes(IEnumerable<(Variable Variable, BundleTensor Data)> found)
    {
        // Keras keeps a normalization's numbers in float32 where the model computes in half of it: those are turned.
        string[] wrong = [.. found.Where(f => f.Data.ElementSize <= 0
            || (f.Data.DType != f.Variable.dtype && f.Data.DType is ("float32" or "float64")
                && f.Variable.dtype is ("float32" or "float64")))
            .Select(f => $"tensor_name = {f.Data.Key}; expected dtype {BundleDType.GetTfName(f.Variable.dtype)} does not equal original "
                + $"dtype {(f.Data.ElementSize < 0 ? f.Data.DType : BundleDType.GetTfName(f.Data.DType))}")];
        if (wrong.Length > 0) { throw new ModelFileException(Prefix, "", string.Join('\n', wrong)); }
    }

    private static string WriteTuple(IReadOnlyList<long> dims) => dims.Count == 1
        ? $"({dims[0].ToString(CultureInfo.InvariantCulture)},)"
        : $"({string.Join(", ", dims)})";
}
