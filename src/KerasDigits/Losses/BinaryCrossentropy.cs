using KerasDigits.Ops;

namespace KerasDigits.Losses;

/// <summary>Crossentropy of yes/no labels, its mean over the last axis.</summary>
/// <param name="from_logits">Whether y_pred are logits, not probabilities.</param>
/// <param name="label_smoothing">Fraction of each label moved towards 0.5: 0 … 1.</param>
/// <param name="axis">Axis of the mean.</param>
/// <param name="reduction">"auto" or "sum_over_batch_size" (the mean over all values), "sum", or "none" (one value for each sample); others
/// throw.</param>
/// <param name="name">Name for logs; null: the class name in snake case.</param>
[KerasExport("keras.losses.BinaryCrossentropy")]
public sealed class BinaryCrossentropy(bool from_logits = false, double label_smoothing = 0.0, int axis = -1, string reduction = "auto",
    string? name = "binary_crossentropy") : Loss(reduction, name)
{
    /// <summary>Whether y_pred are logits.</summary>
    public bool from_logits { get; } = from_logits;

    /// <summary>Fraction of each label moved towards 0.5.</summary>
    public double label_smoothing { get; } = label_smoothing;

    /// <inheritdoc/>
    public override Tensor call(Tensor y_true, Tensor y_pred) => Explain(y_true, y_pred,
        (t, p) => LossFunctions.binary_crossentropy(t, p, from_logits, label_smoothing, axis));

    /// <summary>Axis of the mean.</summary>
    public int axis { get; } = axis;

    /// <inheritdoc/>
    public override Config get_config() => base.get_config().Without("axis", -1L); // Keras 2.4 has no such argument in its files
}

internal static partial class LossFunctions
{
    /// <summary>Crossentropy of yes/no labels; logits are used where y_pred comes straight from a sigmoid.</summary>
    /// <param name="y_true">Labels 0 … 1, in the shape of y_pred.</param>
    /// <param name="y_pred">Predictions, shape (batch, …).</param>
    /// <param name="from_logits">Whether predictions are logits; false: probabilities.</param>
    /// <param name="label_smoothing">Smoothing, 0 … 1: labels move this far towards 0.5.</param>
    /// <param name="axis">Axis that the mean is taken over.</param>
    /// <returns>Shape of y_pred without the axis.</returns>
    [KerasExport("keras.losses.binary_crossentropy", "keras.metrics.binary_crossentropy")]
    public static Tensor binary_crossentropy(Tensor y_true, Tensor y_pred, bool from_logits = false, double label_smoothing = 0,
        int axis = -1)
    {
        Tensor t = LossOps.MakeLike(y_true, y_pred);
        if (label_smoothing > 0) { t = (t * (1 - label_smoothing)) + (0.5 * label_smoothing); }
        return Crossentropies.ComputeBinary(t, y_pred, from_logits).mean([axis]);
    }
}
