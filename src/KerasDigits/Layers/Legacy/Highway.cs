using KerasDigits.Activations;
using KerasDigits.Backend;
using KerasDigits.Constraints;
using KerasDigits.Initializers;
using KerasDigits.Regularizers;

namespace KerasDigits.Layers;

/// <summary>
/// Keras 1's densely connected highway layer: a learned part of activation(inputs · W + b), and the rest of the inputs themselves.
/// </summary>
/// <param name="init">Initial values of both kernels; null: "glorot_uniform".</param>
/// <param name="activation">Activation of the transformed part; null: none.</param>
/// <param name="W_regularizer">Penalty on W that is added to the loss; null: none.</param>
/// <param name="b_regularizer">Penalty on b that is added to the loss; null: none.</param>
/// <param name="activity_regularizer">Penalty on the output that is added to the loss; null: none.</param>
/// <param name="W_constraint">Constraint applied to W after each step; null: none.</param>
/// <param name="b_constraint">Constraint applied to b after each step; null: none.</param>
/// <param name="bias">Whether biases are added.</param>
/// <remarks>For files of Keras 1, and of Keras 2 up to 2.3, which kept it. Input shape: (batch, d). Output shape: (batch, d). Weights: W
/// (d, d), W_carry (d, d), b (d,), b_carry (d,). Source: keras 1.2.2, layers/core.py; keras 2.3.1, legacy/layers.py.</remarks>
[KerasExport("keras.legacy.layers.Highway")]
public sealed class Highway(Initializer? init = null, ActivationFn? activation = null, Regularizer? W_regularizer = null,
    Regularizer? b_regularizer = null, Regularizer? activity_regularizer = null, Constraint? W_constraint = null,
    Constraint? b_constraint = null, bool bias = true) : Layer
{
    internal override WholeNumbers Wholes => WholeNumbers.Cast;

    private Variable? _kernel, _carry, _bias, _carryBias;

    /// <summary>Initial values of both kernels.</summary>
    public Initializer init { get; } = init ?? "glorot_uniform";

    /// <summary>Activation of the transformed part.</summary>
    public ActivationFn activation { get; } = activation ?? "linear";

    /// <summary>Regularization penalty on W.</summary>
    public Regularizer? W_regularizer { get; } = W_regularizer;

    /// <summary>Regularization penalty on b.</summary>
    public Regularizer? b_regularizer { get; } = b_regularizer;

    /// <inheritdoc/>
    public override Regularizer? activity_regularizer { get; init; } = activity_regularizer;

    /// <summary>Constraint applied to W after each step.</summary>
    public Constraint? W_constraint { get; } = W_constraint;

    /// <summary>Constraint applied to b after each step.</summary>
    public Constraint? b_constraint { get; } = b_constraint;

    /// <summary>Whether biases are added.</summary>
    public bool bias { get; } = bias;

    /// <inheritdoc/>
    public override void build(Shape input_shape)
    {
        long size = input_shape[^1]
            ?? throw new ArgumentException($"The last dimension of the inputs to `Highway` must be defined. Received: {input_shape}.",
                nameof(input_shape));
        input_spec = new InputSpec(ndim: 2, axes: new Dictionary<int, long> { [-1] = size });
        _kernel = add_weight("W", new Shape(size, size), initializer: init, regularizer: W_regularizer, constraint: W_constraint);
        _carry = add_weight("W_carry", new Shape(size, size), initializer: init);
        if (!bias) { return; }
        _bias = add_weight("b", new Shape(size), initializer: "zeros", regularizer: b_regularizer, constraint: b_constraint);
        _carryBias = add_weight("b_carry", new Shape(size), initializer: "ones");
    }

    /// <inheritdoc/>
    public override Tensor call(Tensor inputs, bool training)
    {
        Tensor part = Ops.NN.Dense(inputs, Cast(_kernel ?? throw NotBuilt()), _bias is null ? null : Cast(_bias));
        Tensor gate = Ops.NN.Dense(inputs, Cast(_carry!), _carryBias is null ? null : Cast(_carryBias)).sigmoid();
        return (activation.Apply(part) * gate) + ((1 - gate) * inputs);
    }

    /// <inheritdoc/>
    public override Shape compute_output_shape(Shape input_shape) => input_shape;
}
