using KerasDigits.Backend;
using KerasDigits.Initializers;
using KerasDigits.Ops;
using KerasDigits.Regularizers;

namespace KerasDigits.Layers;

/// <summary>
/// Keras 1's batch normalization in its modes 1 (each sample by itself, over its last axis) and 2 (by the batch's own mean and variance,
/// when predicting too).
/// </summary>
/// <param name="mode">1 or 2; mode 0 is <see cref="BatchNormalization"/>.</param>
/// <param name="axis">Axis of the features.</param>
/// <param name="momentum">Fraction of the moving mean and variance kept in each step; the modes do not use them.</param>
/// <param name="epsilon">Added to the variance.</param>
/// <param name="beta_initializer">Initial values of beta; null: "zeros".</param>
/// <param name="gamma_initializer">Initial values of gamma; null: "ones".</param>
/// <param name="gamma_regularizer">Penalty on gamma that is added to the loss; null: none.</param>
/// <param name="beta_regularizer">Penalty on beta that is added to the loss; null: none.</param>
/// <exception cref="ArgumentException">mode is not 1 or 2.</exception>
/// <remarks>For files of Keras 1. Input shape: any. Output shape: the same. Weights: gamma, beta, moving mean and variance (which stay as
/// they are). Source: keras 1.2.2, layers/normalization.py.</remarks>
[KerasExport("keras.legacy.layers.ModeBatchNormalization")]
public sealed class ModeBatchNormalization(int mode = 1, int axis = -1, double momentum = 0.99, double epsilon = 1e-3,
    Initializer? beta_initializer = null, Initializer? gamma_initializer = null, Regularizer? gamma_regularizer = null,
    Regularizer? beta_regularizer = null) : Layer
{
    internal override WholeNumbers Wholes => WholeNumbers.Cast;

    private Variable? _gamma, _beta;
    private long[] _reduced = [], _shape = [];

    /// <summary>1 or 2.</summary>
    public int mode { get; } = mode is 1 or 2
        ? mode
        : throw new ArgumentException($"`mode` must be 1 or 2. Received: mode={mode}.", nameof(mode));

    /// <summary>Axis of the features.</summary>
    public int axis { get; } = axis;

    /// <summary>Kept for files.</summary>
    public double momentum { get; } = momentum;

    /// <summary>Added to the variance.</summary>
    public double epsilon { get; } = epsilon;

    /// <summary>Initial values of beta.</summary>
    public Initializer beta_initializer { get; } = beta_initializer ?? "zeros";

    /// <summary>Initial values of gamma.</summary>
    public Initializer gamma_initializer { get; } = gamma_initializer ?? "ones";

    /// <summary>Regularization penalty on gamma.</summary>
    public Regularizer? gamma_regularizer { get; } = gamma_regularizer;

    /// <summary>Regularization penalty on beta.</summary>
    public Regularizer? beta_regularizer { get; } = beta_regularizer;

    /// <inheritdoc/>
    public override void build(Shape input_shape)
    {
        int at = axis < 0 ? axis + input_shape.Rank : axis;
        Guard.That(at > 0 && at < input_shape.Rank, $"`axis` must be from 1 to {input_shape.Rank - 1}. Received: axis={axis}.",
            nameof(axis));
        long size = input_shape[at]
            ?? throw new ArgumentException($"Axis {axis} of the inputs must be defined. Received: {input_shape}.", nameof(input_shape));
        _reduced = [.. Enumerable.Range(0, input_shape.Rank).Where(i => i != at).Select(i => (long)i)];
        _shape = [.. Enumerable.Range(0, input_shape.Rank).Select(i => i == at ? size : 1L)];
        _gamma = add_weight("gamma", new Shape(size), initializer: gamma_initializer, regularizer: gamma_regularizer);
        _beta = add_weight("beta", new Shape(size), initializer: beta_initializer, regularizer: beta_regularizer);
        _ = add_weight("moving_mean", new Shape(size), initializer: "zeros", trainable: false);
        _ = add_weight("moving_variance", new Shape(size), initializer: "ones", trainable: false);
    }

    /// <inheritdoc/>
    public override Tensor call(Tensor inputs, bool training)
    {
        Tensor gamma = Cast(_gamma ?? throw NotBuilt()), beta = Cast(_beta!);
        if (mode == 1)
        {
            var (centred, spread) = Centering.Center(inputs, [-1]);
            return (centred / ((spread + epsilon).sqrt() + epsilon) * gamma) + beta;
        }
        var (middle, variance) = Centering.Center(inputs, _reduced);
        return (middle * (variance + epsilon).rsqrt() * gamma.reshape(_shape)) + beta.reshape(_shape);
    }

    /// <inheritdoc/>
    public override Shape compute_output_shape(Shape input_shape) => input_shape;
}
