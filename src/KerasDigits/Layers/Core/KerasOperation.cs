namespace KerasDigits.Layers;

/// <summary>
/// An operation of Keras 3 on symbolic tensors (<c>x + 1</c>, <c>keras.ops.mean(x, axis=1)</c>), as Keras 3 saves it: its options in the
/// configuration, its tensors and further values in the call.
/// </summary>
/// <remarks>Source: keras 3, ops/operation.py, ops/numpy.py, ops/nn.py, ops/core.py.</remarks>
internal sealed class KerasOperation : OpLambda
{
    private readonly KerasOperations.Operation _operation;

    public KerasOperation(string operation, string module, Config options)
    {
        _operation = KerasOperations.Find(operation) ?? throw Resolver.Unknown("operation", operation, KerasOperations.Names,
            PassLayer);
        (this.operation, this.module, this.options) = (operation, module, options);
    }

    /// <summary>Name of the operation's class.</summary>
    public string operation { get; }

    /// <summary>Python's module that holds it.</summary>
    public string module { get; }

    /// <summary>What the operation was made with.</summary>
    public Config options { get; }

    /// <summary>Whether its configuration holds its name: up to 3.10 Keras's operations with options take none.</summary>
    private bool HoldsName { get; set; } = true;

    /// <summary>Names of the call's arguments, in order: those of the function that the operation was not made with.</summary>
    public string[] Signature => _operation.OfFunction
        ? [.. _operation.Signature.Where(n => !options.ContainsKey(n))]
        : _operation.Signature;

    /// <summary>Whether Python's call takes any number of tensors one by one (*operands), where others take a list of them.</summary>
    public bool TakesTensorsApart => operation is "Einsum" or "Meshgrid";

    /// <summary>
    /// Whether an object in a file is an operation: Keras 3 names its module, but not in .h5 files, where it is known by having none of a
    /// layer's settings.
    /// </summary>
    public static bool Fits(Config serialized, bool keras3) => serialized.Get("class_name") is string name
        && (serialized.Get("module") is string module
        ? module.StartsWith("keras.src.ops", StringComparison.Ordinal) || module.StartsWith("keras.ops", StringComparison.Ordinal)
        : keras3 && KerasOperations.Find(name) is not null && serialized.ContainsKey("inbound_nodes")
        && serialized.Get("config") is Config config && !config.ContainsKey("trainable"));

    /// <summary>From an object in a file.</summary>
    public static KerasOperation Of(Config serialized)
    {
        var options = new Config(serialized.Get("config") as Config ?? []);
        _ = options.Remove("dtype", out object? dtype);
        var made = new KerasOperation((string)serialized["class_name"]!, serialized.Get("module") as string
            ?? "keras.src.ops.numpy", options);
        if (options.Remove("name", out object? name) && name is string text) { made.name = text; }
        else if (serialized.Get("name") is string outer) { (made.name, made.HoldsName) = (outer, false); }
        if (dtype is string kept && made.operation is "Cast" or "OneHot" or "Cumsum") { options["dtype"] = dtype; }
        return made;
    }

    /// <inheritdoc/>
    public override Config get_config()
    {
        Config config = HoldsName ? new() { ["name"] = name } : [];
        foreach (var (key, value) in options) { config[key] = value; }
        return config;
    }

    protected override Tensor[] Compute(OpArguments arguments)
    {
        var all = new Config(options);
        foreach (var (key, value) in arguments.Keywords) { all[key] = value; }
        return _operation.Compute(arguments with { Keywords = all });
    }
}
