using System.Runtime.InteropServices;
using System.Text;
using KerasDigits.Saving.Checkpoints.Proto;
using KerasDigits.Saving.SavedModels.Proto;

namespace KerasDigits.Saving.SavedModels;

/// <summary>
/// Vocabularies that lie as constants in a SavedModel's graph, where a lookup layer's table is filled when the model is loaded.
/// </summary>
internal sealed class GraphConstants(SavedModelFolder folder)
{
    private const int Deepest = 4;
    private readonly Dictionary<int, IReadOnlyList<object>?> _tokens = [];
    private Dictionary<string, TensorValue>? _constants;

    /// <summary>The tokens of a lookup layer's table, in the order of their numbers; null where there are none.</summary>
    /// <param name="node">The layer's number among the objects.</param>
    public IReadOnlyList<object>? FindTokens(int node) =>
        _tokens.TryGetValue(node, out IReadOnlyList<object>? known) ? known : _tokens[node] = ReadTokens(node);

    private List<object>? ReadTokens(int node)
    {
        if (folder.Objects is not { } objects || node >= objects.Nodes.Count) { return null; }
        return FindFiller(objects, node, 0) is { } filler ? Read(objects, filler) : null;
    }

    /// <summary>The function that fills the first table below an object.</summary>
    private static SavedObject? FindFiller(SavedObjectGraph objects, int node, int depth)
    {
        foreach (ObjectReference edge in objects.Nodes[node].Children)
        {
            if (edge.NodeId < 0 || edge.NodeId >= objects.Nodes.Count) { continue; }
            if (edge.LocalName == "_initialize" && objects.Nodes[edge.NodeId].KindCase == SavedObject.KindOneofCase.Function)
            {
                return objects.Nodes[edge.NodeId];
            }
            bool inside = edge.LocalName is "lookup_table" or "_table" or "_lookup_layer" or "_index_lookup_layer";
            if (inside && depth < Deepest && FindFiller(objects, edge.NodeId, depth + 1) is { } found) { return found; }
        }
        return null;
    }

    private List<object>? Read(SavedObjectGraph objects, SavedObject filler)
    {
        string? name = filler.Function.ConcreteFunctions.FirstOrDefault();
        if (name is null || !objects.ConcreteFunctions.TryGetValue(name, out ConcreteFunction? function)) { return null; }
        TensorValue[] bound = [.. function.BoundInputs.Where(i => i >= 0 && i < objects.Nodes.Count).Select(i => objects.Nodes[i])
            .Where(o => o.KindCase == SavedObject.KindOneofCase.Constant).Select(o => Constants.GetValueOrDefault(o.Constant.Operation))
            .OfType<TensorValue>()];
        if (bound.Length != 2 || ReadValues(bound[0]) is not { } keys || ReadValues(bound[1]) is not { } numbers
            || keys.Count != numbers.Count)
        {
            return null;
        }
        // A table that gives tokens for numbers stands the other way round.
        if (numbers.Count > 0 && numbers[0] is string) { (keys, numbers) = (numbers, keys); }
        long[] order = [.. numbers.Select(n => Convert.ToInt64(n, System.Globalization.CultureInfo.InvariantCulture))];
        bool sorted = true;
        for (int i = 1; i < order.Length; i++) { sorted &= order[i - 1] < order[i]; }
        if (sorted) { return keys; }
        object[] tokens = [.. keys];
        Array.Sort(order, tokens);
        return [.. tokens];
    }

    private Dictionary<string, TensorValue> Constants => _constants ??= FindAll();

    private Dictionary<string, TensorValue> FindAll()
    {
        var constants = new Dictionary<string, TensorValue>();
        HashSet<string> bound = [.. folder.Objects!.Nodes.Where(o => o.KindCase == SavedObject.KindOneofCase.Constant)
            .Select(o => o.Constant.Operation)];
        foreach (NodeDef node in folder.File.ReadConstants(bound))
        {
            if (node.Attr.TryGetValue("value", out AttrValue? value) && value.Tensor is { } tensor) { constants[node.Name] = tensor; }
        }
        return constants;
    }

    /// <summary>A constant's values: strings or integers. A single value may stand for all of a shape.</summary>
    private List<object>? ReadValues(TensorValue tensor)
    {
        long count = 1;
        foreach (long d in tensor.TensorShape?.Dim.Select(d => d.Size) ?? [])
        {
            if (d < 0 || (d > 0 && count > int.MaxValue / d)) { return null; }
            count *= d;
        }
        List<object> values = tensor.Dtype switch
        {
            7 => [.. tensor.StringVal.Select(s => (object)s.ToString(Encoding.UTF8))],
            9 when tensor.TensorContent.Length > 0 => [.. Cast<long>(tensor).Cast<object>()],
            9 => [.. tensor.Int64Val.Cast<object>()],
            3 when tensor.TensorContent.Length > 0 => [.. Cast<int>(tensor).Select(x => (object)(long)x)],
            3 => [.. tensor.IntVal.Select(x => (object)(long)x)],
            _ => [],
        };
        return values.Count == count ? values : values.Count == 1 && count <= folder.File.OperationBytes
            ? [.. Enumerable.Repeat(values[0], (int)count)] : null;
    }

    private static T[] Cast<T>(TensorValue tensor) where T : unmanaged =>
        MemoryMarshal.Cast<byte, T>(tensor.TensorContent.Span[..(tensor.TensorContent.Length / Marshal.SizeOf<T>() * Marshal.SizeOf<T>())])
        .ToArray();
}
