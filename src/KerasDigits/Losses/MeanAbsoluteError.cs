using KerasDigits.Ops;

namespace KerasDigits.Losses;

/// <summary>Mean of absolute differences.</summary>
/// <param name="reduction">"auto" or "sum_over_batch_size" (the mean over all values), "sum", or "none" (one value for each sample); others
/// throw.</param>
/// <param name="name">Name for logs; null: the class name in snake case.</param>
[KerasExport("keras.losses.MeanAbsoluteError")]
public sealed class MeanAbsoluteError(string reduction = "auto", string? name = "mean_absolute_error") : Loss(reduction, name)
{
    /// <inheritdoc/>
    public override Tensor call(Tensor y_true, Tensor y_pred) => Explain(y_true, y_pred, LossFunctions.mean_absolute_error);
}

internal static partial class LossFunctions
{
    /// <summary>Mean of absolute differences over the last axis.</summary>
    /// <param name="y_true">Targets, in the shape of y_pred.</param>
    /// <param name="y_pred">Predictions, shape (batch, …).</param>
    /// <returns>Shape of y_pred without its last axis.</returns>
    [KerasExport("keras.losses.mean_absolute_error", "keras.losses.mae", "keras.losses.MAE", "keras.metrics.mean_absolute_error",
        "keras.metrics.mae", "keras.metrics.MAE")]
    public static Tensor mean_absolute_error(Tensor y_true, Tensor y_pred) => (y_pred - LossOps.MakeLike(y_true, y_pred)).abs().mean([-1]);
}
