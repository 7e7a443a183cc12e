namespace KerasDigits.Saving;

/// <summary>Configurations in Keras 3's form: every object with its module and registered name, dtypes as policies.</summary>
/// <remarks>Source: keras 3.12, saving/serialization_lib.py.</remarks>
internal static class ModernConfig
{
    /// <summary>Arguments of 2.4 that Keras 3's constructors refuse.</summary>
    private static readonly HashSet<string> s_gone = ["batch_input_shape", "time_major", "fused", "virtual_batch_size", "adjustment",
        "input_length", "implementation"];

    /// <summary>The same of single classes.</summary>
    private static readonly Dictionary<string, string[]> s_goneFrom = new()
    {
        ["SpatialDropout1D"] = ["trainable", "noise_shape"], ["SpatialDropout2D"] = ["trainable", "noise_shape"],
        ["SpatialDropout3D"] = ["trainable", "noise_shape"], ["Discretization"] = ["trainable"],
        ["MultiHeadAttention"] = ["query_shape", "key_shape", "value_shape"],
    };

    /// <summary>The name of Orthogonal's class that every Keras 3 knows: up to 3.6 its only one, later a second.</summary>
    private const string OrthogonalOfAll = "OrthogonalInitializer";

    /// <summary>A layer's object without its place in the model.</summary>
    /// <param name="className">Name in files, "package>name" for registered classes.</param>
    /// <param name="config">Configuration as get_config gives it.</param>
    public static Config ConvertLayer(string className, Config config) => className switch
    {
        "ThresholdedReLU" => ConvertLayer("ReLU", AsReLU(config)),
        "SyncBatchNormalization" => ConvertLayer("BatchNormalization", new Config(config) { ["synchronized"] = true }),
        _ => MakeObject(className, "keras.layers", ConvertLayerArguments(className, config)),
    };

    /// <summary>Keras 3 has no ThresholdedReLU; its ReLU with a threshold is the same.</summary>
    public static Config AsReLU(Config config) =>
        new(config.Where(p => p.Key != "theta")) { ["max_value"] = null, ["negative_slope"] = 0.0, ["threshold"] = config.Get("theta") };

    /// <summary>A Sequential model of layers in this form, without a shape of its own.</summary>
    public static Config Stack(string name, List<object?> layers) => new()
    {
        ["module"] = "keras",
        ["class_name"] = "Sequential",
        ["config"] = new Config { ["name"] = name, ["trainable"] = true, ["dtype"] = MakeDTypePolicy("float32"), ["layers"] = layers },
        ["registered_name"] = null,
    };

    /// <summary>A dtype policy.</summary>
    public static Config MakeDTypePolicy(object? name) => new()
    {
        ["module"] = "keras",
        ["class_name"] = "DTypePolicy",
        ["config"] = new Config { ["name"] = name },
        ["registered_name"] = null,
    };

    /// <summary>The name of a policy, which Keras 2 writes as a string or an object; null: it is neither.</summary>
    private static string? FindPolicyName(object? dtype) =>
        dtype as string ?? ((dtype as Config)?.Get("config") as Config)?.Get("name") as string;

    /// <summary>A value: serialized objects inside get their module; plain data stay.</summary>
    /// <param name="value">The value to look into.</param>
    /// <param name="package">Keras package in which its class is looked for first.</param>
    public static object? ConvertValue(object? value, string package = "")
    {
        switch (value)
        {
            case Config c when c.Get("class_name") is string name && c.ContainsKey("config"):
                if (name == "Orthogonal") { name = OrthogonalOfAll; }
                string module = FindModule(name, package) ?? "";
                if (module == "keras.layers" && c.Get("config") is Config layer)
                {
                    return SharedObjects.KeepNumber(c, ConvertLayer(name, layer));
                }
                Config? inner = c.Get("config") as Config;
                // Keras 3 demands a text
                if (inner is not null && package == "keras.optimizers.schedules" && inner.Get("name") is null)
                {
                    inner = new Config(inner) { ["name"] = name };
                }
                return SharedObjects.KeepNumber(c, MakeObject(name, package, inner is null ? c.Get("config") : ConvertArguments(inner)));
            case Config c: return new Config(c.Select(p => KeyValuePair.Create(p.Key, ConvertValue(p.Value, package))));
            case List<object?> list: return list.Select(v => ConvertValue(v, package)).ToList();
            default: return value;
        }
    }

    /// <summary>An optimizer: 2.4's common arguments become Keras 3's.</summary>
    public static Config ConvertOptimizer(string className, Config config)
    {
        if (config.Get("inner_optimizer") is Config inner)
        {
            // A scale that stays is an argument of Keras 3's optimizers themselves.
            if (config.Get("dynamic") is false)
            {
                return ConvertOptimizer((string)inner["class_name"]!,
                    new Config((Config)inner["config"]!) { ["loss_scale_factor"] = config.Get("initial_scale") });
            }
            var scaled = new Config(config)
            {
                ["inner_optimizer"] = ConvertOptimizer((string)inner["class_name"]!, (Config)inner["config"]!),
            };
            return MakeObject(className, "keras.optimizers", scaled);
        }
        var result = new Config { ["name"] = (config.Get("name") as string)?.ToLowerInvariant(),
            ["learning_rate"] = ConvertValue(ConvertRate(className, config), "keras.optimizers.schedules") };
        foreach (string key in (string[])["weight_decay", "clipnorm", "global_clipnorm", "clipvalue"]) { result[key] = config.Get(key); }
        result["use_ema"] = config.Get("use_ema") ?? false;
        result["ema_momentum"] = config.Get("ema_momentum") ?? 0.99;
        result["ema_overwrite_frequency"] = config.Get("ema_overwrite_frequency");
        result["loss_scale_factor"] = config.Get("loss_scale_factor");
        result["gradient_accumulation_steps"] = config.Get("gradient_accumulation_steps");
        foreach (var (key, item) in config)
        {
            if (!result.ContainsKey(key) && key is not ("jit_compile" or "is_legacy_optimizer" or "decay"))
            {
                result[key] = ConvertValue(item);
            }
        }
        return MakeObject(className, "keras.optimizers", result);
    }

    /// <summary>Name of the schedule that says what OptimizerV2's argument `decay` does; Keras 3 passes over that.</summary>
    private const string Decay = "decay";

    /// <summary>The rate, with OptimizerV2's decay as the schedule that is the same. Nadam's is not a decay of the rate.</summary>
    private static object? ConvertRate(string className, Config config)
    {
        object? rate = config.Get("learning_rate");
        if (className == "Nadam" || config.Get(Decay) is not double growth || growth == 0) { return rate; }
        if (rate is Config)
        {
            throw new NotSupportedException($"The optimizer {className} has a schedule and a decay, which Keras 3 has no form for. Put "
                + "the decay into the schedule, save as .h5, or with include_optimizer: false.");
        }
        return new Config
        {
            ["class_name"] = "InverseTimeDecay",
            ["config"] = new Config { ["initial_learning_rate"] = rate, ["decay_steps"] = 1L, ["decay_rate"] = growth,
                ["staircase"] = false, ["name"] = Decay },
        };
    }

    /// <summary>An optimizer's configuration with that schedule as the argument again.</summary>
    public static Config WithDecay(Config config)
    {
        if (config.Get("learning_rate") is not Config { } schedule || schedule.Get("config") is not Config arguments
            || arguments.Get("name") is not Decay)
        {
            return config;
        }
        return new Config(config) { ["learning_rate"] = arguments.Get("initial_learning_rate"), [Decay] = arguments.Get("decay_rate") };
    }

    private static Config MakeObject(string className, string package, object? config)
    {
        bool registered = className.Contains('>', StringComparison.Ordinal);
        string? module = registered ? null : FindModule(className, package);
        return new Config
        {
            ["module"] = module,
            ["class_name"] = className[(className.IndexOf('>', StringComparison.Ordinal) + 1)..],
            ["config"] = config,
            ["registered_name"] = module is null ? className : null,
        };
    }

    private static Config ConvertLayerArguments(string className, Config config)
    {
        if (config.Get("time_major") is true)
        {
            throw new NotSupportedException($"The layer \"{config.Get("name")}\" has time_major: true, which Keras 3 lacks. Save as .h5, "
                + "or put a Permute((2, 1)) before and after it.");
        }
        var result = new Config();
        bool quantized = QuantizedWords.IsQuantized(config.Get("dtype"));
        foreach (var (key, value) in quantized ? QuantizedWords.WriteOut(config) : config)
        {
            if (quantized && key is "dtype" or "quantization_config")
            {
                result[key] = value;
                continue;
            }
            if (s_goneFrom.TryGetValue(className, out string[]? gone) && gone.Contains(key)) { continue; }
            if (className == "LeakyReLU" && key == "alpha") { result["negative_slope"] = value; }
            else if (className == "InputLayer") { result[key == "batch_input_shape" ? "batch_shape" : key] = value; }
            else if (key == "dtype" && FindPolicyName(value) is { } policy) { result[key] = MakeDTypePolicy(policy); }
            else if (key == "axis" && className == "BatchNormalization" && value is List<object?> { Count: 1 } one)
            {
                result[key] = one[0];
            }
            else if (!(s_gone.Contains(key)
                && !(key == "implementation" && className.StartsWith("LocallyConnected", StringComparison.Ordinal)))
                && !(key == "activity_regularizer" && className == "Dense" && value is null))
            {
                result[key] = ConvertArgument(key, value);
            }
        }
        if (className == "BatchNormalization") { result.TryAdd("synchronized", false); }
        return result;
    }

    private static Config ConvertArguments(Config config) =>
        new(config.Select(p => KeyValuePair.Create(p.Key, p.Key == "reduction"
            && p.Value is "auto" ? "sum_over_batch_size" : ConvertArgument(p.Key, p.Value))));

    private static object? ConvertArgument(string key, object? value) =>
        value is string && key.EndsWith("activation", StringComparison.Ordinal)
        ? HardSigmoids.ToKeras3(value)
        : value is Config made && FindWord(made) is { } word
        ? word
        : ConvertValue(value, key[(key.LastIndexOf('_') + 1)..] switch
    {
        "initializer" or "initializers" => "keras.initializers",
        "regularizer" => "keras.regularizers",
        "constraint" => "keras.constraints",
        "layer" or "layers" or "cell" or "cells" => "keras.layers",
        _ => "",
    });

    /// <summary>
    /// The word for an initializer whose class Keras 3 named otherwise up to 3.6, where a word says all of it: every version knows the
    /// words. Null: it is another object.
    /// </summary>
    public static string? FindWord(Config made)
    {
        Config config = made.Get("config") as Config ?? [];
        bool plain = config.Get("gain") is null or 1L or 1.0 && config.Get("seed") is null;
        return plain && made.Get("class_name") is string name && name is "Orthogonal" or "Identity"
            ? name.ToLowerInvariant() : null;
    }

    /// <summary>Keras's module of a class: the path under which it is exported here.</summary>
    private static string? FindModule(string className, string package)
    {
        if (className == OrthogonalOfAll) { return "keras.initializers"; }
        string end = "." + className;
        string? path = Registry.FindClassAt(package + end) is not null ? package + end
            : Registry.Classes.Keys.FirstOrDefault(p => p.EndsWith(end, StringComparison.Ordinal)
                && !p.Contains(".legacy.", StringComparison.Ordinal) && !p.Contains(".experimental.", StringComparison.Ordinal));
        return path is null ? null : path[..^end.Length];
    }
}
