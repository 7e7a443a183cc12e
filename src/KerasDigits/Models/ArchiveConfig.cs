using KerasDigits.Layers;
using KerasDigits.Optimizers.Experimental;
using KerasDigits.Saving;
using KerasDigits.Training;

namespace KerasDigits.Models;

/// <summary>A model's configuration as Keras 3 writes it into config.json.</summary>
/// <remarks>Source: keras 3.12, models/functional.py, models/sequential.py and saving/serialization_lib.py.</remarks>
internal static class ArchiveConfig
{
    /// <summary>The whole of config.json.</summary>
    public static Config Of(Model model, bool withCompileSettings)
    {
        Config config = SharedObjects.Write(() => SerializeObject(model));
        config["compile_config"] = withCompileSettings && model.CompileArguments is { } arguments ? Compile(arguments) : new Config();
        return config;
    }

    /// <summary>Whether an optimizer's formulas are those that Keras 3 computes by.</summary>
    public static bool IsModern(Optimizers.Optimizer optimizer) => optimizer.Inner is ModernOptimizer;

    /// <summary>
    /// A layer's object; a layer that is in the file twice has a number by which both are one.
    /// </summary>
    private static Config SerializeObject(Layer layer) => SharedObjects.Note(layer, MakeEntry(layer));

    private static Config MakeEntry(Layer layer)
    {
        switch (layer)
        {
            case KerasOperation operation: return SerializeOperation(operation);
            case Sequential stack: return Stack(stack);
            case Model model when model.GetType() == typeof(Model): return SerializeFunctional(model);
            // A subclass without get_config() stops here, with its reason.
            case Model: _ = SharedObjects.MakeApart(() => ConfigBinder.ReadConfig(layer)); break;
        }
        // A model inside a wrapper is written in its own form below.
        Config own = layer is Wrapper { layer: Model }
            ? SharedObjects.MakeApart(() => ConfigBinder.ReadConfig(layer))
            : ConfigBinder.ReadConfig(layer);
        Config result = ModernConfig.ConvertLayer(CustomObjects.NameOf(layer.GetType()), own);
        if (layer is Wrapper { layer: Model inner } && result["config"] is Config wrapper) { wrapper["layer"] = SerializeObject(inner); }
        if (layer.BuiltShapes is { Length: > 0 } shapes && (layer.weights.Count > 0 || layer is Merge or Concatenate or Dot or Flatten))
        {
            result["build_config"] = BuildShapes(layer, shapes);
        }
        return result;
    }

    /// <summary>What Keras 3 hands to `build`: a shape, a list of them, or one for each argument that takes a tensor.</summary>
    private static Config BuildShapes(Layer layer, Shape[] shapes)
    {
        string?[] names = layer.inbound_nodes.Count > 0 && layer.inbound_nodes[0].FileNames is var given
            && given.Length == shapes.Length ? given : new string?[shapes.Length];
        if (layer.GetArgument(0) is { } first)
        {
            var named = new Config();
            for (int i = 0; i < shapes.Length; i++)
            {
                string argument = i == 0 ? first : names[i] ?? layer.GetArgument(i)!;
                if (argument != "attention_mask") { named[$"{argument}_shape"] = shapes[i].ToConfig(); }
            }
            return new Config { ["shapes_dict"] = named };
        }
        bool list = layer is Merge or Concatenate or Dot
            || (shapes.Length > 1 && names.All(n => n is null) && layer is not (RNN or Bidirectional));
        return new Config { ["input_shape"] = list ? shapes.Select(s => s.ToConfig()).ToList() : shapes[0].ToConfig() };
    }

    private static Config Stack(Sequential model)
    {
        object? shape = model.Graph is { } graph ? graph.Inputs[0].shape.ToConfig() : null;
        var config = new Config
        {
            ["name"] = model.name,
            ["trainable"] = model.trainable,
            ["dtype"] = ModernConfig.MakeDTypePolicy(model.dtype_policy.ToConfig()),
            ["layers"] = model.LayersWithInput.Select(l => (object?)SerializeObject(l)).ToList(),
        };
        if (shape is not null) { config["build_input_shape"] = shape; }
        string? own = model.GetType() == typeof(Sequential) ? null : model.SavedClass;
        foreach (var (key, value) in own is null ? [] : ConfigBinder.ReadConfig(model)) { _ = config.TryAdd(key, value); }
        var result = new Config { ["module"] = own is null ? "keras" : null, ["class_name"] = model.SavedClass.Split('>')[^1],
            ["config"] = config, ["registered_name"] = own };
        if (shape is not null) { result["build_config"] = new Config { ["input_shape"] = shape }; }
        result["compile_config"] = new Config();
        return result;
    }

    private static Config SerializeFunctional(Model model)
    {
        Graph graph = model.Graph!;
        var inGraph = graph.NodesByDepth.SelectMany(n => n).ToHashSet();
        var position = new Dictionary<Node, long>();
        foreach (Layer layer in model.layers)
        {
            long n = 0;
            foreach (Node node in layer.inbound_nodes.Where(inGraph.Contains)) { position[node] = n++; }
        }
        List<object?> MakeHistory(KerasTensor t) => [t.Producer.Layer.name, position[t.Producer], (long)t.TensorIndex];
        object? Ends(KerasTensor[] tensors, IReadOnlyList<string>? keys) => keys is not null
            ? Model.SerializeEnds(tensors, keys, MakeHistory)
            : tensors.Length == 1 ? MakeHistory(tensors[0]) : tensors.Select(t => (object?)MakeHistory(t)).ToList();
        var layers = new List<object?>();
        foreach (Layer layer in model.layers)
        {
            Config entry = SerializeObject(layer);
            entry["name"] = layer.name;
            entry["inbound_nodes"] = layer is InputLayer
                ? new List<object?>()
                : layer.inbound_nodes.Where(inGraph.Contains)
                    .Select(n => (object?)SerializeCall(n, t => SerializeSymbol(t, MakeHistory(t))))
                .ToList();
            layers.Add(entry);
        }
        return new Config
        {
            ["module"] = "keras.src.models.functional",
            ["class_name"] = "Functional",
            ["config"] = new Config { ["name"] = model.name, ["trainable"] = model.trainable, ["layers"] = layers,
                ["input_layers"] = Ends(graph.Inputs, model.InputKeys), ["output_layers"] = Ends(graph.Outputs, model.OutputKeys) },
            ["registered_name"] = "Functional",
            ["build_config"] = new Config { ["input_shape"] = null },
            ["compile_config"] = new Config(),
        };
    }

    /// <summary>A tensor of the model as Keras 3 writes it.</summary>
    public static Config SerializeSymbol(KerasTensor tensor, List<object?> history) => new()
    {
        ["class_name"] = "__keras_tensor__",
        ["config"] = new Config { ["shape"] = tensor.shape.ToConfig(), ["dtype"] = tensor.dtype, ["keras_history"] = history },
    };

    /// <summary>One of Keras 3's operations.</summary>
    public static Config SerializeOperation(KerasOperation operation) =>
        new() { ["module"] = operation.module, ["class_name"] = operation.operation, ["config"] = operation.get_config(),
            ["registered_name"] = operation.operation };

    /// <summary>A call as Keras 3 writes it.</summary>
    public static Config SerializeCall(Node node, Func<KerasTensor, Config> symbol)
    {
        var positional = new List<object?>();
        var named = new Config(node.Keywords ?? []);
        string?[] names = node.FileNames;
        for (int i = 0; i < names.Length; i++)
        {
            object? tensor = symbol(node.Inputs[i]);
            if (names[i] is { } list && Model.FillHole(named, list, tensor)) { continue; }
            if (names[i] is not { } argument) { positional.Add(tensor); }
            else if (names.Count(a => a == argument) == 1) { named[argument] = tensor; }
            else if (named.Get(argument) is List<object?> several) { several.Add(tensor); }
            else { named[argument] = new List<object?> { tensor }; }
        }
        if (named.Remove(OpLambda.Mixed, out object? values))
        {
            var tensors = new Queue<object?>(positional);
            positional = OpArguments.ReadFilled((List<object?>)values!, tensors.Dequeue);
        }
        if (node.Layer is KerasOperation operation)
        {
            return new Config { ["args"] = SerializeLeading(operation, positional, named), ["kwargs"] = named };
        }
        return new Config { ["args"] = positional.Count <= 1 ? positional : new List<object?> { positional }, ["kwargs"] = named };
    }

    /// <summary>The arguments of an operation that stand by their places, as Keras writes them; they leave those by name.</summary>
    private static List<object?> SerializeLeading(KerasOperation operation, List<object?> positional, Config named)
    {
        if (positional.Count > 0) { return positional.Count == 1 || operation.TakesTensorsApart ? positional : [positional]; }
        var leading = new List<object?>();
        foreach (string argument in operation.Signature)
        {
            if (!named.Remove(argument, out object? value)) { break; }
            if (operation.TakesTensorsApart && value is List<object?> apart)
            {
                leading.AddRange(apart);
                continue;
            }
            leading.Add(argument is "x1" or "x2" or "condition" && value is List<object?> { Count: > 0 } numbers
                && numbers[0] is not Config ? SerializeArray(numbers) : value);
        }
        return leading;
    }

    /// <summary>Numbers as Keras 3 writes an array.</summary>
    private static Config SerializeArray(List<object?> numbers)
    {
        static bool FindAny(object? value, Func<object?, bool> what) => value is List<object?> list
            ? list.Exists(v => FindAny(v, what))
            : what(value);
        string dtype = FindAny(numbers, v => v is double) ? "float32" : FindAny(numbers, v => v is bool) ? "bool" : "int32";
        return new Config { ["class_name"] = "__tensor__", ["config"] = new Config { ["value"] = numbers, ["dtype"] = dtype } };
    }

    private static Config Compile(CompileArguments a)
    {
        Config optimizer = ConfigBinder.Serialize(a.optimizer);
        return new Config
        {
            ["optimizer"] = ModernConfig.ConvertOptimizer((string)optimizer["class_name"]!, (Config)optimizer["config"]!),
            ["loss"] = ModernConfig.ConvertValue(Keras3Words.ConvertLoss(a.loss?.ToPlain(), inH5: false), "keras.losses"),
            ["loss_weights"] = a.loss_weights?.ToPlain(),
            ["metrics"] = ModernConfig.ConvertValue(Keras3Words.ConvertMetrics(a.metrics?.ToPlain(), inH5: false), "keras.metrics"),
            ["weighted_metrics"] = ModernConfig.ConvertValue(Keras3Words.ConvertMetrics(a.weighted_metrics?.ToPlain(), inH5: false),
                "keras.metrics"),
            ["run_eagerly"] = false,
            ["steps_per_execution"] = 1L,
            ["jit_compile"] = false,
        };
    }
}
