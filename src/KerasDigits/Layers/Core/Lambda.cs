using System.Runtime.CompilerServices;

namespace KerasDigits.Layers;

/// <summary>A function as a layer.</summary>
/// <remarks>Input shape: any. Output shape: the function's. A saved model holds only the function's name: give the function in
/// custom_objects under that name, or a layer under the layer's, when it is loaded. Python bytecode in files is never run.
/// Source: tf.keras 2.3.1, layers/core.py.</remarks>
[KerasExport("keras.layers.Lambda")]
public sealed class Lambda : Layer
{
    private readonly Func<Tensor[], Tensor> _call;
    private readonly LambdaShape? _outputShape;

    /// <summary>Makes the layer of a function of one input.</summary>
    /// <param name="function">The function: <c>x => x * 2</c>.</param>
    /// <param name="output_shape">Shape of a sample of the output, or a function from the input's shape (batch included) to the output's;
    /// null: found by a trial run.</param>
    /// <param name="mask">The output's mask from the input's; null: the input's mask ends here.</param>
    public Lambda(Func<Tensor, Tensor> function, LambdaShape? output_shape = null, Func<Tensor, Tensor>? mask = null)
        : this(function, inputs => function(inputs[0]), output_shape, mask) { }

    /// <summary>Makes the layer of a function of several inputs.</summary>
    /// <param name="function">The function: <c>(Tensor[] x) => x[0] - x[1]</c>.</param>
    /// <param name="output_shape">Shape of a sample of the output, or a function from the input's shape (batch included) to the output's;
    /// null: found by a trial run.</param>
    /// <param name="mask">The output's mask from the first input's; null: the inputs' masks end here.</param>
    [OverloadResolutionPriority(-1)]
    public Lambda(Func<Tensor[], Tensor> function, LambdaShape? output_shape = null, Func<Tensor, Tensor>? mask = null)
        : this(function, function, output_shape, mask) { }

    /// <summary>Makes the layer of a function of one input, with a function of its shape.</summary>
    /// <param name="function">The function: <c>x => x * 2</c>.</param>
    /// <param name="output_shape">From the input's shape, batch included, to the output's: <c>s => (s[0], 3)</c>.</param>
    /// <param name="mask">The output's mask from the input's; null: the input's mask ends here.</param>
    [OverloadResolutionPriority(-2)]
    public Lambda(Func<Tensor, Tensor> function, Func<Shape, Shape> output_shape, Func<Tensor, Tensor>? mask = null)
        : this(function, new LambdaShape(output_shape), mask) { }

    /// <summary>Makes the layer of a function of several inputs, with a function of their shapes.</summary>
    /// <param name="function">The function: <c>(Tensor[] x) => x[0] - x[1]</c>.</param>
    /// <param name="output_shape">From the inputs' shapes, batch included, to the output's: <c>s => s[0]</c>.</param>
    /// <param name="mask">The output's mask from the first input's; null: the inputs' masks end here.</param>
    [OverloadResolutionPriority(-3)]
    public Lambda(Func<Tensor[], Tensor> function, Func<Shape[], Shape> output_shape, Func<Tensor, Tensor>? mask = null)
        : this(function, new LambdaShape(output_shape), mask) { }

    private Lambda(Delegate function, Func<Tensor[], Tensor> call, LambdaShape? output_shape, Func<Tensor, Tensor>? mask) =>
        (this.function, _call, _outputShape, this.mask, supports_masking) = (function, call, output_shape, mask, mask is not null);

    /// <summary>The function.</summary>
    public Delegate function { get; }

    /// <summary>The output's mask from the input's.</summary>
    public Func<Tensor, Tensor>? mask { get; }

    /// <inheritdoc/>
    public override Tensor[] call(Tensor[] inputs, CallContext context)
    {
        Guard.That(inputs.Length == 1 || function is Func<Tensor[], Tensor>,
            $"The function of layer {name} takes one tensor, but it received {inputs.Length}: make it a function of a Tensor[].",
            nameof(inputs));
        return [_call(inputs)];
    }

    /// <inheritdoc/>
    public override Tensor?[]? compute_mask(Tensor[] inputs, Tensor?[]? mask) =>
        this.mask is { } make && mask?[0] is { } own ? [make(own)] : null;

    /// <inheritdoc/>
    public override Shape compute_output_shape(Shape input_shape) => compute_output_shape([input_shape])[0];

    /// <inheritdoc/>
    public override Shape[] compute_output_shape(Shape[] input_shapes) => _outputShape is { } shape
        ? [shape.ComputeShape(input_shapes)]
        : ChooseTrialShapes(input_shapes);

    /// <inheritdoc/>
    public override Config get_config()
    {
        Config config = GetCommonConfig();
        (config["function"], config["function_type"]) = (function.Method.Name, "function");
        (config["output_shape"], config["output_shape_type"]) = (_outputShape?.ToConfig(), _outputShape?.Name is null ? "raw" : "function");
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
        LambdaShape? shape = config.Get("output_shape") switch
        {
            null => (LambdaShape?)null,
            // A function is known by its name; without it the shape is found by a trial run.
            string named => CustomObjects.Find(named) is Func<Shape, Shape> known ? new LambdaShape(known) : (LambdaShape?)null,
            var given => Shape.FromConfig(given),
        };
        bool trainable = config.Get("trainable") is not false;
        return found is Func<Tensor, Tensor> one ? new Lambda(one, shape) { name = own, trainable = trainable }
            : found is Func<Tensor[], Tensor> several ? new Lambda(several, shape) { name = own, trainable = trainable }
            : throw new ArgumentException($"The function \"{function}\" of the Lambda layer \"{own}\" is not known. Pass it in "
                + $"custom_objects: new() {{ [\"{function ?? own}\"] = (Func<Tensor, Tensor>)(x => …) }}.");
    }
}

/// <summary>
/// What a Lambda layer takes as output_shape: the shape of a sample, or a function from the input's shape to the output's, both with the
/// batch axis.
/// </summary>
public readonly struct LambdaShape
{
    private readonly Shape _sample;
    private readonly Func<Shape[], Shape>? _function;

    private LambdaShape(Shape sample, Func<Shape[], Shape>? function, string? name) =>
        (_sample, _function, Name) = (sample, function, name);

    /// <summary>A function of the input's shape: <c>output_shape: new(s => (s[0], 2 * s[1]))</c>.</summary>
    /// <param name="function">Gives the output's shape, batch axis included, for the input's.</param>
    public LambdaShape(Func<Shape, Shape> function) : this(default, s => function(s[0]), GetName(function)) { }

    /// <summary>A function of the shapes of several inputs.</summary>
    /// <param name="function">Gives the output's shape, batch axis included, for the inputs' shapes.</param>
    [OverloadResolutionPriority(-1)]
    public LambdaShape(Func<Shape[], Shape> function) : this(default, function, GetName(function)) { }

    /// <summary>The function's name; null: a shape was given.</summary>
    internal string? Name { get; }

    /// <summary>The shape of a sample.</summary>
    public static implicit operator LambdaShape(Shape sample) => new(sample, null, null);

    /// <summary>The shape of a sample of one axis.</summary>
    public static implicit operator LambdaShape(int sample) => new(sample, null, null);

    /// <summary>The shape of a sample.</summary>
    public static implicit operator LambdaShape((long? a, long? b) sample) => new(sample, null, null);

    /// <summary>The shape of a sample.</summary>
    public static implicit operator LambdaShape((long? a, long? b, long? c) sample) => new(sample, null, null);

    /// <summary>A function of the input's shape.</summary>
    public static implicit operator LambdaShape(Func<Shape, Shape> function) => new(function);

    internal Shape ComputeShape(Shape[] inputs) => _function is { } f ? f(inputs) : _sample.WithBatch(inputs[0][0]);

    internal object? ToConfig() => Name ?? _sample.ToConfig();

    private static string GetName(Delegate function) => function.Method.Name.Contains('<') ? "<lambda>" : function.Method.Name;
}
