namespace KerasDigits.Tuner.Space;

/// <summary>A value that is not tuned.</summary>
/// <remarks>Source: KerasTuner 1.4.7, engine/hyperparameters/hp_types/fixed_hp.py.</remarks>
[KerasExport("keras_tuner.engine.hyperparameters.Fixed", "kerastuner.engine.hyperparameters.Fixed")]
public sealed class Fixed : HyperParameter
{
    /// <summary>Creates the hyperparameter.</summary>
    /// <param name="name">Name under which hp gives the value.</param>
    /// <param name="value">Value of every trial.</param>
    /// <param name="conditions">When it is active; null: always.</param>
    /// <exception cref="ArgumentException">The value is None.</exception>
    public Fixed(string name, HyperValue value, IReadOnlyList<Condition>? conditions = null) : base(name, conditions)
    {
        Guard.That(!value.IsNone, "`Fixed` value must be an `int`, `float`, `str`, or `bool`, found None", nameof(value));
        this.value = value;
    }

    /// <summary>The value.</summary>
    public HyperValue value { get; }

    /// <inheritdoc/>
    public override HyperValue @default => value;

    /// <inheritdoc/>
    public override IReadOnlyList<HyperValue> values => [value];

    /// <inheritdoc/>
    public override HyperValue prob_to_value(double prob) => value;

    /// <inheritdoc/>
    public override double value_to_prob(HyperValue value) => 0.5;

    /// <inheritdoc/>
    public override Config get_config()
    {
        Config config = base.get_config();
        config.Remove("default");
        config["value"] = value.ToObject();
        return config;
    }
}
