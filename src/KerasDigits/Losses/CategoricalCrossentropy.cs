using KerasDigits.Ops;

namespace KerasDigits.Losses;

/// <summary>−Σ y_true · log(y_pred) over the last axis.</summary>
/// <param name="from_logits">Whether y_pred are logits, not probabilities.</param>
/// <param name="label_smoothing">Fraction of each label spread over all classes: 0 … 1.</param>
/// <param name="axis">Axis of the classes.</param>
/// <param name="reduction">"auto" or "sum_over_batch_size" (the mean over all values), "sum", or "none" (one value for each sample); others
/// throw.</param>
/// <param name="name">Name for logs.</param>
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
        (t, p) => LossOps.categorical_crossentropy(t, p, from_logits, label_smoothing, axis));

    /// <inheritdoc/>
    public override Config get_config() => base.get_config().Without("axis", -1L); // Keras 2.4 has no such argument in its files
}
