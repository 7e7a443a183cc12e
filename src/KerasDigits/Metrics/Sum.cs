using KerasDigits.Backend;
using KerasDigits.Ops;

namespace KerasDigits.Metrics;

/// <summary>A (weighted) sum of values.</summary>
/// <param name="name">Name for logs; null: the class name in snake case.</param>
/// <param name="dtype">Keras dtype of the state; null: float32.</param>
/// <remarks>Source: tf.keras 2.3.1, metrics.py.</remarks>
[KerasExport("keras.metrics.Sum")]
public sealed class Sum(string? name = "sum", string? dtype = null) : ValueMetric(name, dtype)
{
    private Variable? _total;

    /// <inheritdoc/>
    public override void update_state(Tensor values, Tensor? sample_weight = null) => Explain(values, sample_weight, Count);

    private void Count(Tensor values, Tensor? sample_weight)
    {
        using var scope = Scopes.Step();
        using var _ = Scopes.NoGradient();
        (_total ??= add_weight("total")).value.add_((sample_weight is null ? values : LossOps.Weigh(values, sample_weight)).sum());
    }

    /// <inheritdoc/>
    public override Tensor result() => _total?.value.alias() ?? Tensors.MakeScalar(0);
}
