namespace KerasDigits.Regularizers;

/// <summary>Base of all regularizers: a penalty on a weight or output. A string names a built-in one.</summary>
public abstract class Regularizer : IKerasObject
{
    /// <summary>The penalty of <paramref name="x"/>: a scalar that is added to the loss.</summary>
    public abstract Tensor Call(Tensor x);

    /// <inheritdoc/>
    public virtual Config get_config() => ConfigBinder.Arguments(this);

    /// <summary>The regularizer of that name: a class name ("RegularizerName") or its snake-case form; its arguments are the defaults.</summary>
    /// <exception cref="ArgumentException">The name is unknown; the message lists the nearest known ones.</exception>
    public static Regularizer Get(string name)
    {
        switch (CustomObjects.Find(name))
        {
            case Regularizer own: return own;
            case Type type: return (Regularizer)ConfigBinder.Create(type, []);
        }
        Type found = Registry.FindClass(name, typeof(Regularizer))
            ?? throw new ArgumentException($"Unknown regularizer: {name}. The nearest known ones are {Registry.Nearest(name, Registry.ClassNames(typeof(Regularizer)))}.", nameof(name));
        return (Regularizer)ConfigBinder.Create(found, []);
    }

    /// <summary>The regularizer of that name.</summary>
    [return: System.Diagnostics.CodeAnalysis.NotNullIfNotNull(nameof(name))]
    public static implicit operator Regularizer?(string? name) => name is null ? null : Get(name);

    /// <summary>From a name or a serialized object.</summary>
    public static Regularizer FromConfig(object? value) => value switch
    {
        string name => Get(name),
        Config config => (Regularizer)ConfigBinder.Deserialize(config, typeof(Regularizer)),
        _ => throw new ArgumentException($"A regularizer must be a name or a serialized object. Received: {value ?? "null"}."),
    };
}
