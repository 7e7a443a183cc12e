using KerasDigits.Backend;
using KerasDigits.Initializers;

namespace KerasDigits.Layers;

/// <summary>
/// Keras 1's S-shaped rectified linear unit: the identity between two learned thresholds, lines of learned slopes beyond them.
/// </summary>
/// <param name="t_left_init">Initial values of the left threshold; null: "zeros".</param>
/// <param name="a_left_init">Initial values of the left slope; null: "glorot_uniform".</param>
/// <param name="t_right_init">Initial values of the distance between the thresholds; null: "glorot_uniform".</param>
/// <param name="a_right_init">Initial values of the right slope; null: "ones".</param>
/// <param name="shared_axes">Axes, from 1, along which parameters are shared; null: none.</param>
/// <remarks>For files of Keras 1. Input shape: any. Output shape: the same. Weights: t_left, a_left, t_right, a_right, one sample's shape
/// with 1 for the shared axes. Source: keras 1.2.2, layers/advanced_activations.py.</remarks>
[KerasExport("keras.legacy.layers.SReLU")]
public sealed class SReLU(Initializer? t_left_init = null, Initializer? a_left_init = null, Initializer? t_right_init = null,
    Initializer? a_right_init = null, IntList? shared_axes = null)
    : SharedParameters(shared_axes)
{
    private Variable? _leftStart, _leftSlope, _rightStart, _rightSlope;

    /// <summary>Initial values of the left threshold.</summary>
    public Initializer t_left_init { get; } = t_left_init ?? "zeros";

    /// <summary>Initial values of the left slope.</summary>
    public Initializer a_left_init { get; } = a_left_init ?? "glorot_uniform";

    /// <summary>Initial values of the distance between the thresholds.</summary>
    public Initializer t_right_init { get; } = t_right_init ?? "glorot_uniform";

    /// <summary>Initial values of the right slope.</summary>
    public Initializer a_right_init { get; } = a_right_init ?? "ones";

    private protected override void Build()
    {
        (_leftStart, _leftSlope) = (Add("t_left", t_left_init), Add("a_left", a_left_init));
        (_rightStart, _rightSlope) = (Add("t_right", t_right_init), Add("a_right", a_right_init));
    }

    /// <inheritdoc/>
    public override Tensor call(Tensor inputs, bool training)
    {
        Tensor left = Cast(_leftStart ?? throw NotBuilt()), right = left + Cast(_rightStart!).abs(), from = inputs - left;
        Tensor middle = (from.relu() - (Cast(_leftSlope!) * (-from).relu())).minimum(right - left);
        return left + middle + ((inputs - right).relu() * Cast(_rightSlope!));
    }
}
