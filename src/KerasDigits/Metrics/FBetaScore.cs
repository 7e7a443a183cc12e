using KerasDigits.Backend;
using KerasDigits.Ops;

namespace KerasDigits.Metrics;

/// <summary>Weighted harmonic mean of precision and recall, for one-hot or multi-label targets of rank 2.</summary>
/// <remarks>Source: tf.keras 2.15, metrics/f_score_metrics.py (2.3.1 has none).</remarks>
[KerasExport("keras.metrics.FBetaScore")]
public class FBetaScore : Metric
{
    private Variable? _tp, _fp, _fn, _labels;

    /// <summary>Creates the metric.</summary>
    /// <param name="average">Null: a value per class; "micro": over all decisions, "macro": mean of the classes, "weighted": mean by the
    /// classes' frequency.</param>
    /// <param name="beta">Weight of recall against precision, above 0.</param>
    /// <param name="threshold">Predictions above are yes; null: the largest of a sample is.</param>
    /// <param name="name">Name for logs; null: the class name in snake case.</param>
    /// <param name="dtype">Keras dtype of the state; null: float32.</param>
    /// <exception cref="ArgumentException">average is unknown, beta is not above 0, or threshold is not above 0 and at most 1.</exception>
    public FBetaScore(string? average = null, double beta = 1.0, double? threshold = null, string? name = "fbeta_score",
        string? dtype = null) : base(name, dtype)
    {
        if (average is not null) { _ = Guard.OneOf(average, ["micro", "macro", "weighted"]); }
        Guard.That(beta > 0, $"`beta` must be above 0. Received: beta={beta}.", nameof(beta));
        Guard.That(threshold is null or (> 0 and <= 1), $"`threshold` must be above 0 and at most 1. Received: threshold={threshold}.",
            nameof(threshold));
        (this.average, this.beta, this.threshold) = (average, beta, threshold);
    }

    /// <summary>How classes are averaged.</summary>
    public string? average { get; }

    /// <summary>Weight of recall against precision.</summary>
    public double beta { get; }

    /// <summary>Predictions above are yes.</summary>
    public double? threshold { get; }

    /// <inheritdoc/>
    public override void update_state(Tensor y_true, Tensor y_pred, Tensor? sample_weight = null) =>
        Explain(y_true, y_pred, sample_weight, Count);

    private void Count(Tensor y_true, Tensor y_pred, Tensor? sample_weight)
    {
        using var scope = Scopes.Step();
        if (y_true.dim() != 2 || !y_true.shape.SequenceEqual(y_pred.shape))
        {
            throw new ArgumentException($"{GetType().Name} expects y_true and y_pred of one shape (samples, classes). Received: "
                + $"{Core.Shape.Of(y_true.shape)} and {Core.Shape.Of(y_pred.shape)}. Use one-hot labels (keras.utils.to_categorical).",
                nameof(y_true));
        }
        if (_tp is null)
        {
            Core.Shape shape = average == "micro" ? default : new Core.Shape(y_true.size(1));
            (_tp, _fp, _fn, _labels) = (add_weight("true_positives", shape), add_weight("false_positives", shape),
                add_weight("false_negatives", shape), add_weight("intermediate_weights", shape));
        }
        Tensor yes = ConfusionOps.Decide(y_pred, threshold), truth = y_true.to_type(yes.dtype);
        Tensor Sum(Tensor values)
        {
            if (sample_weight is not null) { values = LossOps.Weigh(values, sample_weight); }
            return average == "micro" ? values.sum() : values.sum([0L]);
        }
        _tp.value.add_(Sum(yes * truth));
        _fp!.value.add_(Sum(yes * (1 - truth)));
        _fn!.value.add_(Sum((1 - yes) * truth));
        _labels!.value.add_(Sum(truth));
    }

    /// <inheritdoc/>
    public override Tensor result()
    {
        if (_tp is null) { return Tensors.MakeScalar(0); }
        Tensor precision = ConfusionOps.Ratio(_tp.value, _tp.value + _fp!.value),
            recall = ConfusionOps.Ratio(_tp.value, _tp.value + _fn!.value);
        double b = beta * beta;
        Tensor score = ConfusionOps.Ratio(precision * recall, (precision * b) + recall) * (b + 1);
        return average switch
        {
            "weighted" => (score * ConfusionOps.Ratio(_labels!.value, _labels.value.sum().expand(_labels.value.shape))).sum(),
            "macro" => score.mean(),
            _ => score,
        };
    }
}
