using KerasDigits.Backend;
using KerasDigits.Constraints;
using KerasDigits.Initializers;
using KerasDigits.Regularizers;

namespace KerasDigits.Layers;

/// <summary>x, or alpha·x below 0, where alpha is learned.</summary>
/// <param name="alpha_initializer">Initial values of alpha; null: "zeros".</param>
/// <param name="alpha_regularizer">Penalty on alpha that is added to the loss; null: none.</param>
/// <param name="alpha_constraint">Constraint applied to alpha after each step; null: none.</param>
/// <param name="shared_axes">Axes, from 1, along which one alpha serves all values: (1, 2) for images. Null: none.</param>
/// <remarks>Input shape: any. Output shape: the same. Weights: alpha, one sample's shape with 1 for the shared axes. Source: tf.keras
/// 2.3.1, layers/advanced_activations.py.</remarks>
[KerasExport("keras.layers.PReLU")]
public sealed class PReLU(Initializer? alpha_initializer = null, Regularizer? alpha_regularizer = null, Constraint? alpha_constraint = null,
    IntList? shared_axes = null) : Layer, IOldWeights
{
    internal override WholeNumbers Wholes => WholeNumbers.Cast;

    private Variable? _alpha;

    /// <summary>Initial values of alpha.</summary>
    public Initializer alpha_initializer { get; } = alpha_initializer ?? "zeros";

    /// <summary>Regularization penalty on alpha.</summary>
    public Regularizer? alpha_regularizer { get; } = alpha_regularizer;

    /// <summary>Constraint applied to alpha after each step.</summary>
    public Constraint? alpha_constraint { get; } = alpha_constraint;

    /// <summary>Axes along which alpha is shared.</summary>
    public IntList? shared_axes { get; } = shared_axes;

    int IOldWeights.ArraysInKeras1 => 0;

    /// <summary>Keras 1 does not name the shared axes: its array tells them, and is spread over them.</summary>
    Tensor[] IOldWeights.FromOld(Tensor[] stored, WeightOrigin origin) => Spread(stored, alpha.shape);

    internal static Tensor[] Spread(Tensor[] stored, Shape shape)
    {
        long[] sizes = [.. Enumerable.Range(0, shape.Rank).Select(i => shape[i]!.Value)];
        return Array.ConvertAll(stored, s => s.dim() == sizes.Length && !s.shape.SequenceEqual(sizes) ? s.expand(sizes).clone() : s);
    }

    /// <summary>The slopes below 0.</summary>
    public Variable alpha => _alpha ?? throw NotBuilt();

    /// <inheritdoc/>
    public override void build(Shape input_shape)
    {
        long?[] shape = [.. input_shape[1..]];
        foreach (int axis in shared_axes ?? [])
        {
            Guard.That(axis >= 1 && axis < input_shape.Rank,
                $"`shared_axes` must be from 1 to {input_shape.Rank - 1} for an input of shape {input_shape}. Received: "
                + $"shared_axes={shared_axes}.", nameof(shared_axes));
            shape[axis - 1] = 1;
        }
        _alpha = add_weight("alpha", new Shape(shape), initializer: alpha_initializer, regularizer: alpha_regularizer,
            constraint: alpha_constraint);
        input_spec = new InputSpec(ndim: input_shape.Rank, axes: Enumerable.Range(1, input_shape.Rank - 1)
            .Where(i => shared_axes?.Contains(i) != true).ToDictionary(i => i, i => input_shape[i]!.Value));
    }

    /// <inheritdoc/>
    public override Tensor call(Tensor inputs, bool training) => inputs.relu() - (Cast(alpha) * (-inputs).relu());

    /// <inheritdoc/>
    public override Shape compute_output_shape(Shape input_shape) => input_shape;
}
