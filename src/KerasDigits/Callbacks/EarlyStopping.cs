using KerasDigits.Training;
using NumSharp;

namespace KerasDigits.Callbacks;

/// <summary>Stops training when a number has not improved for some epochs.</summary>
/// <param name="monitor">Name in the logs.</param>
/// <param name="min_delta">Least change that counts as an improvement; its sign does not matter.</param>
/// <param name="patience">Epochs without improvement after which training stops.</param>
/// <param name="verbose">1: says when it stops.</param>
/// <param name="mode">"min", "max" or "auto".</param>
/// <param name="baseline">Value that must be beaten; null: any.</param>
/// <param name="restore_best_weights">Whether the weights of the best epoch are restored; as in TF 2.3.1 only when this callback stops the training.</param>
/// <remarks>Source: tf.keras 2.3.1, callbacks.py.</remarks>
[KerasExport("keras.callbacks.EarlyStopping")]
public sealed class EarlyStopping(string monitor = "val_loss", double min_delta = 0, int patience = 0, int verbose = 0, string mode = "auto",
    double? baseline = null, bool restore_best_weights = false) : MonitorCallback(monitor, mode)
{
    private NDArray[]? _bestWeights;

    /// <summary>Least change that counts.</summary>
    public double min_delta { get; } = Math.Abs(min_delta);

    /// <summary>Epochs without improvement that are borne.</summary>
    public int patience { get; } = patience;

    /// <summary>Whether it speaks.</summary>
    public int verbose { get; } = verbose;

    /// <summary>Value that must be beaten.</summary>
    public double? baseline { get; } = baseline;

    /// <summary>Whether the best weights are restored.</summary>
    public bool restore_best_weights { get; } = restore_best_weights;

    /// <summary>Best value so far.</summary>
    public double best { get; private set; }

    /// <summary>Epochs since the last improvement.</summary>
    public int wait { get; private set; }

    /// <summary>Epoch at which training stopped (counted from 0); 0: it did not.</summary>
    public int stopped_epoch { get; private set; }

    /// <inheritdoc/>
    public override void on_train_begin(Logs? logs = null)
    {
        (wait, stopped_epoch, _bestWeights) = (0, 0, null);
        best = baseline ?? Worst;
    }

    /// <inheritdoc/>
    public override void on_epoch_end(int epoch, Logs? logs = null)
    {
        if (Monitored("Early stopping", logs) is not { } current) { return; }
        if (IsBetter(current, best, min_delta))
        {
            best = current;
            wait = 0;
            if (restore_best_weights) { _bestWeights = model.get_weights(); }
            return;
        }
        wait++;
        if (wait < patience) { return; }
        stopped_epoch = epoch;
        model.stop_training = true;
        if (!restore_best_weights || _bestWeights is null) { return; }
        if (verbose > 0) { Output.WriteLine("Restoring model weights from the end of the best epoch."); }
        model.set_weights(_bestWeights);
    }

    /// <inheritdoc/>
    public override void on_train_end(Logs? logs = null)
    {
        if (stopped_epoch > 0 && verbose > 0) { Output.WriteLine($"Epoch {stopped_epoch + 1:00000}: early stopping"); }
    }
}
