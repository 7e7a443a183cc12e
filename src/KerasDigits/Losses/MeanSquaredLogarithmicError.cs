using KerasDigits.Ops;

namespace KerasDigits.Losses;

/// <summary>Mean of squared differences of log(x + 1).</summary>
/// <param name="reduction">"auto" or "sum_over_batch_size" (the mean over all values), "sum", or "none" (one value for each sample); others
/// throw.</param>
/// <param name="name">Name for logs.</param>
[KerasExport("keras.losses.MeanSquaredLogarithmicError")]
public sealed class MeanSquaredLogarithmicError(string reduction = "auto", string? name = "mean_squared_logarithmic_error")
    : Loss(reduction, name)
{
    /// <inheritdoc/>
    public override Tensor call(Tensor y_true, Tensor y_pred) => Explain(y_true, y_pred, LossOps.mean_squared_logarithmic_error);
}
