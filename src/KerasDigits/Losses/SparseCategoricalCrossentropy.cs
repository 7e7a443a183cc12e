using KerasDigits.Ops;

namespace KerasDigits.Losses;

/// <summary>−log of the probability of the true class, which is given as its number.</summary>
/// <param name="from_logits">Whether y_pred are logits, not probabilities.</param>
/// <param name="ignore_class">A class number whose samples do not count (for example 255, "no label"); null: all count.</param>
/// <param name="reduction">"auto" or "sum_over_batch_size" (the mean over all values), "sum", or "none" (one value for each sample); others
/// throw.</param>
/// <param name="name">Name for logs; null: the class name in snake case.</param>
[KerasExport("keras.losses.SparseCategoricalCrossentropy")]
public sealed class SparseCategoricalCrossentropy(bool from_logits = false, int? ignore_class = null, string reduction = "auto",
    string? name = "sparse_categorical_crossentropy") : Loss(reduction, name)
{
    /// <summary>Whether y_pred are logits.</summary>
    public bool from_logits { get; } = from_logits;

    /// <summary>A class number whose samples do not count; null: all count.</summary>
    public int? ignore_class { get; } = ignore_class;

    /// <inheritdoc/>
    public override Tensor call(Tensor y_true, Tensor y_pred) => Explain(y_true, y_pred,
        (t, p) => LossFunctions.sparse_categorical_crossentropy(t, p, from_logits, -1, ignore_class));

    /// <inheritdoc/>
    public override Tensor Apply(Tensor y_true, Tensor y_pred, Tensor? sample_weight = null)
    {
        if (ignore_class is not { } ignored) { return base.Apply(y_true, y_pred, sample_weight); }
        Tensor values = call(y_true, y_pred), counted = Crossentropies.FindCounted(y_true, y_pred, ignored);
        return LossOps.Reduce(values,
            Crossentropies.FindCountedWeights(counted, sample_weight, mean: reduction is "auto" or "sum_over_batch_size"), reduction);
    }

    /// <inheritdoc/>
    public override Config get_config() => base.get_config().Without("ignore_class", null); // Keras 2.4 has no such argument in its files
}

internal static partial class LossFunctions
{
    /// <summary>Crossentropy of class numbers; logits are used where y_pred comes straight from a softmax.</summary>
    /// <param name="y_true">Class numbers: the shape of y_pred without the axis, or with size 1 there.</param>
    /// <param name="y_pred">Predictions; the axis holds the classes.</param>
    /// <param name="from_logits">Whether predictions are logits; false: probabilities.</param>
    /// <param name="axis">Axis of the classes.</param>
    /// <param name="ignore_class">Class whose samples count 0; null: none.</param>
    /// <returns>Shape of y_pred without the axis.</returns>
    [KerasExport("keras.losses.sparse_categorical_crossentropy", "keras.metrics.sparse_categorical_crossentropy")]
    public static Tensor sparse_categorical_crossentropy(Tensor y_true, Tensor y_pred, bool from_logits = false, int axis = -1,
        int? ignore_class = null) =>
        Crossentropies.ComputeSparse(y_true, y_pred, from_logits, axis, ignore_class);
}
