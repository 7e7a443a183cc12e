using KerasDigits.Backend;
using KerasDigits.Ops;

namespace KerasDigits.Metrics;

/// <summary>Base of precision and recall: true positives among a greater number.</summary>
public abstract class PositiveRate : ConfusionMetric
{
    private readonly Variable _right, _wrong;

    private protected PositiveRate(Thresholds? thresholds, int? top_k, int? class_id, string? name, string? dtype, string wrong)
        : base(name, dtype, thresholds?.Values ?? [top_k is null ? 0.5 : ConfusionOps.Never], top_k, class_id)
    {
        (this.thresholds, this.top_k, this.class_id) = (thresholds, top_k, class_id);
        int count = thresholds?.Values.Count ?? 1;
        (_right, _wrong) = (add_weight("true_positives", count), add_weight(wrong, count));
    }

    /// <summary>Predictions above are positive; null: 0.5, or with top_k every one of the k.</summary>
    public Thresholds? thresholds { get; }

    /// <summary>Only the k largest predictions of a sample may be positive; null: all.</summary>
    public int? top_k { get; }

    /// <summary>Only this class counts; null: all.</summary>
    public int? class_id { get; }

    private protected sealed override void Add(Tensor y_true, Tensor y_pred, Tensor? weight, Tensor thresholds)
    {
        var counts = ConfusionOps.Count(y_true, y_pred, weight, thresholds);
        _right.value.add_(counts.TruePositives);
        _wrong.value.add_(SumWrong(counts.FalsePositives, counts.FalseNegatives));
    }

    private protected sealed override Tensor Compute() => Reshape(ConfusionOps.Ratio(_right.value, _right.value + _wrong.value));

    private protected abstract Tensor SumWrong(Tensor falsePositives, Tensor falseNegatives);
}
