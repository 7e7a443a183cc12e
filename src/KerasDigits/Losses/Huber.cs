using KerasDigits.Ops;

namespace KerasDigits.Losses;

/// <summary>Squares of small errors, magnitudes of large ones.</summary>
/// <param name="delta">Error at which the one becomes the other.</param>
/// <param name="reduction">"auto" or "sum_over_batch_size" (the mean over all values), "sum", or "none" (one value for each sample); others
/// throw.</param>
/// <param name="name">Name for logs.</param>
[KerasExport("keras.losses.Huber")]
public sealed class Huber(double delta = 1.0, string reduction = "auto", string? name = "huber_loss") : Loss(reduction, name)
{
    /// <summary>Error at which squares become magnitudes.</summary>
    public double delta { get; } = delta;

    /// <inheritdoc/>
    public override Tensor call(Tensor y_true, Tensor y_pred) => Explain(y_true, y_pred,
        (t, p) => LossOps.huber(t, p, delta));
}
