using KerasDigits.Ops;

namespace KerasDigits.Losses;

/// <summary>Mean of max(1 − y_true · y_pred, 0).</summary>
/// <param name="reduction">"auto" or "sum_over_batch_size" (the mean over all values), "sum", or "none" (one value for each sample); others
/// throw.</param>
/// <param name="name">Name for logs; null: the class name in snake case.</param>
[KerasExport("keras.losses.Hinge")]
public sealed class Hinge(string reduction = "auto", string? name = "hinge") : Loss(reduction, name)
{
    /// <inheritdoc/>
    public override Tensor call(Tensor y_true, Tensor y_pred) => Explain(y_true, y_pred, LossFunctions.hinge);
}

internal static partial class LossFunctions
{
    /// <summary>Mean of max(1 − y_true · y_pred, 0); labels 0/1 become −1/1.</summary>
    /// <param name="y_true">Labels −1 or 1 (or 0 and 1), in the shape of y_pred.</param>
    /// <param name="y_pred">Predictions, shape (batch, …).</param>
    /// <returns>Shape of y_pred without its last axis.</returns>
    [KerasExport("keras.losses.hinge", "keras.metrics.hinge")]
    public static Tensor hinge(Tensor y_true, Tensor y_pred) =>
        (1 - (FindSigns(LossOps.MakeLike(y_true, y_pred)) * y_pred)).clamp_min(0).mean([-1]);

    /// <summary>Hinge of labels that are -1 and 1 already: standalone Keras's up to 2.2.</summary>
    internal static Tensor hinge_of_signs(Tensor y_true, Tensor y_pred) =>
        (1 - (LossOps.MakeLike(y_true, y_pred) * y_pred)).clamp_min(0).mean([-1]);

    /// <summary>Labels 0 and 1 as -1 and 1; labels that are not only 0 and 1 as they are.</summary>
    private static Tensor FindSigns(Tensor t)
    {
        Tensor binary = t.eq(0).logical_or(t.eq(1)).all().to_type(t.dtype);
        return (((2 * t) - 1) * binary) + (t * (1 - binary));
    }
}
