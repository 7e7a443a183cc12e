using KerasDigits.Ops;

namespace KerasDigits.Losses;

/// <summary>Σ y_true · log(y_true / y_pred).</summary>
/// <param name="reduction">"auto" or "sum_over_batch_size" (the mean over all values), "sum", or "none" (one value for each sample); others
/// throw.</param>
/// <param name="name">Name for logs; null: the class name in snake case.</param>
[KerasExport("keras.losses.KLDivergence")]
public sealed class KLDivergence(string reduction = "auto", string? name = "kl_divergence") : Loss(reduction, name)
{
    /// <inheritdoc/>
    public override Tensor call(Tensor y_true, Tensor y_pred) => Explain(y_true, y_pred, LossFunctions.kl_divergence);
}

internal static partial class LossFunctions
{
    /// <summary>Σ y_true · log(y_true / y_pred).</summary>
    /// <param name="y_true">Probabilities, in the shape of y_pred.</param>
    /// <param name="y_pred">Probabilities, shape (…, classes).</param>
    /// <returns>Shape of y_pred without its last axis.</returns>
    [KerasExport("keras.losses.kl_divergence", "keras.losses.kld", "keras.losses.KLD", "keras.losses.kullback_leibler_divergence",
        "keras.metrics.kl_divergence", "keras.metrics.kld", "keras.metrics.KLD", "keras.metrics.kullback_leibler_divergence")]
    public static Tensor kl_divergence(Tensor y_true, Tensor y_pred)
    {
        Tensor t = LossOps.MakeLike(y_true, y_pred).clamp(Settings.Epsilon, 1);
        return (t * (t / y_pred.clamp(Settings.Epsilon, 1)).log()).sum(-1);
    }
}
