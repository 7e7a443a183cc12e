using KerasDigits.Backend;
using KerasDigits.Ops;

namespace KerasDigits.Metrics;

/// <summary>The state of metrics that are means: a weighted sum and the sum of the weights.</summary>
/// <remarks>Apart from <see cref="Mean"/>, so that update_state(y_true, y_pred) of other means is never taken for update_state(values,
/// sample_weight).</remarks>
public abstract class RunningMean : Metric
{
    private readonly Variable _total, _count;

    /// <summary>Makes the state.</summary>
    /// <param name="name">Name for logs; null: the class name in snake case.</param>
    /// <param name="dtype">Keras dtype of the state; null: float32.</param>
    protected RunningMean(string? name, string? dtype) : base(name, dtype)
    {
        _total = add_weight("total");
        _count = add_weight("count");
    }

    /// <summary>Adds values.</summary>
    /// <param name="values">Numbers of any shape.</param>
    /// <param name="sample_weight">Factors that fit the leading axes of values; null: all 1.</param>
    protected void Add(Tensor values, Tensor? sample_weight)
    {
        if (sample_weight is null)
        {
            _total.value.add_(values.sum());
            _count.value.add_(values.numel());
            return;
        }
        _total.value.add_(LossOps.Weigh(values, sample_weight).sum());
        _count.value.add_(LossOps.Weigh(BackendValues.ones_like(values), sample_weight).sum());
    }

    /// <summary>Adds a sum of values where the state lies.</summary>
    /// <param name="sum">Sum of the weighted values.</param>
    /// <param name="count">Sum of the weights.</param>
    internal unsafe void AddSum(double sum, double count)
    {
        *(float*)_total.ReadAddress(out Tensor total) += (float)sum;
        *(float*)_count.ReadAddress(out Tensor counted) += (float)count;
        GC.KeepAlive(total);
        GC.KeepAlive(counted);
    }

    /// <summary>Whether the state lies where <see cref="AddSum"/> reaches it.</summary>
    internal bool TakesSums => _total.ReadAddress(out _) != 0 && _count.ReadAddress(out _) != 0;

    /// <summary>Adds a batch's mean with the weight of its samples; of values that are not reduced each counts as the batch.</summary>
    private protected void AddBatch(Tensor value, double samples)
    {
        if (value.dim() > 0)
        {
            long values = value.numel();
            (value, samples) = (value.mean(), samples * values);
        }
        _total.value.add_(value, samples);
        _count.value.add_(samples);
    }

    /// <inheritdoc/>
    /// <remarks>0 of nothing and where the weights sum up to 0; a mean that is NaN or infinite shows itself.</remarks>
    public override Tensor result() => ConfusionOps.Ratio(_total.value, _count.value);
}
