using KerasDigits.Training;

namespace KerasDigits.Callbacks;

/// <summary>Calls functions at the hooks.</summary>
/// <param name="on_epoch_begin">Called with (epoch, logs) before each epoch; null: nothing is.</param>
/// <param name="on_epoch_end">Called with (epoch, logs) after each epoch; null: nothing is.</param>
/// <param name="on_batch_begin">Called with (batch, logs) before each batch; null: nothing is.</param>
/// <param name="on_batch_end">Called with (batch, logs) after each batch; null: nothing is.</param>
/// <param name="on_train_begin">Called with (logs) before training; null: nothing is.</param>
/// <param name="on_train_end">Called with (logs) after training; null: nothing is.</param>
/// <remarks>Source: tf.keras 2.3.1, callbacks.py.</remarks>
[KerasExport("keras.callbacks.LambdaCallback")]
public class LambdaCallback(Action<int, Logs?>? on_epoch_begin = null, Action<int, Logs?>? on_epoch_end = null,
    Action<int, Logs?>? on_batch_begin = null, Action<int, Logs?>? on_batch_end = null, Action<Logs?>? on_train_begin = null,
    Action<Logs?>? on_train_end = null) : Callback
{
    private readonly Action<int, Logs?>? _epochBegin = on_epoch_begin, _epochEnd = on_epoch_end, _batchBegin = on_batch_begin,
        _batchEnd = on_batch_end;
    private readonly Action<Logs?>? _trainBegin = on_train_begin, _trainEnd = on_train_end;

    /// <inheritdoc/>
    public override void on_epoch_begin(int epoch, Logs? logs = null) => _epochBegin?.Invoke(epoch, logs);

    /// <inheritdoc/>
    public override void on_epoch_end(int epoch, Logs? logs = null) => _epochEnd?.Invoke(epoch, logs);

    /// <inheritdoc/>
    public override void on_batch_begin(int batch, Logs? logs = null) => _batchBegin?.Invoke(batch, logs);

    /// <inheritdoc/>
    public override void on_batch_end(int batch, Logs? logs = null) => _batchEnd?.Invoke(batch, logs);

    /// <inheritdoc/>
    public override void on_train_begin(Logs? logs = null) => _trainBegin?.Invoke(logs);

    /// <inheritdoc/>
    public override void on_train_end(Logs? logs = null) => _trainEnd?.Invoke(logs);
}
