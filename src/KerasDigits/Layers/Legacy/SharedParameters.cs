using KerasDigits.Backend;
using KerasDigits.Initializers;

namespace KerasDigits.Layers;

/// <summary>
/// Base of Keras 1's activations with learned parameters for each value of a sample. Its files do not name the axes along which they are
/// shared; the stored arrays tell, and are spread over those axes.
/// </summary>
/// <param name="shared_axes">Axes, from 1, along which one parameter serves all values; null: none.</param>
public abstract class SharedParameters(IntList? shared_axes) : Layer, IOldWeights
{
    internal override WholeNumbers Wholes => WholeNumbers.Cast;

    private Shape _shape;

    /// <summary>Axes along which parameters are shared.</summary>
    public IntList? shared_axes { get; } = shared_axes;

    int IOldWeights.ArraysInKeras1 => 0;

    Tensor[] IOldWeights.FromOld(Tensor[] stored, WeightOrigin origin) => PReLU.Spread(stored, _shape);

    /// <inheritdoc/>
    public override void build(Shape input_shape)
    {
        long?[] shape = [.. input_shape[1..]];
        foreach (int axis in shared_axes ?? []) { shape[axis - 1] = 1; }
        _shape = new Shape(shape);
        Build();
    }

    private protected Variable Add(string name, Initializer start) => add_weight(name, _shape, initializer: start);

    private protected abstract void Build();

    /// <inheritdoc/>
    public override Shape compute_output_shape(Shape input_shape) => input_shape;
}

/// <summary>Keras 1's softplus with learned factors: alpha · log(1 + exp(beta · x)).</summary>
/// <param name="alpha_init">Initial values of alpha.</param>
/// <param name="beta_init">Initial values of beta.</param>
/// <param name="shared_axes">Axes, from 1, along which one alpha and one beta serve all values; null: none.</param>
/// <remarks>For files of Keras 1. Input shape: any. Output shape: the same. Weights: alphas, betas, one sample's shape with 1 for the
/// shared axes. Source: keras 1.2.2, layers/advanced_activations.py.</remarks>
[KerasExport("keras.legacy.layers.ParametricSoftplus")]
public sealed class ParametricSoftplus(double alpha_init = 0.2, double beta_init = 5.0, IntList? shared_axes = null)
    : SharedParameters(shared_axes)
{
    private Variable? _alphas, _betas;

    /// <summary>Initial values of alpha.</summary>
    public double alpha_init { get; } = alpha_init;

    /// <summary>Initial values of beta.</summary>
    public double beta_init { get; } = beta_init;

    private protected override void Build() =>
        (_alphas, _betas) = (Add("alphas", new Constant(alpha_init)), Add("betas", new Constant(beta_init)));

    /// <inheritdoc/>
    public override Tensor call(Tensor inputs, bool training) => (inputs * Cast(_betas ?? throw NotBuilt())).softplus() * Cast(_alphas!);
}

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
