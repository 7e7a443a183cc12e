using KerasDigits.Ops;

namespace KerasDigits.Losses;

/// <summary>Mean of y_pred − y_true · log(y_pred).</summary>
/// <param name="reduction">"auto" or "sum_over_batch_size" (the mean over all values), "sum", or "none" (one value for each sample); others
/// throw.</param>
/// <param name="name">Name for logs; null: the class name in snake case.</param>
[KerasExport("keras.losses.Poisson")]
public sealed class Poisson(string reduction = "auto", string? name = "poisson") : Loss(reduction, name)
{
    /// <inheritdoc/>
    public override Tensor call(Tensor y_true, Tensor y_pred) => Explain(y_true, y_pred, LossFunctions.poisson);
}

internal static partial class LossFunctions
{
    /// <summary>Mean of y_pred − y_true · log(y_pred).</summary>
    /// <param name="y_true">Counts of 0 or more, in the shape of y_pred.</param>
    /// <param name="y_pred">Predicted rates of 0 or more.</param>
    /// <returns>Shape of y_pred without its last axis.</returns>
    [KerasExport("keras.losses.poisson", "keras.metrics.poisson")]
    public static Tensor poisson(Tensor y_true, Tensor y_pred) =>
        (y_pred - (LossOps.MakeLike(y_true, y_pred) * (y_pred + Settings.Epsilon).log())).mean([-1]);
}
