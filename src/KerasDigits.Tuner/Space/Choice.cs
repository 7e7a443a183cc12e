namespace KerasDigits.Tuner.Space;

/// <summary>One of some values of one type.</summary>
/// <remarks>As in Python, where a bool is an int, a choice of bools becomes one of 1 and 0. Source: KerasTuner 1.4.7,
/// engine/hyperparameters/hp_types/choice_hp.py.</remarks>
[KerasExport("keras_tuner.engine.hyperparameters.Choice", "kerastuner.engine.hyperparameters.Choice")]
public sealed class Choice : HyperParameter
{
    private readonly HyperValue _default;

    /// <summary>Creates the hyperparameter.</summary>
    /// <param name="name">Name under which hp gives the value.</param>
    /// <param name="values">The values: integers, floats, strings or bools, at least one.</param>
    /// <param name="ordered">Whether the values have an order; null: numbers have.</param>
    /// <param name="default">Start value; None: the first.</param>
    /// <param name="conditions">When it is active; null: always.</param>
    /// <exception cref="ArgumentException">There are no values, they are of several types, or the default is none of them.</exception>
    public Choice(string name, IReadOnlyList<HyperValue> values, bool? ordered = null, HyperValue @default = default,
        IReadOnlyList<Condition>? conditions = null)
        : base(name, conditions)
    {
        Guard.That(values is { Count: > 0 }, $"`values` must be provided for `Choice`. Received none for '{name}'.", nameof(values));
        string shown = PythonText.FormatRepr(values);
        Guard.That(values.All(v => v.Kind == values[0].Kind) && !values[0].IsNone,
            $"A `Choice` can contain only one type of value, found values: {shown} with types "
            + $"{string.Join(", ", values.Select(v => v.Kind).Distinct())}.", nameof(values));
        bool numeric = values[0].IsNumber;
        if (values[0].Kind == HyperValueKind.Boolean)
        {
            values = [.. values.Select(v => (HyperValue)(long)v)];
            if (@default.Kind == HyperValueKind.Boolean) { @default = (long)@default; }
        }
        Guard.That(@default.IsNone || values.Contains(@default),
            $"The default value should be one of the choices. You passed: values={shown}, default={@default}", nameof(@default));
        Guard.That(ordered != true || numeric, "`ordered` must be `False` for non-numeric types. Received: ordered=True with "
            + $"values={shown}.", nameof(ordered));
        this.values = [.. values];
        _default = @default;
        this.ordered = ordered ?? numeric;
    }

    /// <summary>Whether the values have an order.</summary>
    public bool ordered { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<HyperValue> values { get; }

    /// <inheritdoc/>
    public override HyperValue @default => _default.IsNone ? values[0] : _default;

    /// <inheritdoc/>
    public override HyperValue prob_to_value(double prob) => values[ToIndex(prob, values.Count)];

    /// <inheritdoc/>
    public override double value_to_prob(HyperValue value)
    {
        for (int i = 0; i < values.Count; i++) { if (values[i] == value) { return ToProb(i, values.Count); } }
        throw new ArgumentException($"The value must be one of {PythonText.FormatRepr(values)}. Received: {value}.", nameof(value));
    }

    /// <inheritdoc/>
    public override Config get_config()
    {
        Config config = base.get_config();
        config["values"] = values.Select(v => v.ToObject()).ToList();
        config["ordered"] = ordered;
        return config;
    }
}
