using KerasDigits.Training;

namespace KerasDigits.Callbacks;

/// <summary>Base of callbacks that watch one number of the logs and know which direction is better.</summary>
public abstract class MonitorCallback : Callback
{
    private bool _saidDirection;

    /// <summary>Creates the callback.</summary>
    /// <param name="monitor">Name in the logs, for example "val_loss".</param>
    /// <param name="mode">"min", "max", or "auto": greater is better for the names that Keras's own class takes for such. Other words warn
    /// and mean "auto".</param>
    /// <param name="what">What the warning about an unknown mode calls the callback; null: its class's name.</param>
    protected MonitorCallback(string monitor, string mode, string? what = null)
    {
        this.monitor = monitor;
        this.mode = mode;
        if (mode is "auto" or "min" or "max") { return; }
        Log.Warning($"{what ?? GetType().Name} mode {mode} is unknown, fallback to auto mode.");
        this.mode = "auto";
    }

    /// <summary>Name in the logs.</summary>
    public string monitor { get; }

    /// <summary>"min", "max" or "auto".</summary>
    public string mode { get; }

    /// <summary>Whether mode "auto" seeks the largest value of the monitored name: Keras 2 looks for "acc" in it.</summary>
    protected virtual bool AutoSeeksGreatest => monitor.Contains("acc", StringComparison.Ordinal);

    /// <summary>Whether greater is better.</summary>
    protected bool GreaterIsBetter => mode == "max" || (mode == "auto" && AutoSeeksGreatest);

    /// <summary>Whether the first number is better than the second: <c>less</c> or <c>greater</c>, as in Keras.</summary>
    public Func<double, double, bool> monitor_op => GreaterIsBetter ? greater : less;

    private static bool greater(double current, double best) => current > best;

    private static bool less(double current, double best) => current < best;

    /// <summary>The worst possible value.</summary>
    protected double Worst => GreaterIsBetter ? double.NegativeInfinity : double.PositiveInfinity;

    /// <summary>Whether <paramref name="current"/> is better than <paramref name="best"/> by more than a margin.</summary>
    /// <param name="current">The new value.</param>
    /// <param name="best">The best value so far.</param>
    /// <param name="margin">Least difference, 0 or more.</param>
    protected bool IsBetter(double current, double best, double margin = 0) =>
        GreaterIsBetter ? current - margin > best : current + margin < best;

    /// <summary>The watched number; null with Keras's warning when it is missing.</summary>
    /// <param name="what">What depends on the number, for example "Early stopping".</param>
    /// <param name="logs">Metrics by name; null: none.</param>
    protected double? FindMonitored(string what, Logs? logs)
    {
        if (logs?.Get(monitor) is { } value) { return value; }
        Log.Warning($"{what} conditioned on metric `{monitor}` which is not available. Available metrics are: "
            + $"{string.Join(",", logs?.Keys ?? [])}");
        return null;
    }

    /// <summary>Says, once, that "auto" has taken the other direction than the metric's own, which Keras 2 does silently.</summary>
    protected void SayDirection()
    {
        if (_saidDirection || mode != "auto" || MetricDirection.Of(monitor) is not { } greatest || greatest == GreaterIsBetter) { return; }
        _saidDirection = true;
        string own = greatest ? "max" : "min", taken = greatest ? "min" : "max";
        Log.Warning($"{GetType().Name}: mode \"auto\" means \"{taken}\" for `{monitor}`, as in Keras 2, which goes only by the name. "
            + $"Pass mode: \"{own}\" for the metric's own direction.");
    }
}
