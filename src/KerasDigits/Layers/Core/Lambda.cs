using KerasDigits.Ops;

namespace KerasDigits.Layers;

/// <summary>A function as a layer.</summary>
/// <remarks>Input shape: any. Output shape: the function's. A saved model holds the function's name alone: give the function in custom_objects under that name, or a layer under the layer's, when it is loaded. Python bytecode in files is never run.
/// Source: tf.keras 2.3.1, layers/core.py.</remarks>
[KerasExport("keras.layers.Lambda")]
public sealed class Lambda : Layer
{
    private readonly Shape? _outputShape;

    /// <summary>Makes the layer.</summary>
    /// <param name="function">The function: <c>x => x * 2</c>.</param>
    /// <param name="output_shape">Shape of a sample of the output; null: found by a trial run.</param>
    /// <param name="mask">The output's mask from the input's; null: the input's mask ends here.</param>
    public Lambda(Func<Tensor, Tensor> function, Shape? output_shape = null, Func<Tensor, Tensor>? mask = null)
    {
        (this.function, _outputShape, this.mask, supports_masking) = (function, output_shape, mask, mask is not null);
    }

    /// <summary>The function.</summary>
    public Func<Tensor, Tensor> function { get; }

    /// <summary>The output's mask from the input's.</summary>
    public Func<Tensor, Tensor>? mask { get; }

    /// <inheritdoc/>
    public override Tensor call(Tensor inputs, bool training) => function(inputs);

    /// <inheritdoc/>
    public override Tensor?[]? compute_mask(Tensor[] inputs, Tensor?[]? mask) => this.mask is { } make && mask?[0] is { } own ? [make(own)] : null;

    /// <inheritdoc/>
    public override Shape compute_output_shape(Shape input_shape) => _outputShape is { } s ? s.WithBatch(input_shape[0]) : base.compute_output_shape(input_shape);

    /// <inheritdoc/>
    public override Config get_config()
    {
        Config config = CommonConfig();
        (config["function"], config["function_type"]) = (function.Method.Name, "function");
        (config["output_shape"], config["output_shape_type"]) = (_outputShape?.ToConfig(), "raw");
        config["arguments"] = new Config();
        return config;
    }

    /// <summary>Makes the layer whose function custom_objects hold under its name.</summary>
    /// <param name="config">What get_config() gave.</param>
    /// <exception cref="ArgumentException">The function is not there.</exception>
    public static Lambda from_config(Config config)
    {
        string? function = config.Get("function") as string, own = config.Get("name") as string;
        object? found = (function is null ? null : CustomObjects.Find(function)) ?? (own is null ? null : CustomObjects.Find(own));
        return found is Func<Tensor, Tensor> known
            ? new Lambda(known, config.Get("output_shape") is { } shape ? Shape.FromConfig(shape) : (Shape?)null) { name = own, trainable = config.Get("trainable") is not false }
            : throw new ArgumentException($"The function \"{function}\" of the Lambda layer \"{own}\" is not known. Pass it in custom_objects: new() {{ [\"{function ?? own}\"] = (Func<Tensor, Tensor>)(x => …) }}.");
    }
}
