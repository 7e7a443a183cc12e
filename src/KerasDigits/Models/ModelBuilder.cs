using System.Globalization;
using KerasDigits.Activations;
using KerasDigits.Backend;
using KerasDigits.Layers;
using KerasDigits.Saving;

namespace KerasDigits.Models;

/// <summary>Builds models from configurations of Keras 1.2, 2.x and 3.x.</summary>
internal static class ModelBuilder
{
    private const int Deepest = 24;

    /// <summary>
    /// Layers of the file being read by the number that Keras gives to those that are in it twice, for example in two models inside the
    /// model.
    /// </summary>
    private static readonly ThreadSlot<Dictionary<long, Layer>> s_shared = new("shared layers of the configuration that is being read");

    /// <summary>A layer or model from {"class_name", "config"}.</summary>
    /// <param name="serialized">{"class_name", "config"} of the object.</param>
    /// <param name="file">File or text it comes from, for messages.</param>
    /// <param name="place">Place inside it.</param>
    /// <param name="depth">How deeply models are nested here.</param>
    public static Layer Build(Config serialized, string file, string place, int depth = 0)
    {
        if (depth > Deepest) { throw new ModelFileException(file, place, $"models are nested deeper than {Deepest} levels."); }
        if (depth > 0) { return BuildOnce(serialized, file, place, depth); }
        using ConfigTranslator? own = ConfigReading.Current is null ? ConfigTranslator.Open(KerasEpoch.OfConfig(serialized)) : null;
        return AsOne(() => BuildOnce(serialized, file, place, depth));
    }

    /// <summary>Reads one configuration: a layer that is in it twice is one layer.</summary>
    internal static T AsOne<T>(Func<T> read)
    {
        Dictionary<long, Layer>? outer = s_shared.Value;
        s_shared.Value = [];
        try { return read(); }
        finally { s_shared.Value = outer; }
    }

    private static Layer BuildOnce(Config serialized, string file, string place, int depth)
    {
        if (s_shared.Value is not { } known || serialized.Get("shared_object_id") is not long id)
        {
            return BuildLayer(serialized, file, place, depth);
        }
        if (known.TryGetValue(id, out Layer? shared) && shared.name == (serialized.Get("config") as Config)?.Get("name") as string)
        {
            return shared;
        }
        return known[id] = BuildLayer(serialized, file, place, depth);
    }

    private static Layer BuildLayer(Config serialized, string file, string place, int depth)
    {
        string name = serialized.Get("class_name") as string
            ?? throw new ModelFileException(file, place, "a layer must hold `class_name`.");
        if (KerasOperation.Fits(serialized, ConfigTranslator.Now.IsKeras3)) { return BuildOperation(serialized, file, place); }
        serialized = ConfigTranslator.Here.MakeObject(serialized);
        string className = (string)serialized["class_name"]!;
        object? custom = Resolver.FindOwn(serialized, name);
        if (custom is null && className is "Sequential" && BranchedStack.FindHead(serialized.Get("config")) is { } merge)
        {
            return BranchedStack.Of(serialized.Get("config"), merge, file, place, depth);
        }
        if (custom is null && className is "Sequential") { return Stack(serialized.Get("config"), file, place, depth); }
        if (custom is null && className is "Functional" or "Model" or "Container" or "Network"
            && (serialized.Get("config") as Config)?.ContainsKey("layers") == true)
        {
            return BuildFunctional((Config)serialized.Get("config")!, file, place, depth);
        }
        Config config = serialized.Get("config") as Config
            ?? throw new ModelFileException(file, place, $"the layer of class {name} must hold `config`.");
        if (className == "Lambda") { return BuildLambda(config, file, place); }
        // A class of Python's own without get_config is written without one.
        bool bare = config.Remove("layer was saved without config");
        if (bare && serialized.Get("name") is string called) { config["name"] = called; }
        Type? builtIn = OpLambda.Find(className) is null ? Registry.FindClass(className, typeof(Layer)) : null;
        if (custom is null && builtIn is null && config.Get("name") is string own && CustomObjects.Find(own) is Layer standIn)
        {
            return standIn;
        }
        if (bare && custom is null)
        {
            throw new ModelFileException(file, place,
                $"the layer \"{config.Get("name")}\" of class {name} was saved without its configuration. "
                + $"Pass a layer that computes the same in custom_objects under its name: new() {{ [\"{config.Get("name")}\"] = myLayer "
                + $"}}; its weights are set by the names of its fields.");
        }
        Type type = custom as Type ?? OpLambda.Find(className) ?? builtIn ?? throw new ModelFileException(file, place,
            $"{UnknownName.Describe("layer", name, Registry.ListClasses(typeof(Layer)))} "
            + (config.Get("name") is string { Length: > 0 } layerName ? $"The layer's name is \"{layerName}\". " : "")
            + $"If it is your own class, pass it in custom_objects: new() {{ [\"{name}\"] = typeof(...) }}.");
        if (type.IsSubclassOf(typeof(Sequential)) && !ConfigBinder.ReadsItself(type) && config.ContainsKey("layers"))
        {
            return Stack(config, file, place, depth, type);
        }
        try
        {
            var layer = (Layer)ConfigBinder.Create(type,
                ConfigTranslator.Here.ReadArguments(type, WithInnerLayers(config, file, place, depth)));
            return LayerWays.AsThen(layer, ConfigTranslator.Now);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException or InvalidCastException or InvalidOperationException
            or OverflowException or FormatException or IndexOutOfRangeException)
        {
            throw new ModelFileException(file, place, $"the layer \"{config.Get("name")}\" of class {name} cannot be made: {e.Message}", e);
        }
    }

    /// <summary>
    /// The configuration with the layers inside a wrapper or a recurrent layer, and those that serve as activations, made, so that they are
    /// read as any other layer.
    /// </summary>
    private static Config WithInnerLayers(Config config, string file, string place, int depth)
    {
        object? BuildLayer(string key, object? value) => value switch
        {
            Config { } c when c.Get("class_name") is string => Build(c, file, $"{place}.{key}", depth + 1),
            List<object?> several when key == "cells" => several.Select((v, i) => BuildLayer($"{key}[{i}]", v)).ToList(),
            _ => value,
        };
        return new Config(config.Select(p => p.Key is "layer" or "backward_layer" or "cell" or "cells"
            ? KeyValuePair.Create(p.Key, BuildLayer(p.Key, p.Value))
            : p.Key.EndsWith("activation", StringComparison.Ordinal)
            ? KeyValuePair.Create(p.Key, MakeActivation(HardSigmoids.ToOurs(p.Value, byKeras3: false), p.Key)) : p));

        object? MakeActivation(object? value, string key)
        {
            if (value is not Config { } c || c.Get("class_name") is not string || c.Get("config") is not Config) { return value; }
            Layer layer = Build(c, file, $"{place}.{key}", depth + 1);
            return layer.weights.Count == 0 && layer is not PReLU
                ? (ActivationFn)layer
                : throw new NotSupportedException($"its {key} is the layer \"{layer.name}\" with weights of its own, which are not "
                    + "read there.");
        }
    }

    private static Layer BuildOperation(Config serialized, string file, string place)
    {
        if ((serialized.Get("config") as Config)?.Get("name") is string own && CustomObjects.Find(own) is Layer standIn) { return standIn; }
        try { return KerasOperation.Of(new Config(serialized) { ["config"] = PlainValues.Of(serialized.Get("config")) }); }
        catch (ArgumentException e)
        {
            throw new ModelFileException(file, place, $"the operation \"{serialized.Get("name")}\" cannot be made: {e.Message}", e);
        }
    }

    private static Layer BuildLambda(Config config, string file, string place)
    {
        string? name = config.Get("name") as string;
        if (name is not null && CustomObjects.Find(name) is Layer own) { return own; }
        object? function = config.Get("function");
        if ((function is string known && CustomObjects.Find(known) is not null)
            || (name is not null && CustomObjects.Find(name) is not null))
        {
            return (Layer)ConfigBinder.Create(typeof(Lambda), config);
        }
        throw function is string text
            ? new ModelFileException(file, place, $"the Lambda layer \"{name}\" calls the function \"{text}\". Pass it in custom_objects: "
                + $"new() {{ [\"{text}\"] = (Func<Tensor, Tensor>)(x => …) }}.")
            : new ModelFileException(file, place,
            $"the Lambda layer \"{name}\" holds Python bytecode, which is never run. Pass a layer that computes the same in "
            + $"custom_objects under its name: new() {{ [\"{name}\"] = myLayer }}.");
    }

    /// <summary>A Sequential model; Keras before 2.2.3 wrote the bare list of layers.</summary>
    /// <param name="config">Configuration of the Sequential model.</param>
    /// <param name="file">File, for messages.</param>
    /// <param name="place">Place inside it.</param>
    /// <param name="depth">How many models are around it.</param>
    /// <param name="own">A class of the program's own that derives from it, which may make its layers itself; null: none.</param>
    public static Sequential Stack(object? config, string file, string place, int depth = 0, Type? own = null)
    {
        List<object?> layers = config as List<object?> ?? (config as Config)?.Get("layers") as List<object?>
            ?? throw new ModelFileException(file, place, "a Sequential model must hold a list of layers.");
        Sequential model = own is null ? new Sequential(name: (config as Config)?.Get("name") as string) : MakeOwn(own, (Config)config!);
        bool isMade = model.LayersWithInput.Any();
        for (int i = 0; i < layers.Count && !isMade; i++)
        {
            string at = $"{place}.layers[{i}]";
            Config layer = layers[i] as Config ?? throw new ModelFileException(file, at, "a layer must be an object.");
            WrapErrors(file, at, () => model.add(Build(layer, file, at, depth + 1)));
        }
        if (!model.built && (config as Config)?.Get("build_input_shape") is { } shape)
        {
            WrapErrors(file, place, () => model.build(Shape.FromConfig(shape)));
        }
        if ((config as Config)?.Get("trainable") is false) { model.trainable = false; }
        return model;
    }

    private static Sequential MakeOwn(Type own, Config config) =>
        (Sequential)ConfigBinder.Create(own, new Config(config.Where(e => e.Key is not ("layers" or "build_input_shape"))));

    /// <summary>A functional model.</summary>
    public static Model BuildFunctional(Config config, string file, string place, int depth = 0)
    {
        List<object?> entries = config.Get("layers") as List<object?>
            ?? throw new ModelFileException(file, place, "a functional model must hold a list of layers.");
        var layers = new Dictionary<string, Layer>();
        var waiting = new List<(string Name, Queue<object?> Calls)>();
        for (int i = 0; i < entries.Count; i++)
        {
            string at = $"{place}.layers[{i}]";
            Config entry = entries[i] as Config ?? throw new ModelFileException(file, at, "a layer must be an object.");
            string name = entry.Get("name") as string ?? (entry.Get("config") as Config)?.Get("name") as string
                ?? throw new ModelFileException(file, at, "a layer must have a name.");
            Layer layer = Build(entry, file, at, depth + 1);
            if (!layers.TryAdd(name, layer)) { throw new ModelFileException(file, at, $"two layers are named \"{name}\"."); }
            waiting.Add((name, new Queue<object?>(entry.Get("inbound_nodes") as List<object?> ?? [])));
        }
        var made = new Dictionary<(string, long), KerasTensor[]>();
        var numbers = new NodeNumbers(config, layers);
        foreach (var (name, layer) in layers)
        {
            if (layer is InputLayer input) { made[(name, 0)] = [input.output]; }
        }
        WrapErrors(file, place, () => Connect(layers, waiting, made, numbers, file, place));
        KerasTensors Ends(string key) =>
            new([.. ReadHistories(config.Get(key), file, place)
                .Select(h => Find(made, numbers, h, file, place) ?? throw Missing(h, file, place))],
            config.Get(key) is Config named && named.Values.All(v => v is List<object?> { Count: > 0 } one && one[0] is string)
            ? [.. named.Keys.Order(StringComparer.Ordinal)]
            : null);
        Model? model = null;
        WrapErrors(file, place, () => model = new Model(Ends("input_layers"), Ends("output_layers"), config.Get("name") as string));
        // Losses and metrics that were added to the model hang beside its outputs.
        KerasTensor[] beside = [.. layers.Values.Where(l => l is AddLoss or AddMetric && !model!.layers.Contains(l))
            .SelectMany(l => l.inbound_nodes).SelectMany(n => n.Outputs)];
        if (beside.Length > 0) { WrapErrors(file, place, () => model!.ComputeBeside(beside)); }
        if (config.Get("trainable") is false) { model!.trainable = false; }
        return model!;
    }

    private static void Connect(Dictionary<string, Layer> layers, List<(string Name, Queue<object?> Calls)> waiting,
        Dictionary<(string, long), KerasTensor[]> made, NodeNumbers numbers, string file, string place)
    {
        bool progress = true;
        var counts = new Dictionary<string, int>();
        while (progress && waiting.Any(w => w.Calls.Count > 0))
        {
            progress = false;
            foreach (var (name, calls) in waiting)
            {
                while (calls.TryPeek(out object? call))
                {
                    var (histories, arguments, keywords) = layers[name] is KerasOperation operation && call is Config given
                        ? ReadOperationCall(given, operation.Signature, file, $"{place}.{name}")
                        : ReadInputs(call, file, $"{place}.{name}", layers[name]);
                    KerasTensor?[] inputs = [.. histories.Select(h => Find(made, numbers, h, file, place))];
                    if (inputs.Contains(null)) { break; }
                    int index = counts.GetValueOrDefault(name);
                    made[(name, index)] = layers[name].ApplyAll(inputs!, arguments.All(a => a is null) ? null : arguments,
                        keywords.Count == 0 ? null : keywords);
                    counts[name] = index + 1;
                    calls.Dequeue();
                    progress = true;
                }
            }
        }
        if (waiting.FirstOrDefault(w => w.Calls.Count > 0) is { Name: { } stuck })
        {
            throw new ModelFileException(file, $"{place}.{stuck}",
                "the layer's inputs are never made: the graph is cut or runs in a circle.");
        }
    }

    private static (List<(string Layer, long Node, long Tensor)> Histories, string?[] Arguments, Config Keywords) ReadInputs(object? call,
        string file, string place, Layer layer)
    {
        bool plainLists = layer is OpLambda;
        var histories = new List<(string, long, long)>();
        var arguments = new List<string?>();
        var keywords = new Config();
        if (call is Config dictionary && !dictionary.ContainsKey("args") && IsOfTensors(dictionary))
        {
            foreach (object? value in OrderByKey(layer, dictionary)) { ReadOld(value, null); }
        }
        else if (call is Config c)
        {
            Gather(c.Get("args"), null);
            foreach (var (key, value) in c.Get("kwargs") as Config ?? []) { Gather(value, key); }
        }
        else if (call is List<object?> list)
        {
            var mixed = new List<object?>();
            foreach (object? item in list.Count > 0 && list[0] is string ? [list] : list)
            {
                if (plainLists && ReferenceEquals(item, list) && list.Count > 2 && list[0] is OpLambda.Constant)
                {
                    keywords[OpLambda.Constant] = list[2];
                }
                else if (plainLists && item is List<object?> { Count: > 2 } number && number[0] is OpLambda.Constant)
                {
                    mixed.Add(number[2]);
                }
                else if (item is List<object?> { Count: > 0 } some && some[0] is OpLambda.Constant)
                {
                    throw new ModelFileException(file, place,
                        $"numbers ({OpLambda.Constant}) stand among the tensors of a list; such calls are not read.");
                }
                else
                {
                    histories.Add(ReadHistory(item, file, place));
                    arguments.Add(null);
                    mixed.Add(OpArguments.Hole);
                }
                if (item is List<object?> { Count: > 3 } full && full[3] is Config { Count: > 0 } extra)
                {
                    foreach (var (key, value) in extra) { ReadOld(value, key); }
                }
            }
            if (!mixed.TrueForAll(OpArguments.IsHole)) { keywords[OpLambda.Mixed] = mixed; }
        }
        return histories.Count > 0
            ? (histories, [.. arguments], keywords)
            : throw new ModelFileException(file, place,
                "a call of the layer names no input. Keras writes none for functions whose first argument is not a tensor, such as "
                + "tf.einsum: it cannot read such a file itself.");

        void Gather(object? value, string? argument)
        {
            if (value is Config k && k.Get("class_name") as string == "__keras_tensor__")
            {
                histories.Add(ReadHistory((k.Get("config") as Config)?.Get("keras_history"), file, place));
                arguments.Add(argument);
            }
            else if (value is Config named && IsOfTensors(named))
            {
                foreach (object? one in OrderByKey(layer, named)) { Gather(one, argument); }
            }
            else if (plainLists && argument is not null && !HoldsTensor(value)) { ReadKeyword(argument, value); }
            else if (ReadMixed(value, argument ?? OpLambda.Mixed)) { return; }
            else if (value is List<object?> several)
            {
                foreach (object? one in several) { Gather(one, argument); }
            }
            else { ReadKeyword(argument, value); }
        }

        void ReadOld(object? value, string? key)
        {
            if (value is List<object?> { Count: >= 3 } h && h[0] is string)
            {
                histories.Add(ReadHistory(h, file, place));
                arguments.Add(key);
            }
            else if (plainLists && !HoldsTensor(value)) { ReadKeyword(key, value); }
            else if (key is not null && ReadMixed(value, key)) { return; }
            else if (value is List<object?> several) { foreach (object? one in several) { ReadOld(one, key); } }
            else if (value is Config named && IsOfTensors(named))
            {
                foreach (object? one in OrderByKey(layer, named)) { ReadOld(one, key); }
            }
            else { ReadKeyword(key, value); }
        }

        // A list of numbers some of which are tensors, as a shape may be.
        bool ReadMixed(object? value, string key)
        {
            if (!plainLists || value is not List<object?> list || !list.Exists(HoldsTensor) || list.TrueForAll(HoldsTensor))
            {
                return false;
            }
            keywords[key] = list.ConvertAll(v =>
            {
                if (!HoldsTensor(v)) { return v; }
                histories.Add(ReadHistory(v is Config c ? (c.Get("config") as Config)?.Get("keras_history") : v, file, place));
                arguments.Add(key == OpLambda.Mixed ? null : key);
                return OpArguments.Hole;
            });
            return true;
        }

        void ReadKeyword(string? key, object? value)
        {
            if (value is null || IsNothing(value)) { return; }
            if (key is null || (value is not (bool or long or double or string) && !plainLists))
            {
                throw new ModelFileException(file, place,
                    $"the call holds the argument {key ?? "(positional)"}, which is not a tensor; such calls are not read.");
            }
            keywords[key] = value;
        }
    }

    /// <summary>The call of one of Keras 3's operations: each argument by its name in the operation's signature.</summary>
    private static (List<(string Layer, long Node, long Tensor)> Histories, string?[] Arguments,
        Config Keywords) ReadOperationCall(Config call,
        string[] signature, string file, string place)
    {
        var histories = new List<(string, long, long)>();
        var names = new List<string?>();
        var keywords = new Config();
        void Take(string argument, object? value)
        {
            if (!HoldsTensor(value)) { if (value is not null) { keywords[argument] = PlainValues.Of(value); } }
            else if (value is List<object?> several) { several.ForEach(one => Take(argument, one)); }
            else
            {
                histories.Add(ReadHistory(((value as Config)?.Get("config") as Config)?.Get("keras_history"), file, place));
                names.Add(argument);
            }
        }
        List<object?> positional = call.Get("args") as List<object?> ?? [];
        for (int i = 0; i < positional.Count; i++) { Take(signature[Math.Min(i, signature.Length - 1)], positional[i]); }
        foreach (var (key, value) in call.Get("kwargs") as Config ?? []) { Take(key, value); }
        return histories.Count > 0
            ? (histories, [.. names], keywords)
            : throw new ModelFileException(file, place, "a call of the operation names no input.");
    }

    /// <summary>Whether it is null, or a list or dictionary of nothing else: masks of tensors that have none.</summary>
    private static bool IsNothing(object? value) => value switch
    {
        null => true,
        List<object?> { Count: > 0 } list => list.TrueForAll(IsNothing),
        Config { Count: > 0 } c => c.Values.All(IsNothing),
        _ => false,
    };

    /// <summary>Whether it is a dictionary of tensors, which a model with named inputs is called with.</summary>
    private static bool IsOfTensors(Config value) => value.Count > 0 && !value.ContainsKey("class_name")
        && value.Values.All(v => HoldsTensor(v) || (v is Config inner && IsOfTensors(inner)));

    /// <summary>
    /// A dictionary's tensors in the order of the model's inputs, whose names the keys are; else by their keys, the order of a model that
    /// was made of a dictionary.
    /// </summary>
    private static IEnumerable<object?> OrderByKey(Layer layer, Config values) => layer is Model model
        && (model.InputKeys ?? model.InputNames) is var names && names.Count == values.Count && names.All(values.ContainsKey)
        ? names.Select(n => values[n]) : values.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => p.Value);

    private static bool HoldsTensor(object? value) => value switch
    {
        Config c => c.Get("class_name") is "__keras_tensor__",
        List<object?> { Count: >= 3 } list when list[0] is string => true,
        List<object?> list => list.Exists(HoldsTensor),
        _ => false,
    };

    private static (string, long, long) ReadHistory(object? value, string file, string place) =>
        value is List<object?> { Count: >= 3 } h && h[0] is string layer && h[1] is long node && h[2] is long tensor
            ? (layer, node, tensor) : throw new ModelFileException(file, place, "a connection must be [layer, node, tensor].");

    private static IEnumerable<(string, long, long)> ReadHistories(object? value, string file, string place)
    {
        return value switch
        {
            List<object?> { Count: > 0 } one when one[0] is string => [ReadHistory(one, file, place)],
            List<object?> list => list.SelectMany(v => ReadHistories(v, file, place)),
            // Keras takes the values of a dictionary in the order of its keys.
            Config named => named.OrderBy(p => p.Key, StringComparer.Ordinal).SelectMany(p => ReadHistories(p.Value, file, place)),
            _ => throw new ModelFileException(file, place, "the model's inputs and outputs must be lists or dictionaries."),
        };
    }

    private static KerasTensor? Find(Dictionary<(string, long), KerasTensor[]> made, NodeNumbers numbers,
        (string Layer, long Node, long Tensor) h, string file, string place)
    {
        if (!made.TryGetValue((h.Layer, numbers.NumberCall(h.Layer, h.Node)), out KerasTensor[]? outputs)) { return null; }
        return h.Tensor >= 0 && h.Tensor < outputs.Length ? outputs[h.Tensor]
            : throw new ModelFileException(file, place,
                string.Create(CultureInfo.InvariantCulture, $"the layer \"{h.Layer}\" has no output {h.Tensor}."));
    }

    private static ModelFileException Missing((string Layer, long Node, long Tensor) h, string file, string place) =>
        new(file, place, string.Create(CultureInfo.InvariantCulture, $"there is no call {h.Node} of a layer \"{h.Layer}\"."));

    internal static void WrapErrors(string file, string place, Action make)
    {
        try { make(); }
        catch (Exception e)
            when (e is ArgumentException or InvalidOperationException or NotSupportedException or InvalidCastException or OverflowException
                or FormatException or IndexOutOfRangeException or OutOfMemoryException || EngineErrors.IsEngines(e))
        {
            throw new ModelFileException(file, place, e.Message, e);
        }
    }
}
