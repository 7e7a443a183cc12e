using KerasDigits.Backend;
using KerasDigits.Layers;
using KerasDigits.Saving.Hdf5;

namespace KerasDigits.Saving;

/// <summary>Weights in Keras 2's HDF5 layout: a group per layer, with the names of its weights in order.</summary>
/// <remarks>Source: tf.keras 2.3.1, saving/hdf5_format.py.</remarks>
internal static class LayerWeights
{
    /// <summary>Keras's version written into files.</summary>
    public const string KerasVersion = "2.4.0";

    /// <summary>What files of Keras before 1.0 hold in place of names: how many layers there are.</summary>
    public const string FirstCount = "nb_layers";

    public static void Save(H5Group target, IReadOnlyList<Layer> layers)
    {
        H5Values.SetNames(target, "layer_names", [.. layers.Select(l => l.name!)]);
        target.Attributes["backend"] = "tensorflow";
        target.Attributes["keras_version"] = KerasVersion;
        foreach (Layer layer in layers)
        {
            H5Group group = target.Ensure(GetSteps(layer.name!));
            IReadOnlyList<Variable> before = layer.Quantized?.Before ?? [];
            Variable[] weights = [.. before, .. Order(layer).Except(before)];
            string[] names = WeightNames.MakeUnique(weights);
            H5Values.SetNames(group, "weight_names", names);
            for (int i = 0; i < weights.Length; i++) { Put(group, names[i], H5Values.Of(weights[i])); }
        }
        // A layer of that name keeps it: the group says nothing here.
        if (layers.All(l => l.name != TopLevel)) { H5Values.SetNames(target.Ensure([TopLevel]), "weight_names", []); }
    }

    private const string TopLevel = "top_level_model_weights";

    /// <summary>The groups of a layer's name.</summary>
    private static string[] GetSteps(string name)
    {
        string[] steps = name.Split('/');
        Guard.That(steps.All(s => s is not ("" or "." or "..")), "HDF5 reads a layer's name as a path: it must not begin or end with '/', "
            + $"nor hold \"//\", or \".\" or \"..\" between slashes. Received: name=\"{name}\". Give the layer another name "
            + "(layer.name = …).", "name");
        return steps;
    }

    public static void Put(H5Group group, string path, H5Dataset dataset)
    {
        string[] parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        group.Ensure(parts[..^1]).Children[parts[^1]] = dataset;
    }

    /// <summary>Whether a group says which layers it holds, or how many.</summary>
    public static bool ListsLayers(H5Group group) =>
        group.Attributes.Keys.Any(k => k.StartsWith("layer_names", StringComparison.Ordinal) || k == FirstCount);

    /// <summary>Whether any layer of a file has weights.</summary>
    public static bool Holds(H5Group source) => source.Attributes.ContainsKey(FirstCount)
        || (H5Values.ReadNames(source, "layer_names") ?? []).Any(n => source.Find(n) is H5Group group
            && H5Values.ReadNames(group, "weight_names") is { Length: > 0 });

    /// <summary>Sets the layers' weights in order; the file must hold as many layers with weights.</summary>
    public static void Load(H5Group source, IReadOnlyList<Layer> layers, string file)
    {
        Layer[] wanted = [.. layers.Where(l => Order(l).Length > 0)];
        var stored = EnumerateStored(source, file).Where(s => s.Weights.Length > 0).ToArray();
        if (stored.Length != wanted.Length)
        {
            throw new ModelFileException(file, "", $"You are trying to load a weight file containing {stored.Length} layers into a model "
                + $"with {wanted.Length} layers.");
        }
        WeightOrigin origin = OldWeights.FindOrigin(source);
        for (int i = 0; i < wanted.Length; i++) { Assign(wanted[i], stored[i].Name, stored[i].Weights, origin, file, skip: false); }
    }

    /// <summary>Sets the weights of the layers whose names the file holds.</summary>
    public static void LoadByName(H5Group source, IReadOnlyList<Layer> layers, bool skipMismatch, string file)
    {
        if (source.Attributes.ContainsKey(FirstCount))
        {
            throw new ModelFileException(file, "", "The weight file you are trying to load is in a legacy format that does not support "
                + "name-based weight loading: its layers are numbered. Pass by_name: false.");
        }
        WeightOrigin origin = OldWeights.FindOrigin(source);
        foreach (var (name, weights) in EnumerateStored(source, file))
        {
            foreach (Layer layer in layers.Where(l => l.name == name)) { Assign(layer, name, weights, origin, file, skipMismatch); }
        }
    }

    /// <summary>
    /// The names that a file gives to the weights of layers read from it: Python's own, which may bear a number more than the layer's.
    /// </summary>
    public static Dictionary<Variable, string> MapFileNames(H5Group source, IReadOnlyList<Layer> layers, string file)
    {
        var names = new Dictionary<Variable, string>();
        foreach (var (layer, stored) in layers.Where(l => Order(l).Length > 0)
            .Zip(EnumerateStored(source, file).Where(s => s.Weights.Length > 0)))
        {
            Variable[] weights = Order(layer);
            foreach (var (weight, data) in weights.Zip(ReadInOrder(layer, weights, stored.Weights, file, warn: false)))
            {
                names[weight] = data.Name;
            }
        }
        return names;
    }

    private static IEnumerable<(string Name, (string Name, H5Dataset Data)[] Weights)> EnumerateStored(H5Group source, string file)
    {
        if (source.Attributes.GetValueOrDefault(FirstCount) is { } count)
        {
            for (long i = 0; i < Count(count, "", file); i++) { yield return ($"layer_{i}", ReadNumbered(source, $"layer_{i}", file)); }
            yield break;
        }
        string[] names = H5Values.ReadNames(source, "layer_names")
            ?? throw new ModelFileException(file, "", "it holds no list of layers (attribute layer_names).");
        foreach (string name in names)
        {
            H5Group group = source.Find(name) as H5Group
                ?? throw new ModelFileException(file, $"/{name}", "the layer is listed, but its group is missing.");
            string[] weights = H5Values.ReadNames(group, "weight_names")
                ?? throw new ModelFileException(file, $"/{name}", "it holds no list of weights (attribute weight_names).");
            yield return (name,
                Array.ConvertAll(weights,
                    w => (w, group.Find(w) as H5Dataset
                        ?? throw new ModelFileException(file, $"/{name}/{w}", "the weight is listed, but missing."))));
        }
    }

    /// <summary>The arrays of a layer as Keras before 1.0 wrote them: by their numbers.</summary>
    private static (string, H5Dataset)[] ReadNumbered(H5Group source, string layer, string file)
    {
        H5Group group = source.Find(layer) as H5Group
            ?? throw new ModelFileException(file, $"/{layer}", "the layer is counted, but its group is missing.");
        return [.. Enumerable.Range(0, checked((int)Count(group.Attributes.GetValueOrDefault("nb_params"), layer, file)))
            .Select(i => ($"param_{i}", group.Find($"param_{i}") as H5Dataset
            ?? throw new ModelFileException(file, $"/{layer}/param_{i}", "the weight is counted, but missing.")))];
    }

    private static long Count(object? value, string place, string file) => value switch
    {
        long n and >= 0 and <= 100_000 => n,
        int n and >= 0 and <= 100_000 => n,
        _ => throw new ModelFileException(file, $"/{place}", $"it must say how many it holds. Received: {value ?? "nothing"}."),
    };

    private static void Assign(Layer layer, string place, (string Name, H5Dataset Data)[] stored, WeightOrigin origin,
        string file, bool skip)
    {
        stored = LowRank.Merge(stored);
        bool forgot = ConfigTranslator.Now.IsKeras3 && layer.weights.Count != stored.Length && layer.FitTo(stored.Length);
        if (forgot) { Log.Debug($"The layer \"{layer.name}\" has the weights that its file holds, which its configuration does not say."); }
        Variable[] weights = Order(layer);
        if (origin is { Keras1: false, Theano: false }) { stored = ReadInOrder(layer, weights, stored, file, warn: true); }
        string? fault = FindFault(layer, weights, stored);
        if (fault is null && origin is { Keras1: false, Theano: false })
        {
            for (int i = 0; i < weights.Length; i++) { H5Values.Assign(weights[i], stored[i].Data); }
            return;
        }
        using var scope = Scopes.Step();
        using var _ = Scopes.NoGradient();
        try
        {
            if (OldWeights.Convert(layer, weights, Array.ConvertAll(stored, s => s.Data), origin) is { } converted)
            {
                stored = [.. converted.Select((d, i) => (i < weights.Length ? weights[i].name : "", d))];
                fault = FindFault(layer, weights, stored);
            }
        }
#pragma warning disable CA1031 // the engine throws plain exceptions for arrays whose shapes make no sense
        catch (Exception e) when (e is not ModelFileException)
        {
            fault ??= $"the arrays of layer \"{layer.name}\" are not in the form of an old Keras ({e.Message.Split('\n')[0]}).";
        }
#pragma warning restore CA1031
        if (fault is not null && !skip) { throw new ModelFileException(file, $"/{place}", fault); }
        if (fault is not null)
        {
            Log.Warning($"Skipping loading of weights: {fault}");
            return;
        }
        for (int i = 0; i < weights.Length; i++) { H5Values.Assign(weights[i], stored[i].Data); }
    }

    /// <summary>What keeps arrays from being the layer's weights; null: nothing.</summary>
    private static string? FindFault(Layer layer, Variable[] weights, (string Name, H5Dataset Data)[] stored)
    {
        if (weights.Length != stored.Length)
        {
            return $"layer \"{layer.name}\" expects {weights.Length} weight(s), but the file holds {stored.Length}.";
        }
        for (int i = 0; i < weights.Length; i++)
        {
            if (!weights[i].Takes(stored[i].Data.Dims))
            {
                return $"the weight \"{weights[i].name}\" of layer \"{layer.name}\" has shape {weights[i].shape}, but the file holds "
                    + $"shape ({string.Join(", ", stored[i].Data.Dims)}) for {stored[i].Name}.";
            }
        }
        return null;
    }

    /// <summary>Trainable weights, then the others: the order of Keras's files, for models inside models too.</summary>
    private static Variable[] Order(Layer layer) => [.. layer.trainable_weights.Concat(layer.non_trainable_weights).Distinct()];

    /// <summary>
    /// A layer's arrays in the order of its weights. Trainable ones stand first in a file, so those written while a part was frozen stand
    /// in another order than today's.
    /// </summary>
    private static (string Name, H5Dataset Data)[] ReadInOrder(Layer layer, Variable[] weights, (string Name, H5Dataset Data)[] stored,
        string file, bool warn)
    {
        // Scales that Keras made after the layer was trained follow its weights, those that it was made with before them.
        if (layer.Quantized is not null && WeightNames.FindPlacesByLast(weights, Array.ConvertAll(stored, s => s.Name)) is { } ends)
        {
            return Array.ConvertAll(ends, p => stored[p]);
        }
        if (layer.Inner.Count == 0 || WeightNames.FindPlaces(weights, Array.ConvertAll(stored, s => s.Name)) is not { } places)
        {
            return stored;
        }
        (string Name, H5Dataset Data)[] sorted = Array.ConvertAll(places, p => stored[p]);
        if (FindFault(layer, weights, sorted) is not null) { return stored; }
        if (warn)
        {
            Log.Warning($"The weights of layer \"{layer.name}\" are in {file} in another order than the layer's, as they do when they "
                + "were saved while other parts were frozen. They are loaded by name.");
        }
        return sorted;
    }
}
