namespace KerasDigits.Saving;

/// <summary>Turns configurations of other Keras versions into those of 2.4: old names of arguments, new wrappers around values.</summary>
internal static class ConfigTranslator
{
    private static readonly Dictionary<string, string> s_oldClasses = new()
    {
        ["Convolution1D"] = "Conv1D", ["Convolution2D"] = "Conv2D", ["Convolution3D"] = "Conv3D",
        ["SeparableConvolution2D"] = "SeparableConv2D", ["Deconvolution2D"] = "Conv2DTranspose",
        ["CuDNNLSTM"] = "LSTM", ["CuDNNGRU"] = "GRU",
    };

    private static readonly Dictionary<string, string> s_oldArguments = new()
    {
        ["nb_filter"] = "filters", ["border_mode"] = "padding", ["subsample"] = "strides", ["init"] = "kernel_initializer",
        ["bias"] = "use_bias", ["W_regularizer"] = "kernel_regularizer", ["b_regularizer"] = "bias_regularizer",
        ["W_constraint"] = "kernel_constraint", ["b_constraint"] = "bias_constraint", ["p"] = "rate", ["filter_length"] = "kernel_size",
        ["gamma_init"] = "gamma_initializer", ["beta_init"] = "beta_initializer", ["atrous_rate"] = "dilation_rate", ["U_regularizer"] = "recurrent_regularizer",
        ["dropout_W"] = "dropout", ["dropout_U"] = "recurrent_dropout",
        ["subsample_length"] = "strides", ["dim_ordering"] = "data_format", ["pool_length"] = "pool_size", ["stride"] = "strides",
        ["inner_init"] = "recurrent_initializer", ["inner_activation"] = "recurrent_activation", ["negative_slope"] = "alpha", ["return_sequence"] = "return_sequences",
    };

    /// <summary>Keys that say nothing about what a layer or optimizer computes here.</summary>
    private static readonly HashSet<string> s_noEffect = ["jit_compile", "is_legacy_optimizer", "ema_momentum", "ema_overwrite_frequency", "synchronized", "ragged", "sparse", "input_dtype", "consume_less", "input_length", "output_shape"];

    /// <summary>Keras 1's Merge by its mode.</summary>
    private static readonly Dictionary<string, string> s_merges = new() { ["sum"] = "Add", ["mul"] = "Multiply", ["concat"] = "Concatenate", ["ave"] = "Average", ["max"] = "Maximum", ["dot"] = "Dot" };

    /// <summary>Later Keras's arguments at the values at which they change nothing.</summary>
    private static readonly Dictionary<string, object> s_neutral = new() { ["fill_mode"] = "constant", ["fill_value"] = 0.0, ["use_cudnn"] = "auto", ["data_format"] = "channels_last" };

    /// <summary>The class name of today.</summary>
    public static string ClassName(string name)
    {
        string last = name.StartsWith("Custom>", StringComparison.Ordinal) ? name[7..] : name;
        return s_oldClasses.GetValueOrDefault(last, last);
    }

    /// <summary>Keras 1's Merge as the layer of its mode; other objects as they are.</summary>
    public static Config Object(Config serialized)
    {
        if (serialized.Get("class_name") is not "Merge" || serialized.Get("config") is not Config config || config.Get("mode") is not string mode || !s_merges.TryGetValue(mode, out string? today)) { return serialized; }
        var arguments = new Config { ["name"] = config.Get("name") };
        if (today == "Concatenate") { arguments["axis"] = config.Get("concat_axis"); }
        if (today == "Dot") { arguments["axes"] = config.Get("dot_axes"); }
        return new Config(serialized) { ["class_name"] = today, ["config"] = arguments };
    }

    /// <summary>The configuration of a class with today's names; entries without effect left out.</summary>
    public static Config Arguments(Type type, Config config)
    {
        var result = new Config();
        foreach (var (key, value) in config)
        {
            string name = key;
            object? item = Value(value);
            if (!ConfigBinder.Accepts(type, key) && Old(type, key) is { } today) { (name, item) = (today, OldValue(today, item)); }
            if (name == "axis" && item is List<object?> { Count: 1 } one && type.Name == "BatchNormalization") { item = one[0]; }
            if (item is Config old && !old.ContainsKey("class_name") && old.Get("name") is string kind) { item = OldObject(name, kind, old); }
            if (name == "mode" && item is 0L && type.Name == "BatchNormalization") { continue; }
            bool known = ConfigBinder.Accepts(type, name) || ConfigBinder.ReadsItself(type);
            if (!known && (item is null or false || s_noEffect.Contains(name) || IsNeutral(name, item))) { continue; }
            if (!known && name == "seed")
            {
                // Another library's draws cannot be repeated here anyway, and no prediction depends on them.
                Log.Warning($"The layer \"{config.Get("name")}\" of class {type.Name} was saved with the seed {item}, which this class does not take; its random numbers come from the run's generator (keras.utils.set_random_seed).");
                continue;
            }
            result[name] = item;
        }
        Combine(type, result);
        return result;
    }

    private static bool IsNeutral(string name, object item) => s_neutral.TryGetValue(name, out object? neutral) && neutral.Equals(item is long whole && neutral is double ? (double)whole : item);

    private static string? Old(Type type, string key)
    {
        if (key == "output_dim") { return ConfigBinder.Accepts(type, "units") ? "units" : null; }
        return s_oldArguments.TryGetValue(key, out string? today) && ConfigBinder.Accepts(type, today) ? today : null;
    }

    private static object? OldValue(string name, object? value) => (name, value) switch
    {
        ("data_format", "tf") => "channels_last",
        ("data_format", "th") => "channels_first",
        ("data_format", "default") => null,
        (_, "one") => "ones",
        (_, "zero") => "zeros",
        (_, "normal") => "random_normal",
        (_, "uniform") => "random_uniform",
        _ => value,
    };

    /// <summary>Keras 1's regularizers and constraints: {"name": …} with the arguments beside it.</summary>
    private static object OldObject(string argument, string kind, Config old)
    {
        var arguments = new Config(old.Where(p => p.Key != "name"));
        if (arguments.Remove("m", out object? most)) { arguments["max_value"] = most; }
        string today = argument.EndsWith("_regularizer", StringComparison.Ordinal) ? "L1L2" : kind;
        return new Config { ["class_name"] = today, ["config"] = arguments };
    }

    private static void Combine(Type type, Config config)
    {
        // Keras 1 named the forget gate's start; the reset gate came before the product until there was an argument for it.
        if (config.Remove("forget_bias_init", out object? forget)) { config["unit_forget_bias"] = forget is "one" or "ones"; }
        if (type.Name == "GRU" && config.ContainsKey("recurrent_activation") && config.ContainsKey("unroll")) { config.TryAdd("reset_after", false); }
        if (config.Remove("nb_row", out object? rows) && config.Remove("nb_col", out object? columns)) { config["kernel_size"] = new List<object?> { rows, columns }; }
        if (ConfigBinder.Accepts(type, "units") && ConfigBinder.Accepts(type, "kernel_initializer")) { config.Remove("input_dim"); }
    }

    /// <summary>Values of Keras 3 and 2.13+ in the form of 2.4: registered functions by name, shapes and dtypes as plain data, old names of classes.</summary>
    private static object? Value(object? value)
    {
        if (value is List<object?> list) { return list.Select(Value).ToList(); }
        if (value is not Config c) { return value; }
        if (c.Get("class_name") is not string name) { return new Config(c.Select(p => KeyValuePair.Create(p.Key, Value(p.Value)))); }
        if (name == "function" && c.Get("config") is string function) { return function; }
        if (name == "__tuple__" && c.Get("items") is List<object?> items) { return items.Select(Value).ToList(); }
        if (name == "TensorShape" && c.Get("items") is List<object?> dims) { return dims; }
        return new Config { ["class_name"] = ClassName(name), ["config"] = c.Get("config") is Config inner ? new Config(inner.Select(p => KeyValuePair.Create(p.Key, Value(p.Value)))) : c.Get("config") };
    }
}
