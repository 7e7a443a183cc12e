namespace KerasDigits.Tuner;

/// <summary>A metric's values at one step, one per execution.</summary>
/// <param name="value">Values, one for each execution.</param>
/// <param name="step">The step, an epoch for instance.</param>
public sealed record MetricObservation(List<double> value, long step)
{
    /// <summary>Adds another execution's value.</summary>
    /// <param name="more">Value of one more execution.</param>
    public void append(double more) => value.Add(more);

    /// <summary>The executions' mean.</summary>
    public double mean() => PythonMath.ComputeMean(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(value));

    /// <summary>As KerasTuner's files hold it.</summary>
    public Config get_config() => new() { ["value"] = value, ["step"] = step };
}

/// <summary>One metric over the steps of a trial.</summary>
/// <remarks>Source: KerasTuner 1.4.7, engine/metrics_tracking.py.</remarks>
public sealed class MetricHistory
{
    private readonly OrderedDictionary<long, MetricObservation> _observations = [];

    /// <summary>Starts a history.</summary>
    /// <param name="direction">"min" or "max".</param>
    /// <exception cref="ArgumentException">direction is not "min" or "max".</exception>
    public MetricHistory(string direction = "min")
    {
        Guard.That(direction is "min" or "max", $"`direction` should be one of {{\"min\", \"max\"}}, but got: {direction}",
            nameof(direction));
        this.direction = direction;
    }

    /// <summary>"min" or "max".</summary>
    public string direction { get; }

    /// <summary>Adds a value at a step.</summary>
    /// <param name="value">Value of the metric.</param>
    /// <param name="step">The step, such as an epoch, from 0.</param>
    public void update(double value, long step)
    {
        if (_observations.TryGetValue(step, out MetricObservation? there)) { there.append(value); }
        else { _observations[step] = new MetricObservation([value], step); }
    }

    /// <summary>The best step's mean, NaN left out; null when nothing was reported.</summary>
    public double? get_best_value()
    {
        double? best = null;
        foreach (MetricObservation o in _observations.Values)
        {
            double mean = o.mean();
            if (best is not { } b || double.IsNaN(b) || (direction == "min" ? mean < b : mean > b)) { best = mean; }
        }
        return best;
    }

    /// <summary>The first step with the best value; null when there is none.</summary>
    public long? get_best_step() => get_best_value() is { } best ? _observations.Values.FirstOrDefault(o => o.mean() == best)?.step : null;

    /// <summary>The observations by step.</summary>
    public IReadOnlyList<MetricObservation> get_history() => _observations.Count < 2
        ? [.. _observations.Values]
        : [.. _observations.Values.OrderBy(o => o.step)];

    /// <summary>Adds observations.</summary>
    /// <param name="observations">Observations, in any order of steps.</param>
    public void set_history(IEnumerable<MetricObservation> observations)
    {
        foreach (MetricObservation o in observations) { foreach (double v in o.value) { update(v, o.step); } }
    }

    /// <summary>min, max, mean, median, var and std over the steps' means, NaN left out; empty when there are none.</summary>
    public IReadOnlyDictionary<string, double> get_statistics()
    {
        double[] means = [.. _observations.Values.Select(o => o.mean()).Where(m => !double.IsNaN(m)).Order()];
        if (means.Length == 0) { return new Dictionary<string, double>(); }
        double mean = PythonMath.ComputeMean(means), variance = PythonMath.ComputeMean([.. means.Select(m => (m - mean) * (m - mean))]);
        int half = means.Length / 2;
        return new Dictionary<string, double>
        {
            ["min"] = means[0],
            ["max"] = means[^1],
            ["mean"] = mean,
            ["median"] = means.Length % 2 == 1 ? means[half] : (means[half - 1] + means[half]) / 2,
            ["var"] = variance,
            ["std"] = Math.Sqrt(variance),
        };
    }

    /// <summary>The last step's mean; null when there is none.</summary>
    public double? get_last_value() => get_history() is [.., var last] ? last.mean() : null;

    /// <summary>As KerasTuner's files hold it.</summary>
    public Config get_config() =>
        new() { ["direction"] = direction, ["observations"] = get_history().Select(o => (object?)o.get_config()).ToList() };

    internal static MetricHistory FromConfig(Config config)
    {
        var history = new MetricHistory((string)config["direction"]!);
        foreach (Config o in ((List<object?>)config["observations"]!).Cast<Config>())
        {
            foreach (object? v in (List<object?>)o["value"]!)
            {
                history.update(HyperValue.FromObject(v), HyperValue.FromObject(o["step"]));
            }
        }
        return history;
    }
}

/// <summary>All metrics of a trial.</summary>
public sealed class MetricsTracker
{
    /// <summary>Histories by the metrics' names.</summary>
    public OrderedDictionary<string, MetricHistory> metrics { get; } = [];

    /// <summary>Whether a metric was registered.</summary>
    /// <param name="name">Name of the metric.</param>
    public bool exists(string name) => metrics.ContainsKey(name);

    /// <summary>Adds a metric.</summary>
    /// <param name="name">Name of the metric.</param>
    /// <param name="direction">"min" or "max"; null: inferred, "min" for unknown names.</param>
    /// <exception cref="ArgumentException">It is there already.</exception>
    public void register(string name, string? direction = null)
    {
        Guard.That(!exists(name), $"Metric already exists: {name}", nameof(name));
        metrics[name] = new MetricHistory(direction ?? MetricDirections.infer_metric_direction(name) ?? "min");
    }

    /// <summary>Adds a value; whether the best one changed.</summary>
    /// <param name="name">Name of the metric; registered if it is new.</param>
    /// <param name="value">Value of the metric.</param>
    /// <param name="step">The step, such as an epoch, from 0.</param>
    public bool update(string name, double value, long step = 0)
    {
        if (!exists(name)) { register(name); }
        double? before = metrics[name].get_best_value();
        metrics[name].update(value, step);
        return metrics[name].get_best_value() != before;
    }

    /// <summary>Observations by step.</summary>
    /// <param name="name">Name of the metric.</param>
    /// <exception cref="ArgumentException">The metric is unknown.</exception>
    public IReadOnlyList<MetricObservation> get_history(string name) => GetKnown(name).get_history();

    /// <summary>Adds observations.</summary>
    /// <param name="name">Name of the metric; registered if it is new.</param>
    /// <param name="observations">Observations, in any order of steps.</param>
    public void set_history(string name, IEnumerable<MetricObservation> observations)
    {
        if (!exists(name)) { register(name); }
        metrics[name].set_history(observations);
    }

    /// <summary>The best step's mean.</summary>
    /// <param name="name">Name of the metric.</param>
    /// <exception cref="ArgumentException">The metric is unknown.</exception>
    public double? get_best_value(string name) => GetKnown(name).get_best_value();

    /// <summary>The first step with the best value.</summary>
    /// <param name="name">Name of the metric.</param>
    /// <exception cref="ArgumentException">The metric is unknown.</exception>
    public long? get_best_step(string name) => GetKnown(name).get_best_step();

    /// <summary>min, max, mean, median, var, std.</summary>
    /// <param name="name">Name of the metric.</param>
    /// <exception cref="ArgumentException">The metric is unknown.</exception>
    public IReadOnlyDictionary<string, double> get_statistics(string name) => GetKnown(name).get_statistics();

    /// <summary>The last step's mean.</summary>
    /// <param name="name">Name of the metric.</param>
    /// <exception cref="ArgumentException">The metric is unknown.</exception>
    public double? get_last_value(string name) => GetKnown(name).get_last_value();

    /// <summary>"min" or "max".</summary>
    /// <param name="name">Name of the metric.</param>
    /// <exception cref="ArgumentException">The metric is unknown.</exception>
    public string get_direction(string name) => GetKnown(name).direction;

    /// <summary>As KerasTuner's files hold it.</summary>
    public Config get_config() =>
        new() { ["metrics"] = new Config(metrics.Select(m => KeyValuePair.Create(m.Key, (object?)m.Value.get_config()))) };

    internal static MetricsTracker FromConfig(Config config)
    {
        var tracker = new MetricsTracker();
        foreach (var (name, history) in (Config)config["metrics"]!) { tracker.metrics[name] = MetricHistory.FromConfig((Config)history!); }
        return tracker;
    }

    private MetricHistory GetKnown(string name) => metrics.TryGetValue(name, out MetricHistory? history)
        ? history
        : throw new ArgumentException(UnknownName.Describe("metric", name, metrics.Keys), nameof(name));
}
