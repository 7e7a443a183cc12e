using TorchSharp;

namespace KerasDigits.Backend;

/// <summary>A dtype policy: in what precision a layer keeps its weights and in what it computes (keras.mixed_precision.Policy).</summary>
/// <remarks>"float32", "float64": both the same. "mixed_bfloat16", "mixed_float16": float32 weights, computation in the half
/// type.</remarks>
[KerasExport("keras.mixed_precision.Policy", "keras.mixed_precision.experimental.Policy")]
public sealed class Policy : IConfigValue<Policy>
{
    private static readonly ProcessSlot<Policy?> s_global = new("the global dtype policy", null);

    /// <summary>Makes a policy from its name.</summary>
    /// <exception cref="ArgumentException">The name is neither a dtype nor "mixed_bfloat16" / "mixed_float16".</exception>
    public Policy(string name)
    {
        this.name = name;
        (variable_dtype, compute_dtype) = name switch
        {
            "mixed_bfloat16" => ("float32", "bfloat16"),
            "mixed_float16" => ("float32", "float16"),
            _ when name.StartsWith("mixed_", StringComparison.Ordinal) =>
                throw new ArgumentException("A dtype policy must be the name of a dtype, \"mixed_bfloat16\" or \"mixed_float16\". "
                    + $"Received: \"{name}\".", nameof(name)),
            _ => (name, name),
        };
        ComputeType = DTypes.Torch(compute_dtype);
        VariableType = DTypes.Torch(variable_dtype);
    }

    /// <summary>The policy's name.</summary>
    public string name { get; }

    /// <summary>Dtype of the weights.</summary>
    public string variable_dtype { get; }

    /// <summary>Dtype of inputs and outputs.</summary>
    public string compute_dtype { get; }

    /// <summary>The engine's type of <see cref="compute_dtype"/>.</summary>
    internal torch.ScalarType ComputeType { get; }

    /// <summary>The engine's type of <see cref="variable_dtype"/>.</summary>
    internal torch.ScalarType VariableType { get; }

    /// <summary>Whether computation runs in another type than the weights are kept in.</summary>
    internal bool IsMixed => ComputeType != VariableType;

    /// <summary>The policy of layers that are made without a dtype.</summary>
    public static Policy Global => s_global.Value ?? new Policy(Settings.FloatX);

    /// <summary>keras.mixed_precision.set_global_policy.</summary>
    [KerasExport("keras.mixed_precision.set_global_policy", "keras.mixed_precision.experimental.set_policy")]
    public static void set_global_policy(Policy? policy) => s_global.Value = policy;

    /// <summary>keras.mixed_precision.global_policy.</summary>
    [KerasExport("keras.mixed_precision.global_policy")]
    public static Policy global_policy() => Global;

    /// <summary>A policy from its name.</summary>
    public static implicit operator Policy(string name) => new(name);

    /// <inheritdoc/>
    public object? ToConfig() => IsMixed ? new Config { ["class_name"] = "Policy", ["config"] = new Config { ["name"] = name } } : name;

    /// <summary>From a name, or a serialized Policy / DTypePolicy.</summary>
    public static Policy FromConfig(object? value) => value switch
    {
        string name => new Policy(name),
        Config c when (c.Get("config") as Config ?? c).Get("name") is string name => new Policy(name),
        _ => throw new ArgumentException($"A dtype policy must be a name or a serialized policy. Received: {value ?? "null"}."),
    };
}
