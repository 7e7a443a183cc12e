using KerasDigits.Training;

namespace KerasDigits.Callbacks;

/// <summary>Stops training at the first batch whose loss is NaN or infinite.</summary>
/// <remarks>Source: tf.keras 2.3.1, callbacks.py.</remarks>
[KerasExport("keras.callbacks.TerminateOnNaN")]
public sealed class TerminateOnNaN : Callback
{
    /// <inheritdoc/>
    public override void on_batch_end(int batch, Logs? logs = null)
    {
        if (logs?.Get("loss") is not { } loss || double.IsFinite(loss)) { return; }
        Output.WriteLine($"Batch {batch}: Invalid loss, terminating training");
        model.stop_training = true;
    }
}
