using KerasDigits.Losses;
using KerasDigits.Ops;

namespace KerasDigits.Metrics;

/// <summary>Mean crossentropy of class numbers.</summary>
/// <param name="name">Name for logs; null: the class name in snake case.</param>
/// <param name="dtype">Keras dtype of the state; null: float32.</param>
/// <param name="from_logits">Whether y_pred are logits.</param>
/// <param name="ignore_class">A class number whose samples do not count; null: all count.</param>
/// <param name="axis">Axis of the classes.</param>
[KerasExport("keras.metrics.SparseCategoricalCrossentropy")]
public sealed class SparseCategoricalCrossentropy(string? name = "sparse_categorical_crossentropy", string? dtype = null,
    bool from_logits = false, int? ignore_class = null, int axis = -1)
    : MeanMetricWrapper((t, p) => LossFunctions.sparse_categorical_crossentropy(t, p, from_logits, axis, ignore_class), name, dtype)
{
    /// <summary>Whether y_pred are logits.</summary>
    public bool from_logits { get; } = from_logits;

    /// <summary>A class number whose samples do not count; null: all count.</summary>
    public int? ignore_class { get; } = ignore_class;

    /// <summary>Axis of the classes.</summary>
    public int axis { get; } = axis;

    /// <inheritdoc/>
    public override void update_state(Tensor y_true, Tensor y_pred, Tensor? sample_weight = null) =>
        Explain(y_true, y_pred, sample_weight, (t, p, w) => base.update_state(t, p, ignore_class is { } ignored
            ? Crossentropies.FindCountedWeights(Crossentropies.FindCounted(t, p, ignored), w, mean: false)
            : w));

    /// <inheritdoc/>
    public override Config get_config() => new Config(base.get_config()) { ["from_logits"] = from_logits,
        ["ignore_class"] = ignore_class is { } n ? (long)n : null, ["axis"] = (long)axis }
        .Without("ignore_class", null).Without("axis", -1L); // unknown to Keras 2.4's files
}
