namespace KerasDigits.Internals;

/// <summary>
/// A word that a class's configurations have and that is not an argument: of two classes of one name it tells which is meant.
/// </summary>
/// <param name="name">The word in the configuration.</param>
/// <param name="value">Its value in this class's configurations.</param>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class ConfigMarkAttribute(string name, object value) : Attribute
{
    /// <summary>The word.</summary>
    public string Name { get; } = name;

    /// <summary>Whether a configuration has it.</summary>
    public bool IsOn(Config config) => config.TryGetValue(Name, out object? found) && Equals(found, value);
}
