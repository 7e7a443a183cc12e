namespace KerasDigits.Tuner.Space;

/// <summary>
/// One dimension of the search space: what values there are, and how a number from 0 up to 1 becomes one. Never changes once made.
/// </summary>
/// <remarks>It is known by its name and its conditions together. Source: KerasTuner 1.4.7,
/// engine/hyperparameters/hyperparameter.py.</remarks>
public abstract class HyperParameter
{
    private protected HyperParameter(string name, IReadOnlyList<Condition>? conditions)
    {
        Guard.That(!string.IsNullOrEmpty(name), "A hyperparameter needs a name.", nameof(name));
        this.name = name;
        this.conditions = conditions is null ? [] : [.. conditions];
    }

    /// <summary>Its name, the name scopes' in front: "scope/units".</summary>
    public string name { get; }

    /// <summary>All must hold for it to be active.</summary>
    public IReadOnlyList<Condition> conditions { get; }

    /// <summary>The value it has where nothing was tried yet.</summary>
    public abstract HyperValue @default { get; }

    /// <summary>All values, or ten samples where they are without number.</summary>
    public abstract IReadOnlyList<HyperValue> values { get; }

    /// <summary>The value at a cumulative probability.</summary>
    /// <param name="prob">0 up to, but not including, 1.</param>
    public abstract HyperValue prob_to_value(double prob);

    /// <summary>The cumulative probability of a value: the middle of its share.</summary>
    /// <param name="value">One of the values.</param>
    public abstract double value_to_prob(HyperValue value);

    /// <summary>A value drawn with Python's generator.</summary>
    /// <param name="seed">Seed of random.Random; null: from the system.</param>
    public HyperValue random_sample(long? seed = null) =>
        prob_to_value((seed is { } s ? new PythonRandom(s) : new PythonRandom()).random());

    /// <summary>The arguments that make an equal hyperparameter, in KerasTuner's order.</summary>
    public virtual Config get_config() => new() { ["name"] = name, ["default"] = @default.ToObject(),
        ["conditions"] = conditions.Select(c => (object?)c.Serialize()).ToList() };

    internal Config Serialize() => new() { ["class_name"] = GetType().Name, ["config"] = get_config() };

    internal bool Is(string name, IReadOnlyList<Condition> conditions) =>
        this.name == name && this.conditions.Count == conditions.Count && this.conditions.SequenceEqual(conditions);

    /// <summary>Reads {"class_name": …, "config": …} as any KerasTuner from 1.0.1 on wrote it.</summary>
    internal static HyperParameter Deserialize(Config config)
    {
        string kind = config.Get("class_name") as string ?? "";
        Config c = config.Get("config") as Config
            ?? throw new ArgumentException($"A hyperparameter must be {{\"class_name\": …, \"config\": …}}. Received: "
                + $"{PythonText.FormatRepr(config)}.");
        string name = c.Get("name") as string ?? throw new ArgumentException("A hyperparameter must have a name.");
        // 1.0.1 knew no conditions; its sampling was null for linear.
        List<Condition> conditions = [.. (c.Get("conditions") as List<object?> ?? []).Select(x => Condition.Deserialize((Config)x!))];
        HyperValue start = HyperValue.FromObject(c.Get("default"));
        return kind switch
        {
            "Int" => Int.Read(name, c, start, conditions),
            "Float" => new Float(conditions, name, HyperValue.FromObject(c["min_value"]), HyperValue.FromObject(c["max_value"]),
                HyperValue.FromObject(c.Get("step")), c.Get("sampling") as string, start),
            "Choice" => new Choice(name, [.. ((List<object?>)c["values"]!).Select(HyperValue.FromObject)], c.Get("ordered") as bool?, start,
                conditions),
            "Boolean" => new Boolean(name, start, conditions),
            "Fixed" => new Fixed(name, HyperValue.FromObject(c["value"]), conditions),
            _ => throw new ArgumentException($"A hyperparameter must be Int, Float, Choice, Boolean or Fixed. Received: \"{kind}\"."),
        };
    }

    /// <summary>The place of a probability among n equal shares.</summary>
    private protected static int ToIndex(double prob, int n)
    {
        int index = (int)Math.Floor(prob / (1.0 / n));
        return index == n ? index - 1 : index;
    }

    /// <summary>The middle of a share.</summary>
    private protected static double ToProb(double index, int n) => (index + 0.5) * (1.0 / n);
}
