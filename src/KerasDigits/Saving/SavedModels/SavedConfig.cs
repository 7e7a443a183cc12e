namespace KerasDigits.Saving.SavedModels;

/// <summary>The JSON of a SavedModel's metadata as that of other files: tuples and shapes are objects there.</summary>
/// <remarks>Source: tf.keras 2.15, saving/legacy/saved_model/json_utils.py.</remarks>
internal static class SavedConfig
{
    public static Config Plain(Config config) => new(config.Select(p => KeyValuePair.Create(p.Key, Value(p.Value))));

    private static object? Value(object? value) => value switch
    {
        List<object?> list => list.ConvertAll(Value),
        Config c when c.Get("class_name") is "__tuple__" => (c.Get("items") as List<object?> ?? []).ConvertAll(Value),
        Config c when c.Get("class_name") is "TensorShape" => (c.Get("items") as List<object?>)?.ConvertAll(Value),
        Config c when c.Get("class_name") is "__ellipsis__" => "...",
        Config c => Plain(c),
        _ => value,
    };
}
