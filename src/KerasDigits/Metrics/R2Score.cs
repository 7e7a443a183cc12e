using KerasDigits.Backend;
using KerasDigits.Ops;

namespace KerasDigits.Metrics;

/// <summary>Coefficient of determination: 1 for perfect predictions, 0 for predicting the targets' mean, below 0 for worse.</summary>
/// <param name="class_aggregation">"uniform_average": mean of the outputs; "variance_weighted_average": mean weighted by the targets'
/// variance; null: a number per output.</param>
/// <param name="num_regressors">Number of predictors for the adjusted score; 0: the plain score.</param>
/// <param name="name">Name for logs; null: the class name in snake case.</param>
/// <param name="dtype">Keras dtype of the state; null: float32.</param>
/// <exception cref="ArgumentException">class_aggregation is unknown, or num_regressors is negative.</exception>
/// <remarks>Source: tf.keras 2.15, metrics/regression_metrics.py (2.3.1 has none).</remarks>
[KerasExport("keras.metrics.R2Score")]
public sealed class R2Score(string? class_aggregation = "uniform_average", int num_regressors = 0, string? name = "r2_score",
    string? dtype = null) : Metric(name, dtype)
{
    private Variable? _sum, _squares, _errors, _count;
    private long _samples;

    /// <summary>How outputs are averaged.</summary>
    public string? class_aggregation { get; } = class_aggregation is null
        ? null
        : Guard.OneOf(class_aggregation, ["uniform_average", "variance_weighted_average"]);

    /// <summary>Number of predictors for the adjusted score.</summary>
    public int num_regressors { get; } = num_regressors >= 0 ? num_regressors
        : throw new ArgumentException("Invalid value for argument `num_regressors`. Expected a value >= 0. Received: "
            + $"num_regressors={num_regressors}.", nameof(num_regressors));

    /// <inheritdoc/>
    public override void update_state(Tensor y_true, Tensor y_pred, Tensor? sample_weight = null) =>
        Explain(y_true, y_pred, sample_weight, Count);

    private void Count(Tensor y_true, Tensor y_pred, Tensor? sample_weight)
    {
        using var scope = Scopes.Step();
        using var _ = Scopes.NoGradient();
        if (y_true.dim() != 2 || !y_true.shape.SequenceEqual(y_pred.shape))
        {
            throw new ArgumentException("R2Score expects y_true and y_pred of one shape (samples, outputs). Received: "
                + $"{Core.Shape.Of(y_true.shape)} and {Core.Shape.Of(y_pred.shape)}.", nameof(y_true));
        }
        Core.Shape outputs = new(y_true.size(1));
        if (_sum is null)
        {
            (_sum, _squares, _errors, _count) = (add_weight("sum", outputs), add_weight("squared_sum", outputs),
                add_weight("residual", outputs), add_weight("count", outputs));
        }
        Tensor t = y_true.to_type(_sum.value.dtype), p = y_pred.to_type(t.dtype);
        Tensor weight = Tensors.MakeOnes(Core.Shape.Of(t.shape), dtype);
        if (sample_weight is not null) { weight = LossOps.Weigh(weight, sample_weight); }
        _sum.value.add_((t * weight).sum([0L]));
        _squares!.value.add_((t * t * weight).sum([0L]));
        _errors!.value.add_(((t - p).square() * weight).sum([0L]));
        _count!.value.add_(weight.sum([0L]));
        _samples += t.numel();
    }

    /// <inheritdoc/>
    public override Tensor result()
    {
        if (_sum is null) { return Tensors.MakeScalar(0); }
        Tensor spread = _squares!.value - (_sum.value * _sum.value / _count!.value);
        Tensor each = ConfusionOps.Finite(1 - (_errors!.value / spread));
        Tensor score = class_aggregation switch
        {
            "uniform_average" => each.mean(),
            "variance_weighted_average" => (spread * each).sum() / spread.sum(),
            _ => each,
        };
        if (num_regressors == 0) { return score; }
        if (num_regressors < _samples - 1) { return 1 - ((1 - score) * ((_samples - 1.0) / (_samples - num_regressors - 1.0))); }
        Log.Warning(num_regressors > _samples - 1
            ? "More independent predictors than datapoints in adjusted R2 score. Falling back to standard R2 score."
            : "Division by zero in Adjusted R2 score. Falling back to standard R2 score.");
        return score;
    }

    /// <inheritdoc/>
    public override void reset_states()
    {
        base.reset_states();
        _samples = 0;
    }
}
