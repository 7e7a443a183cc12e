using KerasDigits.Ops;

namespace KerasDigits.Losses;

/// <summary>
/// Crossentropy that tolerates wrong labels: (1 − p^q) / q of the true class's probability p (Zhang and Sabuncu 2018). Labels are numbers
/// of classes.
/// </summary>
/// <param name="q">Between 0, where it is the crossentropy, and 1, where it is the absolute error.</param>
/// <param name="reduction">"auto" or "sum_over_batch_size" (the mean over all values), "sum", or "none" (one value for each sample); others
/// throw.</param>
/// <param name="name">Name for logs; null: the class name in snake case.</param>
/// <exception cref="ArgumentException">q is not between 0 and 1.</exception>
/// <remarks>Source: keras 3.15, losses/losses.py.</remarks>
[KerasExport("keras.losses.CategoricalGeneralizedCrossEntropy")]
public sealed class CategoricalGeneralizedCrossEntropy(double q = 0.5, string reduction = "auto",
    string? name = "categorical_generalized_cross_entropy") : Loss(reduction, name)
{
    /// <summary>Between the crossentropy's 0 and the absolute error's 1.</summary>
    public double q { get; } = q is > 0 and < 1
        ? q
        : throw new ArgumentException($"q must be in the interval (0, 1). Received: q={q}.", nameof(q));

    /// <inheritdoc/>
    public override Tensor call(Tensor y_true, Tensor y_pred) => Explain(y_true, y_pred,
        (t, p) => LossFunctions.categorical_generalized_cross_entropy(t, p, q));
}

internal static partial class LossFunctions
{
    /// <summary>(1 − p^q) / q of the true class's probability p; labels are numbers of classes.</summary>
    /// <param name="y_true">Class numbers, shape (batch,).</param>
    /// <param name="y_pred">Probabilities, shape (batch, classes).</param>
    /// <param name="q">Robustness to wrong labels, above 0 and at most 1: near 0 the crossentropy, 1 the mean absolute error.</param>
    /// <returns>Shape (batch,).</returns>
    [KerasExport("keras.losses.categorical_generalized_cross_entropy")]
    public static Tensor categorical_generalized_cross_entropy(Tensor y_true, Tensor y_pred, double q = 0.5) =>
        (1 - y_pred.gather(-1, Crossentropies.FindClasses(y_true, y_pred).unsqueeze(-1)).squeeze(-1).pow(q)) / q;
}
