using KerasDigits.Ops;

namespace KerasDigits.Losses;

/// <summary>
/// Connectionist temporal classification: labels whose places in a sequence are not known. The class 0 is the blank, and fills the labels
/// up.
/// </summary>
/// <param name="reduction">"auto" or "sum_over_batch_size" (the mean over all values), "sum", or "none" (one value for each sample); others
/// throw.</param>
/// <param name="name">Name for logs; null: the class name in snake case.</param>
/// <remarks>Labels are (samples, most labels), predictions logits of (samples, steps, classes). Source: keras 3,
/// losses/losses.py.</remarks>
[KerasExport("keras.losses.CTC")]
public sealed class CTC(string reduction = "sum_over_batch_size", string? name = "ctc") : Loss(reduction, name)
{
    /// <inheritdoc/>
    public override Tensor call(Tensor y_true, Tensor y_pred) => Explain(y_true, y_pred, Compute);

    private Tensor Compute(Tensor y_true, Tensor y_pred)
    {
        Guard.That(y_true.dim() == 2, "Targets `y_true` are expected to be a tensor of shape `(batch_size, max_length)` in integer "
            + $"format. Received: y_true.shape=({string.Join(", ", y_true.shape)})", nameof(y_true));
        Guard.That(y_pred.dim() == 3, "Logits `y_pred` are expected to be a tensor of shape `(batch_size, max_length, num_classes)`. "
            + $"Received: y_pred.shape=({string.Join(", ", y_pred.shape)})", nameof(y_pred));
        return Ctc.OfLogits(y_true, y_pred);
    }
}
