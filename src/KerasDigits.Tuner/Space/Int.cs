namespace KerasDigits.Tuner.Space;

/// <summary>An integer from min_value to max_value, both included.</summary>
/// <remarks>Source: KerasTuner 1.4.7, engine/hyperparameters/hp_types/int_hp.py.</remarks>
[KerasExport("keras_tuner.engine.hyperparameters.Int", "kerastuner.engine.hyperparameters.Int")]
public sealed class Int : Numerical
{
    /// <summary>Creates the hyperparameter.</summary>
    /// <param name="name">Name under which hp gives the value.</param>
    /// <param name="min_value">Smallest value, included; at most max_value, and above 0 unless sampling is "linear".</param>
    /// <param name="max_value">Largest value, included; at least min_value.</param>
    /// <param name="step">Distance of neighbours (linear) or their ratio (log); null: 1, or any number with log.</param>
    /// <param name="sampling">"linear", "log" or "reverse_log"; null: "linear".</param>
    /// <param name="default">Start value; null: min_value.</param>
    /// <param name="conditions">When it is active; null: always.</param>
    /// <exception cref="ArgumentException">The bounds, the step or the sampling contradict each other.</exception>
    public Int(string name, int min_value, int max_value, int? step = null, string? sampling = "linear", int? @default = null,
        IReadOnlyList<Condition>? conditions = null)
        : this(conditions, name, min_value, max_value, step is null && sampling == "linear" ? 1 : ReadOptional(step), sampling,
            ReadOptional(@default))
    {
    }

    private Int(IReadOnlyList<Condition>? conditions, string name, HyperValue min, HyperValue max, HyperValue step, string? sampling,
        HyperValue @default)
        : base(name, CheckWhole(min, "min_value"), CheckWhole(max, "max_value"), step.IsNone ? step : CheckWhole(step, "step"), sampling,
            @default, conditions)
    {
    }

    /// <summary>Smallest value.</summary>
    public int min_value => Min;

    /// <summary>Largest value, included.</summary>
    public int max_value => Max;

    /// <summary>Distance or ratio of neighbours; null: none.</summary>
    public int? step => Step.IsNone ? null : (int)Step;

    /// <inheritdoc/>
    public override HyperValue prob_to_value(double prob) => Cast(Step.IsNone ? Sample(prob, (double)Max + 1) : SampleWithStep(prob));

    /// <inheritdoc/>
    public override double value_to_prob(HyperValue value) => Step.IsNone
        ? Unsample((double)value + 0.5, (double)Max + 1)
        : StepToProb(value);

    /// <inheritdoc/>
    public override Config get_config()
    {
        Config config = base.get_config();
        config["default"] = Default.ToObject();
        return config;
    }

    internal static Int Read(string name, Config c, HyperValue @default, IReadOnlyList<Condition> conditions)
    {
        string? sampling = c.Get("sampling") as string;
        HyperValue step = HyperValue.FromObject(c.Get("step"));
        // 1.0.x wrote step 1 beside log, where it meant none.
        if (sampling is "log" or "reverse_log" && step == 1) { step = HyperValue.None; }
        else if (step.IsNone && sampling == "linear") { step = 1; }
        return new Int(conditions, name, HyperValue.FromObject(c["min_value"]), HyperValue.FromObject(c["max_value"]), step,
            sampling, @default);
    }

    private protected override HyperValue Cast(double number) => (long)number;

    private static HyperValue CheckWhole(HyperValue value, string argument)
    {
        double number = value;
        Guard.That(number == Math.Floor(number), $"{argument} must be an int, Received: {value} of type <class 'float'>.", argument);
        return (long)number;
    }
}
