using System.Globalization;
using KerasDigits.Backend;
using KerasDigits.Layers;
using KerasDigits.Optimizers;

namespace KerasDigits.Saving.Checkpoints;

/// <summary>Objects of a program as TensorFlow's checkpoints see them: what a layer, a list or a dictionary holds, by name.</summary>
/// <remarks>Source: tf.keras 2.15, engine/functional.py (_layer_checkpoint_dependencies) and trackable/data_structures.py.</remarks>
internal static class TrackedObject
{
    /// <summary>What an object holds, by Python's names, in TensorFlow's order.</summary>
    public static IEnumerable<(string Name, object Part)> EnumerateParts(object live) => live switch
    {
        Layer layer => (layer.GraphLayers is { } stack ? Stack(stack) : []).Concat(layer.EnumerateTrackedParts()),
        TrackedContainer container => container.Parts,
        IReadOnlyDictionary<string, object> named => named.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => (p.Key, p.Value)),
        IReadOnlyList<object> list => list.Select((o, i) => (i.ToString(CultureInfo.InvariantCulture), o)),
        _ => [],
    };

    /// <summary>All variables of layers that can be reached, each once.</summary>
    public static IReadOnlyList<Variable> EnumerateVariables(object root)
    {
        var found = new List<Variable>();
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        var queue = new Queue<object>([root]);
        while (queue.TryDequeue(out object? live))
        {
            if (live is Optimizer || !seen.Add(live)) { continue; }
            if (live is Variable variable) { found.Add(variable); }
            foreach (var (_, part) in EnumerateParts(live)) { queue.Enqueue(part); }
        }
        return found;
    }

    private static IEnumerable<(string, object)> Stack(IReadOnlyList<Layer> layers)
    {
        int weighted = 0;
        for (int i = 0; i < layers.Count; i++)
        {
            if (HasWeights(layers[i]))
            {
                yield return ($"layer_with_weights-{weighted++.ToString(CultureInfo.InvariantCulture)}", layers[i]);
            }
            yield return ($"layer-{i.ToString(CultureInfo.InvariantCulture)}", layers[i]);
        }
    }

    private static bool HasWeights(Layer layer) => layer.weights.Count > 0;
}
