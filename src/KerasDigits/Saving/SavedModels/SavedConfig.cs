namespace KerasDigits.Saving.SavedModels;

/// <summary>The JSON of a SavedModel's metadata as that of other files: tuples and shapes are objects there.</summary>
/// <remarks>Source: tf.keras 2.15, saving/legacy/saved_model/json_utils.py.</remarks>
internal static class SavedConfig
{
    /// <summary>The same configuration, changed in place.</summary>
    public static Config Plain(Config config)
    {
        for (int i = 0; i < config.Count; i++) { config.SetAt(i, Value(config.GetAt(i).Value)); }
        return config;
    }

    private static object? Value(object? value) => value switch
    {
        List<object?> list => Items(list),
        Config c when c.Get("class_name") is "__tuple__" => Items(c.Get("items") as List<object?> ?? []),
        Config c when c.Get("class_name") is "TensorShape" => c.Get("items") is List<object?> dims ? Items(dims) : null,
        Config c when c.Get("class_name") is "__ellipsis__" => "...",
        Config c => Plain(c),
        _ => value,
    };

    private static List<object?> Items(List<object?> list)
    {
        for (int i = 0; i < list.Count; i++) { list[i] = Value(list[i]); }
        return list;
    }
}
