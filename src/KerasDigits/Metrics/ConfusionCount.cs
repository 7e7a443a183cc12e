using KerasDigits.Backend;
using KerasDigits.Ops;

namespace KerasDigits.Metrics;

/// <summary>Base of the four metrics that count one kind of right or wrong predictions.</summary>
public abstract class ConfusionCount : ConfusionMetric
{
    private readonly Variable _sum;

    private protected ConfusionCount(Thresholds? thresholds, string? name, string? dtype) : base(name, dtype, thresholds?.Values ?? [0.5])
    {
        this.thresholds = thresholds;
        _sum = add_weight("accumulator", (thresholds ?? 0.5).Values.Count);
    }

    /// <summary>Predictions above are positive; null: 0.5.</summary>
    public Thresholds? thresholds { get; }

    private protected sealed override void Add(Tensor y_true, Tensor y_pred, Tensor? weight, Tensor thresholds) =>
        _sum.value.add_(Choose(ConfusionOps.Count(y_true, y_pred, weight, thresholds)));

    private protected sealed override Tensor Compute() => Reshape(_sum.value);

    private protected abstract Tensor Choose(
        (Tensor TruePositives, Tensor FalsePositives, Tensor TrueNegatives, Tensor FalseNegatives) counts);
}
