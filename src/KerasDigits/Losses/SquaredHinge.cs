using KerasDigits.Ops;

namespace KerasDigits.Losses;

/// <summary>Mean of max(1 − y_true · y_pred, 0)².</summary>
/// <param name="reduction">"auto" or "sum_over_batch_size" (the mean over all values), "sum", or "none" (one value for each sample); others
/// throw.</param>
/// <param name="name">Name for logs; null: the class name in snake case.</param>
[KerasExport("keras.losses.SquaredHinge")]
public sealed class SquaredHinge(string reduction = "auto", string? name = "squared_hinge") : Loss(reduction, name)
{
    /// <inheritdoc/>
    public override Tensor call(Tensor y_true, Tensor y_pred) => Explain(y_true, y_pred, LossFunctions.squared_hinge);
}

internal static partial class LossFunctions
{
    /// <summary>Mean of max(1 − y_true · y_pred, 0)²; labels 0/1 become −1/1.</summary>
    /// <param name="y_true">Labels −1 or 1 (or 0 and 1), in the shape of y_pred.</param>
    /// <param name="y_pred">Predictions, shape (batch, …).</param>
    /// <returns>Shape of y_pred without its last axis.</returns>
    [KerasExport("keras.losses.squared_hinge", "keras.metrics.squared_hinge")]
    public static Tensor squared_hinge(Tensor y_true, Tensor y_pred) =>
        (1 - (FindSigns(LossOps.MakeLike(y_true, y_pred)) * y_pred)).clamp_min(0).square().mean([-1]);

    /// <summary>Squared hinge of labels that are -1 and 1 already.</summary>
    internal static Tensor squared_hinge_of_signs(Tensor y_true, Tensor y_pred) =>
        (1 - (LossOps.MakeLike(y_true, y_pred) * y_pred)).clamp_min(0).square().mean([-1]);
}
