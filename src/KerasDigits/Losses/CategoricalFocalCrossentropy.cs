using KerasDigits.Ops;

namespace KerasDigits.Losses;

/// <summary>Categorical crossentropy that weighs hard samples more (Lin et al. 2017).</summary>
/// <param name="alpha">Factor of all values.</param>
/// <param name="gamma">Focusing parameter: easy samples are scaled by (1 − p)^gamma; 0 or more.</param>
/// <param name="from_logits">Whether y_pred are logits, not probabilities.</param>
/// <param name="label_smoothing">Fraction of each label spread over all classes: 0 … 1.</param>
/// <param name="axis">Axis of the classes.</param>
/// <param name="reduction">"auto" or "sum_over_batch_size" (the mean over all values), "sum", or "none" (one value for each sample); others
/// throw.</param>
/// <param name="name">Name for logs; null: the class name in snake case.</param>
/// <remarks>Source: tf.keras 2.15, losses.py (2.3.1 has none).</remarks>
[KerasExport("keras.losses.CategoricalFocalCrossentropy")]
public sealed class CategoricalFocalCrossentropy(double alpha = 0.25, double gamma = 2.0, bool from_logits = false,
    double label_smoothing = 0.0, int axis = -1, string reduction = "auto", string? name = "categorical_focal_crossentropy")
        : Loss(reduction, name)
{
    /// <summary>Factor of all values.</summary>
    public double alpha { get; } = alpha;

    /// <summary>How much easy samples count less.</summary>
    public double gamma { get; } = gamma;

    /// <summary>Whether y_pred are logits.</summary>
    public bool from_logits { get; } = from_logits;

    /// <summary>Fraction of each label spread over all classes.</summary>
    public double label_smoothing { get; } = label_smoothing;

    /// <summary>Axis of the classes.</summary>
    public int axis { get; } = axis;

    /// <inheritdoc/>
    public override Tensor call(Tensor y_true, Tensor y_pred) => Explain(y_true, y_pred,
        (t, p) => LossFunctions.categorical_focal_crossentropy(t, p, alpha, gamma, from_logits, label_smoothing, axis));
}

internal static partial class LossFunctions
{
    /// <summary>
    /// Crossentropy of one-hot labels in which a sample counts by alpha · (1 − p)^gamma, p being the probability of its own class.
    /// </summary>
    /// <param name="y_true">One-hot labels, in the shape of y_pred.</param>
    /// <param name="y_pred">Predictions; the axis holds the classes.</param>
    /// <param name="alpha">Weight of the loss, 0 … 1.</param>
    /// <param name="gamma">Focusing exponent, 0 or more; 0 gives the plain crossentropy.</param>
    /// <param name="from_logits">Whether predictions are logits; false: probabilities.</param>
    /// <param name="label_smoothing">Smoothing, 0 … 1: labels move this far towards equal probabilities.</param>
    /// <param name="axis">Axis of the classes.</param>
    /// <returns>Shape of y_pred without the axis.</returns>
    [KerasExport("keras.losses.categorical_focal_crossentropy", "keras.metrics.categorical_focal_crossentropy")]
    public static Tensor categorical_focal_crossentropy(Tensor y_true, Tensor y_pred, double alpha = 0.25, double gamma = 2.0,
        bool from_logits = false, double label_smoothing = 0, int axis = -1)
    {
        Tensor t = LossOps.MakeLike(y_true, y_pred);
        // Keras counts the classes along the last axis, whatever the axis of the classes is.
        if (label_smoothing > 0) { t = (t * (1 - label_smoothing)) + (label_smoothing / t.size(-1)); }
        return Crossentropies.ComputeCategoricalFocal(t, y_pred, alpha, gamma, from_logits, axis);
    }
}
