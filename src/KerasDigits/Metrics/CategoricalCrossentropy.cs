using KerasDigits.Losses;

namespace KerasDigits.Metrics;

/// <summary>Mean crossentropy of one-hot labels.</summary>
/// <param name="name">Name for logs; null: the class name in snake case.</param>
/// <param name="dtype">Keras dtype of the state; null: float32.</param>
/// <param name="from_logits">Whether y_pred are logits.</param>
/// <param name="label_smoothing">Fraction of each label spread over all classes.</param>
/// <param name="axis">Axis of the classes.</param>
[KerasExport("keras.metrics.CategoricalCrossentropy")]
public sealed class CategoricalCrossentropy(string? name = "categorical_crossentropy", string? dtype = null, bool from_logits = false,
    double label_smoothing = 0, int axis = -1)
    : MeanMetricWrapper((t, p) => LossFunctions.categorical_crossentropy(t, p, from_logits, label_smoothing, axis), name, dtype)
{
    /// <summary>Whether y_pred are logits.</summary>
    public bool from_logits { get; } = from_logits;

    /// <summary>Fraction of each label spread over all classes.</summary>
    public double label_smoothing { get; } = label_smoothing;

    /// <inheritdoc/>
    public override Config get_config() => new Config(base.get_config()) { ["from_logits"] = from_logits,
        ["label_smoothing"] = label_smoothing, ["axis"] = (long)axis }.Without("axis", -1L);

    /// <summary>Axis of the classes.</summary>
    public int axis { get; } = axis;
}
