using KerasDigits.Ops;

namespace KerasDigits.Losses;

/// <summary>−Σ y_true · log(y_pred) over the last axis.</summary>
/// <param name="from_logits">Whether y_pred are logits, not probabilities.</param>
/// <param name="label_smoothing">Fraction of each label spread over all classes: 0 … 1.</param>
/// <param name="axis">Axis of the classes.</param>
/// <param name="reduction">"auto" or "sum_over_batch_size" (the mean over all values), "sum", or "none" (one value for each sample); others
/// throw.</param>
/// <param name="name">Name for logs; null: the class name in snake case.</param>
[KerasExport("keras.losses.CategoricalCrossentropy")]
public sealed class CategoricalCrossentropy(bool from_logits = false, double label_smoothing = 0.0, int axis = -1,
    string reduction = "auto", string? name = "categorical_crossentropy") : Loss(reduction, name)
{
    /// <summary>Whether y_pred are logits.</summary>
    public bool from_logits { get; } = from_logits;

    /// <summary>Fraction of each label spread over all classes.</summary>
    public double label_smoothing { get; } = label_smoothing;

    /// <summary>Axis of the classes.</summary>
    public int axis { get; } = axis;

    /// <inheritdoc/>
    public override Tensor call(Tensor y_true, Tensor y_pred) => Explain(y_true, y_pred,
        (t, p) => LossFunctions.categorical_crossentropy(t, p, from_logits, label_smoothing, axis));

    /// <inheritdoc/>
    public override Config get_config() => base.get_config().Without("axis", -1L); // Keras 2.4 has no such argument in its files
}

internal static partial class LossFunctions
{
    /// <summary>Crossentropy of one-hot labels; logits are used where y_pred comes straight from a softmax.</summary>
    /// <param name="y_true">One-hot labels or probabilities, in the shape of y_pred.</param>
    /// <param name="y_pred">Predictions; the axis holds the classes.</param>
    /// <param name="from_logits">Whether predictions are logits; false: probabilities.</param>
    /// <param name="label_smoothing">Smoothing, 0 … 1: labels move this far towards equal probabilities.</param>
    /// <param name="axis">Axis of the classes.</param>
    /// <returns>Shape of y_pred without the axis.</returns>
    [KerasExport("keras.losses.categorical_crossentropy", "keras.metrics.categorical_crossentropy")]
    public static Tensor categorical_crossentropy(Tensor y_true, Tensor y_pred, bool from_logits = false, double label_smoothing = 0,
        int axis = -1)
    {
        Tensor t = LossOps.MakeLike(y_true, y_pred);
        // Keras counts the classes along the last axis, whatever the axis of the classes is.
        if (label_smoothing > 0) { t = (t * (1 - label_smoothing)) + (label_smoothing / t.size(-1)); }
        return Crossentropies.ComputeCategorical(t, y_pred, from_logits, axis);
    }
}
