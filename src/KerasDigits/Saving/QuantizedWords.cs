using KerasDigits.Backend;

namespace KerasDigits.Saving;

/// <summary>
/// Policies that keep kernels in few bits, in files: a name that every Keras 3 knows, and beside it in the layer's configuration what the
/// name does not say.
/// </summary>
/// <remarks>Source: keras 3.3 to 3.15, dtype_policies/__init__.py.</remarks>
internal static class QuantizedWords
{
    private const string Beside = "quantization_config";

    private static readonly string[] s_layers = ["Dense", "EinsumDense", "Embedding", "ReversibleEmbedding"];

    /// <summary>Whether a dtype in a configuration is such a policy.</summary>
    public static bool IsQuantized(object? dtype) => FindName(dtype) is not null;

    private static string? FindName(object? dtype) => dtype switch
    {
        string name when Quantization.Split(name) is not null => name,
        Config c when c.Get("config") is Config config => config.Get("mode") is string mode && config.Get("source_name") is string source
            ? Quantization.Join(mode, source)
            : config.Get("name") is string named ? FindName(named) : null,
        _ => null,
    };

    /// <summary>A layer's configuration as files hold it.</summary>
    public static Config WriteOut(Config config)
    {
        if (FindName(config.Get("dtype")) is not { } name) { return config; }
        var result = new Config(config) { ["dtype"] = name };
        if (config["dtype"] is not Config { } policy || policy.Get("config") is not Config said) { return result; }
        if (said.Get(Beside) is { } beside) { result[Beside] = beside; }
        if (said.Get("amax_history_length") is long length && length != Quantization.UsualHistory)
        {
            result["dtype"] = new Config
            {
                ["module"] = "keras.dtype_policies", ["class_name"] = policy["class_name"],
                ["config"] = new Config(said.Where(p => p.Key != Beside)), ["registered_name"] = null,
            };
        }
        return result;
    }

    /// <summary>Brings a configuration of a file to this library's.</summary>
    /// <exception cref="NotSupportedException">Keras computes no such layer in few bits, or what it says is not known here.</exception>
    public static void ReadIn(Type type, Config config, KerasEpoch epoch)
    {
        if (ConfigBinder.Accepts(type, Beside)) { return; }
        _ = config.Remove(Beside, out object? beside);
        if (config.Get("dtype") is Config { } map && map.Get("class_name") is "DTypePolicyMap")
        {
            var parts = map.Get("config") as Config;
            if (parts?.Get("policy_map") is Config { Count: > 0 })
            {
                throw new NotSupportedException("its dtype is a DTypePolicyMap, which gives the layers inside policies by their paths and "
                    + "is not read here. Save the model in Python with one policy for each layer.");
            }
            config["dtype"] = parts?.Get("default_policy");
        }
        string? name = FindName(config.Get("dtype"));
        if (name is null)
        {
            if (config.Remove("quantization_mode", out object? mode) && mode is string)
            {
                throw new NotSupportedException($"its weights are quantized ({mode}) without a dtype policy that says so, as no Keras "
                    + "writes it.");
            }
            return;
        }
        _ = config.Remove("quantization_mode");
        if (!s_layers.Contains(type.Name))
        {
            throw new NotSupportedException($"its dtype policy \"{name}\" keeps kernels in few bits, which Keras computes in "
                + $"{string.Join(", ", s_layers)} alone.");
        }
        var (words, source) = Quantization.Split(name)!.Value;
        // From 3.14 on four bits lie otherwise in a byte, whatever the name says.
        if (words == "int4" && epoch is { Major: 3, Minor: >= 14 } or { Major: > 3 }) { words = "int4/-1"; }
        var policy = new Config { ["mode"] = ReplaceWords(words, beside), ["source_name"] = source };
        if ((config.Get("dtype") as Config)?.Get("config") is Config said && said.Get("amax_history_length") is { } length)
        {
            policy["amax_history_length"] = length;
        }
        if (beside is not null) { policy[Beside] = beside; }
        config["dtype"] = new Config { ["class_name"] = "QuantizedDTypePolicy", ["config"] = policy };
    }

    /// <summary>The policy's words with the block that a layer's own configuration says.</summary>
    private static string ReplaceWords(string words, object? beside) =>
        words.StartsWith("int4/", StringComparison.Ordinal) && beside is Config said && said.Get("class_name") is "Int4QuantizationConfig"
            ? $"int4/{(said.Get("config") as Config)?.Get("block_size") ?? -1L}"
            : words;
}
