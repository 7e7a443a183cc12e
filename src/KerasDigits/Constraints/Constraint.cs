namespace KerasDigits.Constraints;

/// <summary>Base of all constraints: a projection of a weight after each step. A string names a built-in one.</summary>
public abstract class Constraint : IKerasObject
{
    /// <summary>The nearest allowed value of <paramref name="w"/>; same shape.</summary>
    public abstract Tensor Call(Tensor w);

    /// <inheritdoc/>
    public virtual Config get_config() => ConfigBinder.Arguments(this);

    /// <summary>The constraint of that name: a class name ("ConstraintName") or its snake-case form; its arguments are the defaults.</summary>
    /// <exception cref="ArgumentException">The name is unknown; the message lists the nearest known ones.</exception>
    public static Constraint Get(string name)
    {
        switch (CustomObjects.Find(name))
        {
            case Constraint own: return own;
            case Type type: return (Constraint)ConfigBinder.Create(type, []);
        }
        Type found = Registry.FindClass(name, typeof(Constraint))
            ?? throw new ArgumentException($"Unknown constraint: {name}. The nearest known ones are {Registry.Nearest(name, Registry.ClassNames(typeof(Constraint)))}.", nameof(name));
        return (Constraint)ConfigBinder.Create(found, []);
    }

    /// <summary>The constraint of that name.</summary>
    [return: System.Diagnostics.CodeAnalysis.NotNullIfNotNull(nameof(name))]
    public static implicit operator Constraint?(string? name) => name is null ? null : Get(name);

    /// <summary>From a name or a serialized object.</summary>
    public static Constraint FromConfig(object? value) => value switch
    {
        string name => Get(name),
        Config config => (Constraint)ConfigBinder.Deserialize(config, typeof(Constraint)),
        _ => throw new ArgumentException($"A constraint must be a name or a serialized object. Received: {value ?? "null"}."),
    };
}
