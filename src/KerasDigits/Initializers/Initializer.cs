using KerasDigits.Ops;

namespace KerasDigits.Initializers;

/// <summary>Base of all initializers: how a weight starts. A string names a built-in one.</summary>
public class Initializer : IKerasObject, IConfigValue
{
    private int? _drawn;
    private readonly Func<Shape, string?, Tensor>? _function;
    private readonly string? _name;

    /// <summary>For subclasses.</summary>
    protected Initializer() { }

    /// <summary>
    /// A function as an initializer: <c>new((shape, dtype) => K.ones(shape, dtype))</c>. Files hold its name; give it in custom_objects
    /// when they are loaded.
    /// </summary>
    /// <param name="function">From a shape and a Keras dtype (null: keras.backend.floatx()) to new values.</param>
    public Initializer(Func<Shape, string?, Tensor> function) : this(function, function.Method.Name) { }

    private Initializer(Func<Shape, string?, Tensor> function, string name) =>
        (_function, _name) = (function, name.Contains('<') ? "<lambda>" : name);

    /// <summary>
    /// The seed of a call: in TF 2.3.1 an object without one draws from the run each time; in 2.15 it draws a seed once and gives the same
    /// values again.
    /// </summary>
    private protected int? CallSeed(int? seed) => seed ?? (Compat.Is215 ? _drawn ??= RandomOps.DrawSeed() : null);

    /// <summary>New values.</summary>
    /// <param name="shape">Shape of the weight; Keras's layout (kernels: spatial axes, inputs, outputs).</param>
    /// <param name="dtype">Keras dtype; null: keras.backend.floatx().</param>
    /// <exception cref="NotSupportedException">The class does not override Call.</exception>
    public virtual Tensor Call(Shape shape, string? dtype = null) => _function?.Invoke(shape, dtype)
        ?? throw new NotSupportedException($"The initializer class {GetType().Name} must override Call.");

    /// <summary>The name of a function, or class name and arguments.</summary>
    object? IConfigValue.ToConfig() => _name ?? (object)ConfigBinder.Serialize(this);

    /// <inheritdoc/>
    public virtual Config get_config() => ConfigBinder.GetArguments(this);

    /// <summary>
    /// The initializer of that name: a class name ("InitializerName") or its snake-case form; its arguments are the defaults.
    /// </summary>
    /// <param name="name">Class name or snake-case name.</param>
    /// <exception cref="ArgumentException">The name is unknown; the message lists the nearest known ones.</exception>
    public static Initializer Get(string name) =>
        Resolver.FindOwn(name, own => own is Func<Shape, string?, Tensor> function ? new Initializer(function, name) : null)
        ?? Resolver.FindExported<Initializer>(name)
        ?? throw Resolver.Unknown<Initializer>(name);

    /// <summary>The initializer of that name.</summary>
    [return: System.Diagnostics.CodeAnalysis.NotNullIfNotNull(nameof(name))]
    public static implicit operator Initializer?(string? name) => name is null ? null : Get(name);

    /// <summary>A function as it stands.</summary>
    public static implicit operator Initializer(Func<Shape, string?, Tensor> function) => new(function);

    /// <summary>From a name or a serialized object.</summary>
    /// <param name="value">A name, or a serialized object, as read from JSON.</param>
    public static Initializer FromConfig(object? value) => Resolver.FromConfig(value, Get);
}
