namespace KerasDigits.Losses;

/// <summary>1 − Tversky's index: what targets and predictions share, with weights for false positives and negatives.</summary>
/// <param name="alpha">Weight of what the targets hold and the predictions lack (Keras's own count, up to 3.15).</param>
/// <param name="beta">Weight of what the predictions hold and the targets lack.</param>
/// <param name="reduction">"auto" or "sum_over_batch_size" (the mean over all values), "sum", or "none" (one value for each sample); others
/// throw.</param>
/// <param name="name">Name for logs; null: the class name in snake case.</param>
/// <param name="axis">Axes over which it is computed; null: all, batch included.</param>
/// <remarks>Source: keras 3, losses/losses.py.</remarks>
[KerasExport("keras.losses.Tversky")]
public sealed class Tversky(double alpha = 0.5, double beta = 0.5, string reduction = "sum_over_batch_size", string? name = "tversky",
    IntList? axis = null) : Loss(reduction, name)
{
    /// <summary>Weight of what only the targets hold.</summary>
    public double alpha { get; } = alpha;

    /// <summary>Weight of what only the predictions hold.</summary>
    public double beta { get; } = beta;

    /// <summary>Axes over which it is computed.</summary>
    public IntList? axis { get; } = axis;

    /// <inheritdoc/>
    public override Tensor call(Tensor y_true, Tensor y_pred) => Explain(y_true, y_pred, Compute);

    private Tensor Compute(Tensor y_true, Tensor y_pred)
    {
        Tensor y = y_true.to_type(y_pred.dtype);
        long[] axes = Overlap.FindAxes(axis, y_pred);
        Tensor shared = (y * y_pred).sum(axes), missed = (y * (1 - y_pred)).sum(axes), added = ((1 - y) * y_pred).sum(axes);
        Tensor apart = (missed * alpha) + (added * beta) + Settings.Epsilon;
        return apart / (shared + apart);
    }
}
