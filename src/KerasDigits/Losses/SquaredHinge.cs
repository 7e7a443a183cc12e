using KerasDigits.Ops;

namespace KerasDigits.Losses;

/// <summary>Mean of max(1 − y_true · y_pred, 0)².</summary>
/// <param name="reduction">"auto" or "sum_over_batch_size" (the mean over all values), "sum", or "none" (one value for each sample); others
/// throw.</param>
/// <param name="name">Name for logs.</param>
[KerasExport("keras.losses.SquaredHinge")]
public sealed class SquaredHinge(string reduction = "auto", string? name = "squared_hinge") : Loss(reduction, name)
{
    /// <inheritdoc/>
    public override Tensor call(Tensor y_true, Tensor y_pred) => Explain(y_true, y_pred, LossOps.squared_hinge);
}
