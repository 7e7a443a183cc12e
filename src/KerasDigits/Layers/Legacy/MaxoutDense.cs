using KerasDigits.Backend;
using KerasDigits.Constraints;
using KerasDigits.Initializers;
using KerasDigits.Regularizers;

namespace KerasDigits.Layers;

/// <summary>Keras 1's maxout layer: the largest of several densely connected layers' outputs.</summary>
/// <param name="output_dim">Size of the output, above 0.</param>
/// <param name="nb_feature">Number of densely connected layers, above 0.</param>
/// <param name="init">Initial values of the kernels; null: "glorot_uniform".</param>
/// <param name="W_regularizer">Penalty on W that is added to the loss; null: none.</param>
/// <param name="b_regularizer">Penalty on b that is added to the loss; null: none.</param>
/// <param name="activity_regularizer">Penalty on the output that is added to the loss; null: none.</param>
/// <param name="W_constraint">Constraint applied to W after each step; null: none.</param>
/// <param name="b_constraint">Constraint applied to b after each step; null: none.</param>
/// <param name="bias">Whether biases are added.</param>
/// <exception cref="ArgumentOutOfRangeException">output_dim or nb_feature is not above 0.</exception>
/// <remarks>For files of Keras 1, and of Keras 2 up to 2.3, which kept it. Input shape: (batch, d). Output shape: (batch, output_dim).
/// Weights: W (nb_feature, d, output_dim), b (nb_feature, output_dim).
/// Source: keras 1.2.2, layers/core.py; keras 2.3.1, legacy/layers.py.</remarks>
[KerasExport("keras.legacy.layers.MaxoutDense")]
public sealed class MaxoutDense(int output_dim, int nb_feature = 4, Initializer? init = null, Regularizer? W_regularizer = null,
    Regularizer? b_regularizer = null, Regularizer? activity_regularizer = null, Constraint? W_constraint = null,
    Constraint? b_constraint = null, bool bias = true) : Layer
{
    internal override WholeNumbers Wholes => WholeNumbers.Cast;

    private Variable? _kernel, _bias;

    /// <summary>Size of the output.</summary>
    public int output_dim { get; } = Guard.Positive(output_dim);

    /// <summary>Number of densely connected layers.</summary>
    public int nb_feature { get; } = Guard.Positive(nb_feature);

    /// <summary>Initial values of the kernels.</summary>
    public Initializer init { get; } = init ?? "glorot_uniform";

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
            ?? throw new ArgumentException($"The last dimension of the inputs to `MaxoutDense` must be defined. Received: {input_shape}.",
                nameof(input_shape));
        input_spec = new InputSpec(ndim: 2, axes: new Dictionary<int, long> { [-1] = size });
        _kernel = add_weight("W", new Shape(nb_feature, size, output_dim), initializer: init, regularizer: W_regularizer,
            constraint: W_constraint);
        if (bias)
        {
            _bias = add_weight("b", new Shape(nb_feature, output_dim), initializer: "zeros", regularizer: b_regularizer,
                constraint: b_constraint);
        }
    }

    /// <inheritdoc/>
    public override Tensor call(Tensor inputs, bool training)
    {
        Tensor all = Ops.NN.Product(inputs.unsqueeze(0), Cast(_kernel ?? throw NotBuilt()));
        if (_bias is { } offset) { all = all + Cast(offset).unsqueeze(1); }
        return all.amax([0]);
    }

    /// <inheritdoc/>
    public override Shape compute_output_shape(Shape input_shape) => input_shape.With(^1, output_dim);
}
