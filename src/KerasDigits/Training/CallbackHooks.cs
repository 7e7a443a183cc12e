namespace KerasDigits.Training;

/// <summary>The hooks that fit, evaluate and predict call. Users subclass <c>Callbacks.Callback</c>, which adds the model.</summary>
public abstract class CallbackHooks
{
    /// <summary>What fit was asked for; null outside a run. (A field, as C# reserves set_params for a property of this name.)</summary>
    public FitParams? @params;

    /// <summary>Called before training with the run's parameters.</summary>
    /// <param name="params">Epochs, steps, verbosity and metrics of the run.</param>
    public virtual void set_params(FitParams @params) => this.@params = @params;

    /// <summary>Called before training with the model.</summary>
    /// <param name="model">The model that is trained.</param>
    public abstract void set_model(TrainableModel model);

    /// <summary>
    /// Whether the callback sees the logs as the step gave them, without what other callbacks have put in: TF 2.3.1 hands out two sets,
    /// 2.15 one.
    /// </summary>
    protected internal virtual bool SeesStepLogs => false;

    /// <summary>Whether of several processes that train a model only the first calls it: what prints or writes files.</summary>
    internal virtual bool IsChiefs => false;

    /// <summary>Start of training.</summary>
    /// <param name="logs">Metrics by name; null: none.</param>
    public virtual void on_train_begin(Logs? logs = null) { }

    /// <summary>End of training.</summary>
    /// <param name="logs">Metrics by name; null: none.</param>
    public virtual void on_train_end(Logs? logs = null) { }

    /// <summary>Start of an epoch (counted from 0).</summary>
    /// <param name="epoch">Number of the epoch, from 0.</param>
    /// <param name="logs">Metrics by name; null: none.</param>
    public virtual void on_epoch_begin(int epoch, Logs? logs = null) { }

    /// <summary>End of an epoch, with its metrics and the validation's ("val_…").</summary>
    /// <param name="epoch">Number of the epoch, from 0.</param>
    /// <param name="logs">Metrics by name; null: none.</param>
    public virtual void on_epoch_end(int epoch, Logs? logs = null) { }

    /// <summary>The epoch was interrupted: it has no end that counts. Only fit's own callbacks are told.</summary>
    internal virtual void CutEpoch(int epoch, Logs? logs) { }

    /// <summary>Start of a training batch; old name of on_train_batch_begin, which calls it.</summary>
    /// <param name="batch">Number of the batch in its epoch, from 0.</param>
    /// <param name="logs">Metrics by name; null: none.</param>
    public virtual void on_batch_begin(int batch, Logs? logs = null) { }

    /// <summary>End of a training batch; old name of on_train_batch_end, which calls it.</summary>
    /// <param name="batch">Number of the batch in its epoch, from 0.</param>
    /// <param name="logs">Metrics by name; null: none.</param>
    public virtual void on_batch_end(int batch, Logs? logs = null) { }

    /// <summary>Start of a training batch.</summary>
    /// <param name="batch">Number of the batch in its epoch, from 0.</param>
    /// <param name="logs">Metrics by name; null: none.</param>
    public virtual void on_train_batch_begin(int batch, Logs? logs = null) => on_batch_begin(batch, logs);

    /// <summary>End of a training batch, with the epoch's metrics so far.</summary>
    /// <param name="batch">Number of the batch in its epoch, from 0.</param>
    /// <param name="logs">Metrics by name; null: none.</param>
    public virtual void on_train_batch_end(int batch, Logs? logs = null) => on_batch_end(batch, logs);

    /// <summary>Start of an evaluation, also the one inside fit.</summary>
    /// <param name="logs">Metrics by name; null: none.</param>
    public virtual void on_test_begin(Logs? logs = null) { }

    /// <summary>End of an evaluation.</summary>
    /// <param name="logs">Metrics by name; null: none.</param>
    public virtual void on_test_end(Logs? logs = null) { }

    /// <summary>Start of an evaluation batch.</summary>
    /// <param name="batch">Number of the batch in its epoch, from 0.</param>
    /// <param name="logs">Metrics by name; null: none.</param>
    public virtual void on_test_batch_begin(int batch, Logs? logs = null) { }

    /// <summary>End of an evaluation batch.</summary>
    /// <param name="batch">Number of the batch in its epoch, from 0.</param>
    /// <param name="logs">Metrics by name; null: none.</param>
    public virtual void on_test_batch_end(int batch, Logs? logs = null) { }

    /// <summary>Start of a prediction.</summary>
    /// <param name="logs">Metrics by name; null: none.</param>
    public virtual void on_predict_begin(Logs? logs = null) { }

    /// <summary>End of a prediction.</summary>
    /// <param name="logs">Metrics by name; null: none.</param>
    public virtual void on_predict_end(Logs? logs = null) { }

    /// <summary>Start of a prediction batch.</summary>
    /// <param name="batch">Number of the batch in its epoch, from 0.</param>
    /// <param name="logs">Metrics by name; null: none.</param>
    public virtual void on_predict_batch_begin(int batch, Logs? logs = null) { }

    /// <summary>End of a prediction batch.</summary>
    /// <param name="batch">Number of the batch in its epoch, from 0.</param>
    /// <param name="logs">Metrics by name; null: none.</param>
    public virtual void on_predict_batch_end(int batch, Logs? logs = null) { }
}

/// <summary>Parameters of a run, as Keras hands them to callbacks.</summary>
/// <param name="verbose">0: silent, 1: progress bar, 2: one line per epoch.</param>
/// <param name="epochs">Number of epochs.</param>
/// <param name="steps">Batches per epoch; null when not known before the first epoch ends.</param>
public sealed record FitParams(int verbose, int epochs, long? steps);
