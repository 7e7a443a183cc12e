using System.Globalization;
using System.Text;
using Google.Protobuf;
using KerasDigits.Saving.Checkpoints.Proto;

namespace KerasDigits.Saving.Checkpoints;

/// <summary>The graph of objects in a checkpoint: which variable stands under which names.</summary>
/// <remarks>Source: tensorflow, python/trackable/trackable_utils.py and core/protobuf/trackable_object_graph.proto.</remarks>
internal static class ObjectGraphs
{
    public const string Key = "_CHECKPOINTABLE_OBJECT_GRAPH", ValueAttribute = "VARIABLE_VALUE", TableAttribute = "table";

    /// <summary>The graph; null where the checkpoint is TensorFlow 1's and knows its tensors by name alone.</summary>
    public static ObjectGraph? Read(TensorBundle bundle)
    {
        if (!bundle.Tensors.TryGetValue(Key, out BundleTensor? tensor)) { return null; }
        ObjectGraph graph;
        try { graph = ObjectGraph.Parser.WithDiscardUnknownFields(true).ParseFrom(tensor.Strings() is { Length: 1 } one ? one[0] : []); }
        catch (InvalidProtocolBufferException e) { throw new ModelFileException(bundle.IndexFile, Key, $"the graph of objects cannot be parsed ({e.Message})", e); }
        int count = graph.Nodes.Count;
        bool sound = count > 0;
        foreach (ObjectGraph.Types.Node node in graph.Nodes)
        {
            foreach (ObjectReference child in node.Children) { sound &= Within(child.NodeId); }
            foreach (SlotReference slot in node.SlotVariables) { sound &= Within(slot.OriginalVariableNodeId) && Within(slot.SlotVariableNodeId); }
        }
        return sound ? graph : throw new ModelFileException(bundle.IndexFile, Key, "the graph of objects names objects that it does not hold.");

        bool Within(int id) => id >= 0 && id < count;
    }

    /// <summary>An object as protobuf's text format shows its values.</summary>
    public static string Text(ObjectGraph.Types.Node node)
    {
        var text = new StringBuilder();
        foreach (ObjectGraph.Types.Attribute a in node.Attributes) { text.Append($"attributes {{\n  name: \"{a.Name}\"\n  full_name: \"{a.FullName}\"\n  checkpoint_key: \"{a.CheckpointKey}\"\n}}\n"); }
        if (node.HasCheckpointValues is { } has) { text.Append($"has_checkpoint_values {{\n  value: {(has.Value ? "true" : "false")}\n}}\n"); }
        return text.ToString();
    }

    /// <summary>A name as a part of a key.</summary>
    public static string Escape(string name) => name.Replace(".", "..", StringComparison.Ordinal).Replace("/", ".S", StringComparison.Ordinal);
}

/// <summary>For each object of a graph the names that lead to it from the root, by the shortest way: "(root).layer_with_weights-0.kernel".</summary>
internal sealed class ObjectNames
{
    private const int Longest = 100;
    private readonly (int Parent, string Edge)[] _ways;

    public ObjectNames(ObjectGraph graph)
    {
        _ways = new (int, string)[graph.Nodes.Count];
        Array.Fill(_ways, (-1, ""));
        var queue = new Queue<int>([0]);
        while (queue.TryDequeue(out int id))
        {
            foreach (ObjectReference child in graph.Nodes[id].Children)
            {
                if (child.NodeId == 0 || _ways[child.NodeId].Parent >= 0) { continue; }
                _ways[child.NodeId] = (id, child.LocalName);
                queue.Enqueue(child.NodeId);
            }
        }
    }

    public string this[int id]
    {
        get
        {
            var edges = new List<string>();
            for (; id > 0 && _ways[id].Parent >= 0 && edges.Count < Longest; id = _ways[id].Parent) { edges.Add(_ways[id].Edge); }
            string start = id == 0 ? "(root)" : string.Create(CultureInfo.InvariantCulture, $"(object {id})");
            return string.Join('.', edges.Append(start).Reverse());
        }
    }
}
