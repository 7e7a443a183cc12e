using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using KerasDigits.Backend;
using KerasDigits.Initializers;
using KerasDigits.Ops;
using NumSharp;

namespace KerasDigits.Metrics;

/// <summary>Base of all metrics: state that every batch adds to, and a result computed from it.</summary>
/// <param name="name">Name for logs; null: the class name in snake case.</param>
/// <param name="dtype">Keras dtype of the state; null: float32.</param>
/// <remarks>The state stays on the device; reading a result is what waits for it. Source: tf.keras 2.3.1, metrics.py.</remarks>
public abstract class Metric(string? name = null, string? dtype = null) : IKerasObject
{
    private readonly List<Variable> _variables = [];
    private string? _name = name;

    /// <summary>Name for logs.</summary>
    [NotNull] public string? name => _name ??= Names.MakeUnique(Names.ToSnakeCase(GetType().Name));

    /// <summary>Gives the metric another name: its output's in front, "weighted" where a name would come twice.</summary>
    internal void Rename(string name) => _name = name;

    /// <summary>Keras dtype of the state.</summary>
    public string? dtype { get; } = dtype ?? "float32";

    /// <summary>The state.</summary>
    public IReadOnlyList<Variable> variables => _variables;

    /// <summary>Adds a batch.</summary>
    /// <param name="y_true">Targets, of a shape that fits the predictions.</param>
    /// <param name="y_pred">Predictions, shape (batch, …).</param>
    /// <param name="sample_weight">One factor per sample; null: all 1.</param>
    [OverloadResolutionPriority(1)] // an element of a data set goes in as a tensor, as in Python
    public abstract void update_state(Tensor y_true, Tensor y_pred, Tensor? sample_weight = null);

    /// <summary>Adds a batch; where the engine cannot compute it, the metric says what it was given.</summary>
    private protected void Explain(Tensor y_true, Tensor y_pred, Tensor? sample_weight, Action<Tensor, Tensor, Tensor?> add) =>
        EngineErrors.Explain((Metric: this, Tensors: (y_true, y_pred, sample_weight), add),
            static s => s.add(s.Tensors.y_true, s.Tensors.y_pred, s.Tensors.sample_weight),
            static s => ComparisonErrors.DescribeFailure($"The metric {s.Metric.name}", s.Tensors));

    /// <summary>The same for a metric of values.</summary>
    private protected void Explain(Tensor values, Tensor? sample_weight, Action<Tensor, Tensor?> add) =>
        EngineErrors.Explain((Metric: this, values, sample_weight, add), static s => s.add(s.values, s.sample_weight),
            static s => ComparisonErrors.DescribeFailure($"The metric {s.Metric.name}", s.values, s.sample_weight));

    /// <summary>Python's <c>metric(y_true, y_pred)</c>: adds a batch and gives the metric's value so far.</summary>
    /// <param name="y_true">Targets, of a shape that fits the predictions.</param>
    /// <param name="y_pred">Predictions, shape (batch, …).</param>
    /// <param name="sample_weight">Weight of each sample, or of each value; null: all 1.</param>
    public Tensor Apply(Tensor y_true, Tensor y_pred, Tensor? sample_weight = null)
    {
        update_state(y_true, y_pred, sample_weight);
        return result();
    }

    /// <summary>Adds a batch of arrays.</summary>
    /// <param name="y_true">Targets, of a shape that fits the predictions.</param>
    /// <param name="y_pred">Predictions, shape (batch, …).</param>
    /// <param name="sample_weight">Weight of each sample, or of each value; null: all 1.</param>
    public void update_state(NDArray y_true, NDArray y_pred, NDArray? sample_weight = null)
    {
        using var scope = Scopes.Step();
        update_state(Arrays.ToTensor(y_true), Arrays.ToTensor(y_pred), sample_weight is null ? null : Arrays.ToTensor(sample_weight));
    }

    /// <summary>The metric's value over all batches since the last reset; a scalar for most metrics.</summary>
    public abstract Tensor result();

    /// <summary>Starts over.</summary>
    public virtual void reset_states()
    {
        using var scope = Scopes.Step();
        using var _ = Scopes.NoGradient();
        foreach (Variable v in _variables) { v.value.zero_(); }
    }

    /// <summary>Later Keras versions' name of <see cref="reset_states"/>.</summary>
    public void reset_state() => reset_states();

    /// <summary>Creates a piece of state.</summary>
    /// <param name="name">Name of the state; files use it.</param>
    /// <param name="shape">Its shape; a scalar by default.</param>
    /// <param name="initializer">Start values; null: "zeros". <see cref="reset_states"/> sets zeros unless overridden, as in Keras.</param>
    /// <param name="dtype">Keras dtype; null: the metric's.</param>
    protected Variable add_weight(string name, Shape shape = default, Initializer? initializer = null, string? dtype = null)
    {
        var variable = new Variable((initializer ?? "zeros").Call(shape, dtype ?? this.dtype).to(Device.Current), $"{name}:0",
            trainable: false);
        _variables.Add(variable);
        return variable;
    }

    /// <summary>A new metric of the same settings, for another output of the model.</summary>
    internal virtual Metric Copy() => (Metric)ConfigBinder.Create(GetType(), get_config());

    /// <inheritdoc/>
    public virtual Config get_config() => ConfigBinder.GetArguments(this);
}
