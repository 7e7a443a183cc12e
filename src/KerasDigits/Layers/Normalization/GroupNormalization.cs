using KerasDigits.Constraints;
using KerasDigits.Initializers;
using KerasDigits.Ops;
using KerasDigits.Regularizers;

namespace KerasDigits.Layers;

/// <summary>Normalizes groups of channels of each sample to mean 0 and standard deviation 1.</summary>
/// <param name="groups">Number of groups; −1: each channel by itself.</param>
/// <param name="axis">Axis of the channels.</param>
/// <param name="epsilon">Added to the variance.</param>
/// <param name="center">Whether beta is added.</param>
/// <param name="scale">Whether gamma is multiplied.</param>
/// <param name="beta_initializer">Initial values of beta; null: "zeros".</param>
/// <param name="gamma_initializer">Initial values of gamma; null: "ones".</param>
/// <param name="beta_regularizer">Penalty on beta that is added to the loss; null: none.</param>
/// <param name="gamma_regularizer">Penalty on gamma that is added to the loss; null: none.</param>
/// <param name="beta_constraint">Constraint applied to beta after each step; null: none.</param>
/// <param name="gamma_constraint">Constraint applied to gamma after each step; null: none.</param>
/// <exception cref="ArgumentOutOfRangeException">groups is neither -1 nor above 0.</exception>
/// <remarks>Input shape: (batch, …, channels). Output shape: the same. Weights: gamma, beta, each (channels,). Source: tf.keras 2.11,
/// layers/normalization/group_normalization.py.</remarks>
[KerasExport("keras.layers.GroupNormalization")]
public sealed class GroupNormalization(int groups = 32, int axis = -1, double epsilon = 1e-3, bool center = true, bool scale = true,
    Initializer? beta_initializer = null, Initializer? gamma_initializer = null, Regularizer? beta_regularizer = null,
    Regularizer? gamma_regularizer = null, Constraint? beta_constraint = null, Constraint? gamma_constraint = null)
    : ScaledNormalization(epsilon, center, scale, beta_initializer, gamma_initializer, beta_regularizer, gamma_regularizer, beta_constraint,
        gamma_constraint)
{
    /// <summary>Number of groups.</summary>
    public int groups { get; } = groups is -1 or > 0
        ? groups
        : throw new ArgumentOutOfRangeException(nameof(groups),
            $"`groups` must be a whole number above 0, or -1. Received: groups={groups}.");

    /// <summary>Axis of the channels.</summary>
    public int axis { get; } = axis;

    /// <inheritdoc/>
    public override void build(Shape input_shape)
    {
        long channels = input_shape[axis < 0 ? input_shape.Rank + axis : axis]
            ?? throw new ArgumentException($"Axis {axis} of input tensor should have a defined dimension but the layer received an input "
                + $"with shape {input_shape}.", nameof(input_shape));
        long count = groups == -1 ? channels : groups;
        Guard.That(channels >= count && channels % count == 0,
            $"Number of groups ({count}) must divide the number of channels ({channels}).", nameof(groups));
        input_spec = new InputSpec(ndim: input_shape.Rank, axes: new Dictionary<int, long> { [axis] = channels });
        AddScale(new Shape(channels));
    }

    /// <inheritdoc/>
    public override Tensor call(Tensor inputs, bool training)
    {
        Tensor x = inputs.transpose(axis, -1);
        return NN.GroupNorm(x, groups == -1 ? x.size(-1) : groups, gamma?.value, beta?.value, this.epsilon).transpose(axis, -1);
    }
}
