using TorchSharp;

namespace KerasDigits.Backend;

/// <summary>A dtype policy: in what precision a layer keeps its weights and in what it computes (keras.mixed_precision.Policy).</summary>
/// <remarks>"float32", "float64": both the same. "mixed_bfloat16", "mixed_float16": float32 weights, computation in the half
/// type. What stands before "_from_", as in "int8_from_float32", says how Dense, EinsumDense and Embedding keep their kernels in few
/// bits.</remarks>
[KerasExport("keras.mixed_precision.Policy", "keras.mixed_precision.experimental.Policy")]
public sealed class Policy : IConfigValue<Policy>
{
    private static readonly ProcessSlot<Policy?> s_global = new("the global dtype policy", null);

    /// <summary>Creates a policy from its name.</summary>
    /// <param name="name">A float dtype, "mixed_float16", "mixed_bfloat16", or a quantized policy such as "int8_from_float32".</param>
    /// <exception cref="ArgumentException">The name is neither a dtype nor "mixed_bfloat16" / "mixed_float16".</exception>
    public Policy(string name)
    {
        this.name = name;
        Quantization = Quantization.Of(name);
        Source = Quantization is null ? name : Quantization.Split(name)!.Value.Source;
        (variable_dtype, compute_dtype) = Source switch
        {
            "mixed_bfloat16" => ("float32", "bfloat16"),
            "mixed_float16" => ("float32", "float16"),
            _ when Source.StartsWith("mixed_", StringComparison.Ordinal) =>
                throw new ArgumentException("A dtype policy must be the name of a dtype, \"mixed_bfloat16\" or \"mixed_float16\". "
                    + $"Received: \"{name}\".", nameof(name)),
            _ => (Source, Source),
        };
        ComputeType = DTypes.ParseTorch(compute_dtype);
        VariableType = DTypes.ParseTorch(variable_dtype);
    }

    /// <summary>The policy's name.</summary>
    public string name { get; }

    /// <summary>Dtype of the weights.</summary>
    public string variable_dtype { get; }

    /// <summary>Dtype of inputs and outputs.</summary>
    public string compute_dtype { get; }

    /// <summary>How kernels are kept in few bits; null: they are not.</summary>
    internal Quantization? Quantization { get; private init; }

    /// <summary>Name of the policy that says what is computed in.</summary>
    private string Source { get; }

    /// <summary>The engine's type of <see cref="compute_dtype"/>.</summary>
    internal torch.ScalarType ComputeType { get; }

    /// <summary>The engine's type of <see cref="variable_dtype"/>.</summary>
    internal torch.ScalarType VariableType { get; }

    /// <summary>Whether computation runs in another type than the weights are kept in.</summary>
    internal bool IsMixed => ComputeType != VariableType;

    /// <summary>The policy of layers that are made without a dtype.</summary>
    public static Policy Global => s_global.Value ?? new Policy(Settings.FloatX);

    /// <summary>keras.mixed_precision.set_global_policy.</summary>
    /// <param name="policy">Policy of layers made from now on; null: float32.</param>
    [KerasExport("keras.mixed_precision.set_global_policy", "keras.mixed_precision.experimental.set_policy")]
    public static void set_global_policy(Policy? policy) => s_global.Value = policy;

    /// <summary>keras.mixed_precision.global_policy.</summary>
    [KerasExport("keras.mixed_precision.global_policy")]
    public static Policy global_policy() => Global;

    /// <summary>A policy from its name.</summary>
    public static implicit operator Policy(string name) => new(name);

    /// <inheritdoc/>
    public object? ToConfig()
    {
        if (Quantization is { } few) { return few.ToConfig(Source) ?? (object)name; }
        return IsMixed ? new Config { ["class_name"] = "Policy", ["config"] = new Config { ["name"] = name } } : name;
    }

    /// <summary>From a name, or a serialized Policy / DTypePolicy.</summary>
    /// <param name="value">A name, or a serialized policy, as read from JSON.</param>
    /// <exception cref="ArgumentException">The value is neither a name nor a serialized policy.</exception>
    public static Policy FromConfig(object? value) => value switch
    {
        string name => new Policy(name),
        Config c when c.Get("config") is Config { } config && config.Get("mode") is string mode
            && config.Get("source_name") is string source => Quantize(new Policy(Quantization.Join(mode, source)), config),
        Config c when (c.Get("config") as Config ?? c).Get("name") is string name => new Policy(name),
        _ => throw new ArgumentException($"A dtype policy must be a name or a serialized policy. Received: {value ?? "null"}."),
    };

    private static Policy Quantize(Policy policy, Config config) =>
        new(policy.name) { Quantization = policy.Quantization!.With(config) };
}
