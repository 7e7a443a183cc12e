namespace KerasDigits.Constraints;

/// <summary>Base of all constraints: a projection of a weight after each step. A string names a built-in one.</summary>
public class Constraint : IKerasObject, IConfigValue
{
    private readonly Func<Tensor, Tensor>? _function;
    private readonly string? _name;

    /// <summary>For subclasses.</summary>
    protected Constraint() { }

    /// <summary>
    /// A function as a constraint: <c>new(w => w.clamp(0, 1))</c>. Files hold its name; give it in custom_objects when they are loaded.
    /// </summary>
    /// <param name="function">From a weight to the nearest allowed one.</param>
    public Constraint(Func<Tensor, Tensor> function) : this(function, function.Method.Name) { }

    private Constraint(Func<Tensor, Tensor> function, string name) =>
        (_function, _name) = (function, name.Contains('<') ? "<lambda>" : name);

    /// <summary>The nearest allowed value of <paramref name="w"/>; same shape.</summary>
    /// <param name="w">The weight after an optimizer's step.</param>
    /// <exception cref="NotSupportedException">The class does not override Call.</exception>
    public virtual Tensor Call(Tensor w) => _function?.Invoke(w)
        ?? throw new NotSupportedException($"The constraint class {GetType().Name} must override Call.");

    /// <summary>The name of a function, or class name and arguments.</summary>
    object? IConfigValue.ToConfig() => _name ?? (object)ConfigBinder.Serialize(this);

    /// <inheritdoc/>
    public virtual Config get_config() => ConfigBinder.GetArguments(this);

    private protected static long[] ListAxes(IntList axis) => [.. axis.Select(a => (long)a)];

    /// <summary>In files a single axis is a number, several are a list.</summary>
    private protected static Config WithAxis(Config config, IntList axis)
    {
        if (axis.Count == 1) { config[nameof(axis)] = (long)axis[0]; }
        return config;
    }

    /// <summary>
    /// The constraint of that name: a class name ("ConstraintName") or its snake-case form; its arguments are the defaults.
    /// </summary>
    /// <param name="name">Class name or snake-case name.</param>
    /// <exception cref="ArgumentException">The name is unknown; the message lists the nearest known ones.</exception>
    public static Constraint Get(string name) =>
        Resolver.FindOwn(name, own => own is Func<Tensor, Tensor> function ? new Constraint(function, name) : null)
        ?? Resolver.FindExported<Constraint>(name)
        ?? throw Resolver.Unknown<Constraint>(name);

    /// <summary>The constraint of that name.</summary>
    [return: System.Diagnostics.CodeAnalysis.NotNullIfNotNull(nameof(name))]
    public static implicit operator Constraint?(string? name) => name is null ? null : Get(name);

    /// <summary>A function as it stands.</summary>
    public static implicit operator Constraint(Func<Tensor, Tensor> function) => new(function);

    /// <summary>From a name or a serialized object.</summary>
    /// <param name="value">A name, or a serialized object, as read from JSON.</param>
    public static Constraint FromConfig(object? value) => Resolver.FromConfig(value, Get);
}
