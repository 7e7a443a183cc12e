using KerasDigits.Ops;

namespace KerasDigits.Losses;

/// <summary>−cosine of the angle between y_true and y_pred.</summary>
/// <param name="axis">Axis of the vectors.</param>
/// <param name="reduction">"auto" or "sum_over_batch_size" (the mean over all values), "sum", or "none" (one value for each sample); others
/// throw.</param>
/// <param name="name">Name for logs; null: the class name in snake case.</param>
[KerasExport("keras.losses.CosineSimilarity")]
public sealed class CosineSimilarity(int axis = -1, string reduction = "auto", string? name = "cosine_similarity") : Loss(reduction, name)
{
    /// <summary>Axis of the vectors.</summary>
    public int axis { get; } = axis;

    /// <inheritdoc/>
    public override Tensor call(Tensor y_true, Tensor y_pred) => Explain(y_true, y_pred,
        (t, p) => LossFunctions.cosine_similarity(t, p, axis));
}

internal static partial class LossFunctions
{
    /// <summary>−cosine of the angle between the vectors along an axis.</summary>
    /// <param name="y_true">Targets, in the shape of y_pred.</param>
    /// <param name="y_pred">Predictions, shape (batch, …).</param>
    /// <param name="axis">Axis of the vectors.</param>
    /// <returns>−1 (same direction) … 1, in the shape of y_pred without the axis.</returns>
    [KerasExport("keras.losses.cosine_similarity")]
    public static Tensor cosine_similarity(Tensor y_true, Tensor y_pred, int axis = -1) =>
        -MetricOps.cosine_similarity(y_true, y_pred, axis);
}
