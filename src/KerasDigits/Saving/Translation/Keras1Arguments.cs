namespace KerasDigits.Saving;

/// <summary>Keras 1's names of arguments and forms of values in those of Keras 2.</summary>
/// <remarks>Source: keras 2.x, legacy/interfaces.py and legacy/layers.py; keras 1.2.2, layers/*.py.</remarks>
internal sealed class Keras1Arguments
{
    private static readonly Dictionary<string, string[]> s_renamed = new()
    {
        ["nb_filter"] = ["filters"], ["output_dim"] = ["units"], ["border_mode"] = ["padding"], ["subsample"] = ["strides"],
        ["subsample_length"] = ["strides"], ["stride"] = ["strides"],
        ["bias"] = ["use_bias"], ["p"] = ["rate"], ["sigma"] = ["stddev"], ["filter_length"] = ["kernel_size"],
        ["pool_length"] = ["pool_size"], ["dim_ordering"] = ["data_format"],
        ["atrous_rate"] = ["dilation_rate"], ["length"] = ["size"],
        ["init"] = ["kernel_initializer", "embeddings_initializer", "alpha_initializer"],
        ["inner_init"] = ["recurrent_initializer"], ["inner_activation"] = ["recurrent_activation"], ["gamma_init"] = ["gamma_initializer"],
        ["beta_init"] = ["beta_initializer"],
        ["W_regularizer"] = ["kernel_regularizer", "embeddings_regularizer"], ["U_regularizer"] = ["recurrent_regularizer"],
        ["b_regularizer"] = ["bias_regularizer"],
        ["W_constraint"] = ["kernel_constraint", "embeddings_constraint"], ["U_constraint"] = ["recurrent_constraint"],
        ["b_constraint"] = ["bias_constraint"],
        ["dropout_W"] = ["dropout"], ["dropout_U"] = ["recurrent_dropout"], ["depth_multiplier"] = ["depth_multiplier"],
    };

    /// <summary>Keras 1's Merge by its mode.</summary>
    private static readonly Dictionary<string, string> s_merges = new() { ["sum"] = "Add", ["mul"] = "Multiply", ["concat"] = "Concatenate",
        ["ave"] = "Average", ["max"] = "Maximum", ["dot"] = "Dot", ["cos"] = "Dot" };

    /// <summary>The layer of today for a Merge; null: its mode is a function.</summary>
    public static (string Class, Config Config)? Merge(Config config)
    {
        if (config.Get("mode") is not string mode || !s_merges.TryGetValue(mode, out string? today)
            || config.Get("mode_type") is not (null or "raw"))
        {
            return null;
        }
        var arguments = new Config { ["name"] = config.Get("name") };
        if (today == "Concatenate") { arguments["axis"] = config.Get("concat_axis") ?? -1L; }
        if (today == "Dot")
        {
            arguments["axes"] = config.Get("dot_axes") ?? -1L;
            arguments["normalize"] = mode == "cos";
        }
        return (today, arguments);
    }

    /// <summary>Renames what the class lacks and turns values into their form of today.</summary>
    public void Rename(Type type, Config config, KerasEpoch epoch)
    {
        // One start for both kernels.
        if (type.Name == "SeparableConv2D" && config.Remove("init", out object? start))
        {
            start = ConvertValue("kernel_initializer", start);
            (config["depthwise_initializer"], config["pointwise_initializer"]) = (start, start);
        }
        foreach (string key in config.Keys.ToArray())
        {
            if ((key.EndsWith("_regularizer", StringComparison.Ordinal) || key.EndsWith("_constraint", StringComparison.Ordinal))
                && config[key] is Config old && !old.ContainsKey("class_name") && old.Get("name") is string kind)
            {
                config[key] = NameObject(key, kind, old);
            }
            if (ConfigBinder.Accepts(type, key) || !s_renamed.TryGetValue(key, out string[]? candidates)) { continue; }
            if (candidates.FirstOrDefault(c => ConfigBinder.Accepts(type, c)) is not { } name) { continue; }
            object? value = ConvertValue(name, config[key]);
            _ = config.Remove(key);
            config[name] = value;
        }
        foreach (string key in config.Keys.ToArray()) { config[key] = ConvertValue(key, config[key]); }
        JoinSizes(config, "kernel_size", "nb_row", "nb_col");
        JoinSizes(config, "kernel_size", "kernel_dim1", "kernel_dim2", "kernel_dim3");
        // Paddings, croppings and enlargements did not name their order of axes: it is that of the model's other layers.
        if (epoch.ChannelsFirst && (type.Name.StartsWith("ZeroPadding", StringComparison.Ordinal)
            || type.Name.StartsWith("Cropping", StringComparison.Ordinal)
            || type.Name.StartsWith("UpSampling", StringComparison.Ordinal)) && !type.Name.EndsWith("1D", StringComparison.Ordinal))
        {
            config.TryAdd("data_format", "channels_first");
        }
        // Keras 1 named the forget gate's start.
        if (config.Remove("forget_bias_init", out object? forget)) { config["unit_forget_bias"] = forget is "one" or "ones"; }
        if (ConfigBinder.Accepts(type, "units") && ConfigBinder.Accepts(type, "kernel_initializer")
            && config.Remove("input_dim", out object? inputs) && inputs is long n && !config.ContainsKey("batch_input_shape")
            && type.Name == "Dense")
        {
            config["input_dim"] = n;
        }
        if (type.Name == "Conv2DTranspose" && config.Get("output_shape") is List<object?>) { _ = config.Remove("output_shape"); }
    }

    private static object? ConvertValue(string name, object? value) => (name, value) switch
    {
        ("data_format", "tf") => "channels_last",
        ("data_format", "th") => "channels_first",
        ("data_format", "default") => null,
        (_, "one") when IsStart(name) => "ones",
        (_, "zero") when IsStart(name) => "zeros",
        (_, "normal") when IsStart(name) => "random_normal",
        (_, "uniform") when IsStart(name) => "random_uniform",
        _ => value,
    };

    private static bool IsStart(string name) => name.EndsWith("_initializer", StringComparison.Ordinal)
        || name.EndsWith("_init", StringComparison.Ordinal) || name == "init";

    /// <summary>Regularizers and constraints were {"name": …} with the arguments beside it.</summary>
    private static Config NameObject(string argument, string kind, Config old)
    {
        var arguments = new Config(old.Where(p => p.Key != "name"));
        if (arguments.Remove("m", out object? most)) { arguments["max_value"] = most; }
        if (arguments.Remove("low", out object? low)) { arguments["min_value"] = low; }
        if (arguments.Remove("high", out object? high)) { arguments["max_value"] = high; }
        return new Config { ["class_name"] = argument.EndsWith("_regularizer", StringComparison.Ordinal) ? "L1L2"
            : OldNames.FindToday(kind),
            ["config"] = arguments };
    }

    private static void JoinSizes(Config config, string whole, params string[] parts)
    {
        if (!parts.All(config.ContainsKey)) { return; }
        config[whole] = parts.Select(p => config[p]).ToList();
        Array.ForEach(parts, p => config.Remove(p));
    }
}
