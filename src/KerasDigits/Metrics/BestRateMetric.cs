using KerasDigits.Backend;
using KerasDigits.Ops;

namespace KerasDigits.Metrics;

/// <summary>Base of metrics that give the best of one rate where another reaches a bound.</summary>
public abstract class BestRateMetric : ConfusionMetric
{
    private readonly Variable _tp, _fp, _tn, _fn;
    private readonly double _bound;

    private protected BestRateMetric(double bound, string argument, int num_thresholds, int? class_id, string? name, string? dtype)
        : base(name, dtype, num_thresholds == 1
            ? [0.5]
            : [.. Enumerable.Range(0, Math.Max(0, num_thresholds)).Select(i => i / (num_thresholds - 1.0))], classId: class_id)
    {
        Guard.That(bound is >= 0 and <= 1, $"`{argument}` must be in the range [0, 1]. Received: {argument}={bound}.", argument);
        Guard.That(num_thresholds > 0, $"`num_thresholds` must be above 0. Received: num_thresholds={num_thresholds}.",
            nameof(num_thresholds));
        (_bound, this.num_thresholds, this.class_id) = (bound, num_thresholds, class_id);
        (_tp, _fp, _tn, _fn) = (add_weight("true_positives", num_thresholds), add_weight("false_positives", num_thresholds),
            add_weight("true_negatives", num_thresholds), add_weight("false_negatives", num_thresholds));
    }

    /// <summary>Number of thresholds from 0 to 1.</summary>
    public int num_thresholds { get; }

    /// <summary>Only this class counts; null: all.</summary>
    public int? class_id { get; }

    private protected Tensor Precision => ConfusionOps.Ratio(_tp.value, _tp.value + _fp.value);

    private protected Tensor Sensitivity => ConfusionOps.Ratio(_tp.value, _tp.value + _fn.value);

    private protected Tensor Specificity => ConfusionOps.Ratio(_tn.value, _tn.value + _fp.value);

    private protected sealed override void Add(Tensor y_true, Tensor y_pred, Tensor? weight, Tensor thresholds)
    {
        var counts = ConfusionOps.Count(y_true, y_pred, weight, thresholds);
        _tp.value.add_(counts.TruePositives);
        _fp.value.add_(counts.FalsePositives);
        _tn.value.add_(counts.TrueNegatives);
        _fn.value.add_(counts.FalseNegatives);
    }

    /// <summary>
    /// Whether the threshold counts whose rate is nearest to the bound, on whichever side, as in TensorFlow 1 and 2.0; set for metrics of
    /// their files.
    /// </summary>
    internal bool TakesNearest { get; set; }

    private protected sealed override Tensor Compute()
    {
        var (wanted, bound) = ComputeRates();
        if (TakesNearest) { return ConfusionOps.WhereNearest(wanted, bound, _bound); }
        return ConfusionOps.GreatestWhere(wanted, bound, _bound);
    }

    private protected abstract (Tensor Wanted, Tensor Bound) ComputeRates();
}
