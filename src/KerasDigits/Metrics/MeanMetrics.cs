using System.Runtime.CompilerServices;
using KerasDigits.Backend;
using KerasDigits.Losses;
using KerasDigits.Ops;

namespace KerasDigits.Metrics;

/// <summary>The state of metrics that are means: a weighted sum and the sum of the weights.</summary>
/// <remarks>Apart from <see cref="Mean"/>, so that update_state(y_true, y_pred) of other means is never taken for update_state(values,
/// sample_weight).</remarks>
public abstract class RunningMean : Metric
{
    private readonly Variable _total, _count;

    /// <summary>Makes the state.</summary>
    /// <param name="name">Name for logs.</param>
    /// <param name="dtype">Keras dtype of the state.</param>
    protected RunningMean(string? name, string? dtype) : base(name, dtype)
    {
        _total = add_weight("total");
        _count = add_weight("count");
    }

    /// <summary>Adds values.</summary>
    /// <param name="values">Any shape.</param>
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

/// <summary>A (weighted) mean of values.</summary>
/// <param name="name">Name for logs.</param>
/// <param name="dtype">Keras dtype of the state.</param>
[KerasExport("keras.metrics.Mean")]
public sealed class Mean(string? name = "mean", string? dtype = null) : RunningMean(name, dtype)
{
    /// <summary>Adds values.</summary>
    /// <param name="values">Any shape.</param>
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

/// <summary>The mean of a function of (y_true, y_pred).</summary>
[KerasExport("keras.metrics.MeanMetricWrapper")]
public class MeanMetricWrapper : RunningMean
{
    private readonly Func<Tensor, Tensor, Tensor> _fn;

    /// <summary>Creates the metric.</summary>
    /// <param name="fn">Gives one value per sample.</param>
    /// <param name="name">Name for logs; the text of the argument by default.</param>
    /// <param name="dtype">Keras dtype of the state.</param>
    public MeanMetricWrapper(Func<Tensor, Tensor, Tensor> fn, [CallerArgumentExpression(nameof(fn))] string? name = null,
        string? dtype = null) : base(name is null ? null : Names.OfFunction(name), dtype) => (_fn, _own) = (fn, this.name);

    /// <summary>Keras's name of the function, for files; null for a custom function.</summary>
    internal string? FunctionName { get; init; }

    /// <summary>The name by which files and custom_objects know a custom function; the metric may be renamed.</summary>
    private string? _own;

    /// <inheritdoc/>
    public override void update_state(Tensor y_true, Tensor y_pred, Tensor? sample_weight = null) =>
        Explain(y_true, y_pred, sample_weight, Count);

    private void Count(Tensor y_true, Tensor y_pred, Tensor? sample_weight)
    {
        (y_true, y_pred) = LossOps.SameRank(y_true, y_pred);
        Add(_fn(y_true, y_pred), sample_weight);
    }

    internal override Metric Copy() => GetType() == typeof(MeanMetricWrapper)
        ? new MeanMetricWrapper(_fn, name, dtype) { FunctionName = FunctionName, _own = _own }
        : base.Copy();

    /// <inheritdoc/>
    public override Config get_config()
    {
        var config = new Config { ["name"] = name, ["dtype"] = dtype };
        if (GetType() == typeof(MeanMetricWrapper)) { config["fn"] = FunctionName ?? _own; }
        return config;
    }
}

/// <summary>Square root of the mean squared difference.</summary>
/// <param name="name">Name for logs.</param>
/// <param name="dtype">Keras dtype of the state.</param>
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
