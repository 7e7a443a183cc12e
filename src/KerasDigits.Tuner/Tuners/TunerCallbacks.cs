using KerasDigits.Callbacks;
using KerasDigits.Training;

namespace KerasDigits.Tuner;

/// <summary>Calls the tuner's hooks.</summary>
internal sealed class TunerCallback(Tuner tuner, Trial trial) : Callback
{
    public override void on_epoch_begin(int epoch, Logs? logs = null) => tuner.on_epoch_begin(trial, model, epoch, logs);

    public override void on_epoch_end(int epoch, Logs? logs = null) => tuner.on_epoch_end(trial, model, epoch, logs);

    public override void on_batch_begin(int batch, Logs? logs = null) => tuner.on_batch_begin(trial, model, batch, logs);

    public override void on_batch_end(int batch, Logs? logs = null) => tuner.on_batch_end(trial, model, batch, logs);
}

/// <summary>Keeps the weights of the best epoch of all executions; of every epoch where the logs do not hold the objective.</summary>
/// <remarks>Source: KerasTuner 1.4.7, engine/tuner_utils.py.</remarks>
internal sealed class SaveBestEpoch(Objective objective, string filepath) : Callback
{
    private double _best = objective.direction == "max" ? double.NegativeInfinity : double.PositiveInfinity;

    public override void on_epoch_end(int epoch, Logs? logs = null)
    {
        if (logs is null || !objective.has_value(logs))
        {
            Keep();
            return;
        }
        double value = objective.get_value(logs);
        if (!objective.better_than(value, _best)) { return; }
        _best = value;
        Keep();
    }

    /// <exception cref="ProjectException">The file cannot be written: a full disk, for which the trial is repeated.</exception>
    private void Keep()
    {
        try { model.save_weights(filepath); }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            string why = "the trial's weights could not be written "
                + $"({e.Message.TrimEnd('.')}). Make room, and search again: the trial is repeated.";
            throw new ProjectException(filepath, why, e);
        }
    }
}
