namespace KerasDigits.Tuner.Space;

/// <summary>What must hold for a hyperparameter to be active in a trial.</summary>
public abstract class Condition : IEquatable<Condition>
{
    /// <summary>The name of the hyperparameter that decides.</summary>
    public abstract string name { get; }

    /// <summary>Whether the condition holds.</summary>
    /// <param name="values">The trial's active values.</param>
    public abstract bool is_active(HyperValues values);

    /// <summary>The arguments that make an equal condition.</summary>
    public abstract Config get_config();

    /// <inheritdoc/>
    public abstract bool Equals(Condition? other);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Condition);

    /// <inheritdoc/>
    public override int GetHashCode() => name.GetHashCode(StringComparison.Ordinal);

    internal abstract HyperValue FirstValue { get; }

    internal Config Serialize() => new() { ["class_name"] = GetType().Name, ["config"] = get_config() };

    internal static Condition Deserialize(Config config)
    {
        Config inner = config.Get("config") as Config ?? [];
        return config.Get("class_name") as string == "Parent"
            ? new Parent((string)inner["name"]!, [.. ((List<object?>)inner["values"]!).Select(HyperValue.FromObject)])
            : throw new ArgumentException("A condition must be of the class Parent. Received: "
                + $"{PythonText.FormatRepr(config.Get("class_name"))}.");
    }
}

/// <summary>Holds while another hyperparameter has one of some values.</summary>
/// <remarks>Source: KerasTuner 1.4.7, engine/conditions.py.</remarks>
public sealed class Parent : Condition
{
    /// <summary>Creates the condition.</summary>
    /// <param name="name">The other hyperparameter.</param>
    /// <param name="values">Values that activate; at least one.</param>
    /// <exception cref="ArgumentException">values is empty.</exception>
    public Parent(string name, params HyperValue[] values)
    {
        Guard.That(values.Length > 0, $"A condition on \"{name}\" needs at least one value of it.", nameof(values));
        this.name = name;
        this.values = values;
    }

    /// <inheritdoc/>
    public override string name { get; }

    /// <summary>The values that activate.</summary>
    public IReadOnlyList<HyperValue> values { get; }

    internal override HyperValue FirstValue => values[0];

    /// <inheritdoc/>
    public override bool is_active(HyperValues values) => values.TryGetValue(name, out HyperValue value) && this.values.Contains(value);

    /// <inheritdoc/>
    public override Config get_config() => new() { ["name"] = name, ["values"] = values.Select(v => v.ToObject()).ToList() };

    /// <inheritdoc/>
    public override bool Equals(Condition? other) => other is Parent p && p.name == name && p.values.SequenceEqual(values);
}
