using System.Globalization;
using System.Text;
using KerasDigits.Saving.Checkpoints.Proto;

namespace KerasDigits.Saving.Checkpoints;

/// <summary>The graph of objects in a checkpoint: which variable stands under which names.</summary>
/// <remarks>Source: tensorflow, python/trackable/trackable_utils.py and core/protobuf/trackable_object_graph.proto.</remarks>
internal static class ObjectGraphs
{
    public const string Key = "_CHECKPOINTABLE_OBJECT_GRAPH", ValueAttribute = "VARIABLE_VALUE", TableAttribute = "table";

    /// <summary>The graph; null where the checkpoint is TensorFlow 1's and knows its tensors only by name.</summary>
    public static StoredObjects? Read(TensorBundle bundle) => bundle.Tensors.TryGetValue(Key, out BundleTensor? tensor)
        ? new StoredObjects(tensor.ReadStrings() is { Length: 1 } one ? one[0] : [], bundle.IndexFile)
        : null;

    /// <summary>An object as protobuf's text format shows its values.</summary>
    public static string DescribeNode(ObjectGraph.Types.Node node)
    {
        var text = new StringBuilder();
        foreach (ObjectGraph.Types.Attribute a in node.Attributes)
        {
            text.Append($"attributes {{\n  name: \"{a.Name}\"\n  full_name: \"{a.FullName}\"\n  checkpoint_key: "
                + $"\"{a.CheckpointKey}\"\n}}\n");
        }
        if (node.HasCheckpointValues is { } has)
        {
            text.Append($"has_checkpoint_values {{\n  value: {(has.Value ? "true" : "false")}\n}}\n");
        }
        return text.ToString();
    }

    /// <summary>A name as a part of a key.</summary>
    public static string Escape(string name) =>
        name.Replace(".", "..", StringComparison.Ordinal).Replace("/", ".S", StringComparison.Ordinal);
}

/// <summary>
/// For each object of a graph the names that lead to it from the root, by the shortest way: "(root).layer_with_weights-0.kernel".
/// </summary>
internal sealed class ObjectNames
{
    private const int Longest = 100;
    private readonly (int Parent, string Edge)[] _ways;

    public ObjectNames(StoredObjects graph)
    {
        _ways = new (int, string)[graph.Count];
        Array.Fill(_ways, (-1, ""));
        var queue = new Queue<int>([0]);
        while (queue.TryDequeue(out int id))
        {
            foreach (ObjectReference child in graph[id].Children)
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
