using System.Globalization;
using KerasDigits.Backend;
using KerasDigits.Layers;
using KerasDigits.Saving.Checkpoints.Proto;

namespace KerasDigits.Saving.Checkpoints;

/// <summary>Finds what in the program stands under a name of a checkpoint.</summary>
internal static class LivePart
{
    private const string Numbered = "layer-", Weighted = "layer_with_weights-";

    /// <summary>
    /// For each name of a checkpoint's object the part of a live object that has it; names without a part are left out.
    /// </summary>
    public static IEnumerable<(ObjectReference Edge, object Part)> Match(StoredObjects graph, ObjectGraph.Types.Node saved, object live,
        Func<int, string?>? layerName = null)
    {
        Dictionary<string, object> parts = [];
        foreach (var (name, part) in TrackedObject.EnumerateParts(live)) { parts.TryAdd(StripName(name), part); }
        int shift = 0;
        if (live is Layer { GraphLayers: { } layers }) { shift = Realign(graph, saved, layers, parts); }
        // Only classes of the program's own name variables otherwise than their fields; the other objects need not be parsed for it.
        Layer? own = live is Layer layer && layer.GetType().Assembly != typeof(Layer).Assembly ? layer : null;
        Dictionary<string, Layer>? byName = null;
        if (layerName is not null && live is Layer { GraphLayers: { } inner })
        {
            byName = inner.Where(l => l.name is not null).DistinctBy(l => l.name).ToDictionary(l => l.name!);
        }
        foreach (ObjectReference edge in saved.Children)
        {
            string name = Shift(edge.LocalName, shift);
            Layer? named = byName is not null && edge.LocalName.StartsWith("layer", StringComparison.Ordinal)
                && layerName!(edge.NodeId) is { } known ? byName.GetValueOrDefault(known) : null;
            object? part = named ?? parts.GetValueOrDefault(StripName(name)) ?? (own is not null ? FindByWeightName(graph[edge.NodeId], own)
                : null);
            if (part is not null) { yield return (edge, part); }
        }
    }

    /// <summary>
    /// TensorFlow 2.0 and 2.1 count a Sequential model's InputLayer, later versions do not; and layers of tables count among those with
    /// weights there.
    /// </summary>
    /// <returns>How many layers the checkpoint counts before the first of these.</returns>
    private static int Realign(StoredObjects graph, ObjectGraph.Types.Node saved, IReadOnlyList<Layer> layers,
        Dictionary<string, object> parts)
    {
        ObjectReference[] numbered = [.. saved.Children.Where(c => c.LocalName.StartsWith(Numbered, StringComparison.Ordinal))];
        bool stack = layers.Count > 0 && layers[0] is not InputLayer;
        int shift = stack && numbered.Length == layers.Count + 1
            && !HoldsValues(graph, numbered.FirstOrDefault(c => c.LocalName == Numbered + "0")) ? 1 : 0;
        ObjectReference[] weighted = [.. saved.Children.Where(c => c.LocalName.StartsWith(Weighted, StringComparison.Ordinal))];
        int own = parts.Keys.Count(k => k.StartsWith(Weighted, StringComparison.Ordinal));
        if (own == weighted.Length || numbered.Length != layers.Count + shift || !layers.Any(l => l is ITokenTable or Discretization))
        {
            return shift;
        }
        // What is a weight in Python and none here (a table, a summary) shifts the count: the numbers of all layers decide.
        foreach (ObjectReference edge in weighted)
        {
            string? place = numbered.FirstOrDefault(n => n.NodeId == edge.NodeId)?.LocalName;
            parts.Remove(edge.LocalName);
            if (place is not null && parts.TryGetValue(Shift(place, shift), out object? layer)) { parts[edge.LocalName] = layer; }
        }
        return shift;
    }

    private static bool HoldsValues(StoredObjects graph, ObjectReference? edge) =>
        edge is not null
        && (graph[edge.NodeId].Attributes.Count > 0
            || graph[edge.NodeId].Children.Any(c => graph[c.NodeId].Attributes.Any(a => a.Name == ObjectGraphs.ValueAttribute)));

    private static string Shift(string name, int shift) => shift > 0 && name.StartsWith(Numbered, StringComparison.Ordinal)
        && int.TryParse(name[Numbered.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out int n)
        ? $"{Numbered}{(n - shift).ToString(CultureInfo.InvariantCulture)}" : name;

    /// <summary>A variable whose name in Python's attribute differs from its own: "dense/kernel" is a layer's "kernel".</summary>
    private static Variable? FindByWeightName(ObjectGraph.Types.Node child, Layer layer)
    {
        if (child.Attributes is not [{ Name: ObjectGraphs.ValueAttribute } attribute]) { return null; }
        string name = attribute.FullName.Split('/')[^1];
        Variable[] named = [.. layer.EnumerateTrackedParts().Select(p => p.Part).OfType<Variable>().Where(v =>
            Layer.GetShortName(v) == name)];
        return named.Length == 1 ? named[0] : null;
    }

    /// <summary>Python marks what is not meant for users by an underscore; the names here have none, or have it too.</summary>
    private static string StripName(string name) => name.TrimStart('_');
}
