using KerasDigits.Activations;
using KerasDigits.Backend;
using KerasDigits.Constraints;
using KerasDigits.Initializers;
using KerasDigits.Regularizers;

namespace KerasDigits.Layers;

/// <summary>A densely connected layer: activation(inputs · kernel + bias).</summary>
/// <param name="units">Size of the output's last axis, above 0.</param>
/// <param name="activation">Activation of the output; null: none.</param>
/// <param name="use_bias">Whether a bias is added.</param>
/// <param name="kernel_initializer">Initial values of the kernel; null: "glorot_uniform".</param>
/// <param name="bias_initializer">Initial values of the bias; null: "zeros".</param>
/// <param name="kernel_regularizer">Penalty on the kernel that is added to the loss; null: none.</param>
/// <param name="bias_regularizer">Penalty on the bias that is added to the loss; null: none.</param>
/// <param name="activity_regularizer">Penalty on the output that is added to the loss; null: none.</param>
/// <param name="kernel_constraint">Constraint applied to the kernel after each step; null: none.</param>
/// <param name="bias_constraint">Constraint applied to the bias after each step; null: none.</param>
/// <exception cref="ArgumentOutOfRangeException">units is not above 0.</exception>
/// <remarks>Input shape: (batch, …, d). Output shape: (batch, …, units). Weights: kernel (d, units), bias (units,).
/// Source: tf.keras 2.3.1, layers/core.py.</remarks>
[KerasExport("keras.layers.Dense")]
public class Dense(int units, ActivationFn? activation = null, bool use_bias = true, Initializer? kernel_initializer = null,
    Initializer? bias_initializer = null, Regularizer? kernel_regularizer = null, Regularizer? bias_regularizer = null,
    Regularizer? activity_regularizer = null, Constraint? kernel_constraint = null, Constraint? bias_constraint = null) : Layer, IFusable
{
    internal override WholeNumbers Wholes => WholeNumbers.Cast;

    private Variable? _kernel, _bias;
    private QuantizedProduct? _quantized;

    /// <summary>Size of the output's last axis.</summary>
    public int units { get; } = Guard.Positive(units);

    /// <summary>Activation of the output.</summary>
    public ActivationFn activation { get; } = activation ?? "linear";

    /// <summary>Whether a bias is added.</summary>
    public bool use_bias { get; } = use_bias;

    /// <summary>Initial values of the kernel.</summary>
    public Initializer kernel_initializer { get; } = kernel_initializer ?? "glorot_uniform";

    /// <summary>Initial values of the bias.</summary>
    public Initializer bias_initializer { get; } = bias_initializer ?? "zeros";

    /// <summary>Regularization penalty on the kernel.</summary>
    public Regularizer? kernel_regularizer { get; } = kernel_regularizer;

    /// <summary>Regularization penalty on the bias.</summary>
    public Regularizer? bias_regularizer { get; } = bias_regularizer;

    /// <inheritdoc/>
    public override Regularizer? activity_regularizer { get; init; } = activity_regularizer;

    /// <summary>Constraint applied to the kernel after each step.</summary>
    public Constraint? kernel_constraint { get; } = kernel_constraint;

    /// <summary>Constraint applied to the bias after each step.</summary>
    public Constraint? bias_constraint { get; } = bias_constraint;

    /// <summary>Kernel, shape (d, units); as integers under a policy such as "int8_from_float32".</summary>
    public Variable kernel => _kernel ?? throw NotBuilt();

    /// <summary>Bias, shape (units,); null without bias.</summary>
    public Variable? bias => _bias;

    /// <inheritdoc/>
    public override bool supports_masking => true;

    /// <inheritdoc/>
    internal override QuantizedProduct? Quantized => _quantized;

    private protected override IReadOnlyList<Variable> StoredOwn => _quantized?.EnumerateStored(_bias) ?? base.StoredOwn;

    /// <inheritdoc/>
    public override void build(Shape input_shape)
    {
        long size = input_shape.Rank > 1 && input_shape[^1] is { } d ? d
            : throw new ArgumentException("The last dimension of the inputs to `Dense` should be defined. Found `None` in input shape "
                + $"{input_shape}.", nameof(input_shape));
        input_spec = new InputSpec(min_ndim: 2, axes: new Dictionary<int, long> { [-1] = size });
        (_kernel, _quantized) = QuantizedProduct.Make(this,
            () => add_weight("kernel", new Shape(size, units), initializer: kernel_initializer, regularizer: kernel_regularizer,
                constraint: kernel_constraint),
            () => KernelForm.OfDense(size, units), AddFixed, "kernel_zero");
        if (use_bias)
        {
            _bias = add_weight("bias", units, initializer: bias_initializer, regularizer: bias_regularizer, constraint: bias_constraint);
        }
        EndBuild([input_shape]);
    }

    /// <inheritdoc/>
    public override Tensor call(Tensor inputs, bool training)
    {
        if (_quantized is null) { return activation.Apply(Ops.NN.Dense(inputs, Cast(kernel), _bias is null ? null : Cast(_bias))); }
        Tensor y = _quantized.Of(inputs, training, static (x, k) => Ops.NN.Dense(x, k, null));
        return activation.Apply(_bias is null ? y : y + _quantized.ReadBias(Cast(_bias)));
    }

    int? IFusable.NormAxis => activation.KerassName == "linear" && _quantized is null ? -1 : null;

    bool IFusable.TakesActivation => activation.KerassName == "linear" && _quantized is null;

    Tensor IFusable.CallFused(Tensor[] inputs, Fusion fusion)
    {
        if (_quantized is not null) { return call(inputs[0], training: false); }
        if (fusion.Norm is null)
        {
            return (fusion.Over ?? activation.InPlace ?? activation.Apply)(Ops.NN.Dense(inputs[0], kernel, _bias?.value));
        }
        RunKernel? folded = RunKernel.With(fusion.Norm, kernel, inputs[0]);
        Tensor y = folded is { } f
            ? Ops.NN.Dense(inputs[0], f.PrepareKernel(kernel, "plain", k => k)!, f.PrepareBias(kernel, _bias))
            : fusion.Norm.call(Ops.NN.Dense(inputs[0], kernel, _bias?.value), training: false);
        return fusion.Over is { } over ? over(y) : y;
    }

    /// <inheritdoc/>
    public override Shape compute_output_shape(Shape input_shape) => input_shape.With(^1, units);
}
