using KerasDigits.Losses;

namespace KerasDigits.Metrics;

/// <summary>Mean crossentropy of yes/no labels.</summary>
/// <param name="name">Name for logs; null: the class name in snake case.</param>
/// <param name="dtype">Keras dtype of the state; null: float32.</param>
/// <param name="from_logits">Whether y_pred are logits.</param>
/// <param name="label_smoothing">Fraction of each label moved towards 0.5.</param>
[KerasExport("keras.metrics.BinaryCrossentropy")]
public sealed class BinaryCrossentropy(string? name = "binary_crossentropy", string? dtype = null, bool from_logits = false,
    double label_smoothing = 0)
        : MeanMetricWrapper((t, p) => LossFunctions.binary_crossentropy(t, p, from_logits, label_smoothing), name, dtype)
{
    /// <summary>Whether y_pred are logits.</summary>
    public bool from_logits { get; } = from_logits;

    /// <summary>Fraction of each label spread over all classes.</summary>
    public double label_smoothing { get; } = label_smoothing;

    /// <inheritdoc/>
    public override Config get_config() => new(base.get_config()) { ["from_logits"] = from_logits, ["label_smoothing"] = label_smoothing };
}
