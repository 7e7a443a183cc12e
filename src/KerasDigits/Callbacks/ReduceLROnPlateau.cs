using System.Globalization;
using KerasDigits.Training;

namespace KerasDigits.Callbacks;

/// <summary>Lowers the learning rate when a number has stopped improving.</summary>
/// <param name="monitor">Name in the logs.</param>
/// <param name="factor">New rate over old rate: below 1.</param>
/// <param name="patience">Epochs without improvement after which the rate falls.</param>
/// <param name="verbose">1: says when it does.</param>
/// <param name="mode">"min", "max" or "auto".</param>
/// <param name="min_delta">Least change that counts as an improvement.</param>
/// <param name="cooldown">Epochs after a fall in which it does not count.</param>
/// <param name="min_lr">Least rate.</param>
/// <remarks>Source: tf.keras 2.3.1, callbacks.py.</remarks>
[KerasExport("keras.callbacks.ReduceLROnPlateau")]
public sealed class ReduceLROnPlateau(string monitor = "val_loss", double factor = 0.1, int patience = 10, int verbose = 0, string mode = "auto",
    double min_delta = 1e-4, int cooldown = 0, double min_lr = 0) : MonitorCallback(monitor, mode)
{
    private int _cooldownLeft;

    /// <summary>New rate over old rate.</summary>
    public double factor { get; } = factor < 1 ? factor : throw new ArgumentOutOfRangeException(nameof(factor),
        string.Create(CultureInfo.InvariantCulture, $"ReduceLROnPlateau does not support a factor >= 1.0. Received: factor={factor}."));

    /// <summary>Epochs without improvement that are borne.</summary>
    public int patience { get; } = patience;

    /// <summary>Whether it speaks.</summary>
    public int verbose { get; } = verbose;

    /// <summary>Least change that counts.</summary>
    public double min_delta { get; } = min_delta;

    /// <summary>Epochs after a fall in which it does not count.</summary>
    public int cooldown { get; } = cooldown;

    /// <summary>Least rate.</summary>
    public double min_lr { get; } = min_lr;

    /// <summary>Best value so far.</summary>
    public double best { get; private set; }

    /// <summary>Epochs since the last improvement.</summary>
    public int wait { get; private set; }

    /// <inheritdoc/>
    public override void on_train_begin(Logs? logs = null)
    {
        best = Worst;
        (_cooldownLeft, wait) = (0, 0);
    }

    /// <inheritdoc/>
    public override void on_epoch_end(int epoch, Logs? logs = null)
    {
        if (logs is not null) { logs["lr"] = model.optimizer.learning_rate.Value; }
        if (Monitored("Reduce LR on plateau", logs) is not { } current) { return; }
        if (_cooldownLeft > 0)
        {
            _cooldownLeft--;
            wait = 0;
        }
        if (IsBetter(current, best, min_delta))
        {
            best = current;
            wait = 0;
            return;
        }
        if (_cooldownLeft > 0) { return; }
        wait++;
        if (wait < patience) { return; }
        double old = model.optimizer.learning_rate.Value;
        if (old <= (float)min_lr) { return; }
        double rate = Math.Max(old * factor, min_lr);
        model.optimizer.learning_rate.Value = rate;
        if (verbose > 0) { Output.WriteLine($"\nEpoch {epoch + 1}: ReduceLROnPlateau reducing learning rate to {PythonFormat.Repr(rate)}."); }
        _cooldownLeft = cooldown;
        wait = 0;
    }
}
