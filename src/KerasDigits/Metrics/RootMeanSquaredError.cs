using KerasDigits.Ops;

namespace KerasDigits.Metrics;

/// <summary>Square root of the mean squared difference.</summary>
/// <param name="name">Name for logs; null: the class name in snake case.</param>
/// <param name="dtype">Keras dtype of the state; null: float32.</param>
[KerasExport("keras.metrics.RootMeanSquaredError")]
public sealed class RootMeanSquaredError(string? name = "root_mean_squared_error", string? dtype = null) : RunningMean(name, dtype)
{
    /// <inheritdoc/>
    public override void update_state(Tensor y_true, Tensor y_pred, Tensor? sample_weight = null) =>
        Explain(y_true, y_pred, sample_weight, Count);

    private void Count(Tensor y_true, Tensor y_pred, Tensor? sample_weight)
    {
        (y_true, y_pred) = LossOps.SameRank(y_true, y_pred);
        Add((y_pred - y_true.to_type(y_pred.dtype)).square(), sample_weight);
    }

    /// <inheritdoc/>
    public override Tensor result() => base.result().sqrt();
}
