using KerasDigits.Ops;

namespace KerasDigits.Losses;

/// <summary>max(largest wrong − right + 1, 0).</summary>
/// <param name="reduction">"auto" or "sum_over_batch_size" (the mean over all values), "sum", or "none" (one value for each sample); others
/// throw.</param>
/// <param name="name">Name for logs.</param>
[KerasExport("keras.losses.CategoricalHinge")]
public sealed class CategoricalHinge(string reduction = "auto", string? name = "categorical_hinge") : Loss(reduction, name)
{
    /// <inheritdoc/>
    public override Tensor call(Tensor y_true, Tensor y_pred) => Explain(y_true, y_pred, LossOps.categorical_hinge);
}
