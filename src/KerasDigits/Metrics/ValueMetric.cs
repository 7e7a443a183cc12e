using System.Runtime.CompilerServices;
using KerasDigits.Backend;
using NumSharp;

namespace KerasDigits.Metrics;

/// <summary>A metric of values, which is given no predictions.</summary>
/// <param name="name">Name for logs; null: the class name in snake case.</param>
/// <param name="dtype">Keras dtype of the state; null: float32.</param>
public abstract class ValueMetric(string? name, string? dtype) : Metric(name, dtype)
{
    /// <summary>Adds values.</summary>
    /// <param name="values">Numbers of any shape.</param>
    /// <param name="sample_weight">Factors that fit the leading axes of values; null: all 1.</param>
    [OverloadResolutionPriority(1)] // an element of a data set goes in as a tensor, as in Python
    public abstract void update_state(Tensor values, Tensor? sample_weight = null);

    /// <summary>Python's <c>metric(values)</c>: adds values and gives the metric's value so far.</summary>
    /// <param name="values">Tensor of any shape.</param>
    /// <param name="sample_weight">Weights that are broadcast to the values; null: all 1.</param>
    public Tensor Apply(Tensor values, Tensor? sample_weight = null)
    {
        update_state(values, sample_weight);
        return result();
    }

    /// <summary>Adds values of an array.</summary>
    /// <param name="values">Array of any shape.</param>
    /// <param name="sample_weight">Weights that are broadcast to the values; null: all 1.</param>
    public void update_state(NDArray values, NDArray? sample_weight = null)
    {
        using var scope = Scopes.Step();
        update_state(Arrays.ToTensor(values), sample_weight is null ? null : Arrays.ToTensor(sample_weight));
    }

    /// <summary>Throws: the metric compares nothing.</summary>
    /// <param name="y_true">Not used: the method always throws.</param>
    /// <param name="y_pred">Not used: the method always throws.</param>
    /// <param name="sample_weight">Not used: the method always throws.</param>
    /// <exception cref="NotSupportedException">Always.</exception>
    public override void update_state(Tensor y_true, Tensor y_pred, Tensor? sample_weight = null) =>
        throw new NotSupportedException($"A {GetType().Name} takes values: call update_state(values, sample_weight).");
}
