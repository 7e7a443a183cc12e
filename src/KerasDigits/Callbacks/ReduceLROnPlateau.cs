using System.Globalization;
using KerasDigits.Training;

namespace KerasDigits.Callbacks;

/// <summary>Lowers the learning rate when a number has stopped improving.</summary>
/// <param name="monitor">Name in the logs.</param>
/// <param name="factor">New rate over old rate: below 1.</param>
/// <param name="patience">Epochs without improvement after which the rate falls.</param>
/// <param name="verbose">1: says when it does.</param>
/// <param name="mode">"min", "max" or "auto".</param>
/// <param name="min_delta">Smallest change that counts as an improvement.</param>
/// <param name="cooldown">Epochs after a reduction during which patience is not counted; 0 or more.</param>
/// <param name="min_lr">Lower bound of the learning rate, 0 or more.</param>
/// <param name="epsilon">Old name of <paramref name="min_delta"/>; null: not given.</param>
/// <exception cref="ArgumentOutOfRangeException">factor is not below 1.</exception>
/// <remarks>Source: tf.keras 2.3.1, callbacks.py.</remarks>
[KerasExport("keras.callbacks.ReduceLROnPlateau")]
public class ReduceLROnPlateau(string monitor = "val_loss", double factor = 0.1, int patience = 10, int verbose = 0,
    string mode = "auto", double min_delta = 1e-4, int cooldown = 0, double min_lr = 0, double? epsilon = null)
        : MonitorCallback(monitor, mode, Compat.Is215 ? "Learning rate reduction" : "Learning Rate Plateau Reducing"), IResumable
{
    private int _cooldownLeft;

    /// <summary>New rate over old rate.</summary>
    public double factor { get; } = factor < 1 ? factor : throw new ArgumentOutOfRangeException(nameof(factor),
        string.Create(CultureInfo.InvariantCulture, $"ReduceLROnPlateau does not support a factor >= 1.0. Received: factor={factor}."));

    /// <summary>Epochs without improvement before the rate is lowered.</summary>
    public int patience { get; } = patience;

    /// <summary>Whether it prints what it does.</summary>
    public int verbose { get; } = verbose;

    /// <summary>Smallest change that counts.</summary>
    public double min_delta { get; } = ReadOld(epsilon) ?? min_delta;

    /// <summary>Epochs after a reduction during which patience is not counted; 0 or more.</summary>
    public int cooldown { get; } = cooldown;

    /// <summary>Smallest rate.</summary>
    public double min_lr { get; } = min_lr;

    /// <summary>Best value so far.</summary>
    public double best { get; private set; }

    /// <summary>Epochs since the last improvement.</summary>
    public int wait { get; private set; }

    /// <inheritdoc/>
    public override void on_train_begin(Logs? logs = null)
    {
        best = Worst;
        SayDirection();
        (_cooldownLeft, wait) = (0, 0);
    }

    /// <inheritdoc/>
    public override void on_epoch_end(int epoch, Logs? logs = null)
    {
        // The rate of a schedule is not a number before OptimizerV2's successors; Keras fails only where it would change it.
        if (logs is not null && model.optimizer.learning_rate is { IsNumber: true } now) { logs["lr"] = now.Value; }
        if (FindMonitored("Reduce LR on plateau", logs) is not { } current) { return; }
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
        // 2.3.1 compares the float32 rate with the double: a rate at its floor can count as above it, and the message comes again.
        if (old <= (Compat.Is215 ? (float)min_lr : min_lr)) { return; }
        double rate = Math.Max(old * factor, min_lr);
        model.optimizer.learning_rate.Value = rate;
        if (verbose > 0)
        {
            Output.WriteLine($"\n{EpochText.Of(epoch)}: ReduceLROnPlateau reducing learning rate to {PythonNumber.FormatRepr(rate)}.");
        }
        _cooldownLeft = cooldown;
        wait = 0;
    }

    private static double? ReadOld(double? epsilon)
    {
        if (epsilon is not null) { Log.Warning("`epsilon` argument is deprecated and will be removed, use `min_delta` instead."); }
        return epsilon;
    }

    RunState IResumable.GetState() => new RunState().Set("best", best).Set("wait", wait).Set("cooldown_left", _cooldownLeft);

    void IResumable.SetState(RunState state) =>
        (best, wait, _cooldownLeft) = (state.Number("best"), (int)state.Whole("wait"), (int)state.Whole("cooldown_left"));
}
