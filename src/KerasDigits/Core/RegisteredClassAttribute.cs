namespace KerasDigits.Core;

/// <summary>Marks an own class as known in files: what <c>[keras.utils.register_keras_serializable]</c> is made of.</summary>
/// <param name="package">Package in front of the name in files: "package&gt;name".</param>
/// <param name="name">Name inside the package; null: the class's own.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public abstract class RegisteredClassAttribute(string package, string? name) : Attribute
{
    /// <summary>Keras's package.</summary>
    public string package { get; } = package;

    /// <summary>Name inside the package; null: the class's own.</summary>
    public string? name { get; } = name;
}
