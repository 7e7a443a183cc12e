using System.Runtime.Intrinsics;

namespace KerasDigits.Ops.Winograd;

/// <summary>
/// One of Winograd's minimal filterings for a window of 3: along each axis <see cref="Results"/> neighbouring results come of
/// <see cref="Reach"/> values with as many multiplications, instead of 3 for each result.
/// </summary>
/// <remarks>A convolution Y = Aᵀ[(G k Gᵀ) ⊙ (Bᵀ d B)]A turns values (B) and kernel (G), multiplies them and folds the products into results
/// (A); each matrix is applied along one axis and then along the other.
/// Each method here is one matrix along one axis, for sixteen channels side by side. Source: Lavin and Gray, Fast Algorithms for
/// Convolutional Neural Networks, 2015.</remarks>
internal unsafe interface IMinimalFiltering
{
    /// <summary>Results of a tile along an axis.</summary>
    static abstract int Results { get; }

    /// <summary>Values that a tile reads along an axis: results + 2.</summary>
    static abstract int Reach { get; }

    /// <summary>Bᵀ: Reach vectors in, as many out.</summary>
    static abstract void Turn(float* from, nint fromStep, float* to, nint toStep);

    /// <summary>G: 3 vectors in, Reach out.</summary>
    static abstract void TurnKernel(float* from, nint fromStep, float* to, nint toStep);

    /// <summary>Aᵀ: Reach vectors in, Results out, each with <paramref name="add"/> added.</summary>
    static abstract void Fold(float* from, nint fromStep, float* to, nint toStep, Vector512<float> add);

    /// <summary>A, the way back of <see cref="Fold"/>: Results vectors in, Reach out.</summary>
    static abstract void Unfold(float* from, nint fromStep, float* to, nint toStep);

    /// <summary>Gᵀ, the way back of <see cref="TurnKernel"/>: Reach vectors in, 3 out.</summary>
    static abstract void TurnKernelBack(float* from, nint fromStep, float* to, nint toStep);
}
