using System.Runtime.CompilerServices;

namespace KerasDigits.Activations;

/// <summary>An activation function with its Keras name. A string ("relu") or a function of one tensor becomes one.</summary>
/// <remarks>Source: tf.keras 2.3.1, activations.py.</remarks>
public sealed class ActivationFn : IConfigValue<ActivationFn>
{
    private readonly Func<Tensor, Tensor> _function;

    /// <summary>Wraps a function of one tensor: <c>activation: new(x => x * x)</c>.</summary>
    /// <param name="function">Elementwise function; the result has the shape of its argument (softmax: same shape, normalised over the last
    /// axis).</param>
    /// <param name="name">Name under which it is saved; the text of the argument by default.</param>
    public ActivationFn(Func<Tensor, Tensor> function, [CallerArgumentExpression(nameof(function))] string name = "") =>
        (_function, this.name) = (function, Names.OfFunction(name));

    /// <summary>The name, for example "relu".</summary>
    public string name { get; }

    /// <summary>Computes the function.</summary>
    /// <param name="x">Tensor of any shape.</param>
    /// <returns>Same shape.</returns>
    public Tensor Apply(Tensor x) => _function(x);

    /// <summary>
    /// The same function over its argument's own memory, value by value; null where there is none. Only Keras's own relu has one.
    /// </summary>
    internal Func<Tensor, Tensor>? Over { get; private init; }

    /// <summary>The same function over its argument's own memory where no gradient is wanted; null where there is none.</summary>
    internal Func<Tensor, Tensor>? InPlace { get; private init; }

    /// <summary>Whether it is Keras's own function of that name.</summary>
    internal bool IsKerass { get; private init; }

    /// <summary>Which of Keras's functions it is; null: another, which may have a name of theirs.</summary>
    internal string? KerassName => IsKerass ? name : null;

    /// <summary>
    /// The name here of Keras 3's "hard_sigmoid", relu6(x + 3) / 6: another function than Keras 2's of that name. Python gives a registered
    /// function such a name.
    /// </summary>
    internal const string HardSigmoidOfKeras3 = "keras3>hard_sigmoid";

    private const string LayerOfOtherSlope = "LeakyReLU";

    /// <summary>What files hold for an activation that is more than its name, a layer; null: the name.</summary>
    internal Func<Config>? Saved { get; init; }

    /// <summary>The exported function of that name, or one from custom_objects.</summary>
    /// <param name="name">Name such as "relu".</param>
    /// <exception cref="ArgumentException">The name is unknown; the message lists the nearest known ones.</exception>
    public static ActivationFn Get(string name)
    {
        if (Resolver.FindOwn(name, own => own is Func<Tensor, Tensor> function ? new ActivationFn(function, name) : null) is { } users)
        {
            return users;
        }
        if (name == HardSigmoidOfKeras3) { return new ActivationFn(Ops.LaterActivations.HardSigmoid, name) { IsKerass = true }; }
        // A layer of another slope than the function that differs in spelling alone.
        string? spelled = name == LayerOfOtherSlope ? null : Resolver.SpellFunction("keras.activations", name);
        if (spelled is null || Registry.FindFunction<Func<Tensor, Tensor>>("keras.activations", spelled) is not { } found)
        {
            throw Resolver.Unknown("activation function", name, Registry.ListFunctions("keras.activations"), name == LayerOfOtherSlope
                ? $"{name} is a layer: add it behind this one, without an activation here."
                : "");
        }
        name = spelled;
        return new ActivationFn(found, name) { Over = name == "relu" ? Ops.InPlace.FindByName(name) : null,
            InPlace = Ops.InPlace.FindByName(name),
            IsKerass = true };
    }

    /// <summary>The function of that name.</summary>
    [return: System.Diagnostics.CodeAnalysis.NotNullIfNotNull(nameof(name))]
    public static implicit operator ActivationFn?(string? name) => name is null ? null : Get(name);

    /// <summary>
    /// A function of one tensor as an activation. Keras's own and TensorFlow's of the same formula are those of their names:
    /// <c>keras.activations.relu</c>, <c>tf.nn.relu</c>.
    /// </summary>
    public static implicit operator ActivationFn(Func<Tensor, Tensor> function) => Of(function);

    /// <summary>The same; null stays null.</summary>
    [return: System.Diagnostics.CodeAnalysis.NotNullIfNotNull(nameof(function))]
    internal static ActivationFn? Of(Func<Tensor, Tensor>? function)
    {
        if (function is null) { return null; }
        string name = function.Method.Name;
        string module = function.Method.DeclaringType?.FullName ?? "";
        bool isTensorFlows = module.StartsWith("KerasDigits.tf", StringComparison.Ordinal);
        bool isKerass = isTensorFlows ? s_sameInTensorFlow.Contains(name) : module == "KerasDigits.keras+activations";
        // Keras 2.4 knows one of the two names of this formula.
        if (isKerass) { return Get(isTensorFlows && name == "silu" ? "swish" : name); }
        return new(function, name.StartsWith('<') && !name.Contains(">g__", StringComparison.Ordinal) ? "<lambda>" : name);
    }

    // TensorFlow's of another formula or default, such as leaky_relu, stay functions.
    private static readonly string[] s_sameInTensorFlow =
        ["relu", "relu6", "elu", "selu", "sigmoid", "softmax", "log_softmax", "softplus", "softsign", "tanh", "silu", "swish", "gelu"];

    /// <inheritdoc/>
    public object? ToConfig() => Saved is { } saved ? saved() : name;

    /// <summary>From its name, or Keras 3's serialized function.</summary>
    /// <param name="value">The value as plain data, as read from JSON: numbers, strings, lists or a Config.</param>
    /// <exception cref="ArgumentException">It is neither a name nor a serialized function.</exception>
    public static ActivationFn FromConfig(object? value) => value switch
    {
        string name => Get(name),
        Config c when c.Get("config") is string name => Get(name),
        _ => throw new ArgumentException($"An activation must be a name. Received: {value ?? "null"}."),
    };
}
