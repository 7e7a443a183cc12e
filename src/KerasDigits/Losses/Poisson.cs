using KerasDigits.Ops;

namespace KerasDigits.Losses;

/// <summary>Mean of y_pred − y_true · log(y_pred).</summary>
/// <param name="reduction">"auto" or "sum_over_batch_size" (the mean over all values), "sum", or "none" (one value for each sample); others
/// throw.</param>
/// <param name="name">Name for logs.</param>
[KerasExport("keras.losses.Poisson")]
public sealed class Poisson(string reduction = "auto", string? name = "poisson") : Loss(reduction, name)
{
    /// <inheritdoc/>
    public override Tensor call(Tensor y_true, Tensor y_pred) => Explain(y_true, y_pred, LossOps.poisson);
}
