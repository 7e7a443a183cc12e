using KerasDigits.Layers;
using KerasDigits.Saving;

namespace KerasDigits.Models;

public partial class Model
{
    internal override string StoredClass => SavedClass.Split('>')[^1];

    internal override IEnumerable<StoredPart> EnumerateStoredParts(HashSet<Layer> seen) =>
        seen.Add(this) ? [new StoredPart("", this, [.. OwnTrainable, .. OwnFixed]), .. EnumerateStoredList("layers", layers, seen)] : [];

    /// <summary>The class name in files.</summary>
    internal virtual string SavedClass => GetType() == typeof(Model) ? "Functional" : CustomObjects.NameOf(GetType());

    /// <summary>The layers and their connections, from which <see cref="from_config"/> makes an equal model with new weights.</summary>
    /// <exception cref="NotSupportedException">A subclass computes in `call`: it has no graph to write.</exception>
    public override Config get_config() => SharedObjects.Write(GetConfigured);

    private Config GetConfigured()
    {
        Graph graph = Graph
            ?? throw new NotSupportedException($"The model {name} is subclassed and has no graph of layers to save; override "
                + "get_config(), or save its weights with save_weights.");
        var inGraph = graph.NodesByDepth.SelectMany(n => n).ToHashSet();
        var position = new Dictionary<Node, long>();
        foreach (Layer layer in layers)
        {
            // Keras counts a model's own inputs and outputs as its first call.
            long n = layer is Model ? 1 : 0;
            foreach (Node node in layer.inbound_nodes.Where(inGraph.Contains)) { position[node] = n++; }
        }
        List<object?> MakeReference(KerasTensor t) => [t.Producer.Layer.name, position[t.Producer], (long)t.TensorIndex];
        var entries = new List<object?>();
        foreach (Layer layer in layers)
        {
            Config entry = Serialize(layer);
            entry["name"] = layer.name;
            entry["inbound_nodes"] = layer is InputLayer
                ? new List<object?>()
                : layer.inbound_nodes.Where(inGraph.Contains).Select(n => (object?)SerializeCall(n, MakeReference)).ToList();
            if (layer is KerasOperation)
            {
                entry["inbound_nodes"] = layer.inbound_nodes.Where(inGraph.Contains)
                    .Select(n => (object?)ArchiveConfig.SerializeCall(n, t => ArchiveConfig.SerializeSymbol(t, MakeReference(t)))).ToList();
            }
            entries.Add(entry);
        }
        return new Config
        {
            ["name"] = name,
            ["layers"] = entries,
            ["input_layers"] = SerializeEnds(graph.Inputs, InputKeys, MakeReference),
            ["output_layers"] = SerializeEnds(graph.Outputs, OutputKeys, MakeReference),
        };
    }

    /// <summary>The model's inputs or outputs as a configuration has them: a list, or a dictionary where they were given by name.</summary>
    internal static object SerializeEnds(KerasTensor[] tensors, IReadOnlyList<string>? keys, Func<KerasTensor, List<object?>> reference) =>
        keys is null
        ? tensors.Select(t => (object?)reference(t)).ToList()
        : new Config(keys.Zip(tensors, (k, t) => KeyValuePair.Create(k, (object?)reference(t))));

    private static List<object?> SerializeCall(Node node, Func<KerasTensor, List<object?>> reference)
    {
        var call = new List<object?>();
        var named = new Config(node.Keywords ?? []);
        if (named.Remove(OpLambda.Constant, out object? constant))
        {
            call.Add(new List<object?> { OpLambda.Constant, -1L, constant, named });
        }
        List<object?>? mixed = named.Remove(OpLambda.Mixed, out object? values) ? (List<object?>)values! : null;
        string?[] names = node.FileNames;
        for (int i = 0; i < names.Length; i++)
        {
            List<object?> history = reference(node.Inputs[i]);
            if (names[i] is { } list && FillHole(named, list, history)) { continue; }
            if (names[i] is not { } argument) { call.Add(new List<object?>([.. history, named])); }
            else if (names.Count(a => a == argument) == 1) { named[argument] = history; }
            else if (named.Get(argument) is List<object?> several) { several.Add(history); }
            else { named[argument] = new List<object?> { history }; }
        }
        if (mixed is not null)
        {
            var tensors = new Queue<object?>(call);
            call = mixed.ConvertAll(v => OpArguments.IsHole(v)
                ? tensors.Dequeue()
                : new List<object?> { OpLambda.Constant, -1L, v, named });
        }
        // A function is called with its first argument as it stands here: a list of one is a list there.
        return node.Layer is OpLambda && call.Count == 1 ? (List<object?>)call[0]! : call;
    }

    /// <summary>Puts a tensor into the first free place of a list of numbers.</summary>
    internal static bool FillHole(Config named, string argument, object? tensor)
    {
        if (named.Get(argument) is not List<object?> list || list.FindIndex(OpArguments.IsHole) is not (>= 0 and var at)) { return false; }
        list = [.. list];
        (list[at], named[argument]) = (tensor, list);
        return true;
    }

    private protected static Config Serialize(Layer layer)
    {
        Config entry = layer is KerasOperation operation ? ArchiveConfig.SerializeOperation(operation) : new()
        {
            ["class_name"] = layer is Model model ? model.SavedClass : CustomObjects.NameOf(layer.GetType()),
            ["config"] = ConfigBinder.ReadConfig(layer),
        };
        return layer is InputLayer ? entry : SharedObjects.Note(layer, entry);
    }

    /// <summary>Makes a functional model from its configuration.</summary>
    /// <param name="config">What get_config() gave.</param>
    /// <param name="custom_objects">Own classes, functions and objects by name; null: only the registered ones.</param>
    public static Model from_config(Config config, Dictionary<string, object>? custom_objects = null)
    {
        using IDisposable scope = CustomObjects.Open(custom_objects);
        return ModelBuilder.AsOne(() => ModelBuilder.BuildFunctional(config, "config", ""));
    }

    /// <summary>The structure as JSON, without weights.</summary>
    public string to_json() => ConfigJson.Write(GetSavedConfig());

    internal Config GetSavedConfig() => new()
    {
        ["class_name"] = SavedClass,
        ["config"] = LaterArguments.ConvertLeft(ConfigBinder.ReadConfig(this)),
        ["keras_version"] = LayerWeights.KerasVersion,
        ["backend"] = "tensorflow",
    };
}

public partial class Sequential
{
    internal override string SavedClass => GetType() == typeof(Sequential) ? "Sequential" : base.SavedClass;

    /// <summary>The layers from which <see cref="from_config"/> makes an equal model with new weights.</summary>
    public override Config get_config() => SharedObjects.Write(() => new()
    {
        ["name"] = name,
        ["layers"] = LayersWithInput.Select(l => (object?)Serialize(l)).ToList(),
    });

    /// <summary>Creates a Sequential model from its configuration.</summary>
    /// <param name="config">What get_config() gave.</param>
    /// <param name="custom_objects">Own classes, functions and objects by name; null: only the registered ones.</param>
    public static new Sequential from_config(Config config, Dictionary<string, object>? custom_objects = null)
    {
        using IDisposable scope = CustomObjects.Open(custom_objects);
        return ModelBuilder.AsOne(() => ModelBuilder.Stack(config, "config", ""));
    }
}
