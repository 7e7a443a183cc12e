using KerasDigits.Backend;
using KerasDigits.Initializers;

namespace KerasDigits.Layers;

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
