using KerasDigits.Backend;
using KerasDigits.Ops;

namespace KerasDigits.Metrics;

/// <summary>Mean of |y_true − y_pred| / normalizer.</summary>
/// <param name="normalizer">What each error is divided by, with the predictions' shape (or one that spreads to it); where it is 0 the error
/// counts as 0.</param>
/// <param name="name">Name for logs; null: the class name in snake case.</param>
/// <param name="dtype">Keras dtype of the state; null: float32.</param>
/// <remarks>Source: tf.keras 2.3.1, metrics.py.</remarks>
[KerasExport("keras.metrics.MeanRelativeError")]
public sealed class MeanRelativeError(double[] normalizer, string? name = null, string? dtype = null) : RunningMean(name, dtype)
{
    /// <summary>What each error is divided by.</summary>
    public double[] normalizer { get; } = normalizer;

    /// <inheritdoc/>
    public override void update_state(Tensor y_true, Tensor y_pred, Tensor? sample_weight = null) =>
        Explain(y_true, y_pred, sample_weight, Count);

    private void Count(Tensor y_true, Tensor y_pred, Tensor? sample_weight)
    {
        using var scope = Scopes.Step();
        using var _ = Scopes.NoGradient();
        (y_true, y_pred) = LossOps.SameRank(y_true, y_pred);
        Guard.That(y_pred.size(-1) == normalizer.Length || normalizer.Length == 1,
            $"`normalizer` must hold as many numbers as the last axis of the predictions, {y_pred.size(-1)}, or one. Received: "
            + $"{normalizer.Length} numbers.", nameof(normalizer));
        Tensor scale = Tensors.Of([.. normalizer.Select(n => (float)n)]);
        Tensor errors = (y_true.to_type(y_pred.dtype) - y_pred).abs();
        Add(ConfusionOps.Ratio(errors, scale.expand(errors.shape)), sample_weight);
    }
}
