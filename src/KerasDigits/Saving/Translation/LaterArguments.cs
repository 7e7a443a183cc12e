namespace KerasDigits.Saving;

/// <summary>
/// Arguments that came after TensorFlow 2.3, whose Keras refuses what it does not know: files in its form hold them only where they are not
/// at their defaults.
/// </summary>
internal static class LaterArguments
{
    /// <summary>By class, or "*" for all: the argument and its default.</summary>
    private static readonly Dictionary<string, (string Name, object? Default)[]> s_later = new()
    {
        ["*"] = [("keepdims", false), ("crop_to_aspect_ratio", false), ("pad_to_aspect_ratio", false), ("sparse_y_true", true),
            ("sparse_y_pred", true), ("ignore_class", null), ("rms_scaling", false), ("synchronized", false)],
        ["Normalization"] = [("mean", null), ("variance", null), ("invert", false)],
        ["Ftrl"] = [("beta", 0.0)],
        ["AUC"] = [("num_labels", null), ("from_logits", false)],
        ["MeanIoU"] = [("axis", -1L)],
        ["CategoricalCrossentropy"] = [("axis", -1L)],
        ["BinaryCrossentropy"] = [("axis", -1L)],
        ["Attention"] = [("score_mode", "dot"), ("seed", null)],
        ["AdditiveAttention"] = [("seed", null)],
        ["Embedding"] = [("sparse", false)],
        ["CosineDecay"] = [("warmup_target", null), ("warmup_steps", 0L)],
        ["Resizing"] = [("data_format", null), ("antialias", false), ("fill_mode", "constant"), ("fill_value", 0.0)],
        ["GaussianNoise"] = [("seed", null)], ["GaussianDropout"] = [("seed", null)],
        ["Discretization"] = [("num_bins", null), ("epsilon", 0.01), ("output_mode", "int"), ("sparse", false)],
    };

    /// <summary>A configuration without them, and so the objects inside it.</summary>
    public static object? ConvertLeft(object? value) => value switch
    {
        List<object?> list => list.Select(ConvertLeft).ToList(),
        Config c when c.Get("class_name") is string name && c.Get("config") is Config config =>
            new Config(c.Select(p => KeyValuePair.Create(p.Key, p.Key == "config" ? Drop(name, config) : ConvertLeft(p.Value)))),
        Config c => new Config(c.Select(p => KeyValuePair.Create(p.Key, ConvertLeft(p.Value)))),
        _ => value,
    };

    private static Config Drop(string className, Config config)
    {
        var result = new Config();
        (string Name, object? Default)[] later = [.. s_later["*"], .. s_later.GetValueOrDefault(className, [])];
        foreach (var (key, value) in QuantizedWords.WriteOut(config))
        {
            if (!Array.Exists(later, l => l.Name == key && Equals(l.Default, value))) { result[key] = ConvertLeft(value); }
        }
        return result;
    }
}
