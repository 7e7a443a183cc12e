namespace KerasDigits.Core;

/// <summary>
/// A configuration as get_config() gives it: ordered, with values of null, bool, long, double, string, lists (<c>List&lt;object?&gt;</c>)
/// and nested configurations.
/// </summary>
public sealed class Config : OrderedDictionary<string, object?>
{
    /// <summary>This configuration without an entry that has its default value, for readers that do not know the entry.</summary>
    /// <param name="key">The entry's name.</param>
    /// <param name="value">The default value.</param>
    /// <returns>This configuration.</returns>
    public Config Without(string key, object? value)
    {
        if (TryGetValue(key, out object? found) && Equals(found, value)) { _ = Remove(key); }
        return this;
    }

    /// <summary>An empty configuration.</summary>
    public Config() { }

    /// <summary>A configuration with the given entries.</summary>
    /// <param name="entries">Names and values.</param>
    public Config(IEnumerable<KeyValuePair<string, object?>> entries)
    {
        foreach (var (key, value) in entries) { this[key] = value; }
    }

    /// <summary>The value of a key, or null when it is absent.</summary>
    /// <param name="key">The entry's name.</param>
    public object? Get(string key) => TryGetValue(key, out object? value) ? value : null;
}

/// <summary>A value type that a configuration holds as plain data.</summary>
public interface IConfigValue
{
    /// <summary>The value as null, bool, long, double, string, list or <see cref="Config"/>.</summary>
    object? ToConfig();
}

/// <summary>A value type that can be read back from a configuration.</summary>
/// <typeparam name="TSelf">The type itself.</typeparam>
public interface IConfigValue<TSelf> : IConfigValue where TSelf : IConfigValue<TSelf>
{
    /// <summary>Reads the value from plain data.</summary>
    /// <param name="value">The value as plain data, as read from JSON: numbers, strings, lists or a Config.</param>
    static abstract TSelf FromConfig(object? value);
}

/// <summary>Whatever Keras serializes as {"class_name": …, "config": …}: layers, initializers, losses, metrics, optimizers …</summary>
public interface IKerasObject
{
    /// <summary>The arguments that make an equal object.</summary>
    Config get_config();
}
