namespace KerasDigits.Internals;

/// <summary>
/// Publishes a class or a static method under a Keras name. The source generator writes the <c>keras</c> facade and the registry of names
/// from it.
/// </summary>
/// <param name="paths">Full Keras paths, for example "keras.layers.Dense"; the first is the canonical one, the others are aliases.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, Inherited = false)]
[System.ComponentModel.EditorBrowsable(System.ComponentModel.EditorBrowsableState.Never)]
public sealed class KerasExportAttribute(params string[] paths) : Attribute
{
    /// <summary>Keras paths, canonical one first.</summary>
    public IReadOnlyList<string> Paths { get; } = paths;
}

/// <summary>
/// Marks a settable property of a base class as a keyword argument of every exported subclass: the facade appends it after the
/// constructor's own arguments (Python's **kwargs).
/// </summary>
/// <param name="defaultText">C# text of the default; null is the default of nullable properties.</param>
/// <param name="name">The argument's name where it differs from the property's; null: the property's.</param>
/// <param name="order">Place among the keywords: smaller first, equal ones as they are declared, base classes first.</param>
[AttributeUsage(AttributeTargets.Property)]
[System.ComponentModel.EditorBrowsable(System.ComponentModel.EditorBrowsableState.Never)]
public sealed class KerasKeywordAttribute(string defaultText = "null", string? name = null, int order = 0) : Attribute
{
    /// <summary>The argument's name; null: the property's.</summary>
    public string? Name { get; } = name;

    /// <summary>Place among the keywords.</summary>
    public int Order { get; } = order;

    /// <summary>C# text of the argument's default.</summary>
    public string DefaultText { get; } = defaultText;
}
