using KerasDigits.Ops;

namespace KerasDigits.Losses;

/// <summary>Σ y_true · log(y_true / y_pred).</summary>
/// <param name="reduction">"auto" or "sum_over_batch_size" (the mean over all values), "sum", or "none" (one value for each sample); others
/// throw.</param>
/// <param name="name">Name for logs.</param>
[KerasExport("keras.losses.KLDivergence")]
public sealed class KLDivergence(string reduction = "auto", string? name = "kl_divergence") : Loss(reduction, name)
{
    /// <inheritdoc/>
    public override Tensor call(Tensor y_true, Tensor y_pred) => Explain(y_true, y_pred, LossOps.kl_divergence);
}
