namespace KerasDigits.Tuner.Space;

/// <summary>What Int and Float share.</summary>
/// <remarks>Source: KerasTuner 1.4.7, engine/hyperparameters/hp_types/numerical.py, floor division of the range and all: 0 to 1 in steps of
/// 0.1 ends at 0.9.</remarks>
public abstract class Numerical : HyperParameter
{
    private protected Numerical(string name, HyperValue min, HyperValue max, HyperValue step, string? sampling, HyperValue @default,
        IReadOnlyList<Condition>? conditions)
        : base(name, conditions)
    {
        (Min, Max, Step, Default) = (min, max, step, @default);
        this.sampling = (sampling ?? "linear").ToLowerInvariant();
        string me = $"For HyperParameters.{GetType().Name}(name='{name}'), ";
        Guard.That((double)min <= max, $"{me}min_value {min} is greater than the max_value {max}.", "min_value");
        Guard.That(this.sampling is "linear" or "log" or "reverse_log",
            $"{me}sampling must be one of 'linear', 'log', 'reverse_log'. Received: '{sampling}'.", "sampling");
        bool log = this.sampling != "linear";
        Guard.That(!log || (double)min > 0, $"{me}sampling='{this.sampling}' does not support negative values, found min_value: {min}.",
            "min_value");
        Guard.That(!log || step.IsNone || (double)step > 1,
            $"{me}expected step > 1 with sampling='{this.sampling}'. Received: step={step}.", "step");
        Guard.That(log || step.IsNone || (double)step > 0, $"{me}expected step > 0. Received: step={step}.", "step");
    }

    /// <summary>"linear", "log" or "reverse_log".</summary>
    public string sampling { get; }

    private protected HyperValue Min { get; }

    private protected HyperValue Max { get; }

    private protected HyperValue Step { get; }

    /// <summary>The default as it was given; None: the smallest value.</summary>
    private protected HyperValue Default { get; }

    /// <inheritdoc/>
    public override HyperValue @default => Default.IsNone ? Min : Default;

    /// <inheritdoc/>
    public override IReadOnlyList<HyperValue> values => Step.IsNone
        ? PythonSet.Order(Enumerable.Range(0, 10).Select(i => prob_to_value((i * 0.1) + 0.05)))
        : [.. Enumerable.Range(0, Count).Select(i => Cast(GetAtIndex(i)))];

    /// <inheritdoc/>
    public override Config get_config()
    {
        Config config = base.get_config();
        config["min_value"] = Min.ToObject();
        config["max_value"] = Max.ToObject();
        config["step"] = Step.ToObject();
        config["sampling"] = sampling;
        return config;
    }

    /// <summary>Throws where the default is none of the values' range: Python takes it, and draws it never again.</summary>
    internal void CheckDefault() => Guard.That(Default.IsNone || ((double)Default >= Min && (double)Default <= Max),
        $"For HyperParameters.{GetType().Name}(name='{name}'), the default value must be from min_value {Min} to max_value {Max}. "
        + $"Received: default={Default}.", "default");

    /// <summary>How many values a step makes.</summary>
    private protected int Count => sampling == "linear"
        ? (int)(PythonMath.DivideAndFloor((double)Max - Min, Step) + 1)
        : (int)(PythonMath.Log((double)Max / Min, Step) + 1e-8) + 1;

    private protected abstract HyperValue Cast(double number);

    private protected double Sample(double prob, double max) => sampling switch
    {
        "linear" => (prob * (max - Min)) + Min,
        "log" => Min * Math.Pow(max / Min, prob),
        _ => max + Min - (Min * Math.Pow(max / Min, 1 - prob)),
    };

    private protected double Unsample(double value, double max) => max == Min ? 0.5 : sampling switch
    {
        "linear" => (value - Min) / (max - Min),
        "log" => Math.Log(value / Min) / Math.Log(max / Min),
        _ => 1.0 - (Math.Log((max + Min - value) / Min) / Math.Log(max / Min)),
    };

    private protected double SampleWithStep(double prob) => GetAtIndex(ToIndex(prob, Count));

    private protected double StepToProb(double value)
    {
        double index = sampling switch
        {
            "linear" => PythonMath.DivideAndFloor(value - Min, Step),
            "log" => PythonMath.Log(value / Min, Step),
            _ => PythonMath.Log(((double)Max - value + Min) / Min, Step),
        };
        return ToProb(index, Count);
    }

    private double GetAtIndex(int index) => sampling switch
    {
        "linear" => (double)Min + (index * (double)Step),
        "log" => (double)Min * Math.Pow(Step, index),
        _ => (double)Max + Min - ((double)Min * Math.Pow(Step, index)),
    };

    private protected static HyperValue ReadOptional(double? value) => value is { } v ? v : HyperValue.None;

    private protected static HyperValue ReadOptional(int? value) => value is { } v ? v : HyperValue.None;
}
