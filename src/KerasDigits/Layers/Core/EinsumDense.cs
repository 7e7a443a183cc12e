using KerasDigits.Activations;
using KerasDigits.Backend;
using KerasDigits.Constraints;
using KerasDigits.Initializers;
using KerasDigits.Ops;
using KerasDigits.Regularizers;

namespace KerasDigits.Layers;

/// <summary>A densely connected layer over chosen axes: activation(einsum(equation, inputs, kernel) + bias).</summary>
/// <remarks>Input shape: as the equation says. Output shape: as the equation says. Weights: kernel with the axes of the equation's second
/// term, bias with those of bias_axes. Source: tf.keras 2.3.1, layers/experimental/einsum_dense.py.</remarks>
[KerasExport("keras.layers.EinsumDense", "keras.layers.experimental.EinsumDense")]
public sealed class EinsumDense : Layer
{
    internal override WholeNumbers Wholes => WholeNumbers.Cast;

    private readonly EinsumEquation _parsed;
    private readonly Shape _partial;
    private Variable? _kernel, _bias;
    private QuantizedProduct? _quantized;

    /// <summary>Creates the layer.</summary>
    /// <param name="equation">The sum, for example "abc,cd->abd"; "..." stands for axes that stay, at the start or the end.</param>
    /// <param name="output_shape">Sizes of the output's axes without the batch axis and those behind "..."; null for axes that keep the
    /// input's size.</param>
    /// <param name="activation">Activation of the output; null: none.</param>
    /// <param name="bias_axes">The output's axes that have a bias, for example "d"; null: no bias.</param>
    /// <param name="kernel_initializer">Initial values of the kernel; null: "glorot_uniform".</param>
    /// <param name="bias_initializer">Initial values of the bias; null: "zeros".</param>
    /// <param name="kernel_regularizer">Penalty on the kernel that is added to the loss; null: none.</param>
    /// <param name="bias_regularizer">Penalty on the bias that is added to the loss; null: none.</param>
    /// <param name="activity_regularizer">Penalty on the output that is added to the loss; null: none.</param>
    /// <param name="kernel_constraint">Constraint applied to the kernel after each step; null: none.</param>
    /// <param name="bias_constraint">Constraint applied to the bias after each step; null: none.</param>
    /// <exception cref="ArgumentException">The equation does not have Keras's form, or bias_axes are not axes of its output.</exception>
    public EinsumDense(string equation, Shape output_shape, ActivationFn? activation = null, string? bias_axes = null,
        Initializer? kernel_initializer = null, Initializer? bias_initializer = null, Regularizer? kernel_regularizer = null,
        Regularizer? bias_regularizer = null, Regularizer? activity_regularizer = null, Constraint? kernel_constraint = null,
        Constraint? bias_constraint = null)
    {
        _parsed = new EinsumEquation(equation, bias_axes);
        (this.equation, _partial, this.bias_axes) = (equation, output_shape, bias_axes);
        this.activation = activation ?? "linear";
        (this.kernel_initializer, this.bias_initializer) = (kernel_initializer ?? "glorot_uniform", bias_initializer ?? "zeros");
        (this.kernel_regularizer, this.bias_regularizer, this.activity_regularizer) = (kernel_regularizer, bias_regularizer,
            activity_regularizer);
        (this.kernel_constraint, this.bias_constraint) = (kernel_constraint, bias_constraint);
    }

    /// <summary>The sum.</summary>
    public string equation { get; }

    /// <summary>Activation of the output.</summary>
    public ActivationFn activation { get; }

    /// <summary>The output's axes that have a bias.</summary>
    public string? bias_axes { get; }

    /// <summary>Initial values of the kernel.</summary>
    public Initializer kernel_initializer { get; }

    /// <summary>Initial values of the bias.</summary>
    public Initializer bias_initializer { get; }

    /// <summary>Regularization penalty on the kernel.</summary>
    public Regularizer? kernel_regularizer { get; }

    /// <summary>Regularization penalty on the bias.</summary>
    public Regularizer? bias_regularizer { get; }

    /// <inheritdoc/>
    public override Regularizer? activity_regularizer { get; init; }

    /// <summary>Constraint applied to the kernel after each step.</summary>
    public Constraint? kernel_constraint { get; }

    /// <summary>Constraint applied to the bias after each step.</summary>
    public Constraint? bias_constraint { get; }

    /// <summary>Kernel of the equation.</summary>
    public Variable kernel => _kernel ?? throw NotBuilt();

    /// <summary>Bias; null without bias_axes.</summary>
    public Variable? bias => _bias;

    /// <inheritdoc/>
    internal override QuantizedProduct? Quantized => _quantized;

    private protected override IReadOnlyList<Variable> StoredOwn => _quantized?.EnumerateStored(_bias) ?? base.StoredOwn;

    /// <inheritdoc/>
    public override void build(Shape input_shape)
    {
        var (weight, offset, _) = _parsed.ComputeShapes(input_shape, _partial);
        (_kernel, _quantized) = QuantizedProduct.Make(this,
            () => add_weight("kernel", weight, initializer: kernel_initializer, regularizer: kernel_regularizer,
                constraint: kernel_constraint),
            () =>
            {
                Guard.That(weight.IsFullyDefined, $"The kernel of layer {name} must have a known shape. Received: {weight}.");
                return _parsed.MakeForm(input_shape.Rank, weight.ToArray());
            }, AddFixed, "zero_point");
        if (offset is { } shape)
        {
            _bias = add_weight("bias", shape, initializer: bias_initializer, regularizer: bias_regularizer, constraint: bias_constraint);
        }
    }

    /// <inheritdoc/>
    public override Tensor call(Tensor inputs, bool training)
    {
        if (_quantized is not null)
        {
            Tensor sum = _quantized.Of(inputs, training, (x, k) => LinearAlgebraOps.Einsum(equation, x, k));
            return activation.Apply(_bias is null ? sum : sum + _quantized.ReadBias(Cast(_bias)));
        }
        Tensor y = LinearAlgebraOps.Einsum(equation, inputs, Cast(kernel));
        return activation.Apply(_bias is null ? y : y + Cast(_bias));
    }

    /// <inheritdoc/>
    public override Shape compute_output_shape(Shape input_shape) => _parsed.ComputeShapes(input_shape, _partial).Output;

    /// <inheritdoc/>
    public override Config get_config()
    {
        // Keras calls the sizes given at the start output_shape too, which is the whole output's shape here as in all layers.
        Config config = GetCommonConfig();
        config["equation"] = equation;
        config["output_shape"] = _partial.ToConfig();
        foreach (var (key, value) in new (string, object?)[]
        {
            (nameof(activation), activation), (nameof(bias_axes), bias_axes), (nameof(kernel_initializer), kernel_initializer),
            (nameof(bias_initializer), bias_initializer),
            (nameof(kernel_regularizer), kernel_regularizer), (nameof(bias_regularizer), bias_regularizer),
            (nameof(activity_regularizer), activity_regularizer),
            (nameof(kernel_constraint), kernel_constraint), (nameof(bias_constraint), bias_constraint),
        }) { config[key] = ConfigBinder.ToPlain(value); }
        return config;
    }
}
