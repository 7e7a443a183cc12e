using Google.Protobuf;
using KerasDigits.Backend;
using KerasDigits.Layers;
using KerasDigits.Optimizers;
using KerasDigits.Optimizers.Experimental;
using KerasDigits.Saving.Checkpoints.Proto;

namespace KerasDigits.Saving.Checkpoints;

/// <summary>
/// Writes objects of a program as TensorFlow's checkpoint: the graph of their names, the values of variables, optimizers with their state.
/// </summary>
/// <remarks>Source: tensorflow, python/checkpoint/save_util.py.</remarks>
internal sealed class CheckpointWriter
{
    private const string Suffix = "/.ATTRIBUTES/" + ObjectGraphs.ValueAttribute;
    private readonly ObjectGraph _graph = new();
    private readonly Dictionary<object, int> _ids = new(ReferenceEqualityComparer.Instance);
    private readonly List<(object Live, string Path)> _objects = [];
    private readonly List<(string Key, BundleValue Value)> _values = [];

    /// <summary>Writes the files of a checkpoint. The data come first, so that an index never names what is not there.</summary>
    /// <param name="prefix">Their common name.</param>
    /// <param name="root">What the checkpoint holds: a model, or named objects.</param>
    public static void Write(string prefix, object root)
    {
        var writer = new CheckpointWriter();
        writer.Collect(root);
        BundleWriter.Write(prefix, writer._values);
    }

    private void Collect(object root)
    {
        Add(root, "");
        for (int id = 0; id < _objects.Count; id++)
        {
            var (live, path) = _objects[id];
            foreach (var (name, part) in EnumerateParts(live))
            {
                string at = path.Length == 0 ? ObjectGraphs.Escape(name) : $"{path}/{ObjectGraphs.Escape(name)}";
                _graph.Nodes[id].Children.Add(new ObjectReference { NodeId = Add(part, at), LocalName = name });
            }
        }
        foreach (Optimizer optimizer in _objects.Select(o => o.Live).OfType<Optimizer>().ToArray())
        {
            Optimizer inner = optimizer is LossScaleOptimizer scaled ? scaled.inner_optimizer : optimizer;
            if (inner is not ModernOptimizer) { WriteSlots(optimizer, inner); }
        }
        _values.Add((ObjectGraphs.Key, BundleValue.Of(_graph.ToByteArray())));
    }

    private int Add(object live, string path)
    {
        if (_ids.TryGetValue(live, out int known)) { return known; }
        int id = _ids[live] = _objects.Count;
        _objects.Add((live, path));
        var node = new ObjectGraph.Types.Node();
        _graph.Nodes.Add(node);
        switch (live)
        {
            case Variable variable: WriteValue(node, Names.ToPlain(variable.name), path, BundleValue.Of(variable)); break;
            case NamedNumber number: WriteValue(node, number.Name, path, number.Value); break;
        }
        return id;
    }

    private void WriteValue(ObjectGraph.Types.Node node, string fullName, string path, BundleValue value)
    {
        string key = path + Suffix;
        node.Attributes.Add(new ObjectGraph.Types.Attribute { Name = ObjectGraphs.ValueAttribute, FullName = fullName,
            CheckpointKey = key });
        _values.Add((key, value));
    }

    private IEnumerable<(string Name, object Part)> EnumerateParts(object live) => live switch
    {
        LossScaleOptimizer { dynamic: true, Scaling: { } scaling } scaled => EnumerateParts(scaled.inner_optimizer)
            .Append(("loss_scale", DescribeScaling(scaling))),
        LossScaleOptimizer scaled => EnumerateParts(scaled.inner_optimizer),
        ModernOptimizer modern => EnumerateModern(modern),
        Optimizer old => EnumerateOld(old),
        _ => TrackedObject.EnumerateParts(live),
    };

    private static IEnumerable<(string, object)> EnumerateOld(Optimizer o)
    {
        if (o.iterations == 0 && o.ListSlotVariables().Count == 0) { yield break; } // Keras makes all of it at the first step
        yield return ("iter", new NamedNumber($"{o.name}/iter", BundleValue.Of(o.iterations)));
        foreach (string name in (string[])["beta_1", "beta_2"]) { if (ReadHyper(o, name) is { } beta) { yield return (name, beta); } }
        yield return ("decay", new NamedNumber($"{o.name}/decay", BundleValue.Of((float)o.decay)));
        if (o.learning_rate.Schedule is null)
        {
            yield return ("learning_rate", new NamedNumber($"{o.name}/learning_rate", BundleValue.Of((float)o.learning_rate.Value)));
        }
        foreach (string name in (string[])["momentum", "rho"]) { if (ReadHyper(o, name) is { } number) { yield return (name, number); } }
    }

    private static Dictionary<string, object> DescribeScaling(LossScaling scaling) => new()
    {
        ["current_loss_scale"] = new NamedNumber("current_loss_scale", BundleValue.Of((float)scaling.Value)),
        ["good_steps"] = new NamedNumber("good_steps", BundleValue.Of(scaling.Good)),
    };

    private static NamedNumber? ReadHyper(Optimizer o, string name) =>
        o.GetType().GetProperty(name)?.GetValue(o) is double value
        ? new NamedNumber($"{o.name}/{name}", BundleValue.Of((float)value))
        : null;

    private IEnumerable<(string, object)> EnumerateModern(ModernOptimizer o)
    {
        var iterations = new NamedNumber("iteration", BundleValue.Of(o.Batches));
        Variable[] trainable = [.. EnumerateTrainedBy(o)];
        List<object> variables = [iterations];
        if (o.ListSlotVariables().Count > 0)
        {
            variables.AddRange(o.EnumerateSlots(trainable)
                .Select(s => (object)new NamedNumber($"{o.name}/{s.Slot}/{Names.ToPlain(s.Of.name)}",
                    BundleValue.Of(o.GetSlots(s.Of)[s.Number]))));
        }
        yield return ("_variables", variables.ToArray());
        yield return ("_iterations", iterations);
        if (o.learning_rate.Schedule is null)
        {
            yield return ("_learning_rate", new NamedNumber("learning_rate", BundleValue.Of((float)o.learning_rate.Value)));
        }
    }

    /// <summary>The weights of the model that an optimizer belongs to; of a checkpoint with an optimizer beside a model, of that.</summary>
    private IEnumerable<Variable> EnumerateTrainedBy(Optimizer o)
    {
        Layer[] layers = [.. _objects.Select(x => x.Live).OfType<Layer>()];
        Layer? model = Array.Find(layers, l => TrackedObject.EnumerateParts(l)
            .Any(p => ReferenceEquals(p.Part, o) || (p.Part is LossScaleOptimizer scaled && ReferenceEquals(scaled.inner_optimizer, o))))
            ?? Array.Find(layers, l => l.GraphLayers is not null);
        return model?.trainable_weights ?? [];
    }

    private void WriteSlots(Optimizer outer, Optimizer optimizer)
    {
        if (optimizer.ListSlotVariables().Count == 0) { return; }
        int id = _ids[outer];
        string place = _objects[id].Path;
        Variable[] trained = [.. _objects.Select(o => o.Live).OfType<Variable>().Intersect(EnumerateTrainedBy(outer))];
        for (int slot = 0; slot < optimizer.SlotNames.Count; slot++)
        {
            string kind = optimizer.SlotNames[slot];
            foreach (Variable variable in trained)
            {
                Variable state = optimizer.GetSlots(variable)[slot];
                int of = _ids[variable];
                var node = new ObjectGraph.Types.Node();
                _graph.Nodes.Add(node);
                WriteValue(node, Names.ToPlain(state.name), $"{_objects[of].Path}/.OPTIMIZER_SLOT/{place}/{ObjectGraphs.Escape(kind)}",
                    BundleValue.Of(state));
                _graph.Nodes[id].SlotVariables.Add(new SlotReference { OriginalVariableNodeId = of, SlotName = kind,
                    SlotVariableNodeId = _graph.Nodes.Count - 1 });
            }
        }
    }

    /// <summary>A number, or an array, that is a variable in TensorFlow and no variable here.</summary>
    private sealed record NamedNumber(string Name, BundleValue Value);
}
