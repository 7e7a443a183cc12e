using KerasDigits.Ops;

namespace KerasDigits.Losses;

/// <summary>max(largest wrong − right + 1, 0).</summary>
/// <param name="reduction">"auto" or "sum_over_batch_size" (the mean over all values), "sum", or "none" (one value for each sample); others
/// throw.</param>
/// <param name="name">Name for logs; null: the class name in snake case.</param>
[KerasExport("keras.losses.CategoricalHinge")]
public sealed class CategoricalHinge(string reduction = "auto", string? name = "categorical_hinge") : Loss(reduction, name)
{
    /// <inheritdoc/>
    public override Tensor call(Tensor y_true, Tensor y_pred) => Explain(y_true, y_pred, LossFunctions.categorical_hinge);
}

internal static partial class LossFunctions
{
    /// <summary>max(largest wrong − right + 1, 0).</summary>
    /// <param name="y_true">One-hot labels, in the shape of y_pred.</param>
    /// <param name="y_pred">Scores, shape (…, classes).</param>
    /// <returns>Shape of y_pred without its last axis.</returns>
    [KerasExport("keras.losses.categorical_hinge", "keras.metrics.categorical_hinge")]
    public static Tensor categorical_hinge(Tensor y_true, Tensor y_pred)
    {
        Tensor t = LossOps.MakeLike(y_true, y_pred);
        return (((1 - t) * y_pred).amax([-1]) - (t * y_pred).sum(-1) + 1).clamp_min(0);
    }
}
