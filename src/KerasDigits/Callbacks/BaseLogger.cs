using KerasDigits.Training;

namespace KerasDigits.Callbacks;

/// <summary>Averages the numbers of an epoch's batches by their "size".</summary>
/// <param name="stateful_metrics">Names whose last value is kept instead; null: none.</param>
/// <remarks>The logs of fit hold no sizes, as their values are running means already, so there it changes nothing, as in tf.keras 2.x;
/// it serves custom loops that call the hooks with logs["size"]. Source: tf.keras 2.3.1, callbacks.py.</remarks>
[KerasExport("keras.callbacks.BaseLogger")]
public sealed class BaseLogger(IEnumerable<string>? stateful_metrics = null) : Callback
{
    private readonly HashSet<string> _stateful = [.. stateful_metrics ?? []];
    private readonly OrderedDictionary<string, double> _totals = [];
    private double _seen;

    /// <inheritdoc/>
    public override void on_epoch_begin(int epoch, Logs? logs = null)
    {
        _seen = 0;
        _totals.Clear();
    }

    /// <inheritdoc/>
    public override void on_batch_end(int batch, Logs? logs = null)
    {
        if (logs?.Get("size") is not { } size) { return; }
        _seen += size * (logs.Get("num_steps") ?? 1);
        foreach (var (name, value) in logs.Where(l => l.Key is not ("size" or "batch" or "num_steps")))
        {
            _totals[name] = _stateful.Contains(name) ? value : (_totals.TryGetValue(name, out double sum) ? sum : 0) + (value * size);
        }
    }

    /// <inheritdoc/>
    public override void on_epoch_end(int epoch, Logs? logs = null)
    {
        if (logs is null || _seen == 0) { return; }
        foreach (var (name, total) in _totals) { logs[name] = _stateful.Contains(name) ? total : total / _seen; }
    }
}
