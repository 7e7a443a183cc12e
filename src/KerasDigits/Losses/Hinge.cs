using KerasDigits.Ops;

namespace KerasDigits.Losses;

/// <summary>Mean of max(1 − y_true · y_pred, 0).</summary>
/// <param name="reduction">"auto" or "sum_over_batch_size" (the mean over all values), "sum", or "none" (one value for each sample); others
/// throw.</param>
/// <param name="name">Name for logs.</param>
[KerasExport("keras.losses.Hinge")]
public sealed class Hinge(string reduction = "auto", string? name = "hinge") : Loss(reduction, name)
{
    /// <inheritdoc/>
    public override Tensor call(Tensor y_true, Tensor y_pred) => Explain(y_true, y_pred, LossOps.hinge);
}
