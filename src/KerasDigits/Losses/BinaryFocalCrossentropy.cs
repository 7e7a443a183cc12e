using KerasDigits.Ops;

namespace KerasDigits.Losses;

/// <summary>Binary crossentropy that weighs hard samples more (Lin et al. 2017).</summary>
/// <param name="apply_class_balancing">Whether classes are weighed by alpha.</param>
/// <param name="alpha">Weight of class 1; class 0 gets 1 − alpha.</param>
/// <param name="gamma">Focusing parameter: easy samples are scaled by (1 − p)^gamma; 0 or more.</param>
/// <param name="from_logits">Whether y_pred are logits, not probabilities.</param>
/// <param name="label_smoothing">Fraction of each label moved towards 0.5: 0 … 1.</param>
/// <param name="axis">Axis of the mean.</param>
/// <param name="reduction">"auto" or "sum_over_batch_size" (the mean over all values), "sum", or "none" (one value for each sample); others
/// throw.</param>
/// <param name="name">Name for logs; null: the class name in snake case.</param>
/// <remarks>Source: tf.keras 2.15, losses.py (2.3.1 has none).</remarks>
[KerasExport("keras.losses.BinaryFocalCrossentropy")]
public sealed class BinaryFocalCrossentropy(bool apply_class_balancing = false, double alpha = 0.25, double gamma = 2.0,
    bool from_logits = false, double label_smoothing = 0.0, int axis = -1, string reduction = "auto",
    string? name = "binary_focal_crossentropy") : Loss(reduction, name)
{
    /// <summary>Whether classes are weighed by alpha.</summary>
    public bool apply_class_balancing { get; } = apply_class_balancing;

    /// <summary>Weight of class 1.</summary>
    public double alpha { get; } = alpha;

    /// <summary>How much easy samples count less.</summary>
    public double gamma { get; } = gamma;

    /// <summary>Whether y_pred are logits.</summary>
    public bool from_logits { get; } = from_logits;

    /// <summary>Fraction of each label moved towards 0.5.</summary>
    public double label_smoothing { get; } = label_smoothing;

    /// <summary>Axis of the mean.</summary>
    public int axis { get; } = axis;

    /// <inheritdoc/>
    public override Tensor call(Tensor y_true, Tensor y_pred) => Explain(y_true, y_pred,
        (t, p) => LossFunctions.binary_focal_crossentropy(t, p, apply_class_balancing, alpha, gamma, from_logits, label_smoothing, axis));
}

internal static partial class LossFunctions
{
    /// <summary>Binary crossentropy in which a sample counts by (1 − p)^gamma, p being the probability of its own class.</summary>
    /// <param name="y_true">Labels 0 or 1, in the shape of y_pred.</param>
    /// <param name="y_pred">Predictions, shape (batch, …).</param>
    /// <param name="apply_class_balancing">Whether label 1 also counts by alpha and label 0 by 1 − alpha.</param>
    /// <param name="alpha">Weight of label 1, 0 … 1; used with apply_class_balancing.</param>
    /// <param name="gamma">Focusing exponent, 0 or more; 0 gives the plain crossentropy.</param>
    /// <param name="from_logits">Whether predictions are logits; false: probabilities.</param>
    /// <param name="label_smoothing">Smoothing, 0 … 1: labels move this far towards 0.5.</param>
    /// <param name="axis">Axis that the mean is taken over.</param>
    /// <returns>Shape of y_pred without the axis.</returns>
    [KerasExport("keras.losses.binary_focal_crossentropy", "keras.metrics.binary_focal_crossentropy")]
    public static Tensor binary_focal_crossentropy(Tensor y_true, Tensor y_pred, bool apply_class_balancing = false, double alpha = 0.25,
        double gamma = 2.0, bool from_logits = false, double label_smoothing = 0, int axis = -1)
    {
        Tensor t = LossOps.MakeLike(y_true, y_pred);
        if (label_smoothing > 0) { t = (t * (1 - label_smoothing)) + (0.5 * label_smoothing); }
        return Crossentropies.ComputeBinaryFocal(t, y_pred, apply_class_balancing, alpha, gamma, from_logits).mean([axis]);
    }
}
