using KerasDigits.Callbacks;
using KerasDigits.Core;
using KerasDigits.Training;

namespace KerasDigits.Tests.House.Dummies;

/// <summary>A callback as CONTRIBUTING describes one: it ends the training after some epochs, and keeps how many there were.</summary>
[KerasExport("keras.callbacks.PatientCallback")]
public sealed class PatientCallback(int patience = 3) : Callback, IResumable
{
    private int _epochs;

    public int patience { get; } = patience;

    public override void on_train_begin(Logs? logs = null) => _epochs = 0;

    public override void on_epoch_end(int epoch, Logs? logs = null)
    {
        if (++_epochs >= patience) { model.stop_training = true; }
    }

    public RunState GetState() => new RunState().Set("epochs", _epochs);

    public void SetState(RunState state) => _epochs = (int)state.Whole("epochs");
}

/// <summary>Goes on counting in the next fit, needs validation data, and does not keep the model.</summary>
public sealed class FaultyCallback : Callback
{
    private int _epochs;

    public override void set_model(TrainableModel model) => _ = model;

    public override void on_epoch_end(int epoch, Logs? logs = null)
    {
        if (logs!["val_loss"] < 1000 && ++_epochs == 8) { throw new InvalidOperationException("eight epochs"); }
    }
}
