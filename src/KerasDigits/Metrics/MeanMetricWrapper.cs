using System.Runtime.CompilerServices;
using KerasDigits.Ops;

namespace KerasDigits.Metrics;

/// <summary>The mean of a function of (y_true, y_pred).</summary>
[KerasExport("keras.metrics.MeanMetricWrapper")]
public class MeanMetricWrapper : RunningMean
{
    private readonly Func<Tensor, Tensor, Tensor> _fn;

    /// <summary>Creates the metric.</summary>
    /// <param name="fn">Gives one value per sample.</param>
    /// <param name="name">Name for logs; null: the class name in snake case. By default the text of the argument.</param>
    /// <param name="dtype">Keras dtype of the state; null: float32.</param>
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
