using KerasDigits.Ops;

namespace KerasDigits.Losses;

/// <summary>Mean of absolute differences in percent of the targets.</summary>
/// <param name="reduction">"auto" or "sum_over_batch_size" (the mean over all values), "sum", or "none" (one value for each sample); others
/// throw.</param>
/// <param name="name">Name for logs; null: the class name in snake case.</param>
[KerasExport("keras.losses.MeanAbsolutePercentageError")]
public sealed class MeanAbsolutePercentageError(string reduction = "auto", string? name = "mean_absolute_percentage_error")
    : Loss(reduction, name)
{
    /// <inheritdoc/>
    public override Tensor call(Tensor y_true, Tensor y_pred) => Explain(y_true, y_pred, LossFunctions.mean_absolute_percentage_error);
}

internal static partial class LossFunctions
{
    /// <summary>Mean of absolute differences in percent of the targets.</summary>
    /// <param name="y_true">Targets, in the shape of y_pred.</param>
    /// <param name="y_pred">Predictions, shape (batch, …).</param>
    /// <returns>Percent, in the shape of y_pred without its last axis.</returns>
    [KerasExport("keras.losses.mean_absolute_percentage_error", "keras.losses.mape", "keras.losses.MAPE",
        "keras.metrics.mean_absolute_percentage_error", "keras.metrics.mape", "keras.metrics.MAPE")]
    public static Tensor mean_absolute_percentage_error(Tensor y_true, Tensor y_pred)
    {
        Tensor t = LossOps.MakeLike(y_true, y_pred);
        return ((t - y_pred) / t.abs().clamp_min(Settings.Epsilon)).abs().mean([-1]) * 100;
    }
}
