using KerasDigits.Backend;
using KerasDigits.Ops;

namespace KerasDigits.Metrics;

/// <summary>Area under the ROC or precision-recall curve, approximated by thresholds.</summary>
[KerasExport("keras.metrics.AUC")]
public class AUC : ConfusionMetric
{
    private readonly double[] _all;
    private Variable? _tp, _fp, _tn, _fn;

    /// <summary>Creates the metric.</summary>
    /// <param name="num_thresholds">Number of thresholds from 0 to 1, 2 or more.</param>
    /// <param name="curve">"ROC" or "PR".</param>
    /// <param name="summation_method">"interpolation", "minoring" or "majoring".</param>
    /// <param name="name">Name for logs; null: the class name in snake case.</param>
    /// <param name="dtype">Keras dtype of the state; null: float32.</param>
    /// <param name="thresholds">Custom thresholds between 0 and 1, instead of num_thresholds; null: that many evenly spaced ones.</param>
    /// <param name="multi_label">Whether each column is a label of its own and the areas are averaged.</param>
    /// <param name="num_labels">Number of labels; null: seen from the first batch.</param>
    /// <param name="label_weights">Weight of each label in the average; null: equal.</param>
    /// <param name="from_logits">Whether predictions are logits; a sigmoid is applied.</param>
    /// <exception cref="ArgumentException">A word is none of the allowed ones, or num_labels is given without multi_label.</exception>
    public AUC(int num_thresholds = 200, string curve = "ROC", string summation_method = "interpolation", string? name = null,
        string? dtype = null, double[]? thresholds = null, bool multi_label = false, int? num_labels = null, double[]? label_weights = null,
        bool from_logits = false)
        : base(name, dtype, MakeThresholds(num_thresholds, thresholds), checksRange: !from_logits)
    {
        this.curve = Guard.OneOf(curve, ["ROC", "PR"]);
        this.summation_method = Guard.OneOf(summation_method, ["interpolation", "minoring", "majoring"]);
        this.thresholds = thresholds;
        (this.multi_label, this.num_labels, this.label_weights, this.from_logits) = (multi_label, num_labels, label_weights, from_logits);
        Guard.That(multi_label || num_labels is null, "`num_labels` is needed only when `multi_label` is true.", nameof(num_labels));
        _all = MakeThresholds(num_thresholds, thresholds);
        this.num_thresholds = _all.Length;
    }

    /// <summary>Number of thresholds.</summary>
    public int num_thresholds { get; }

    /// <summary>"ROC" or "PR".</summary>
    public string curve { get; }

    /// <summary>How heights between thresholds are taken.</summary>
    public string summation_method { get; }

    /// <summary>Custom thresholds.</summary>
    public double[]? thresholds { get; }

    /// <summary>Whether each column is a label of its own.</summary>
    public bool multi_label { get; }

    /// <summary>Number of labels.</summary>
    public int? num_labels { get; }

    /// <summary>Weight of each label in the average.</summary>
    public double[]? label_weights { get; }

    /// <summary>Whether predictions are logits.</summary>
    public bool from_logits { get; }

    private protected override void Add(Tensor y_true, Tensor y_pred, Tensor? weight, Tensor thresholds)
    {
        if (from_logits) { y_pred = y_pred.sigmoid(); }
        if (Compat.Is215) { y_pred = y_pred.clamp(0, 1); }
        if (multi_label && num_labels is { } labels && y_pred.size(-1) != labels)
        {
            throw new ArgumentException($"Predictions must have {labels} columns, as num_labels says. Received: shape "
                + $"{Core.Shape.Of(y_pred.shape)}.", nameof(y_pred));
        }
        if (_tp is null)
        {
            Core.Shape shape = multi_label ? new Core.Shape(_all.Length, y_pred.size(-1)) : new Core.Shape(_all.Length);
            (_tp, _fp, _tn, _fn) = (add_weight("true_positives", shape), add_weight("false_positives", shape),
                add_weight("true_negatives", shape), add_weight("false_negatives", shape));
        }
        var counts = ConfusionOps.Count(y_true, y_pred, weight, thresholds, multi_label);
        _tp.value.add_(counts.TruePositives);
        _fp!.value.add_(counts.FalsePositives);
        _tn!.value.add_(counts.TrueNegatives);
        _fn!.value.add_(counts.FalseNegatives);
    }

    private protected override Tensor Compute()
    {
        if (_tp is null) { return Tensors.MakeScalar(0); }
        var (tp, fp, tn, fn) = (_tp.value, _fp!.value, _tn!.value, _fn!.value);
        Tensor recall = ConfusionOps.Ratio(tp, tp + fn);
        Tensor area = curve == "ROC" ? ConfusionOps.Area(ConfusionOps.Ratio(fp, fp + tn), recall, summation_method)
            : summation_method == "interpolation" ? ConfusionOps.PrecisionRecallArea(tp, fp, fn)
            : ConfusionOps.Area(recall, ConfusionOps.Ratio(tp, tp + fp), summation_method);
        if (!multi_label) { return area; }
        if (label_weights is null) { return area.mean(); }
        Tensor weights = Tensors.Of([.. label_weights.Select(w => (float)w)]);
        return ConfusionOps.Ratio((area * weights).sum(), weights.sum());
    }

    private static double[] MakeThresholds(int count, double[]? own)
    {
        const double beyond = 1e-7; // so that the ends take in everything
        if (own is not null)
        {
            foreach (double t in own)
            {
                Guard.That(t is >= 0 and <= 1, $"Threshold values must be in [0, 1]. Received: {t}.", "thresholds");
            }
            return [-beyond, .. own.Order().Where(t => t is > 0 and < 1), 1 + beyond];
        }
        Guard.That(count > 1, $"`num_thresholds` must be above 1. Received: num_thresholds={count}.", "num_thresholds");
        return [-beyond, .. Enumerable.Range(1, count - 2).Select(i => i / (count - 1.0)), 1 + beyond];
    }
}
