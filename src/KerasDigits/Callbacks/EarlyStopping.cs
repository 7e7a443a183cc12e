using KerasDigits.Training;
using NumSharp;

namespace KerasDigits.Callbacks;

/// <summary>Stops training when a number has not improved for some epochs.</summary>
/// <param name="monitor">Name in the logs.</param>
/// <param name="min_delta">Smallest change that counts as an improvement; its sign does not matter.</param>
/// <param name="patience">Epochs without improvement after which training stops.</param>
/// <param name="verbose">1: says when it stops.</param>
/// <param name="mode">"min", "max" or "auto".</param>
/// <param name="baseline">Value that must be beaten; null: any.</param>
/// <param name="restore_best_weights">Whether the weights of the best epoch are restored, when this callback stops the training.</param>
/// <param name="start_from_epoch">Epoch before which nothing counts.</param>
/// <remarks>In TF 2.3.1 the best value starts at the baseline; 2.15 keeps the two apart, and does not stop after only one epoch (see
/// VERSIONS). One thing is under both as in 2.15, where 2.3.1 crashes: a baseline that is never reached leaves the best weights there were.
/// Source: tf.keras 2.3.1 and 2.15, callbacks.py.</remarks>
[KerasExport("keras.callbacks.EarlyStopping")]
public class EarlyStopping(string monitor = "val_loss", double min_delta = 0, int patience = 0, int verbose = 0,
    string mode = "auto", double? baseline = null, bool restore_best_weights = false, int start_from_epoch = 0)
        : MonitorCallback(monitor, mode), IResumable
{
    private NDArray[]? _bestWeights;
    private double? _seen;
    private bool _reached;

    /// <summary>Smallest change that counts.</summary>
    public double min_delta { get; } = Math.Abs(min_delta);

    /// <summary>Epochs without improvement before training stops.</summary>
    public int patience { get; } = patience;

    /// <summary>Whether it prints what it does.</summary>
    public int verbose { get; } = verbose;

    /// <summary>Value that must be beaten.</summary>
    public double? baseline { get; } = baseline;

    /// <summary>Whether the best weights are restored.</summary>
    public bool restore_best_weights { get; } = restore_best_weights;

    /// <summary>Epoch before which nothing counts.</summary>
    public int start_from_epoch { get; } = start_from_epoch;

    /// <summary>Epoch of the best value (counted from 0).</summary>
    public int best_epoch { get; private set; }

    /// <summary>Best value so far; in TF 2.3.1 the baseline until it is beaten.</summary>
    public double best { get; private set; }

    /// <summary>Epochs since the last improvement.</summary>
    public int wait { get; private set; }

    /// <summary>Epoch at which training stopped (counted from 0); 0: it did not.</summary>
    public int stopped_epoch { get; private set; }

    /// <inheritdoc/>
    protected override bool AutoSeeksGreatest => !Compat.Is215 ? base.AutoSeeksGreatest
        : monitor.EndsWith("acc", StringComparison.Ordinal) || monitor.EndsWith("accuracy", StringComparison.Ordinal)
        || monitor.EndsWith("auc", StringComparison.Ordinal);

    /// <inheritdoc/>
    public override void on_train_begin(Logs? logs = null)
    {
        (wait, stopped_epoch, best_epoch, _bestWeights, _seen, _reached) = (0, 0, 0, null, null, false);
        best = Compat.Is215 ? Worst : baseline ?? Worst;
        SayDirection();
    }

    /// <inheritdoc/>
    public override void on_epoch_end(int epoch, Logs? logs = null)
    {
        if (FindMonitored("Early stopping", logs) is not { } current || epoch < start_from_epoch) { return; }
        bool improved = IsBetter(current, best, min_delta);
        if (improved || (!_reached && (_seen is not { } seen || IsBetter(current, seen, min_delta)))) { Keep(epoch, current); }
        _reached |= improved;
        if (improved) { best = current; }
        // In 2.3.1 whatever beats the best value has beaten the baseline.
        bool counts = improved && (!Compat.Is215 || baseline is not { } bar || IsBetter(current, bar, min_delta));
        wait = counts ? 0 : wait + 1;
        if (improved || wait < patience || (Compat.Is215 && epoch == 0)) { return; }
        stopped_epoch = epoch;
        model.stop_training = true;
        if (!restore_best_weights || _bestWeights is null) { return; }
        if (verbose > 0)
        {
            Output.WriteLine(Compat.Is215
                ? $"Restoring model weights from the end of the best epoch: {best_epoch + 1}."
                : "Restoring model weights from the end of the best epoch.");
        }
        model.set_weights(_bestWeights);
    }

    RunState IResumable.GetState()
    {
        RunState state = new RunState().Set("wait", wait).Set("stopped_epoch", stopped_epoch).Set("best_epoch", best_epoch)
            .Set("best", best).Set("reached", _reached);
        if (_seen is { } seen) { state.Set("seen", seen); }
        return _bestWeights is null ? state : state.SetAll("best_weights", _bestWeights);
    }

    void IResumable.SetState(RunState state)
    {
        (wait, stopped_epoch, best_epoch, best) = ((int)state.Whole("wait"), (int)state.Whole("stopped_epoch"),
            (int)state.Whole("best_epoch"), state.Number("best"));
        (_reached, _seen) = (state.Flag("reached"), state.Contains("seen") ? state.Number("seen") : null);
        _bestWeights = state.Contains("best_weights") ? state.Arrays("best_weights") : null;
    }

    private void Keep(int epoch, double value)
    {
        (best_epoch, _seen) = (epoch, value);
        if (restore_best_weights) { _bestWeights = model.get_weights(); }
    }

    /// <inheritdoc/>
    public override void on_train_end(Logs? logs = null)
    {
        if (stopped_epoch > 0 && verbose > 0) { Output.WriteLine($"{EpochText.Of(stopped_epoch)}: early stopping"); }
    }
}
