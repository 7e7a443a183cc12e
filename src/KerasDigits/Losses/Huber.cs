using KerasDigits.Ops;

namespace KerasDigits.Losses;

/// <summary>Squares of small errors, magnitudes of large ones.</summary>
/// <param name="delta">Error at which the one becomes the other.</param>
/// <param name="reduction">"auto" or "sum_over_batch_size" (the mean over all values), "sum", or "none" (one value for each sample); others
/// throw.</param>
/// <param name="name">Name for logs; null: the class name in snake case.</param>
[KerasExport("keras.losses.Huber")]
public sealed class Huber(double delta = 1.0, string reduction = "auto", string? name = "huber_loss") : Loss(reduction, name)
{
    /// <summary>Error at which squares become magnitudes.</summary>
    public double delta { get; } = delta;

    /// <inheritdoc/>
    public override Tensor call(Tensor y_true, Tensor y_pred) => Explain(y_true, y_pred,
        (t, p) => LossFunctions.huber(t, p, delta));
}

internal static partial class LossFunctions
{
    /// <summary>Mean of the Huber loss.</summary>
    /// <param name="y_true">Targets, in the shape of y_pred.</param>
    /// <param name="y_pred">Predictions, shape (batch, …).</param>
    /// <param name="delta">Error from which on the loss is linear instead of quadratic, above 0.</param>
    /// <returns>Shape of y_pred without its last axis.</returns>
    [KerasExport("keras.losses.huber", "keras.losses.huber_loss")]
    public static Tensor huber(Tensor y_true, Tensor y_pred, double delta = 1.0)
    {
        Tensor e = (y_pred - LossOps.MakeLike(y_true, y_pred)).abs();
        Tensor small = e.clamp_max(delta);
        return (0.5 * small.square()).where(e < delta, delta * (e - (0.5 * delta))).mean([-1]);
    }
}
