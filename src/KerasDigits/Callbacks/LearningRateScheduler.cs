using KerasDigits.Training;

namespace KerasDigits.Callbacks;

/// <summary>Sets the learning rate at the start of each epoch.</summary>
/// <remarks>Source: tf.keras 2.3.1, callbacks.py.</remarks>
[KerasExport("keras.callbacks.LearningRateScheduler")]
public class LearningRateScheduler : Callback
{
    private readonly Func<int, double, double> _schedule;

    /// <summary>Creates the callback.</summary>
    /// <param name="schedule">Gives the rate for (epoch, current rate).</param>
    /// <param name="verbose">1: says which rate it sets.</param>
    public LearningRateScheduler(Func<int, double, double> schedule, int verbose = 0) => (_schedule, this.verbose) = (schedule, verbose);

    /// <summary>Creates the callback from a function of only the epoch.</summary>
    /// <param name="schedule">Gives the rate for the epoch.</param>
    /// <param name="verbose">1: says which rate it sets.</param>
    public LearningRateScheduler(Func<int, double> schedule, int verbose = 0) : this((epoch, _) => schedule(epoch), verbose) { }

    /// <summary>Whether it prints what it does.</summary>
    public int verbose { get; }

    /// <inheritdoc/>
    public override void on_epoch_begin(int epoch, Logs? logs = null)
    {
        double rate = _schedule(epoch, model.optimizer.learning_rate.Value);
        model.optimizer.learning_rate.Value = rate;
        if (verbose > 0)
        {
            Output.WriteLine($"\n{EpochText.Of(epoch)}: LearningRateScheduler {(Compat.Is215 ? "setting" : "reducing")} learning rate to "
                + $"{PythonNumber.FormatRepr(rate)}.");
        }
    }

    /// <inheritdoc/>
    public override void on_epoch_end(int epoch, Logs? logs = null)
    {
        if (logs is not null) { logs["lr"] = model.optimizer.learning_rate.Value; }
    }
}
