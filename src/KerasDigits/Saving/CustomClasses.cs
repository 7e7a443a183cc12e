namespace KerasDigits.Saving;

/// <summary>keras.utils: names for own classes in files.</summary>
internal static class CustomClasses
{
    /// <summary>
    /// Registers a class, so that files that hold "package>name" are read without custom_objects, and models with it are saved under that
    /// name.
    /// </summary>
    /// <param name="type">A layer, loss, metric, optimizer or other class with one public constructor.</param>
    /// <param name="package">Keras's package; "Custom" by default.</param>
    /// <param name="name">Name inside the package; null: the class's own.</param>
    /// <exception cref="ArgumentException">The class cannot be made from a configuration.</exception>
    [KerasExport("keras.utils.register_keras_serializable")]
    public static void register_keras_serializable(Type type, string package = "Custom", string? name = null)
    {
        ArgumentNullException.ThrowIfNull(type);
        CustomObjects.RegisterClass(type, package, name);
    }
}
