using KerasDigits.Backend;
using KerasDigits.Layers;

namespace KerasDigits.Models;

/// <summary>
/// The layer calls between a model's inputs and outputs, sorted by depth as Keras sorts them, with a plan for running them.
/// </summary>
internal sealed class Graph
{
    private readonly Step[] _plan;
    private readonly int[] _inputSlots;
    private readonly int[] _outputSlots;
    private readonly int _slotCount;

    /// <param name="inputs">The model's inputs.</param>
    /// <param name="outputs">Outputs of the graph.</param>
    /// <param name="beside">Tensors that are computed with the outputs but not given: added losses and metrics. Their layers stand after
    /// the others.</param>
    public Graph(KerasTensor[] inputs, KerasTensor[] outputs, params KerasTensor[] beside)
    {
        (Inputs, Outputs, Beside) = (inputs, outputs, beside);
        (NodesByDepth, Layers) = Sort(inputs, [.. outputs, .. beside]);
        if (beside.Length > 0)
        {
            Layers = [.. beside.Aggregate<KerasTensor, IEnumerable<Layer>>(Sort(inputs, outputs).Layers,
                (known, t) => known.Union(Sort(inputs, [t]).Layers))];
        }
        var slots = new Dictionary<KerasTensor, int>();
        int GetSlot(KerasTensor t) => slots.TryGetValue(t, out int s) ? s : slots[t] = slots.Count;
        _inputSlots = [.. inputs.Select(GetSlot)];
        _plan = [.. NodesByDepth.SelectMany(n => n).Where(n => n.Inputs.Count > 0 && !n.Outputs.All(inputs.Contains))
            .Select(n => new Step(n, [.. n.Inputs.Select(GetSlot)], [.. n.Outputs.Select(GetSlot)]))];
        HashSet<int> made = [.. _inputSlots];
        foreach (Step step in _plan)
        {
            if (!made.IsSupersetOf(step.Inputs))
            {
                throw new ArgumentException($"Graph disconnected: cannot obtain the input of layer \"{step.Layer.name}\" from the model's "
                    + "inputs. Pass every Input that the outputs need in `inputs`.");
            }
            made.UnionWith(step.Outputs);
        }
        _outputSlots = [.. outputs.Select(GetSlot)];
        _slotCount = slots.Count;
        // A value is let go after the last step that reads it: backwards, the first one met.
        HashSet<int> kept = [.. _inputSlots, .. _outputSlots];
        for (int i = _plan.Length - 1; i >= 0; i--) { _plan[i].Free = [.. _plan[i].Inputs.Where(kept.Add)]; }
    }

    public KerasTensor[] Inputs { get; }

    public KerasTensor[] Outputs { get; }

    /// <summary>Added losses and metrics.</summary>
    public KerasTensor[] Beside { get; }

    /// <summary>Layers in Keras's order: by depth, then by the order of discovery from the outputs.</summary>
    public IReadOnlyList<Layer> Layers { get; }

    /// <summary>Calls, the deepest (nearest to the inputs) first.</summary>
    public IReadOnlyList<IReadOnlyList<Node>> NodesByDepth { get; }

    /// <summary>The outputs for these inputs. Where nothing is trained, by the plan that is made for that.</summary>
    public Tensor[] Run(Tensor[] inputs, CallContext context) =>
        context.training || Scopes.RecordsGradients
        ? RunLayers(inputs, context)
        : LazyInitializer.EnsureInitialized(ref _inference, () => new InferencePlan(this)).Run(inputs, context);

    private InferencePlan? _inference;

    /// <summary>The outputs, layer by layer.</summary>
    internal Tensor[] RunLayers(Tensor[] inputs, CallContext context)
    {
        var values = new Tensor?[_slotCount];
        Tensor?[]? masks = null;
        for (int i = 0; i < _inputSlots.Length; i++) { values[_inputSlots[i]] = inputs[i]; }
        if (context.mask is { } given)
        {
            masks = new Tensor?[_slotCount];
            for (int i = 0; i < _inputSlots.Length; i++) { masks[_inputSlots[i]] = given[i]; }
        }
        foreach (Step step in _plan)
        {
            Tensor[] arguments = Array.ConvertAll(step.Inputs, s => values[s]!);
            Tensor?[]? mask = masks is null ? null : Array.ConvertAll(step.Inputs, s => masks[s]);
            Tensor[] results = step.Layer.Invoke(arguments, context, mask is null
                || Array.TrueForAll(mask, m => m is null) ? null : mask, step.Call.ArgumentNames, step.Call.Keywords);
            if (context.output_mask is { } made)
            {
                masks ??= new Tensor?[_slotCount];
                for (int i = 0; i < step.Outputs.Length; i++) { masks[step.Outputs[i]] = made[Math.Min(i, made.Length - 1)]; }
            }
            for (int i = 0; i < step.Outputs.Length; i++) { values[step.Outputs[i]] = results[i]; }
            foreach (int slot in step.Free) { values[slot] = null; }
        }
        context.output_mask = masks is null ? null : Array.ConvertAll(_outputSlots, s => masks[s]);
        return Array.ConvertAll(_outputSlots, s => values[s]!);
    }

    /// <summary>Shapes of the outputs for other input shapes than the symbolic ones.</summary>
    public Shape[] ComputeOutputShapes(Shape[] inputs)
    {
        var shapes = new Shape[_slotCount];
        for (int i = 0; i < _inputSlots.Length; i++) { shapes[_inputSlots[i]] = inputs[i]; }
        foreach (Step step in _plan)
        {
            Shape[] results = step.Layer.ComputeShapes(CallArguments.Of(Array.ConvertAll(step.Inputs, s => shapes[s]),
                step.Call.ArgumentNames),
                step.Call.Keywords);
            for (int i = 0; i < step.Outputs.Length; i++) { shapes[step.Outputs[i]] = results[i]; }
        }
        return Array.ConvertAll(_outputSlots, s => shapes[s]);
    }

    private static (IReadOnlyList<IReadOnlyList<Node>> Nodes, IReadOnlyList<Layer> Layers) Sort(KerasTensor[] inputs, KerasTensor[] outputs)
    {
        var order = new List<Node>();
        var layerIndex = new Dictionary<Layer, int>();
        var finished = new HashSet<Node>();
        foreach (KerasTensor output in outputs) { Visit(output); }

        // An explicit stack: a model of thousands of layers must not exhaust the thread's own.
        void Visit(KerasTensor output)
        {
            var stack = new Stack<(Node Node, int Next)>();
            Enter(output.Producer);
            while (stack.Count > 0)
            {
                var (node, next) = stack.Pop();
                if (next == node.Inputs.Count || node.Outputs.All(inputs.Contains))
                {
                    finished.Add(node);
                    order.Add(node);
                    continue;
                }
                stack.Push((node, next + 1));
                Enter(node.Inputs[next].Producer);
            }

            void Enter(Node node)
            {
                if (finished.Contains(node)) { return; }
                layerIndex.TryAdd(node.Layer, layerIndex.Count);
                stack.Push((node, 0));
            }
        }

        order = [.. order.Distinct()];
        var nodeDepth = new Dictionary<Node, int>();
        var layerDepth = new Dictionary<Layer, int>();
        for (int i = order.Count - 1; i >= 0; i--)
        {
            Node node = order[i];
            int depth = Math.Max(nodeDepth.GetValueOrDefault(node), layerDepth.GetValueOrDefault(node.Layer));
            nodeDepth[node] = layerDepth[node.Layer] = depth;
            if (node.Outputs.All(inputs.Contains)) { continue; }
            foreach (KerasTensor input in node.Inputs)
            {
                nodeDepth[input.Producer] = Math.Max(depth + 1, nodeDepth.GetValueOrDefault(input.Producer));
            }
        }
        foreach (KerasTensor input in inputs)
        {
            if (layerDepth.TryAdd(input.Producer.Layer, 0))
            {
                layerIndex[input.Producer.Layer] = -1;
                nodeDepth[input.Producer] = 0;
            }
        }
        return ([.. nodeDepth.GroupBy(n => n.Value).OrderByDescending(g => g.Key)
            .Select(g => (IReadOnlyList<Node>)[.. g.Select(n => n.Key)])],
            [.. layerDepth.OrderByDescending(l => l.Value).ThenBy(l => layerIndex[l.Key]).Select(l => l.Key)]);
    }

    private sealed record Step(Node Call, int[] Inputs, int[] Outputs)
    {
        public Layer Layer => Call.Layer;

        public int[] Free { get; set; } = [];
    }
}
