using KerasDigits.Training;

namespace KerasDigits.Callbacks;

/// <summary>Base of callbacks that watch one number of the logs and know which direction is better.</summary>
/// <param name="monitor">Name in the logs, for example "val_loss".</param>
/// <param name="mode">"min", "max", or "auto": greater is better for names with "acc" (and, where asked for, those that start with "fmeasure").</param>
public abstract class MonitorCallback(string monitor, string mode) : Callback
{
    /// <summary>Name in the logs.</summary>
    public string monitor { get; } = monitor;

    /// <summary>"min", "max" or "auto".</summary>
    public string mode { get; } = CheckMode(mode);

    /// <summary>Whether greater is better.</summary>
    protected bool GreaterIsBetter => mode == "max" || (mode == "auto" && (monitor.Contains("acc", StringComparison.Ordinal) || monitor.StartsWith("fmeasure", StringComparison.Ordinal)));

    /// <summary>The worst possible value.</summary>
    protected double Worst => GreaterIsBetter ? double.NegativeInfinity : double.PositiveInfinity;

    /// <summary>Whether <paramref name="current"/> is better than <paramref name="best"/> by more than a margin.</summary>
    protected bool IsBetter(double current, double best, double margin = 0) => GreaterIsBetter ? current - margin > best : current + margin < best;

    /// <summary>The watched number; null with Keras's warning when it is missing.</summary>
    /// <param name="what">What depends on the number, for example "Early stopping".</param>
    /// <param name="logs">The logs.</param>
    protected double? Monitored(string what, Logs? logs)
    {
        if (logs?.Get(monitor) is { } value) { return value; }
        Log.Warning($"{what} conditioned on metric `{monitor}` which is not available. Available metrics are: {string.Join(",", logs?.Keys ?? [])}");
        return null;
    }

    private static string CheckMode(string mode)
    {
        if (mode is "auto" or "min" or "max") { return mode; }
        Log.Warning($"Mode {mode} is unknown, fallback to auto mode.");
        return "auto";
    }
}
