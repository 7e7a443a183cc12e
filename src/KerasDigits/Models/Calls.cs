using KerasDigits.Layers;
using KerasDigits.Training.Small;

namespace KerasDigits.Models;

/// <summary>A graph's calls as a plan takes them: alone, or several that are done in one.</summary>
internal sealed class Calls
{
    private readonly HashSet<KerasTensor> _wanted;
    private readonly ILookup<KerasTensor, Node> _readers;
    private readonly HashSet<Node> _taken = [];

    /// <summary>The calls of a graph.</summary>
    public Calls(Graph graph)
    {
        All = [.. graph.NodesByDepth.SelectMany(n => n).Where(n => n.Inputs.Count > 0 && !n.Outputs.All(graph.Inputs.Contains))];
        _wanted = [.. graph.Outputs, .. graph.Beside];
        _readers = All.SelectMany(n => n.Inputs.Select(t => (Tensor: t, Node: n))).ToLookup(r => r.Tensor, r => r.Node);
    }

    /// <summary>All calls, each after those whose results it reads.</summary>
    public Node[] All { get; }

    /// <summary>Whether a result of the call is one of the graph's.</summary>
    public bool IsWanted(Node node) => node.Outputs.Any(_wanted.Contains);

    /// <summary>Whether the call went into another.</summary>
    public bool IsTaken(Node node) => _taken.Contains(node);

    /// <summary>
    /// Whether a call is the layer's own, without keywords, and the layer is one of ours, computes in float32 and adds nothing to the
    /// loss. What a program's class makes of a layer from which it derives only its call knows.
    /// </summary>
    public static bool IsPlain(Node node) => node.ArgumentNames is null && node.Keywords is null && node.Outputs.Count == 1
        && node.Layer is { compute_dtype: "float32", activity_regularizer: null, built: true }
        && node.Layer.GetType().Assembly == typeof(Layer).Assembly;

    /// <summary>The calls of a graph that is a chain of plain ones, models inside taken apart; null: it is none.</summary>
    public static SmallChain? FindChain(Graph graph)
    {
        if (graph.Inputs is not [{ dtype: "float32" } input] || graph.Outputs.Length != 1 || graph.Beside.Length > 0) { return null; }
        var links = new List<SmallLink>();
        KerasTensor at = input;
        foreach (Node node in new Calls(graph).All)
        {
            if (!IsPlain(node) || node.Inputs.Count != 1 || node.Inputs[0] != at) { return null; }
            at = node.Outputs[0];
            if (node.Layer is Model model)
            {
                if (model.GetType().Assembly != typeof(Model).Assembly || model.Graph is not { } inner || FindChain(inner) is not { } chain)
                {
                    return null;
                }
                links.AddRange(chain.Links);
            }
            else { links.Add(new SmallLink(node.Layer, node.Inputs[0].shape, node.Outputs[0].shape)); }
        }
        return at == graph.Outputs[0] && links.Count > 0 ? new SmallChain(links, input.shape) : null;
    }

    /// <summary>A call with those behind it that can go into it.</summary>
    /// <returns>The calls, and what the first layer does for them; null: each is called by itself.</returns>
    public (Node[] Chain, Fusion? Fusion) Take(Node first)
    {
        if (!IsPlain(first) || first.Layer is not IFusable layer) { return ([first], null); }
        List<Node> chain = [first];
        BatchNormalization? norm = null;
        Func<Tensor, Tensor>? over = null;
        PassThrough(chain);
        if (layer.NormAxis is { } axis && FindNext(chain) is { Layer: BatchNormalization { renorm: false } following } node
            && following.GetType() == typeof(BatchNormalization) && IsOn(following, axis, node.Inputs[0].shape.Rank))
        {
            norm = following;
            chain.Add(node);
            PassThrough(chain);
        }
        if (layer.TakesActivation && FindNext(chain) is { Layer.InPlace: { } activation } last)
        {
            over = activation;
            chain.Add(last);
        }
        _taken.UnionWith(chain);
        return ([.. chain], new Fusion(norm, over));
    }

    private void PassThrough(List<Node> chain)
    {
        while (FindNext(chain) is { Layer.PassesThrough: true } nothing) { chain.Add(nothing); }
    }

    /// <summary>
    /// The only reader of the chain's result, if it reads nothing else; null: there are others, or the graph's caller reads it.
    /// </summary>
    private Node? FindNext(List<Node> chain)
    {
        KerasTensor result = chain[^1].Outputs[0];
        return !_wanted.Contains(result) && _readers[result].ToArray() is [{ Inputs.Count: 1 } only] && IsPlain(only) ? only : null;
    }

    private static bool IsOn(BatchNormalization norm, int axis, int rank) =>
        norm.axis.Count == 1 && (norm.axis[0] + rank) % rank == (axis + rank) % rank;
}
