using KerasDigits.Backend;
using KerasDigits.Layers;
using KerasDigits.Optimizers;
using KerasDigits.Saving.Hdf5;

namespace KerasDigits.Saving;

/// <summary>Weights in Keras 3's layout (".weights.h5", and inside ".keras"): groups by class name and number, datasets vars/0, vars/1 …</summary>
/// <remarks>Source: keras 3.12 and tf.keras 2.15, saving/saving_lib.py.</remarks>
/// <param name="file">File, for messages.</param>
/// <param name="inner">The layers of a model inside a model; null for a plain layer.</param>
internal sealed class TrackedWeights(string file, Func<Layer, IReadOnlyList<Layer>?> inner)
{
    /// <summary>Groups inside a layer, in the order of our weights; the file has them sorted by name.</summary>
    private static readonly string[] s_order =
    [
        "cell", "forward_layer", "backward_layer", "layer", "query_dense", "_query_dense", "key_dense", "_key_dense", "value_dense", "_value_dense", "output_dense", "_output_dense",
    ];

    /// <summary>Whether a file has this layout.</summary>
    public static bool Fits(H5Group root) => Container(root) is not null;

    public void Load(H5Group source, IReadOnlyList<Layer> layers, string place = "")
    {
        H5Group container = Container(source) ?? throw new ModelFileException(file, place, "it holds no group of layers.");
        var used = new Dictionary<string, int>();
        foreach (Layer layer in layers)
        {
            string kind = Names.SnakeCase(inner(layer) is not null && layer.GetType().Name == "Model" ? "Functional" : CustomObjects.NameOf(layer.GetType()).Split('>')[^1]);
            int number = used[kind] = used.GetValueOrDefault(kind, -1) + 1;
            string name = number == 0 ? kind : $"{kind}_{number}";
            string at = $"{place}/layers/{name}";
            H5Group? group = container.Find(name) as H5Group;
            if (layer.weights.Count == 0) { continue; }
            if (group is null) { throw new ModelFileException(file, at, $"the weights of layer \"{layer.name}\" are missing."); }
            if (inner(layer) is { } layersInside) { Load(group, layersInside, at); }
            else { Assign(layer, group, at); }
        }
    }

    /// <summary>The optimizer's variables: step count, rate, then the slots weight by weight.</summary>
    public void LoadOptimizer(H5Group root, Optimizer optimizer, IReadOnlyList<Variable> trainable)
    {
        if (root.Find("optimizer/vars") is not H5Group { Children.Count: > 0 } vars) { return; }
        H5Dataset[] stored = Numbered(vars);
        Variable[][] slots = [.. trainable.Select(optimizer.SlotsOf)];
        Variable[] ours = [.. slots.SelectMany(s => s)];
        bool known = optimizer.SlotNames.Count <= 1 || optimizer.SlotNames.SequenceEqual(["m", "v"]);
        H5Dataset[] states = stored[Math.Min(2, stored.Length)..];
        if (!known || stored.Length < 2 || states.Length != ours.Length || states.Where((d, i) => !d.Dims.SequenceEqual(ours[i].value.shape)).Any())
        {
            Log.Warning($"The optimizer's state in {file} does not fit the model's optimizer; it starts anew.");
            return;
        }
        optimizer.iterations = H5Values.Whole(stored[0]);
        for (int i = 0; i < ours.Length; i++) { H5Values.Assign(ours[i], states[i]); }
    }

    private static H5Group? Container(H5Group group) => group.Find("layers") as H5Group ?? group.Find("_layer_checkpoint_dependencies") as H5Group;

    private void Assign(Layer layer, H5Group group, string place)
    {
        H5Dataset[] stored = [.. Flatten(group, place)];
        Variable[] weights = [.. layer.weights];
        if (stored.Length != weights.Length)
        {
            throw new ModelFileException(file, place, $"layer \"{layer.name}\" expects {weights.Length} weight(s), but the file holds {stored.Length}.");
        }
        for (int i = 0; i < weights.Length; i++)
        {
            if (!stored[i].Dims.SequenceEqual(weights[i].value.shape))
            {
                throw new ModelFileException(file, place, $"the weight \"{weights[i].name}\" has shape {weights[i].shape}, but the file holds shape ({string.Join(", ", stored[i].Dims)}).");
            }
        }
        for (int i = 0; i < weights.Length; i++) { H5Values.Assign(weights[i], stored[i]); }
    }

    private IEnumerable<H5Dataset> Flatten(H5Group group, string place)
    {
        IEnumerable<H5Dataset> result = group.Find("vars") is H5Group own ? Numbered(own) : [];
        var parts = new List<(int Order, H5Dataset[] Data)>();
        foreach (var (name, child) in group.Children)
        {
            if (name == "vars" || name.Contains("seed_generator", StringComparison.Ordinal) || child is not H5Group part) { continue; }
            H5Dataset[] data = [.. Flatten(part, $"{place}/{name}")];
            if (data.Length == 0) { continue; }
            parts.Add((Array.IndexOf(s_order, name), data));
        }
        if (parts.Count > 1 && parts.Any(p => p.Order < 0))
        {
            throw new ModelFileException(file, place, "the layer holds several groups of weights in an order that is not known here; save the weights from Keras as .h5 instead.");
        }
        return result.Concat(parts.OrderBy(p => p.Order).SelectMany(p => p.Data));
    }

    private static H5Dataset[] Numbered(H5Group vars) => [.. vars.Children
        .Where(c => c.Value is H5Dataset && int.TryParse(c.Key, out _)).OrderBy(c => int.Parse(c.Key, System.Globalization.CultureInfo.InvariantCulture)).Select(c => (H5Dataset)c.Value)];
}
