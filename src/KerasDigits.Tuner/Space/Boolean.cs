namespace KerasDigits.Tuner.Space;

/// <summary>True or false.</summary>
/// <remarks>Source: KerasTuner 1.4.7, engine/hyperparameters/hp_types/boolean_hp.py.</remarks>
[KerasExport("keras_tuner.engine.hyperparameters.Boolean", "kerastuner.engine.hyperparameters.Boolean")]
public sealed class Boolean : HyperParameter
{
    /// <summary>Creates the hyperparameter.</summary>
    /// <param name="name">Name under which hp gives the value.</param>
    /// <param name="default">Value of the first trial.</param>
    /// <param name="conditions">When it is active; null: always.</param>
    public Boolean(string name, bool @default = false, IReadOnlyList<Condition>? conditions = null) : base(name, conditions) =>
        this.@default = @default;

    /// <inheritdoc/>
    public override HyperValue @default { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<HyperValue> values { get; } = [true, false];

    /// <inheritdoc/>
    public override HyperValue prob_to_value(double prob) => prob >= 0.5;

    /// <inheritdoc/>
    public override double value_to_prob(HyperValue value) => value ? 0.75 : 0.25;
}
