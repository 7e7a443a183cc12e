using KerasDigits.Ops;

namespace KerasDigits.Losses;

/// <summary>Mean of log(cosh(error)).</summary>
/// <param name="reduction">"auto" or "sum_over_batch_size" (the mean over all values), "sum", or "none" (one value for each sample); others
/// throw.</param>
/// <param name="name">Name for logs; null: the class name in snake case.</param>
[KerasExport("keras.losses.LogCosh")]
public sealed class LogCosh(string reduction = "auto", string? name = "log_cosh") : Loss(reduction, name)
{
    /// <inheritdoc/>
    public override Tensor call(Tensor y_true, Tensor y_pred) => Explain(y_true, y_pred, LossFunctions.log_cosh);
}

internal static partial class LossFunctions
{
    /// <summary>Mean of log(cosh(error)).</summary>
    /// <param name="y_true">Targets, in the shape of y_pred.</param>
    /// <param name="y_pred">Predictions, shape (batch, …).</param>
    /// <returns>Shape of y_pred without its last axis.</returns>
    [KerasExport("keras.losses.log_cosh", "keras.losses.logcosh", "keras.metrics.log_cosh", "keras.metrics.logcosh")]
    public static Tensor log_cosh(Tensor y_true, Tensor y_pred)
    {
        // Near 0 by cosh(e) − 1 = 2 sinh²(e/2), further out by what is left of the exponentials.
        Tensor e = y_pred - LossOps.MakeLike(y_true, y_pred), size = e.abs();
        Tensor near = (2 * (e.clamp(-1, 1) / 2).sinh().square()).log1p(), far = size + (-2 * size).exp().log1p() - Math.Log(2);
        return near.where(size < 1, far).mean([-1]);
    }
}
