using KerasDigits.Backend;

namespace KerasDigits.Layers;

/// <summary>
/// What a layer does with its result beside its own work when nothing is trained: the steps behind it, whose input nothing else reads.
/// </summary>
/// <param name="Norm">A normalization; null: none.</param>
/// <param name="Over">An activation after it, written over the result's memory; null: none.</param>
/// <param name="Dying">Which input is not read afterwards and has memory of its own, so that the result may be written over it; −1:
/// none.</param>
internal readonly record struct Fusion(BatchNormalization? Norm, Func<Tensor, Tensor>? Over, int Dying = -1);

/// <summary>A layer whose result has memory of its own, so that what follows can be done over it, or in the layer's weights.</summary>
internal interface IFusable
{
    /// <summary>Axis of the result on which a normalization may follow that goes into the layer's weights; null: none may.</summary>
    int? NormAxis { get; }

    /// <summary>Whether an activation may follow that is written over the result.</summary>
    bool TakesActivation { get; }

    /// <summary>The layer's result with what follows it.</summary>
    Tensor CallFused(Tensor[] inputs, Fusion fusion);
}

/// <summary>A kernel and a bias as a run keeps them: prepared for the engine, with a normalization that follows multiplied in.</summary>
internal readonly struct RunKernel
{
    private readonly BatchNormalization? _norm;

    private RunKernel(BatchNormalization norm) => _norm = norm;

    /// <summary>
    /// The weights with a normalization multiplied in; null where the run keeps none, where making them costs more than they spare, and
    /// where factor and offset would cancel.
    /// </summary>
    public static RunKernel? With(BatchNormalization norm, Variable kernel, Tensor x) =>
        x.numel() >= 2 * kernel.Size && RunWeights.Keeps(kernel) && norm.IsAffine ? new RunKernel(norm) : null;

    /// <summary>The kernel as <paramref name="prepare"/> makes it; null: it is not kept.</summary>
    /// <param name="kernel">The kernel; the normalization's channels are its last axis.</param>
    /// <param name="form">Name of the form.</param>
    /// <param name="prepare">Makes what is kept of the weight.</param>
    public Tensor? PrepareKernel(Variable kernel, string form, Func<Tensor, Tensor> prepare)
    {
        if (_norm is not { } norm) { return RunWeights.Prepare(kernel, form, prepare); }
        long[] shape = kernel.value.shape;
        // A depthwise kernel's channels lie on two axes.
        long[] channels = shape[^1] * shape[^2] == norm.Channels ? shape[^2..] : shape[^1..];
        return RunWeights.Prepare(kernel, form, k => prepare(k * norm.ComputeAffine().Factor.view(channels)), norm);
    }

    /// <summary>The bias.</summary>
    public Tensor? PrepareBias(Variable kernel, Variable? bias)
    {
        if (_norm is not { } norm) { return bias?.value; }
        return RunWeights.Prepare(kernel, "bias", _ =>
        {
            var (factor, offset) = norm.ComputeAffine();
            return bias is null ? offset : (bias.value * factor) + offset;
        }, norm);
    }

    /// <summary>Whether a normalization is multiplied in.</summary>
    public bool Folds => _norm is not null;
}
