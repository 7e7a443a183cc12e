namespace KerasDigits.Saving;

/// <summary>
/// Arguments that later versions renamed or left out, and defaults that changed: what a class's own from_config does in Keras.
/// </summary>
/// <remarks>Source: tf.keras 1.13 to 2.15 and keras 3, the classes' __init__ and from_config.</remarks>
internal static class RenamedArguments
{
    /// <summary>By "Class.old" or "old": today's name.</summary>
    private static readonly Dictionary<string, string> s_names = new()
    {
        ["LeakyReLU.negative_slope"] = "alpha", ["Discretization.bins"] = "bin_boundaries", ["CategoryEncoding.max_tokens"] = "num_tokens",
        ["InputLayer.batch_shape"] = "batch_input_shape",
        ["return_sequence"] = "return_sequences", ["keep_dims"] = "keepdims",
    };

    /// <summary>Brings a configuration to today's arguments.</summary>
    public static void Apply(Type type, Config config, KerasEpoch epoch)
    {
        foreach (string key in config.Keys.ToArray())
        {
            string? today = s_names.GetValueOrDefault($"{type.Name}.{key}") ?? s_names.GetValueOrDefault(key);
            if (today is null || ConfigBinder.Accepts(type, key) || !ConfigBinder.Accepts(type, today)) { continue; }
            object? value = config[key];
            _ = config.Remove(key);
            config[today] = value;
        }
        QuantizedWords.ReadIn(type, config, epoch);
        if (typeof(Losses.Loss).IsAssignableFrom(type) && config.ContainsKey("reduction"))
        {
            config["reduction"] = config["reduction"] switch
            {
                null => "none",
                "mean" or "mean_with_sample_weight" => "sum_over_batch_size",
                var other => other
            };
        }
        // Layers of texts compute no numbers of a dtype; what they give has one of its own.
        if (config.Get("dtype") is "string" && type.Name != "InputLayer") { _ = config.Remove("dtype"); }
        if (config.Get("lora_rank") is long)
        {
            Log.Debug($"The layer \"{config.Get("name")}\" was trained with low-rank additions, which are part of its kernel here.");
            _ = config.Remove("lora_rank");
        }
        // Standalone Keras cut the length of all gradients together.
        if (epoch is { IsKeras3: false, InTensorFlow: false } && typeof(Optimizers.Optimizer).IsAssignableFrom(type)
            && config.Remove("clipnorm", out object? length) && length is not null)
        {
            config["global_clipnorm"] = length;
        }
        if (epoch.ForgetsClipping && typeof(Optimizers.Optimizer).IsAssignableFrom(type)
            && new[] { "clipnorm", "clipvalue" }.Where(k => config.Remove(k, out object? limit) && limit is not null)
            .ToArray() is { Length: > 0 } forgotten)
        {
            Log.Warning($"TensorFlow 2.0 and 2.1 did not clip gradients in fit: the file's {string.Join(" and ", forgotten)} is left out, "
                + "so that training goes on as it did. Compile the model anew to clip.");
        }
        if (config.Get("sparse") is true && NeutralArguments.KeepsResults(type) && ConfigBinder.Accepts(type, "sparse"))
        {
            Log.Warning($"The layer \"{config.Get("name")}\" gave sparse tensors, which the engine has not: it gives the same numbers, "
                + "dense.");
            config["sparse"] = false;
        }
        switch (type.Name)
        {
            // OptimizerV2 keeps the growth of its momentum as a float32, under this name.
            case "Nadam" when config.Remove("decay", out object? growth):
                if (growth is double g && Math.Abs(g - 0.004) > 1e-6) { config["schedule_decay"] = g; }
                break;
            case "Embedding" when config.Remove("dropout", out object? part) && part is not (0L or 0.0):
                Log.Warning($"The layer \"{config.Get("name")}\" dropped a part ({part}) of its rows in training, which Keras 2 does no "
                    + "longer; it is left out.");
                break;
            // Keras 3 takes the prefix that it writes away again.
            case "Bidirectional" when epoch.IsKeras3 && config.Get("layer") is Layers.Layer { name: { } name } layer
                && name.StartsWith("forward_", StringComparison.Ordinal):
                layer.name = name["forward_".Length..];
                break;
            case "ZeroPadding2D" or "Cropping2D":
                foreach (string key in (string[])["padding", "cropping"])
                {
                    if (config.Get(key) is List<object?> { Count: 4 } four) { config[key] = new List<object?> { four[..2], four[2..] }; }
                }
                break;
            // The reset gate came before the product until there was an argument for it.
            case "GRU" or "GRUCell" when config.ContainsKey("recurrent_activation"): config.TryAdd("reset_after", false); break;
            case "BatchNormalization" when config.Get("axis") is List<object?> { Count: 1 } one: config["axis"] = one[0]; break;
            case "BatchNormalization" when config.Get("mode") is 0L: config.Remove("mode"); break;
        }
    }
}
