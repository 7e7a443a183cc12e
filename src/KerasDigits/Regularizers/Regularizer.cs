namespace KerasDigits.Regularizers;

/// <summary>Base of all regularizers: a penalty on a weight or output. A string names a built-in one.</summary>
public class Regularizer : IKerasObject, IConfigValue
{
    private readonly Func<Tensor, Tensor>? _function;
    private readonly string? _name;

    /// <summary>For subclasses.</summary>
    protected Regularizer() { }

    /// <summary>
    /// A function as a regularizer: <c>new(w => K.sum(K.abs(w)) * 0.01)</c>. Files hold its name; give it in custom_objects when they are
    /// loaded.
    /// </summary>
    /// <param name="function">From a weight or output to a scalar.</param>
    public Regularizer(Func<Tensor, Tensor> function) : this(function, function.Method.Name) { }

    private Regularizer(Func<Tensor, Tensor> function, string name) =>
        (_function, _name) = (function, name.Contains('<') ? "<lambda>" : name);

    /// <summary>The penalty of <paramref name="x"/>: a scalar that is added to the loss.</summary>
    /// <param name="x">A weight, or a layer's output.</param>
    /// <exception cref="NotSupportedException">The class does not override Call.</exception>
    public virtual Tensor Call(Tensor x) => _function?.Invoke(x)
        ?? throw new NotSupportedException($"The regularizer class {GetType().Name} must override Call.");

    /// <summary>The name of a function, or class name and arguments.</summary>
    object? IConfigValue.ToConfig() => _name ?? (object)ConfigBinder.Serialize(this);

    /// <inheritdoc/>
    public virtual Config get_config() => ConfigBinder.GetArguments(this);

    /// <summary>
    /// The regularizer of that name: a class name ("RegularizerName") or its snake-case form; its arguments are the defaults.
    /// </summary>
    /// <param name="name">Class name or snake-case name.</param>
    /// <exception cref="ArgumentException">The name is unknown; the message lists the nearest known ones.</exception>
    public static Regularizer Get(string name) =>
        Resolver.FindOwn(name, own => own is Func<Tensor, Tensor> function ? new Regularizer(function, name) : null)
        // The one function of keras.regularizers that is no class; the class's own spelling has factors of 0.
        ?? (name != nameof(L1L2) && Names.Fold(name) == "l1l2" ? L1L2.l1_l2() : null)
        ?? Resolver.FindExported<Regularizer>(name)
        ?? throw Resolver.Unknown<Regularizer>(name);

    /// <summary>The regularizer of that name.</summary>
    [return: System.Diagnostics.CodeAnalysis.NotNullIfNotNull(nameof(name))]
    public static implicit operator Regularizer?(string? name) => name is null ? null : Get(name);

    /// <summary>A function as it stands.</summary>
    public static implicit operator Regularizer(Func<Tensor, Tensor> function) => new(function);

    /// <summary>From a name or a serialized object.</summary>
    /// <param name="value">A name, or a serialized object, as read from JSON.</param>
    public static Regularizer FromConfig(object? value) => Resolver.FromConfig(value, Get);
}
