using KerasDigits.Ops;

namespace KerasDigits.Losses;

/// <summary>Mean of squared differences of log(x + 1).</summary>
/// <param name="reduction">"auto" or "sum_over_batch_size" (the mean over all values), "sum", or "none" (one value for each sample); others
/// throw.</param>
/// <param name="name">Name for logs; null: the class name in snake case.</param>
[KerasExport("keras.losses.MeanSquaredLogarithmicError")]
public sealed class MeanSquaredLogarithmicError(string reduction = "auto", string? name = "mean_squared_logarithmic_error")
    : Loss(reduction, name)
{
    /// <inheritdoc/>
    public override Tensor call(Tensor y_true, Tensor y_pred) => Explain(y_true, y_pred, LossFunctions.mean_squared_logarithmic_error);
}

internal static partial class LossFunctions
{
    /// <summary>Mean of squared differences of log(x + 1).</summary>
    /// <param name="y_true">Targets of 0 or more, in the shape of y_pred; negative ones count as epsilon().</param>
    /// <param name="y_pred">Predictions, shape (batch, …).</param>
    /// <returns>Shape of y_pred without its last axis.</returns>
    [KerasExport("keras.losses.mean_squared_logarithmic_error", "keras.losses.msle", "keras.losses.MSLE",
        "keras.metrics.mean_squared_logarithmic_error", "keras.metrics.msle", "keras.metrics.MSLE")]
    public static Tensor mean_squared_logarithmic_error(Tensor y_true, Tensor y_pred)
    {
        // Of near values the logarithm of the quotient: the difference of two logarithms loses its digits.
        Tensor p = y_pred.clamp_min(Settings.Epsilon), t = LossOps.MakeLike(y_true, y_pred).clamp_min(Settings.Epsilon);
        Tensor part = (p - t) / (1 + t);
        Tensor near = part.abs() < 0.5;
        return part.where(near, part.zeros_like()).log1p().where(near, p.log1p() - t.log1p()).square().mean([-1]);
    }
}
