namespace KerasDigits.Saving;

/// <summary>Values of Keras 2.13 and later in the form of 2.4: functions by their names, tuples, shapes and dtypes as plain data.</summary>
/// <remarks>Source: keras 3 and tf.keras 2.15, saving/serialization_lib.py and saving/legacy/saved_model/json_utils.py.</remarks>
internal static class PlainValues
{
    /// <summary>Tuples as lists, and all else as it stands.</summary>
    public static object? MakeLists(object? value) => value switch
    {
        Config c when c.Get("class_name") is "__tuple__" && c.Get("items") is List<object?> items => items.Select(MakeLists).ToList(),
        Config c => new Config(c.Select(p => KeyValuePair.Create(p.Key, MakeLists(p.Value)))),
        List<object?> list => list.Select(MakeLists).ToList(),
        _ => value,
    };

    /// <summary>The value and all inside it. Objects of classes keep their class_name and registered_name.</summary>
    public static object? Of(object? value)
    {
        if (value is List<object?> list) { return list.Select(Of).ToList(); }
        if (value is not Config c) { return value; }
        if (c.Get("class_name") is not string name) { return new Config(c.Select(p => KeyValuePair.Create(p.Key, Of(p.Value)))); }
        switch (name)
        {
            case "function" when c.Get("config") is string function: return function;
            case "function" when c.Get("config") is Config named && named.Get("name") is string function: return function;
            case "__tuple__" or "TypeSpec" when c.Get("items") is List<object?> items: return items.Select(Of).ToList();
            case "TensorShape" when c.Get("items") is List<object?> dims: return dims;
            case "__numpy__" when c.Get("config") is Config array: return Of(array.Get("value"));
            case "__tensor__" when c.Get("config") is Config tensor: return Of(tensor.Get("value"));
            case "__ellipsis__": return c;
        }
        var result = new Config { ["class_name"] = name, ["config"] = Of(c.Get("config")) };
        if (c.Get("registered_name") is string registered) { result["registered_name"] = registered; }
        if (c.Get("shared_object_id") is { } id) { result["shared_object_id"] = id; }
        return result;
    }
}
