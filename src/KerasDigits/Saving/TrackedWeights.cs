using System.Globalization;
using KerasDigits.Backend;
using KerasDigits.Layers;
using KerasDigits.Saving.Hdf5;

namespace KerasDigits.Saving;

/// <summary>
/// Weights in Keras 3's layout (".weights.h5", and inside ".keras"): groups by class name and number, datasets vars/0, vars/1 …
/// </summary>
/// <remarks>Keras 2.15 uses the same groups without the attribute "name"; attention's bear its names too, so that it reads them.
/// Source: keras 3.12 and tf.keras 2.15,
/// saving/saving_lib.py.</remarks>
internal static class TrackedWeights
{
    /// <summary>Whether a file has this layout.</summary>
    public static bool Fits(H5Group root) => root.Find("layers") is H5Group || root.Find("_layer_checkpoint_dependencies") is H5Group;

    /// <summary>Writes the model's weights.</summary>
    public static void Save(H5Group root, Layer model)
    {
        foreach (StoredPart part in model.EnumerateStoredParts([]).Select(ReadWhole))
        {
            string[] steps = part.Path.Split('/', StringSplitOptions.RemoveEmptyEntries);
            H5Group group = root.Ensure(steps), vars = group.Ensure(["vars"]);
            if (part.OtherName is { } other) { root.Ensure(steps[..^1]).Children[other] = group; }
            vars.Attributes["name"] = new H5Text(part.Layer.name!);
            for (int i = 0; i < part.Weights.Count; i++)
            {
                vars.Children[i.ToString(CultureInfo.InvariantCulture)] = H5Values.Of(part.Weights[i]);
            }
        }
        // A model of an Input alone has no layers: the file still says which layout it has.
        if (model.GraphLayers is { Count: 0 }) { root.Ensure(["layers"]); }
    }

    /// <summary>A part with the weights of inner layers that its layer names too.</summary>
    private static StoredPart ReadWhole(StoredPart part) => part with { Weights = [.. part.Layer.RepeatedWeights, .. part.Weights] };

    /// <summary>Sets the model's weights. Everything is checked before the first weight changes.</summary>
    /// <param name="source">Root of the file.</param>
    /// <param name="model">The built layer or model whose weights are set.</param>
    /// <param name="file">File, for messages.</param>
    /// <param name="skipMismatch">Whether layers that do not fit are left as they are, with a warning.</param>
    public static void Load(H5Group source, Layer model, string file, bool skipMismatch = false)
    {
        var found = new List<(Variable Weight, H5Dataset Data)>();
        var once = new Dictionary<string, H5Dataset[]>();
        foreach (StoredPart stands in model.EnumerateStoredParts([]).Where(p => p.Weights.Count > 0).Select(ReadWhole))
        {
            StoredPart part = stands;
            if (!Fits(source)) { throw new ModelFileException(file, "", "it holds no group of layers."); }
            H5Dataset[] stored = Locate(source, part.Path)?.Find("vars") is H5Group vars ? ReadNumbered(vars) : [];
            // A layer that is in two models inside the model has its weights at its first place alone.
            if (stored.Length > 0) { once.TryAdd(part.Layer.name!, stored); }
            else if (once.GetValueOrDefault(part.Layer.name!) is { } shared && FindFault(part, shared) is null)
            {
                Log.Warning($"The layer \"{part.Layer.name}\" has no weights of its own in {file}; it takes those of the other layer of "
                    + "that name, with which Keras shared it.");
                stored = shared;
            }
            if (stored.Length != part.Weights.Count && part.Layer.FitTo(stored.Length))
            {
                part = part with { Weights = [.. part.Layer.weights] };
            }
            if (FindFault(part, stored) is not { } fault) { found.AddRange(part.Weights.Zip(stored)); }
            else if (skipMismatch) { Log.Warning($"Skipping loading of weights: {fault}"); }
            else { throw new ModelFileException(file, $"/{part.Path}", fault); }
        }
        foreach (var (weight, data) in found) { H5Values.Assign(weight, data); }
    }

    /// <summary>The datasets of a group "vars", in order.</summary>
    public static H5Dataset[] ReadNumbered(H5Group vars) => [.. vars.Children
        .Where(c => c.Value is H5Dataset && int.TryParse(c.Key, NumberStyles.None, CultureInfo.InvariantCulture, out _))
        .OrderBy(c => int.Parse(c.Key, CultureInfo.InvariantCulture)).Select(c => (H5Dataset)c.Value)];

    private static string? FindFault(StoredPart part, H5Dataset[] stored)
    {
        if (stored.Length != part.Weights.Count)
        {
            return $"Layer '{part.Layer.name}' expected {part.Weights.Count} variables, but received {stored.Length} variables during "
                + $"loading. Expected: {string.Join(", ", part.Weights.Select(w => w.name))}.";
        }
        for (int i = 0; i < stored.Length; i++)
        {
            if (!part.Weights[i].Takes(stored[i].Dims))
            {
                return $"the weight \"{part.Weights[i].name}\" has shape {part.Weights[i].shape}, but the file holds shape "
                    + $"({string.Join(", ", stored[i].Dims)}).";
            }
        }
        return null;
    }

    /// <summary>
    /// A group by path. Keras 2 has some attributes with a leading underscore where Keras 3 has none, other names for some classes, and at
    /// first another name for "layers".
    /// </summary>
    private static H5Group? Locate(H5Group root, string path)
    {
        H5Group? group = root;
        bool counted = false; // in the list of 2.12 to 2.14, where the numbers may skip
        foreach (string step in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            H5Node? next = counted ? CountUp(group, step) : group.Find(step) ?? group.Find("_" + step) ?? group.Find(FindOldName(step));
            counted = next is null && step == "layers";
            group = (counted ? group.Find("_layer_checkpoint_dependencies") : next) as H5Group;
            if (group is null) { return null; }
        }
        return group;
    }

    /// <summary>The n-th group of a class: "dense_1" is the second one, whatever its number.</summary>
    /// <remarks>2.12 and 2.13 count each layer with weights twice.</remarks>
    private static H5Node? CountUp(H5Group list, string name)
    {
        var (kind, number) = SplitName(name);
        string[] kinds = [kind, FindOldName(kind)];
        return list.Children.Select(c => (Place: SplitName(c.Key), c.Value)).Where(c => kinds.Contains(c.Place.Kind) && c.Value is H5Group)
            .OrderBy(c => c.Place.Number).Select(c => c.Value).Skip(number).FirstOrDefault();
    }

    private static (string Kind, int Number) SplitName(string name)
    {
        int at = name.LastIndexOf('_');
        return at > 0 && int.TryParse(name.AsSpan(at + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            ? (name[..at], number)
            : (name, 0);
    }

    /// <summary>Keras 2 parts the names of these classes otherwise.</summary>
    private static string FindOldName(string name) => name.Replace("conv_lstm1d", "conv_lst_m1d", StringComparison.Ordinal)
        .Replace("conv_lstm2d", "conv_lst_m2d", StringComparison.Ordinal).Replace("conv_lstm3d", "conv_lst_m3d", StringComparison.Ordinal);
}
