using KerasDigits.Activations;
using KerasDigits.Backend;
using KerasDigits.Constraints;
using KerasDigits.Initializers;
using KerasDigits.Ops;
using KerasDigits.Ops.Sequences;
using KerasDigits.Regularizers;

namespace KerasDigits.Layers;

/// <summary>What the three standard cells share: weights for a number of gates side by side, dropout of inputs and of states.</summary>
/// <param name="units">Size of the state and of the output, above 0.</param>
/// <param name="activation">Activation of the output; null: linear.</param>
/// <param name="use_bias">Whether a bias is added.</param>
/// <param name="kernel_initializer">Start values of the weights of the input; null: the subclass's.</param>
/// <param name="recurrent_initializer">Start values of the weights of the state; null: the subclass's.</param>
/// <param name="bias_initializer">Start values of the bias; null: zeros.</param>
/// <param name="kernel_regularizer">Penalty on the weights of the input; null: none.</param>
/// <param name="recurrent_regularizer">Penalty on the weights of the state; null: none.</param>
/// <param name="bias_regularizer">Penalty on the bias; null: none.</param>
/// <param name="kernel_constraint">Constraint on the weights of the input; null: none.</param>
/// <param name="recurrent_constraint">Constraint on the weights of the state; null: none.</param>
/// <param name="bias_constraint">Constraint on the bias; null: none.</param>
/// <param name="dropout">Fraction of the inputs to drop: 0 or more and below 1.</param>
/// <param name="recurrent_dropout">Fraction of the state to drop: 0 or more and below 1.</param>
/// <exception cref="ArgumentOutOfRangeException">units is not above 0.</exception>
public abstract class StandardCell(int units, ActivationFn? activation, bool use_bias, Initializer? kernel_initializer,
    Initializer? recurrent_initializer, Initializer? bias_initializer, Regularizer? kernel_regularizer, Regularizer? recurrent_regularizer,
    Regularizer? bias_regularizer, Constraint? kernel_constraint, Constraint? recurrent_constraint, Constraint? bias_constraint,
    double dropout, double recurrent_dropout) : AbstractRNNCell, IGatedCell
{
    internal override WholeNumbers Wholes => WholeNumbers.Cast;

    private Variable? _kernel, _recurrentKernel, _bias;
    private Tensor[]? _inputMasks, _stateMasks;

    /// <summary>Size of the output.</summary>
    public int units { get; } = Guard.Positive(units);

    /// <summary>Activation of the output.</summary>
    public ActivationFn activation { get; } = activation ?? "tanh";

    /// <summary>Whether a bias is added.</summary>
    public bool use_bias { get; } = use_bias;

    /// <summary>Initial values of the kernel.</summary>
    public Initializer kernel_initializer { get; } = kernel_initializer ?? "glorot_uniform";

    /// <summary>Initial values of the recurrent kernel.</summary>
    public Initializer recurrent_initializer { get; } = recurrent_initializer ?? "orthogonal";

    /// <summary>Initial values of the bias.</summary>
    public Initializer bias_initializer { get; } = bias_initializer ?? "zeros";

    /// <summary>Regularization penalty on the kernel.</summary>
    public Regularizer? kernel_regularizer { get; } = kernel_regularizer;

    /// <summary>Regularization penalty on the recurrent kernel.</summary>
    public Regularizer? recurrent_regularizer { get; } = recurrent_regularizer;

    /// <summary>Regularization penalty on the bias.</summary>
    public Regularizer? bias_regularizer { get; } = bias_regularizer;

    /// <summary>Constraint applied to the kernel after each step.</summary>
    public Constraint? kernel_constraint { get; } = kernel_constraint;

    /// <summary>Constraint applied to the recurrent kernel after each step.</summary>
    public Constraint? recurrent_constraint { get; } = recurrent_constraint;

    /// <summary>Constraint applied to the bias after each step.</summary>
    public Constraint? bias_constraint { get; } = bias_constraint;

    /// <summary>Fraction of the inputs to drop in training.</summary>
    public double dropout { get; } = Math.Clamp(dropout, 0, 1);

    /// <summary>Fraction of the states to drop in training.</summary>
    public double recurrent_dropout { get; } = Math.Clamp(recurrent_dropout, 0, 1);

    /// <summary>
    /// 1: inputs and states are dropped for each gate separately; 2: for all gates together. The numbers without dropout are the same.
    /// </summary>
    [KerasKeyword("2")]
    public int implementation { get; set; } = 2;

    /// <summary>Number of gates side by side in the weights.</summary>
    protected abstract int Gates { get; }

    /// <summary>Weights of the inputs, shape (features, gates · units).</summary>
    public Variable kernel => _kernel ?? throw NotBuilt();

    /// <summary>Weights of the states, shape (units, gates · units).</summary>
    public Variable recurrent_kernel => _recurrentKernel ?? throw NotBuilt();

    /// <summary>Offsets; null without bias.</summary>
    public Variable? bias => _bias;

    /// <summary>Shape of the bias.</summary>
    protected virtual Shape BiasShape => Gates * units;

    /// <summary>The bias that is added to the projected inputs; null: none.</summary>
    private protected virtual Tensor? InputBias => _bias is null ? null : Cast(_bias);

    /// <inheritdoc/>
    public override IReadOnlyList<Shape> state_size => [units];

    /// <inheritdoc/>
    public override void build(Shape[] input_shapes)
    {
        long features = input_shapes[0][^1]
            ?? throw new ArgumentException("The last dimension of the inputs to a recurrent layer should be defined. Found `None` in "
                + $"input shape {input_shapes[0]}.", nameof(input_shapes));
        _kernel = add_weight("kernel", new Shape(features, Gates * units), initializer: kernel_initializer, regularizer: kernel_regularizer,
            constraint: kernel_constraint);
        _recurrentKernel = add_weight("recurrent_kernel", new Shape(units, Gates * units), initializer: recurrent_initializer,
            regularizer: recurrent_regularizer, constraint: recurrent_constraint);
        if (use_bias)
        {
            _bias = add_weight("bias", BiasShape, initializer: bias_initializer, regularizer: bias_regularizer,
                constraint: bias_constraint);
        }
    }

    /// <inheritdoc/>
    public override Tensor[] call(Tensor inputs, Tensor[] states, bool training) =>
        MakeStepper(training)(Project(inputs, training), states);

    internal override Tensor Project(Tensor inputs, bool training)
    {
        if (!training || dropout == 0) { return NN.Dense(inputs, Cast(kernel), InputBias); }
        Tensor[] masks = DrawMasks(ref _inputMasks, dropout, inputs, inputs.size(-1));
        if (masks.Length == 1) { return NN.Dense(inputs * masks[0], Cast(kernel), InputBias); }
        Tensor[] kernels = Cast(kernel).chunk(Gates, -1);
        Tensor product = NN.Concatenate([.. masks.Select((m, g) => NN.Dense(inputs * m, kernels[g], null))], -1);
        return InputBias is { } offset ? product + offset : product;
    }

    /// <summary>The cell's arithmetic over whole sequences; null: it has another, which runs step by step.</summary>
    private protected virtual Recurrence? Recurrence => null;

    /// <summary>What is added to the states' products; null: nothing.</summary>
    private protected virtual Tensor? StateBias => null;

    /// <summary>The steps' arithmetic in the engine's operations, from the state's product for all gates.</summary>
    private protected virtual Func<Tensor, Tensor[], Tensor[]> StepOf(Func<Tensor, Tensor> product) => throw new NotSupportedException();

    internal override (Tensor Outputs, Tensor[] States)? CallAll(Tensor inputs, Tensor[] states, Tensor? mask, bool training)
    {
        bool drops = training && recurrent_dropout > 0;
        if (Recurrence is not { } recurrence || (drops && implementation == 1)
            || !SequenceFunction.Takes(inputs, Cast(kernel), states, units, mask))
        {
            return null;
        }
        reset_dropout_mask();
        reset_recurrent_dropout_mask();
        Tensor weights = Cast(kernel), recurrent = Cast(recurrent_kernel);
        Tensor? extra = recurrence.HasCell ? states[1] : StateBias, offset = InputBias;
        bool byStep = !(training && dropout > 0)
            && SequenceFunction.MultipliesByStep(inputs, weights, [recurrent, states[0], extra, offset]);
        Tensor given = byStep ? inputs : Project(inputs, training);
        Tensor? drop = drops ? DrawMasks(ref _stateMasks, recurrent_dropout, states[0], units)[0] : null;
        var form = new SequenceForm(recurrence, mask, drop, StepOf) { Kernel = byStep ? weights : null, Bias = byStep ? offset : null };
        Tensor all = SequenceFunction.Run(form, given, recurrent, states[0], extra);
        reset_dropout_mask();
        reset_recurrent_dropout_mask();
        Tensor outputs = all.narrow(0, 0, inputs.size(0)), last = outputs[-1];
        return (outputs, recurrence.HasCell ? [last, all[-1]] : [last]);
    }

    /// <summary>
    /// A function of a state that gives the state for each gate, with its own part dropped in training; null: nothing is dropped.
    /// </summary>
    private protected Func<Tensor, Tensor[]>? MakeStateDropout(bool training)
    {
        if (!training || recurrent_dropout == 0) { return null; }
        return h => Array.ConvertAll(DrawMasks(ref _stateMasks, recurrent_dropout, h, units), m => h * m);
    }

    /// <summary>state · recurrent kernel for all gates, with or without dropout.</summary>
    private protected Func<Tensor, Tensor> MakeStateProduct(bool training, Tensor? offset = null)
    {
        Tensor weight = Cast(recurrent_kernel);
        if (MakeStateDropout(training) is not { } drop) { return h => NN.Dense(h, weight, offset); }
        Tensor[] weights = weight.chunk(Gates, -1);
        return h =>
        {
            Tensor[] dropped = drop(h);
            if (dropped.Length == 1) { return NN.Dense(dropped[0], weight, offset); }
            Tensor product = NN.Concatenate([.. dropped.Select((d, g) => NN.Dense(d, weights[g], null))], -1);
            return offset is null ? product : product + offset;
        };
    }

    private Tensor[] DrawMasks(ref Tensor[]? known, double rate, Tensor like, long features)
    {
        long batch = like.size(-2);
        if (known is { } k && !k[0].IsInvalid && k[0].size(0) == batch) { return k; }
        return known = [.. Enumerable.Range(0, implementation == 1 ? Gates : 1)
            .Select(_ => SequenceOps.DropoutMask([batch, features], rate, like))];
    }

    /// <inheritdoc/>
    public override void reset_dropout_mask() => _inputMasks = null;

    /// <inheritdoc/>
    public override void reset_recurrent_dropout_mask() => _stateMasks = null;

    /// <inheritdoc/>
    public override Config get_config()
    {
        Config config = base.get_config();
        if (Gates > 1) { config["implementation"] = (long)implementation; }
        return config;
    }
}
