using KerasDigits.Backend;

namespace KerasDigits.Metrics;

/// <summary>A (weighted) mean of values.</summary>
/// <param name="name">Name for logs; null: the class name in snake case.</param>
/// <param name="dtype">Keras dtype of the state; null: float32.</param>
[KerasExport("keras.metrics.Mean")]
public class Mean(string? name = "mean", string? dtype = null) : RunningMean(name, dtype)
{
    /// <summary>Adds values.</summary>
    /// <param name="values">Numbers of any shape.</param>
    /// <param name="sample_weight">Factors that fit the leading axes of values; null: all 1.</param>
    public void update_state(Tensor values, Tensor? sample_weight = null) => Explain(values, sample_weight, Add);

    /// <summary>Python's <c>mean(values)</c>: adds values and gives the mean so far.</summary>
    /// <param name="values">Tensor of any shape.</param>
    /// <param name="sample_weight">Weights that are broadcast to the values; null: all 1.</param>
    public Tensor Apply(Tensor values, Tensor? sample_weight = null)
    {
        update_state(values, sample_weight);
        return result();
    }

    /// <summary>Adds a batch's loss.</summary>
    /// <param name="loss">The mean over the batch, or values that are not reduced: Keras gives each of them the weight of the
    /// batch.</param>
    /// <param name="samples">Samples of the batch.</param>
    internal void AddLoss(Tensor loss, double samples)
    {
        using var _ = Scopes.NoGradient();
        AddBatch(loss.detach(), samples);
    }

    /// <inheritdoc/>
    public override void update_state(Tensor y_true, Tensor y_pred, Tensor? sample_weight = null) =>
        throw new NotSupportedException("A Mean takes values: call update_state(values, sample_weight).");
}
