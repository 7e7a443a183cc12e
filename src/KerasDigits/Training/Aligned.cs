using KerasDigits.Ops;

namespace KerasDigits.Training;

/// <summary>
/// Targets and weights as losses and metrics of compile take them: of the predictions' rank and dtype, the mask among the weights.
/// </summary>
/// <remarks>Source: tf.keras 2.3.1, engine/compile_utils.py, match_dtype_and_rank and apply_mask; 2.15, utils/losses_utils.py,
/// apply_valid_mask.</remarks>
internal static class Aligned
{
    /// <summary>The targets, and the factors of a loss or metric.</summary>
    /// <param name="y">Targets as they were given.</param>
    /// <param name="prediction">Predictions of the output.</param>
    /// <param name="weights">Factors per sample; null: 1.</param>
    /// <param name="mask">True: the step counts; null: all do.</param>
    /// <param name="reduction">The reduction of a loss; null for a metric.</param>
    public static (Tensor Targets, Tensor? Factors) Of(Tensor y, Tensor prediction, Tensor? weights, Tensor? mask, string? reduction = null)
    {
        if (weights is not null)
        {
            if (weights.dim() == 1 && prediction.dim() == 2) { weights = weights.unsqueeze(-1); }
            weights = weights.to_type(prediction.dtype);
        }
        if (mask is not null)
        {
            Tensor factor = mask.to_type(prediction.dtype);
            // Later Keras divides by the steps that count; TF 2.3.1 by all.
            if (Compat.Is215 && reduction is "auto" or "sum_over_batch_size") { factor = factor * (mask.numel() / factor.sum()); }
            weights = LossOps.Mask(factor, weights);
        }
        return (AlignTargets(y, prediction), weights);
    }

    /// <summary>Shape of targets of the predictions' rank.</summary>
    public static Shape AlignTargets(Shape y, Shape prediction) => y.Rank == 1 && prediction.Rank == 2 ? y.Append(1) : y;

    /// <summary>Targets of the predictions' rank and, among floats, dtype.</summary>
    public static Tensor AlignTargets(Tensor y, Tensor prediction)
    {
        if (y.dim() == 1 && prediction.dim() == 2) { y = y.unsqueeze(-1); }
        return y.is_floating_point() && prediction.is_floating_point() ? y.to_type(prediction.dtype) : y;
    }
}
