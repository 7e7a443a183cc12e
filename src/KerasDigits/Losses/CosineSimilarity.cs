using KerasDigits.Ops;

namespace KerasDigits.Losses;

/// <summary>−cosine of the angle between y_true and y_pred.</summary>
/// <param name="axis">Axis of the vectors.</param>
/// <param name="reduction">"auto" or "sum_over_batch_size" (the mean over all values), "sum", or "none" (one value for each sample); others
/// throw.</param>
/// <param name="name">Name for logs.</param>
[KerasExport("keras.losses.CosineSimilarity")]
public sealed class CosineSimilarity(int axis = -1, string reduction = "auto", string? name = "cosine_similarity") : Loss(reduction, name)
{
    /// <summary>Axis of the vectors.</summary>
    public int axis { get; } = axis;

    /// <inheritdoc/>
    public override Tensor call(Tensor y_true, Tensor y_pred) => Explain(y_true, y_pred,
        (t, p) => LossOps.cosine_similarity(t, p, axis));
}
