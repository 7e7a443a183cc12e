namespace KerasDigits.Saving;

/// <summary>Configurations in Keras 3's form: every object with its module and registered name, dtypes as policies.</summary>
/// <remarks>Source: keras 3.12, saving/serialization_lib.py.</remarks>
internal static class ModernConfig
{
    /// <summary>Arguments of 2.4 that Keras 3's constructors refuse.</summary>
    private static readonly HashSet<string> s_gone = ["batch_input_shape", "time_major", "fused", "virtual_batch_size", "adjustment", "input_length", "implementation"];

    /// <summary>A layer's object without its place in the model.</summary>
    /// <param name="className">Name in files, "package>name" for registered classes.</param>
    /// <param name="config">get_config()'s result.</param>
    public static Config Layer(string className, Config config) => Object(className, "keras.layers", LayerArguments(className, config));

    /// <summary>A dtype policy.</summary>
    public static Config DTypePolicy(object? name) => new()
    {
        ["module"] = "keras",
        ["class_name"] = "DTypePolicy",
        ["config"] = new Config { ["name"] = name },
        ["registered_name"] = null,
    };

    /// <summary>A value: serialized objects inside get their module; plain data stay.</summary>
    /// <param name="value">The value.</param>
    /// <param name="package">Keras package in which its class is looked for first.</param>
    public static object? Value(object? value, string package = "")
    {
        switch (value)
        {
            case Config c when c.Get("class_name") is string name && c.ContainsKey("config"):
                string module = Module(name, package) ?? "";
                if (module == "keras.layers" && c.Get("config") is Config layer) { return Layer(name, layer); }
                Config? inner = c.Get("config") as Config;
                if (inner is not null && package == "keras.optimizers.schedules" && inner.Get("name") is null) { inner = new Config(inner) { ["name"] = name }; } // Keras 3 demands a text
                return Object(name, package, inner is null ? c.Get("config") : Arguments(inner));
            case Config c: return new Config(c.Select(p => KeyValuePair.Create(p.Key, Value(p.Value, package))));
            case List<object?> list: return list.Select(v => Value(v, package)).ToList();
            default: return value;
        }
    }

    /// <summary>An optimizer: 2.4's common arguments become Keras 3's.</summary>
    public static Config Optimizer(string className, Config config)
    {
        if (config.Get("inner_optimizer") is Config inner)
        {
            var scaled = new Config(config) { ["inner_optimizer"] = Optimizer((string)inner["class_name"]!, (Config)inner["config"]!) };
            return Object(className, "keras.optimizers", scaled);
        }
        var result = new Config { ["name"] = (config.Get("name") as string)?.ToLowerInvariant(), ["learning_rate"] = Value(config.Get("learning_rate"), "keras.optimizers.schedules") };
        foreach (string key in (string[])["weight_decay", "clipnorm", "global_clipnorm", "clipvalue"]) { result[key] = config.Get(key); }
        result["use_ema"] = config.Get("use_ema") ?? false;
        result["ema_momentum"] = config.Get("ema_momentum") ?? 0.99;
        result["ema_overwrite_frequency"] = config.Get("ema_overwrite_frequency");
        result["loss_scale_factor"] = config.Get("loss_scale_factor");
        result["gradient_accumulation_steps"] = config.Get("gradient_accumulation_steps");
        foreach (var (key, item) in config)
        {
            if (!result.ContainsKey(key) && key is not ("jit_compile" or "is_legacy_optimizer") && !(key == "decay" && item is 0.0)) { result[key] = Value(item); }
        }
        return Object(className, "keras.optimizers", result);
    }

    private static Config Object(string className, string package, object? config)
    {
        bool registered = className.Contains('>', StringComparison.Ordinal);
        string? module = registered ? null : Module(className, package);
        return new Config
        {
            ["module"] = module,
            ["class_name"] = className[(className.IndexOf('>', StringComparison.Ordinal) + 1)..],
            ["config"] = config,
            ["registered_name"] = module is null ? className : null,
        };
    }

    private static Config LayerArguments(string className, Config config)
    {
        var result = new Config();
        foreach (var (key, value) in config)
        {
            if (className == "LeakyReLU" && key == "alpha") { result["negative_slope"] = value; }
            else if (className == "InputLayer") { result[key == "batch_input_shape" ? "batch_shape" : key] = value; }
            else if (key == "dtype" && value is string) { result[key] = DTypePolicy(value); }
            else if (key == "axis" && className == "BatchNormalization" && value is List<object?> { Count: 1 } one) { result[key] = one[0]; }
            else if (!(s_gone.Contains(key) && !(key == "implementation" && className.StartsWith("LocallyConnected", StringComparison.Ordinal))) && !(key == "activity_regularizer" && className == "Dense" && value is null)) { result[key] = Argument(key, value); }
        }
        if (className == "BatchNormalization") { result.TryAdd("synchronized", false); }
        return result;
    }

    private static Config Arguments(Config config) => new(config.Select(p => KeyValuePair.Create(p.Key, p.Key == "reduction" && p.Value is "auto" ? "sum_over_batch_size" : Argument(p.Key, p.Value))));

    private static object? Argument(string key, object? value) => Value(value, key[(key.LastIndexOf('_') + 1)..] switch
    {
        "initializer" or "initializers" => "keras.initializers",
        "regularizer" => "keras.regularizers",
        "constraint" => "keras.constraints",
        "layer" or "layers" or "cell" or "cells" => "keras.layers",
        _ => "",
    });

    /// <summary>Keras's module of a class: the path under which it is exported here.</summary>
    private static string? Module(string className, string package)
    {
        string end = "." + className;
        string? path = Registry.ClassAt(package + end) is not null ? package + end
            : Registry.Classes.Keys.FirstOrDefault(p => p.EndsWith(end, StringComparison.Ordinal) && !p.Contains(".legacy.", StringComparison.Ordinal) && !p.Contains(".experimental.", StringComparison.Ordinal));
        return path is null ? null : path[..^end.Length];
    }
}
