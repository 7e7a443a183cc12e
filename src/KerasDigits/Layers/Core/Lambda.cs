using System.Runtime.CompilerServices;

namespace KerasDigits.Layers;

/// <summary>A function as a layer.</summary>
/// <remarks>Input shape: any. Output shape: the function's. A saved model holds only the function's name: give the function in
/// custom_objects under that name, or a layer under the layer's, when it is loaded. Python bytecode in files is never run.
/// Source: tf.keras 2.3.1, layers/core.py.</remarks>
[KerasExport("keras.layers.Lambda")]
public sealed class Lambda : Layer
{
    private readonly LambdaCall _call;
    private readonly LambdaShape? _outputShape;
    private readonly Config _arguments;
    private readonly Func<Tensor[], Tensor?[]?, Tensor?>? _mask;

    /// <summary>Makes the layer of a function of one input.</summary>
    /// <param name="function">The function: <c>x => x * 2</c>.</param>
    /// <param name="output_shape">Shape of a sample of the output, or a function from the input's shape (batch included) to the output's;
    /// null: found by a trial run.</param>
    /// <param name="mask">The output's mask from the input and its mask, which may be null: <c>(x, m) => m</c>; null: the input's mask ends
    /// here.</param>
    /// <param name="arguments">Values of a function's further arguments; null: it has none.</param>
    public Lambda(Func<Tensor, Tensor> function, LambdaShape? output_shape = null, Func<Tensor, Tensor?, Tensor?>? mask = null,
        Dictionary<string, object?>? arguments = null)
        : this(LambdaCall.Of(function, MakeConfig(arguments)), output_shape, WrapMask(mask), mask, arguments) { }

    /// <summary>Makes the layer of a function of several inputs.</summary>
    /// <param name="function">The function: <c>(Tensor[] x) => x[0] - x[1]</c>.</param>
    /// <param name="output_shape">Shape of a sample of the output, or a function from the input's shape (batch included) to the output's;
    /// null: found by a trial run.</param>
    /// <param name="mask">The output's mask from the inputs and their masks, null where there is none: <c>(x, m) => m?[0]</c>; null: the
    /// inputs' masks end here.</param>
    /// <param name="arguments">Values of a function's further arguments; null: it has none.</param>
    [OverloadResolutionPriority(-1)]
    public Lambda(Func<Tensor[], Tensor> function, LambdaShape? output_shape = null, Func<Tensor[], Tensor?[]?, Tensor?>? mask = null,
        Dictionary<string, object?>? arguments = null)
        : this(LambdaCall.Of(function, MakeConfig(arguments)), output_shape, mask, mask, arguments) { }

    /// <summary>Makes the layer of a function of one input, with a function of its shape.</summary>
    /// <param name="function">The function: <c>x => x * 2</c>.</param>
    /// <param name="output_shape">From the input's shape, batch included, to the output's: <c>s => (s[0], 3)</c>.</param>
    /// <param name="mask">The output's mask from the input and its mask, which may be null: <c>(x, m) => m</c>; null: the input's mask ends
    /// here.</param>
    /// <param name="arguments">Values of a function's further arguments; null: it has none.</param>
    [OverloadResolutionPriority(-2)]
    public Lambda(Func<Tensor, Tensor> function, Func<Shape, Shape> output_shape, Func<Tensor, Tensor?, Tensor?>? mask = null,
        Dictionary<string, object?>? arguments = null)
        : this(LambdaCall.Of(function, MakeConfig(arguments)), new LambdaShape(output_shape), WrapMask(mask), mask, arguments) { }

    /// <summary>Makes the layer of a function of several inputs, with a function of their shapes.</summary>
    /// <param name="function">The function: <c>(Tensor[] x) => x[0] - x[1]</c>.</param>
    /// <param name="output_shape">From the inputs' shapes, batch included, to the output's: <c>s => s[0]</c>.</param>
    /// <param name="mask">The output's mask from the inputs and their masks, null where there is none: <c>(x, m) => m?[0]</c>; null: the
    /// inputs' masks end here.</param>
    /// <param name="arguments">Values of a function's further arguments; null: it has none.</param>
    [OverloadResolutionPriority(-3)]
    public Lambda(Func<Tensor[], Tensor> function, Func<Shape[], Shape> output_shape, Func<Tensor[], Tensor?[]?, Tensor?>? mask = null,
        Dictionary<string, object?>? arguments = null)
        : this(LambdaCall.Of(function, MakeConfig(arguments)), new LambdaShape(output_shape), mask, mask, arguments) { }

    /// <summary>Makes the layer of a function of one input with a mask of the output that hangs on no input.</summary>
    /// <param name="function">The function: <c>x => x * 2</c>.</param>
    /// <param name="output_shape">Shape of a sample of the output, or a function from the input's shape (batch included) to the output's;
    /// null: found by a trial run.</param>
    /// <param name="mask">The output's mask, whatever comes in; null: the input's mask ends here.</param>
    /// <param name="arguments">Values of a function's further arguments; null: it has none.</param>
    [OverloadResolutionPriority(-4)]
    public Lambda(Func<Tensor, Tensor> function, LambdaShape? output_shape = null, Tensor? mask = null,
        Dictionary<string, object?>? arguments = null)
        : this(LambdaCall.Of(function, MakeConfig(arguments)), output_shape, mask is null ? null : (_, _) => mask, null, arguments) { }

    /// <summary>
    /// Makes the layer of a function with further arguments: <c>Lambda((Tensor x, double factor) => x * factor, arguments: new() {
    /// ["factor"] = 2 })</c>. Arguments named <c>training</c> (bool) and <c>mask</c> (Tensor, or Tensor[] beside several inputs) are given
    /// by the layer.
    /// </summary>
    /// <param name="function">The function: first the input, or a Tensor[] of inputs; its result is a tensor.</param>
    /// <param name="output_shape">Shape of a sample of the output, or a function from the input's shape (batch included) to the output's;
    /// null: found by a trial run.</param>
    /// <param name="mask">The output's mask from the inputs and their masks, null where there is none: <c>(x, m) => m?[0]</c>; null: the
    /// inputs' masks end here.</param>
    /// <param name="arguments">Values of the further arguments by name; files hold them. Null: the function's own defaults.</param>
    /// <exception cref="ArgumentException">The function takes no tensor, an argument is unknown or has no value, or a value does not
    /// fit.</exception>
    [OverloadResolutionPriority(-5)]
    public Lambda(Delegate function, LambdaShape? output_shape = null, Func<Tensor[], Tensor?[]?, Tensor?>? mask = null,
        Dictionary<string, object?>? arguments = null)
        : this(LambdaCall.Of(function, MakeConfig(arguments)), output_shape, mask, mask, arguments) { }

    private Lambda(LambdaCall call, LambdaShape? output_shape, Func<Tensor[], Tensor?[]?, Tensor?>? makeMask, Delegate? mask,
        Dictionary<string, object?>? arguments) : this(call, MakeConfig(arguments), output_shape) =>
        (_mask, this.mask, supports_masking) = (makeMask, mask, makeMask is not null);

    private Lambda(LambdaCall call, Config arguments, LambdaShape? output_shape) =>
        (_call, _arguments, _outputShape) = (call, arguments, output_shape);

    /// <summary>The function.</summary>
    public Delegate function => _call.Function;

    /// <summary>Makes the output's mask; null: there is none, or one that hangs on no input.</summary>
    public Delegate? mask { get; }

    internal override bool MakesMasks => _mask is not null;

    /// <summary>Values of the function's further arguments, by name.</summary>
    public Config arguments => new(_arguments);

    /// <inheritdoc/>
    public override Tensor[] call(Tensor[] inputs, CallContext context)
    {
        Guard.That(inputs.Length == 1 || _call.TakesSeveral,
            $"The function of layer {name} takes one tensor, but it received {inputs.Length}: make it a function of a Tensor[].",
            nameof(inputs));
        return [_call.Compute(inputs, context)];
    }

    /// <inheritdoc/>
    public override Tensor?[]? compute_mask(Tensor[] inputs, Tensor?[]? mask) => _mask is { } make ? [make(inputs, mask)] : null;

    private static Func<Tensor[], Tensor?[]?, Tensor?>? WrapMask(Func<Tensor, Tensor?, Tensor?>? mask) =>
        mask is null ? null : (inputs, masks) => mask(inputs[0], masks?[0]);

    private static Config MakeConfig(Dictionary<string, object?>? arguments) =>
        ConfigBinder.ToPlain(arguments) as Config ?? [];

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
        config["arguments"] = arguments;
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
            string named => CustomObjects.Find(named) is Func<Shape, Shape> ofShape ? new LambdaShape(ofShape) : (LambdaShape?)null,
            var sample => Shape.FromConfig(sample),
        };
        bool trainable = config.Get("trainable") is not false;
        Config given = config.Get("arguments") as Config ?? [];
        if (found is Delegate known)
        {
            return new Lambda(LambdaCall.Of(known, given), given, shape) { name = own, trainable = trainable };
        }
        throw new ArgumentException($"The function \"{function}\" of the Lambda layer \"{own}\" is not known. Pass it in "
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
