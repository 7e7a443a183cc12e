using System.Diagnostics;

namespace KerasDigits.Training;

/// <summary>Keras's check of the first batches: warns when custom callbacks take longer than the batches do.</summary>
/// <remarks>Source: tf.keras 2.3.1, callbacks.py, which looks at its own callbacks too; 2.15 only at one's own, as here.</remarks>
internal sealed class SlownessCheck
{
    private const int Batches = 5;
    private readonly List<double> _batches = [];
    private readonly Dictionary<string, List<double>> _hooks = [];
    private long _start;

    /// <summary>Whether enough batches were seen.</summary>
    public bool Knows => _batches.Count >= Batches;

    public void BeginBatch() => _start = Stopwatch.GetTimestamp();

    /// <summary>Notes a batch's time; the first batch is left out, as it builds what later ones use.</summary>
    public void EndBatch(int batch)
    {
        if (batch >= 1) { _batches.Add(Stopwatch.GetElapsedTime(_start).TotalSeconds); }
    }

    public void AddTime(string hook, TimeSpan time) =>
        (_hooks.TryGetValue(hook, out List<double>? times) ? times : _hooks[hook] = []).Add(time.TotalSeconds);

    /// <summary>Warns about hooks that are slower than the batches.</summary>
    public void Say(params ReadOnlySpan<string> hooks)
    {
        double batch = _batches.Average();
        foreach (string hook in hooks)
        {
            if (!_hooks.TryGetValue(hook, out List<double>? times) || times.Average() <= batch) { continue; }
            Log.Warning(string.Create(System.Globalization.CultureInfo.InvariantCulture,
                $"{(Compat.Is215 ? "Callback" : "Callbacks")} method `{hook}` is slow compared to the batch time (batch time: {batch:F4}s "
                + $"vs `{hook}` time: {times.Average():F4}s). Check your callbacks."));
        }
    }
}
