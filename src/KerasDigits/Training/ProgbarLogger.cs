namespace KerasDigits.Training;

/// <summary>Shows the progress of fit, evaluate and predict; fit adds it unless verbose is 0.</summary>
/// <remarks>Source: tf.keras 2.3.1, callbacks.py.</remarks>
[KerasExport("keras.callbacks.ProgbarLogger")]
public sealed class ProgbarLogger : CallbackHooks
{
    internal override bool IsChiefs => true;

    private readonly IEnumerable<string>? _stateful;
    private Progbar? _bar;
    private long _seen;
    private long? _target;
    private bool _inFit;

    /// <summary>Creates the logger.</summary>
    /// <param name="count_mode">"steps" or "samples". Steps are counted in both: the logs of fit hold no sizes, without which 2.3.1 ends in
    /// an OverflowError.</param>
    /// <param name="stateful_metrics">Names of values shown as they are, the others are averaged over steps; null: all are shown as they
    /// are, as fit's own values are running means already.</param>
    /// <exception cref="ArgumentException">count_mode is not "samples" or "steps".</exception>
    public ProgbarLogger(string count_mode = "samples", IEnumerable<string>? stateful_metrics = null)
    {
        Guard.That(count_mode is "samples" or "steps", $"Unknown `count_mode`: {count_mode}. Pass \"steps\" or \"samples\".",
            nameof(count_mode));
        _stateful = stateful_metrics;
    }

    /// <inheritdoc/>
    protected internal override bool SeesStepLogs => true;

    /// <inheritdoc/>
    public override void set_model(TrainableModel model) { }

    /// <inheritdoc/>
    public override void set_params(FitParams @params)
    {
        base.set_params(@params);
        _target = @params?.steps;
    }

    /// <inheritdoc/>
    public override void on_train_begin(Logs? logs = null) => _inFit = true;

    /// <inheritdoc/>
    public override void on_epoch_begin(int epoch, Logs? logs = null)
    {
        Start();
        if (@params is { verbose: > 0, epochs: > 1 }) { Output.WriteLine($"Epoch {epoch + 1}/{@params.epochs}"); }
    }

    /// <inheritdoc/>
    public override void on_train_batch_end(int batch, Logs? logs = null) => Move(batch, logs);

    /// <inheritdoc/>
    public override void on_epoch_end(int epoch, Logs? logs = null) => Finish(logs);

    internal override void CutEpoch(int epoch, Logs? logs)
    {
        if (_bar is not null) { Output.WriteLine(""); }
    }

    /// <inheritdoc/>
    public override void on_test_begin(Logs? logs = null)
    {
        if (!_inFit) { Start(); }
    }

    /// <inheritdoc/>
    public override void on_test_batch_end(int batch, Logs? logs = null)
    {
        if (!_inFit) { Move(batch, logs); }
    }

    /// <inheritdoc/>
    public override void on_test_end(Logs? logs = null)
    {
        if (!_inFit) { Finish(logs); }
    }

    /// <inheritdoc/>
    public override void on_predict_begin(Logs? logs = null) => Start();

    /// <inheritdoc/>
    public override void on_predict_batch_end(int batch, Logs? logs = null) => Move(batch, null);

    /// <inheritdoc/>
    public override void on_predict_end(Logs? logs = null) => Finish(null);

    private void Start()
    {
        _seen = 0;
        _bar = null;
    }

    private void Move(int batch, Logs? logs)
    {
        _seen = batch + 1;
        _bar ??= Make();
        if (_bar.IsDue(_seen)) { _bar.update(_seen, logs, finalize: false); }
    }

    private void Finish(Logs? logs)
    {
        _bar ??= Make();
        _bar.Target = _target ??= _seen;
        _bar.update(_seen, logs, finalize: true);
    }

    private Progbar Make() =>
        new(_target, 30, @params?.verbose ?? 1, 0.05, _stateful, "step", null, null) { AllStateful = _stateful is null };
}
