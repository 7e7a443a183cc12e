namespace KerasDigits.Tuner;

/// <summary>The number that a search maximizes or minimizes.</summary>
/// <remarks>Source: KerasTuner 1.4.7, engine/objective.py.</remarks>
[KerasExport("keras_tuner.Objective", "keras_tuner.engine.oracle.Objective", "kerastuner.Objective")]
public class Objective : IEquatable<Objective>
{
    /// <summary>Names a metric and says what is better.</summary>
    /// <param name="name">The metric, "val_accuracy" for instance.</param>
    /// <param name="direction">"min" or "max".</param>
    /// <exception cref="ArgumentException">The direction is another.</exception>
    public Objective(string name, string direction)
    {
        Guard.That(direction is "min" or "max", $"`direction` should be one of {{\"min\", \"max\"}}, but got: {direction}",
            nameof(direction));
        (this.name, this.direction) = (name, direction);
    }

    /// <summary>The metric's name.</summary>
    public string name { get; }

    /// <summary>"min" or "max".</summary>
    public string direction { get; }

    /// <summary>The metrics that must be reported, with their directions.</summary>
    internal virtual IReadOnlyDictionary<string, string> Needed => new Dictionary<string, string> { [name] = direction };

    /// <summary>Whether the value can be computed from these numbers.</summary>
    /// <param name="logs">Numbers by name.</param>
    public virtual bool has_value(IReadOnlyDictionary<string, double> logs) => logs.ContainsKey(name);

    /// <summary>The value in these numbers.</summary>
    /// <param name="logs">Numbers by name.</param>
    /// <exception cref="FatalValueError">It is not among them; the message lists what is.</exception>
    public virtual double get_value(IReadOnlyDictionary<string, double> logs) =>
        logs.TryGetValue(name, out double value) ? value : throw Missing(logs);

    /// <summary>Whether the first value is better than the second.</summary>
    /// <param name="a">The value to test.</param>
    /// <param name="b">The value it is compared with.</param>
    public bool better_than(double a, double b) => direction == "max" ? a > b : a < b;

    /// <inheritdoc/>
    public virtual bool Equals(Objective? other) => other is not null && other.name == name && other.direction == direction;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Objective);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(name, direction);

    /// <summary>As KerasTuner prints it.</summary>
    public override string ToString() => $"Objective(name=\"{name}\", direction=\"{direction}\")";

    private protected FatalValueError Missing(IReadOnlyDictionary<string, double> logs) => new(
        "Objective value missing in metrics reported to the Oracle, expected: "
        + $"[{string.Join(", ", Needed.Keys.Where(k => !logs.ContainsKey(k)).Select(k => $"'{k}'"))}], " +
        $"found: [{string.Join(", ", logs.Keys.Select(k => $"'{k}'"))}]. Report the objective, or name one of those found (\"val_…\" "
        + "needs validation data, others need metrics in compile).");
}

/// <summary>The objective where none is named: the one number that a trial gives, which is minimized.</summary>
public sealed class DefaultObjective() : Objective("default_objective", "min");

/// <summary>Several objectives: the sum of those to minimize minus the sum of those to maximize, which is minimized.</summary>
public sealed class MultiObjective : Objective
{
    /// <summary>Joins objectives.</summary>
    /// <param name="objectives">At least one.</param>
    /// <exception cref="ArgumentException">objectives is empty.</exception>
    public MultiObjective(IReadOnlyList<Objective> objectives) : base("multi_objective", "min")
    {
        Guard.That(objectives.Count > 0, "A list of objectives must hold at least one.", nameof(objectives));
        this.objectives = objectives;
        name_to_direction = objectives.ToDictionary(o => o.name, o => o.direction);
    }

    /// <summary>The parts.</summary>
    public IReadOnlyList<Objective> objectives { get; }

    /// <summary>Directions by metric.</summary>
    public IReadOnlyDictionary<string, string> name_to_direction { get; }

    internal override IReadOnlyDictionary<string, string> Needed => name_to_direction;

    /// <inheritdoc/>
    public override bool has_value(IReadOnlyDictionary<string, double> logs) => name_to_direction.Keys.All(logs.ContainsKey);

    /// <inheritdoc/>
    public override double get_value(IReadOnlyDictionary<string, double> logs)
    {
        if (!has_value(logs)) { throw Missing(logs); }
        double sum = 0;
        foreach (var (metric, value) in logs)
        {
            if (name_to_direction.TryGetValue(metric, out string? direction)) { sum += direction == "min" ? value : -value; }
        }
        return sum;
    }

    /// <inheritdoc/>
    public override bool Equals(Objective? other) => other is MultiObjective m
        && m.objectives.OrderBy(o => o.name, StringComparer.Ordinal).SequenceEqual(objectives.OrderBy(o => o.name, StringComparer.Ordinal));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Objective);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(name, objectives.Count);

    /// <inheritdoc/>
    public override string ToString() => $"Multi{base.ToString()}: [{string.Join(", ", objectives)}]";
}

/// <summary>What tuners take as objective: a metric's name, an <see cref="Objective"/>, or a list of them.</summary>
[System.Runtime.CompilerServices.CollectionBuilder(typeof(ObjectiveSpec), nameof(Create))]
public sealed class ObjectiveSpec : IEnumerable<ObjectiveSpec>
{
    private readonly ObjectiveSpec[] _parts;

    private ObjectiveSpec(Objective? value, ObjectiveSpec[]? parts = null) =>
        (Value, _parts) = (value ?? new MultiObjective([.. parts!.Select(p => p.Value)]), parts ?? []);

    /// <summary>The objective.</summary>
    public Objective Value { get; }

    /// <summary>From a collection expression: <c>["loss", keras_tuner.Objective("speed", "max")]</c>.</summary>
    /// <param name="parts">The objectives; their values are added, those to maximize subtracted.</param>
    public static ObjectiveSpec Create(ReadOnlySpan<ObjectiveSpec> parts) => new(null, parts.ToArray());

    /// <summary>A metric's name; its direction is inferred.</summary>
    /// <exception cref="ArgumentException">The metric is not known.</exception>
    public static implicit operator ObjectiveSpec(string name) =>
        new(new Objective(name, MetricDirections.infer_metric_direction(name) ?? throw new ArgumentException(
        $"Could not infer optimization direction (\"min\" or \"max\") for unknown metric \"{name}\". Please specify the objective as a "
        + $"`keras_tuner.Objective`, for example `keras_tuner.Objective(\"{name}\", direction: \"min\")`.")));

    /// <summary>An objective.</summary>
    public static implicit operator ObjectiveSpec(Objective objective) => new(objective);

    /// <summary>Several objectives.</summary>
    public static implicit operator ObjectiveSpec(Objective[] objectives) => new(new MultiObjective(objectives));

    /// <summary>Several metrics by name.</summary>
    public static implicit operator ObjectiveSpec(string[] names) => Create([.. names.Select(n => (ObjectiveSpec)n)]);

    /// <inheritdoc/>
    public IEnumerator<ObjectiveSpec> GetEnumerator() => ((IEnumerable<ObjectiveSpec>)_parts).GetEnumerator();

    System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
}
