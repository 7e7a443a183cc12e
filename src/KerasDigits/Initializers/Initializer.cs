using KerasDigits.Ops;

namespace KerasDigits.Initializers;

/// <summary>Base of all initializers: how a weight starts. A string names a built-in one.</summary>
public abstract class Initializer : IKerasObject
{
    private int? _drawn;

    /// <summary>The seed of a call: in TF 2.3.1 an object without one draws from the run each time; in 2.15 it draws a seed once and gives the same values again.</summary>
    private protected int? CallSeed(int? seed) => seed ?? (Compat.Is215 ? _drawn ??= RandomOps.DrawSeed() : null);

    /// <summary>New values.</summary>
    /// <param name="shape">Shape of the weight; Keras's layout (kernels: spatial axes, inputs, outputs).</param>
    /// <param name="dtype">Keras dtype; null: keras.backend.floatx().</param>
    public abstract Tensor Call(Shape shape, string? dtype = null);

    /// <inheritdoc/>
    public virtual Config get_config() => ConfigBinder.Arguments(this);

    /// <summary>The initializer of that name: a class name ("InitializerName") or its snake-case form; its arguments are the defaults.</summary>
    /// <exception cref="ArgumentException">The name is unknown; the message lists the nearest known ones.</exception>
    public static Initializer Get(string name)
    {
        switch (CustomObjects.Find(name))
        {
            case Initializer own: return own;
            case Type type: return (Initializer)ConfigBinder.Create(type, []);
        }
        Type found = Registry.FindClass(name, typeof(Initializer))
            ?? throw new ArgumentException($"Unknown initializer: {name}. The nearest known ones are {Registry.Nearest(name, Registry.ClassNames(typeof(Initializer)))}.", nameof(name));
        return (Initializer)ConfigBinder.Create(found, []);
    }

    /// <summary>The initializer of that name.</summary>
    [return: System.Diagnostics.CodeAnalysis.NotNullIfNotNull(nameof(name))]
    public static implicit operator Initializer?(string? name) => name is null ? null : Get(name);

    /// <summary>From a name or a serialized object.</summary>
    public static Initializer FromConfig(object? value) => value switch
    {
        string name => Get(name),
        Config config => (Initializer)ConfigBinder.Deserialize(config, typeof(Initializer)),
        _ => throw new ArgumentException($"A initializer must be a name or a serialized object. Received: {value ?? "null"}."),
    };
}
