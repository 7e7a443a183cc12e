namespace KerasDigits.Facade;

/// <summary>keras.utils functions on users' own classes and functions.</summary>
/// <remarks>Source: tf.keras 2.3.1, utils/generic_utils.py.</remarks>
internal static class CustomObjectFunctions
{
    /// <summary>
    /// Python's <c>with custom_object_scope({...}):</c> — until it is disposed, the names are known when files and configurations are read.
    /// </summary>
    /// <param name="custom_objects">Own classes (<see cref="Type"/>), functions or finished objects by name.</param>
    [KerasExport("keras.utils.custom_object_scope", "keras.utils.CustomObjectScope")]
    public static IDisposable custom_object_scope(Dictionary<string, object> custom_objects) => CustomObjects.Open(custom_objects);

    /// <summary>The names known everywhere; entries that are added stay: <c>get_custom_objects()["Mine"] = typeof(Mine)</c>.</summary>
    [KerasExport("keras.utils.get_custom_objects")]
    public static IDictionary<string, object> get_custom_objects() => CustomObjects.Registered;

    /// <summary>The name under which a class is saved.</summary>
    /// <param name="obj">A class or an object of it.</param>
    [KerasExport("keras.utils.get_registered_name")]
    public static string get_registered_name(object obj) => CustomObjects.NameOf(obj as Type ?? obj.GetType());

    /// <summary>The class or function of that name; null when there is none.</summary>
    /// <param name="name">The name in files.</param>
    /// <param name="custom_objects">Objects by name that are looked at first; null: none.</param>
    /// <param name="module_objects">Objects by name that are looked at last; null: none.</param>
    [KerasExport("keras.utils.get_registered_object")]
    public static object? get_registered_object(string name, Dictionary<string, object>? custom_objects = null,
        Dictionary<string, object>? module_objects = null)
    {
        using IDisposable scope = CustomObjects.Open(custom_objects);
        return CustomObjects.Find(name) ?? module_objects?.GetValueOrDefault(name);
    }

    /// <summary>An object as {"class_name", "config"}.</summary>
    /// <param name="obj">A layer, optimizer, loss or other Keras object.</param>
    [KerasExport("keras.utils.serialize_keras_object")]
    public static Config serialize_keras_object(IKerasObject obj) => ConfigBinder.Serialize(obj);

    /// <summary>An object from {"class_name", "config"}.</summary>
    /// <param name="config">What serialize_keras_object gave.</param>
    /// <param name="custom_objects">Own classes and functions by name; null: only the registered ones.</param>
    [KerasExport("keras.utils.deserialize_keras_object")]
    public static IKerasObject deserialize_keras_object(Config config, Dictionary<string, object>? custom_objects = null)
    {
        using IDisposable scope = CustomObjects.Open(custom_objects);
        return (IKerasObject)ConfigBinder.Deserialize(config, typeof(IKerasObject));
    }
}
