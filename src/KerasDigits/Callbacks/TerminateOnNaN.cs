using KerasDigits.Training;

namespace KerasDigits.Callbacks;

/// <summary>Stops training when the loss of a batch is NaN or infinite: in TF 2.3.1 at the epoch's end, in 2.15 at once.</summary>
/// <remarks>Source: tf.keras 2.3.1, callbacks.py.</remarks>
[KerasExport("keras.callbacks.TerminateOnNaN")]
public class TerminateOnNaN : Callback
{
    /// <inheritdoc/>
    protected internal override bool SeesStepLogs => true;

    /// <inheritdoc/>
    public override void on_batch_end(int batch, Logs? logs = null)
    {
        if (logs?.Get("loss") is not { } loss || double.IsFinite(loss)) { return; }
        Output.WriteLine($"Batch {batch}: Invalid loss, terminating training");
        model.stop_training = true;
    }
}
