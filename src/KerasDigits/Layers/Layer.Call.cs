using KerasDigits.Backend;
using NumSharp;

namespace KerasDigits.Layers;

public abstract partial class Layer
{
    /// <summary>Makes the weights for an input of this shape (batch axis included). Layers with weights override it.</summary>
    public virtual void build(Shape input_shape) { }

    /// <summary>Makes the weights for several inputs; layers of one input override the other form.</summary>
    public virtual void build(Shape[] input_shapes) => build(input_shapes[0]);

    /// <summary>Computes the output of one input. Most layers override this.</summary>
    /// <param name="inputs">Input in the compute dtype, channels last.</param>
    /// <param name="training">Whether to behave as in training.</param>
    public virtual Tensor call(Tensor inputs, bool training) =>
        throw new NotSupportedException($"The layer class {GetType().Name} must override call(Tensor, bool), or call(Tensor[], CallContext) for several inputs or outputs.");

    /// <summary>Computes the outputs of several inputs; layers that merge, split or use masks override this.</summary>
    public virtual Tensor[] call(Tensor[] inputs, CallContext context)
    {
        Guard.That(inputs.Length == 1, $"Layer {name} expects 1 input(s), but it received {inputs.Length} input tensors.", nameof(inputs));
        return [call(inputs[0], context.training)];
    }

    /// <summary>Shape of the output for an input of this shape, batch axis included; found by a trial run unless overridden.</summary>
    public virtual Shape compute_output_shape(Shape input_shape) => TrialShapes([input_shape])[0];

    /// <summary>Shapes of the outputs for several inputs.</summary>
    public virtual Shape[] compute_output_shape(Shape[] input_shapes) =>
        input_shapes.Length == 1 ? [compute_output_shape(input_shapes[0])] : TrialShapes(input_shapes);

    /// <summary>Dtype of the output.</summary>
    public virtual string compute_output_dtype() => compute_dtype;

    /// <summary>Masks of the outputs; the inputs' masks pass through layers that support masking.</summary>
    public virtual Tensor?[]? compute_mask(Tensor[] inputs, Tensor?[]? mask) =>
        supports_masking ? mask : null;

    /// <summary>Python's <c>layer(x)</c> on a symbolic tensor.</summary>
    public KerasTensor Apply(KerasTensor inputs) => ApplyAll([inputs])[0];

    /// <summary>Python's <c>layer([a, b])</c> on symbolic tensors.</summary>
    public KerasTensor Apply(params KerasTensor[] inputs) => ApplyAll(inputs)[0];

    /// <summary>Python's <c>layer(inputs)</c> of a layer with several outputs.</summary>
    /// <param name="inputs">All tensors of the call.</param>
    /// <param name="argument_names">For each the keyword it is given by; null for positional ones.</param>
    public virtual KerasTensor[] ApplyAll(KerasTensor[] inputs, string?[]? argument_names = null)
    {
        Shape[] shapes = Array.ConvertAll(inputs, x => x.shape);
        CheckInputs(shapes);
        EnsureBuilt(shapes);
        var node = new Node(this, inputs, argument_names);
        Shape[] outputs = compute_output_shape(shapes);
        node.Outputs = [.. outputs.Select((s, i) => new KerasTensor(s, compute_output_dtype(), $"{name}/output:{i}") { Producer = node, TensorIndex = i })];
        return [.. node.Outputs];
    }

    /// <summary>Python's <c>layer(x)</c> on data: one forward pass.</summary>
    /// <param name="inputs">Input with its batch axis.</param>
    /// <param name="training">Null: as the outer call, else false.</param>
    public Tensor Apply(Tensor inputs, bool? training = null) => ApplyAll([inputs], training)[0];

    /// <summary>Python's <c>layer([a, b])</c> on data.</summary>
    public Tensor[] ApplyAll(Tensor[] inputs, bool? training = null, Tensor?[]? mask = null)
    {
        CallContext? outer = CallContext.Current;
        if (outer is not null && (training is null || training == outer.training))
        {
            return Invoke(inputs, outer, mask);
        }
        var context = new CallContext { training = training ?? outer?.training ?? false };
        using var _ = context.Enter();
        Tensor[] result = Invoke(inputs, context, mask);
        if (outer is not null) { outer.Losses.AddRange(context.Losses); }
        return result;
    }

    /// <summary>Python's <c>layer(x)</c> on an array; gives an array back.</summary>
    public NDArray Apply(NDArray inputs, bool? training = null)
    {
        using var scope = Scopes.Step();
        using var _ = Scopes.NoGradient();
        return Arrays.ToArray(Apply(Arrays.ToTensor(inputs, inputs.typecode is NPTypeCode.Double or NPTypeCode.Single ? compute_dtype : null), training));
    }

    /// <summary>Adds a scalar to the loss of the running step.</summary>
    public void add_loss(Tensor losses) => CallContext.Current?.Losses.Add(losses);

    /// <summary>One call inside a running pass: builds, casts, checks, computes.</summary>
    internal Tensor[] Invoke(Tensor[] inputs, CallContext context, Tensor?[]? mask = null)
    {
        if (!built || context.Validate)
        {
            Shape[] shapes = Array.ConvertAll(inputs, x => Shape.Of(x.shape));
            CheckInputs(shapes);
            EnsureBuilt(shapes);
        }
        inputs = CastInputs(inputs);
        Tensor?[]? outerMask = context.mask;
        context.mask = mask;
        Tensor[] outputs = call(inputs, context);
        context.mask = outerMask;
        if (activity_regularizer is { } penalty)
        {
            foreach (Tensor output in outputs) { context.Losses.Add(penalty.Call(output) / output.shape[0]); }
        }
        return outputs;
    }

    /// <summary>Builds the layer if that has not happened.</summary>
    internal void EnsureBuilt(Shape[] shapes)
    {
        if (built) { return; }
        using (new NameScope(ScopeName))
        {
            using var scope = Scopes.Step();
            using var _ = Scopes.NoGradient();
            build(shapes);
        }
        BuiltShapes = shapes;
        built = true;
        if (InitialWeights is { } start) { set_weights(start); }
    }

    /// <summary>Name under which inner weights stand; models add none.</summary>
    private protected virtual string ScopeName => name!;

    private void CheckInputs(Shape[] shapes)
    {
        for (int i = 0; input_spec is { } spec && i < Math.Min(1, shapes.Length); i++) { spec.Check(shapes[i], name!, i); }
    }

    private Tensor[] CastInputs(Tensor[] inputs)
    {
        var wanted = dtype_policy.ComputeType;
        for (int i = 0; i < inputs.Length; i++)
        {
            var type = inputs[i].dtype;
            if (type == wanted || !AutoCasts || !inputs[i].is_floating_point()) { continue; }
            inputs = [.. inputs];
            inputs[i] = inputs[i].to(wanted);
        }
        return inputs;
    }

    /// <summary>Whether floating inputs are cast to the compute dtype.</summary>
    private protected virtual bool AutoCasts => true;

    /// <summary>A weight in the compute dtype.</summary>
    protected Tensor Cast(Variable weight) => dtype_policy.IsMixed ? weight.value.to(dtype_policy.ComputeType) : weight.value;

    private Shape[] TrialShapes(Shape[] shapes)
    {
        using var scope = Scopes.Step();
        using var _ = Scopes.NoGradient();
        EnsureBuilt(shapes);
        Tensor[] trial = Array.ConvertAll(shapes, s => Tensors.Zeros(s.ToArray(none: 2), compute_dtype));
        var context = new CallContext { Validate = false };
        using var entered = context.Enter();
        bool unknownBatch = shapes[0].Rank > 0 && shapes[0][0] is null;
        return Array.ConvertAll(call(trial, context), y => unknownBatch && y.dim() > 0 ? Shape.Of(y.shape).With(0, null) : Shape.Of(y.shape));
    }
}
