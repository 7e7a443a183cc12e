namespace KerasDigits.Saving.SavedModels;

/// <summary>The JSON of a SavedModel's metadata as that of other files: tuples and shapes are objects there.</summary>
/// <remarks>Source: tf.keras 2.15, saving/legacy/saved_model/json_utils.py.</remarks>
internal static class SavedConfig
{
    /// <summary>The same configuration, changed in place.</summary>
    public static Config ReadPlain(Config config)
    {
        for (int i = 0; i < config.Count; i++) { config.SetAt(i, ReadValue(config.GetAt(i).Value)); }
        return config;
    }

    private static object? ReadValue(object? value) => value switch
    {
        List<object?> list => ReadItems(list),
        Config c when c.Get("class_name") is "__tuple__" => ReadItems(c.Get("items") as List<object?> ?? []),
        Config c when c.Get("class_name") is "TensorShape" => c.Get("items") is List<object?> dims ? ReadItems(dims) : null,
        Config c when c.Get("class_name") is "__ellipsis__" => "...",
        Config c => ReadPlain(c),
        _ => value,
    };

    private static List<object?> ReadItems(List<object?> list)
    {
        for (int i = 0; i < list.Count; i++) { list[i] = ReadValue(list[i]); }
        return list;
    }
}
