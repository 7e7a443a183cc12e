using System.Diagnostics;
using System.Reflection;

namespace KerasDigits.Training;

/// <summary>Calls the hooks of several callbacks in order; a custom training loop makes one and calls its hooks.</summary>
/// <remarks>Batch hooks are called only on callbacks that override them, with logs that are read when somebody looks. Source: tf.keras
/// 2.3.1, callbacks.py.</remarks>
[KerasExport("keras.callbacks.CallbackList")]
public sealed class CallbackList : CallbackHooks
{
    private static readonly Dictionary<Type, HashSet<string>> s_overridden = [];
    private readonly List<CallbackHooks> _all;
    private TrainableModel? _model;
    private SlownessCheck? _slowness;
    private CallbackHooks[] _trainBegin = [], _trainEnd = [], _testBegin = [], _testEnd = [], _predictBegin = [], _predictEnd = [];

    /// <summary>Creates the list.</summary>
    /// <param name="callbacks">The callbacks, in the order in which they are called; null: none.</param>
    /// <param name="add_history">Whether a History is added, unless there is one.</param>
    /// <param name="add_progbar">Whether a progress bar is added, unless there is one.</param>
    /// <param name="model">The model that the callbacks see; null: set_model is called later.</param>
    /// <param name="verbose">What the callbacks read in params: 0: silent, 1: progress bar, 2: one line per epoch.</param>
    /// <param name="epochs">Number of epochs.</param>
    /// <param name="steps">Batches per epoch; null: not known.</param>
    /// <exception cref="ArgumentException">There is a null among the callbacks.</exception>
    public CallbackList(IEnumerable<CallbackHooks>? callbacks = null, bool add_history = false, bool add_progbar = false,
        TrainableModel? model = null, int verbose = 1, int epochs = 1, long? steps = null)
    {
        _all = [.. callbacks ?? []];
        Guard.That(_all.TrueForAll(c => c is not null), "`callbacks` must hold callbacks. Received: null among them.", nameof(callbacks));
        if (add_progbar && !_all.OfType<ProgbarLogger>().Any()) { _all.Add(new ProgbarLogger()); }
        if (add_history && !_all.OfType<History>().Any()) { _all.Add(new History()); }
        if (model is not null) { set_model(model); }
        set_params(new FitParams(verbose, epochs, steps));
        Sort();
    }

    internal CallbackList(IEnumerable<CallbackHooks>? callbacks, TrainableModel model, FitParams @params, bool add_history,
        bool add_progbar)
        : this(callbacks, add_history, add_progbar, model, @params.verbose, @params.epochs, @params.steps) => set_params(@params);

    internal IReadOnlyList<CallbackHooks> All => _all;

    private bool Holds(CallbackList list) => list == this || _all.Exists(c => c is CallbackList inner && inner.Holds(list));

    /// <summary>Adds a callback at the end; it is told what the others were told.</summary>
    /// <param name="callback">The callback to add.</param>
    /// <exception cref="ArgumentNullException">callback is null.</exception>
    /// <exception cref="ArgumentException">callback is this list, or one that holds it.</exception>
    public void append(CallbackHooks callback)
    {
        ArgumentNullException.ThrowIfNull(callback);
        Guard.That(callback is not CallbackList list || !list.Holds(this), "A CallbackList cannot be in itself: its callbacks would be "
            + "called without an end. Received: the list, or one that holds it.", nameof(callback));
        _all.Add(callback);
        if (_model is not null) { callback.set_model(_model); }
        callback.set_params(@params!);
        Sort();
    }

    /// <summary>Tells the callbacks what is asked for.</summary>
    /// <param name="params">Epochs, steps, verbosity and metrics of the run.</param>
    public override void set_params(FitParams @params)
    {
        base.set_params(@params);
        CallEach(c => c.set_params(@params));
    }

    /// <summary>Tells the callbacks their model, and the model its History.</summary>
    /// <param name="model">The model that is trained.</param>
    public override void set_model(TrainableModel model)
    {
        _model = model;
        if (_all.OfType<History>().FirstOrDefault() is { } history) { model.history = history; }
        CallEach(c => c.set_model(model));
    }

    /// <inheritdoc/>
    public override void on_train_begin(Logs? logs = null) => CallEach(logs, (c, l) => c.on_train_begin(l));

    /// <inheritdoc/>
    public override void on_train_end(Logs? logs = null) => CallEach(logs, (c, l) => c.on_train_end(l));

    /// <inheritdoc/>
    public override void on_epoch_begin(int epoch, Logs? logs = null) => CallEach(logs, (c, l) => c.on_epoch_begin(epoch, l));

    /// <inheritdoc/>
    public override void on_epoch_end(int epoch, Logs? logs = null) => CallEach(logs, (c, l) => c.on_epoch_end(epoch, l));

    /// <inheritdoc/>
    public override void on_test_begin(Logs? logs = null) => CallEach(logs, (c, l) => c.on_test_begin(l));

    internal override void CutEpoch(int epoch, Logs? logs) => CallEach(c => c.CutEpoch(epoch, logs));

    /// <inheritdoc/>
    public override void on_test_end(Logs? logs = null) => CallEach(logs, (c, l) => c.on_test_end(l));

    /// <inheritdoc/>
    public override void on_predict_begin(Logs? logs = null) => CallEach(logs, (c, l) => c.on_predict_begin(l));

    /// <inheritdoc/>
    public override void on_predict_end(Logs? logs = null) => CallEach(logs, (c, l) => c.on_predict_end(l));

    /// <inheritdoc/>
    public override void on_batch_begin(int batch, Logs? logs = null) => on_train_batch_begin(batch, logs);

    /// <inheritdoc/>
    public override void on_batch_end(int batch, Logs? logs = null) => on_train_batch_end(batch, logs);

    /// <inheritdoc/>
    public override void on_train_batch_begin(int batch, Logs? logs = null) =>
        CallBatchHook(_trainBegin, "on_train_batch_begin", batch, logs, (c, l) => c.on_train_batch_begin(batch, l));

    /// <inheritdoc/>
    public override void on_train_batch_end(int batch, Logs? logs = null) =>
        CallBatchHook(_trainEnd, "on_train_batch_end", batch, logs, (c, l) => c.on_train_batch_end(batch, l));

    /// <inheritdoc/>
    public override void on_test_batch_begin(int batch, Logs? logs = null) =>
        CallBatchHook(_testBegin, "on_test_batch_begin", batch, logs, (c, l) => c.on_test_batch_begin(batch, l));

    /// <inheritdoc/>
    public override void on_test_batch_end(int batch, Logs? logs = null) =>
        CallBatchHook(_testEnd, "on_test_batch_end", batch, logs, (c, l) => c.on_test_batch_end(batch, l));

    /// <inheritdoc/>
    public override void on_predict_batch_begin(int batch, Logs? logs = null) =>
        CallBatchHook(_predictBegin, "on_predict_batch_begin", batch, logs, (c, l) => c.on_predict_batch_begin(batch, l));

    /// <inheritdoc/>
    public override void on_predict_batch_end(int batch, Logs? logs = null) =>
        CallBatchHook(_predictEnd, "on_predict_batch_end", batch, logs, (c, l) => c.on_predict_batch_end(batch, l));

    /// <summary>The end of a batch, whose logs are made only when a callback wants them.</summary>
    internal void TrainBatchEnd(long batch, Func<Logs> logs)
    {
        if (_trainEnd.Length > 0 || _slowness is not null) { on_train_batch_end((int)batch, logs()); }
    }

    /// <inheritdoc cref="TrainBatchEnd"/>
    internal void TestBatchEnd(long batch, Func<Logs> logs)
    {
        if (_testEnd.Length > 0 || _slowness is not null) { on_test_batch_end((int)batch, logs()); }
    }

    /// <inheritdoc cref="TrainBatchEnd"/>
    internal void PredictBatchEnd(long batch, Func<Logs> logs)
    {
        if (_predictEnd.Length > 0 || _slowness is not null) { on_predict_batch_end((int)batch, logs()); }
    }

    private void CallEach(Action<CallbackHooks> call)
    {
        foreach (CallbackHooks c in _all) { call(c); }
    }

    private void CallEach(Logs? logs, Action<CallbackHooks, Logs?> call) => CallEach(_all, logs, call);

    /// <summary>
    /// Calls a hook. In TF 2.3.1 callbacks that see the step's own logs do not see what the others put into theirs, which is a copy.
    /// </summary>
    private static void CallEach(IReadOnlyList<CallbackHooks> callbacks, Logs? logs, Action<CallbackHooks, Logs?> call)
    {
        Logs? shared = logs is null || Compat.Is215 ? logs : null;
        foreach (CallbackHooks c in callbacks) { call(c, c.SeesStepLogs ? logs : shared ??= logs?.Copy()); }
    }

    private void CallBatchHook(CallbackHooks[] callbacks, string hook, int batch, Logs? logs, Action<CallbackHooks, Logs?> call)
    {
        bool begins = hook.EndsWith("begin", StringComparison.Ordinal);
        if (!begins) { _slowness?.EndBatch(batch); }
        if (callbacks.Length > 0)
        {
            long start = _slowness is null ? 0 : Stopwatch.GetTimestamp();
            CallEach(callbacks, logs, call);
            _slowness?.AddTime(hook, Stopwatch.GetElapsedTime(start));
        }
        if (begins) { _slowness?.BeginBatch(); }
        else if (_slowness is { Knows: true })
        {
            _slowness.Say(hook.Replace("_end", "_begin", StringComparison.Ordinal), hook);
            _slowness = null;
        }
    }

    /// <summary>Notes which callbacks override which batch hooks.</summary>
    private void Sort()
    {
        CallbackHooks[] With(params string[] hooks) => [.. _all.Where(c => hooks.Any(FindOverridden(c.GetType()).Contains))];
        _trainBegin = With("on_train_batch_begin", "on_batch_begin");
        _trainEnd = With("on_train_batch_end", "on_batch_end");
        _testBegin = With("on_test_batch_begin");
        _testEnd = With("on_test_batch_end");
        _predictBegin = With("on_predict_batch_begin");
        _predictEnd = With("on_predict_batch_end");
        CallbackHooks[] batchwise = [.. _trainBegin, .. _trainEnd, .. _testBegin, .. _testEnd, .. _predictBegin, .. _predictEnd];
        _slowness = Array.Exists(batchwise, c => c.GetType().Assembly != typeof(CallbackHooks).Assembly) ? new SlownessCheck() : null;
    }

    /// <summary>Names of the batch hooks that a class overrides.</summary>
    private static HashSet<string> FindOverridden(Type type)
    {
        lock (s_overridden)
        {
            if (!s_overridden.TryGetValue(type, out HashSet<string>? names))
            {
                names = [.. type.GetMethods(BindingFlags.Instance | BindingFlags.Public)
                    .Where(m => m.Name.Contains("_batch_", StringComparison.Ordinal)
                        || m.Name.StartsWith("on_batch", StringComparison.Ordinal))
                    .Where(m => m.DeclaringType != typeof(CallbackHooks)).Select(m => m.Name)];
                s_overridden[type] = names;
            }
            return names;
        }
    }
}
