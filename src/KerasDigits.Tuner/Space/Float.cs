namespace KerasDigits.Tuner.Space;

/// <summary>A number from min_value to max_value.</summary>
/// <remarks>
/// With a step, KerasTuner 1.4.7 counts the values by floor division and so may lose the last one: 0 to 0.5 in steps of 0.1 ends at 0.4. So
/// do we, for its sequences' sake; give a max_value half a step higher to have the end.
/// Source: KerasTuner 1.4.7, engine/hyperparameters/hp_types/float_hp.py.
/// </remarks>
[KerasExport("keras_tuner.engine.hyperparameters.Float", "kerastuner.engine.hyperparameters.Float")]
public sealed class Float : Numerical
{
    /// <summary>Creates the hyperparameter.</summary>
    /// <param name="name">Name under which hp gives the value.</param>
    /// <param name="min_value">Lower bound, at most max_value, and above 0 unless sampling is "linear".</param>
    /// <param name="max_value">Upper bound, at least min_value.</param>
    /// <param name="step">Distance of neighbours (linear) or their ratio (log); null: any number.</param>
    /// <param name="sampling">"linear", "log" or "reverse_log"; null: "linear".</param>
    /// <param name="default">Start value; null: min_value.</param>
    /// <param name="conditions">When it is active; null: always.</param>
    /// <exception cref="ArgumentException">The bounds, the step or the sampling contradict each other.</exception>
    public Float(string name, double min_value, double max_value, double? step = null, string? sampling = "linear", double? @default = null,
        IReadOnlyList<Condition>? conditions = null)
        : this(conditions, name, min_value, max_value, ReadOptional(step), sampling, ReadOptional(@default))
    {
    }

    internal Float(IReadOnlyList<Condition>? conditions, string name, HyperValue min, HyperValue max, HyperValue step, string? sampling,
        HyperValue @default)
        : base(name, (double)min, (double)max, step, sampling, @default, conditions)
    {
    }

    /// <summary>Lower bound.</summary>
    public double min_value => Min;

    /// <summary>Upper bound.</summary>
    public double max_value => Max;

    /// <summary>Distance or ratio of neighbours; null: none.</summary>
    public double? step => Step.IsNone ? null : (double)Step;

    /// <inheritdoc/>
    public override HyperValue prob_to_value(double prob) => Cast(Step.IsNone ? Sample(prob, Max) : SampleWithStep(prob));

    /// <inheritdoc/>
    public override double value_to_prob(HyperValue value) => Step.IsNone ? Unsample(value, Max) : StepToProb(value);

    private protected override HyperValue Cast(double number) => number;
}
