namespace KerasDigits.Losses;

/// <summary>1 − twice what targets and predictions share over what both hold (Dice), for segmentation.</summary>
/// <param name="reduction">"auto" or "sum_over_batch_size" (the mean over all values), "sum", or "none" (one value for each sample); others
/// throw.</param>
/// <param name="name">Name for logs; null: the class name in snake case.</param>
/// <param name="axis">Axes over which it is computed; null: all, batch included.</param>
/// <remarks>Source: keras 3, losses/losses.py.</remarks>
[KerasExport("keras.losses.Dice")]
public sealed class Dice(string reduction = "sum_over_batch_size", string? name = "dice", IntList? axis = null) : Loss(reduction, name)
{
    /// <summary>Axes over which it is computed.</summary>
    public IntList? axis { get; } = axis;

    /// <inheritdoc/>
    public override Tensor call(Tensor y_true, Tensor y_pred) => Explain(y_true, y_pred, Compute);

    private Tensor Compute(Tensor y_true, Tensor y_pred)
    {
        Tensor y = y_true.to_type(y_pred.dtype);
        long[] axes = Overlap.FindAxes(axis, y_pred);
        // What is left of 1, each part by itself: near a full overlap the difference from 1 has no digits.
        Tensor alone = ((y * (1 - y_pred)) + (y_pred * (1 - y))).sum(axes);
        return (alone + Settings.Epsilon) / (y.sum(axes) + y_pred.sum(axes) + Settings.Epsilon);
    }
}
