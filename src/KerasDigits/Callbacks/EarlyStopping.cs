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
/// <param name="start_from_epoch">Epoch before which nothing counts.</param>
/// <remarks>Two things are as in later Keras, which mended them: the best weights are kept from the first epoch on, also when a baseline is never reached,
/// and training is not stopped by its first epoch alone. Source: tf.keras 2.15, callbacks.py.</remarks>
[KerasExport("keras.callbacks.EarlyStopping")]
public sealed class EarlyStopping(string monitor = "val_loss", double min_delta = 0, int patience = 0, int verbose = 0, string mode = "auto",
    double? baseline = null, bool restore_best_weights = false, int start_from_epoch = 0) : MonitorCallback(monitor, mode)
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

    /// <summary>Epoch before which nothing counts.</summary>
    public int start_from_epoch { get; } = start_from_epoch;

    /// <summary>Epoch of the best value (counted from 0).</summary>
    public int best_epoch { get; private set; }

    /// <summary>Best value so far.</summary>
    public double best { get; private set; }

    /// <summary>Epochs since the last improvement.</summary>
    public int wait { get; private set; }

    /// <summary>Epoch at which training stopped (counted from 0); 0: it did not.</summary>
    public int stopped_epoch { get; private set; }

    /// <inheritdoc/>
    public override void on_train_begin(Logs? logs = null)
    {
        (wait, stopped_epoch, best_epoch, _bestWeights) = (0, 0, 0, null);
        best = Worst;
    }

    /// <inheritdoc/>
    public override void on_epoch_end(int epoch, Logs? logs = null)
    {
        if (Monitored("Early stopping", logs) is not { } current || epoch < start_from_epoch) { return; }
        if (restore_best_weights && _bestWeights is null) { Keep(epoch); }
        wait++;
        if (IsBetter(current, best, min_delta))
        {
            best = current;
            Keep(epoch);
            if (baseline is not { } bar || IsBetter(current, bar, min_delta)) { wait = 0; }
            return;
        }
        if (wait < patience || epoch == 0) { return; }
        stopped_epoch = epoch;
        model.stop_training = true;
        if (!restore_best_weights || _bestWeights is null) { return; }
        if (verbose > 0) { Output.WriteLine($"Restoring model weights from the end of the best epoch: {best_epoch + 1}."); }
        model.set_weights(_bestWeights);
    }

    private void Keep(int epoch)
    {
        best_epoch = epoch;
        if (restore_best_weights) { _bestWeights = model.get_weights(); }
    }

    /// <inheritdoc/>
    public override void on_train_end(Logs? logs = null)
    {
        if (stopped_epoch > 0 && verbose > 0) { Output.WriteLine($"Epoch {stopped_epoch + 1}: early stopping"); }
    }
}
