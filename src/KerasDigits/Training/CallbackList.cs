using System.Reflection;

namespace KerasDigits.Training;

/// <summary>Calls the hooks of all callbacks in order. Batch hooks are called only on callbacks that override them, with logs that are read when somebody looks.</summary>
internal sealed class CallbackList
{
    private static readonly Dictionary<Type, HashSet<string>> s_overridden = [];
    private readonly CallbackHooks[] _all;
    private readonly CallbackHooks[] _trainBegin, _trainEnd, _testBegin, _testEnd, _predictBegin, _predictEnd;
    private FitParams _params;

    public CallbackList(IEnumerable<CallbackHooks>? callbacks, TrainableModel model, FitParams @params, bool add_history, bool add_progbar)
    {
        var list = new List<CallbackHooks>(callbacks ?? []);
        foreach (CallbackHooks? c in list) { ArgumentNullException.ThrowIfNull(c, nameof(callbacks)); }
        if (add_progbar && !list.OfType<ProgbarLogger>().Any()) { list.Add(new ProgbarLogger()); }
        if (add_history)
        {
            History history = list.OfType<History>().FirstOrDefault() ?? new History();
            if (!list.Contains(history)) { list.Add(history); }
            model.history = history;
        }
        _all = [.. list];
        _params = @params;
        foreach (CallbackHooks c in _all)
        {
            c.set_model(model);
            c.set_params(@params);
        }
        CallbackHooks[] With(params string[] hooks) => [.. _all.Where(c => hooks.Any(Overridden(c.GetType()).Contains))];
        _trainBegin = With("on_train_batch_begin", "on_batch_begin");
        _trainEnd = With("on_train_batch_end", "on_batch_end");
        _testBegin = With("on_test_batch_begin");
        _testEnd = With("on_test_batch_end");
        _predictBegin = With("on_predict_batch_begin");
        _predictEnd = With("on_predict_batch_end");
    }

    /// <summary>Tells callbacks the number of steps, once the first epoch has shown it.</summary>
    public void SetSteps(long steps)
    {
        _params = _params with { steps = steps };
        foreach (CallbackHooks c in _all) { c.set_params(_params); }
    }

    public void on_train_begin() => Each(c => c.on_train_begin());

    public void on_train_end(Logs? logs) => Each(c => c.on_train_end(logs));

    public void on_epoch_begin(int epoch) => Each(c => c.on_epoch_begin(epoch));

    public void on_epoch_end(int epoch, Logs logs) => Each(c => c.on_epoch_end(epoch, logs));

    public void on_test_begin() => Each(c => c.on_test_begin());

    public void on_test_end(Logs logs) => Each(c => c.on_test_end(logs));

    public void on_predict_begin() => Each(c => c.on_predict_begin());

    public void on_predict_end() => Each(c => c.on_predict_end());

    public void on_train_batch_begin(long batch)
    {
        foreach (CallbackHooks c in _trainBegin) { c.on_train_batch_begin((int)batch); }
    }

    public void on_train_batch_end(long batch, Func<Logs> logs) => Batch(_trainEnd, logs, (c, l) => c.on_train_batch_end((int)batch, l));

    public void on_test_batch_begin(long batch)
    {
        foreach (CallbackHooks c in _testBegin) { c.on_test_batch_begin((int)batch); }
    }

    public void on_test_batch_end(long batch, Func<Logs> logs) => Batch(_testEnd, logs, (c, l) => c.on_test_batch_end((int)batch, l));

    public void on_predict_batch_begin(long batch)
    {
        foreach (CallbackHooks c in _predictBegin) { c.on_predict_batch_begin((int)batch); }
    }

    public void on_predict_batch_end(long batch, Func<Logs> logs) => Batch(_predictEnd, logs, (c, l) => c.on_predict_batch_end((int)batch, l));

    private static void Batch(CallbackHooks[] callbacks, Func<Logs> logs, Action<CallbackHooks, Logs> call)
    {
        if (callbacks.Length == 0) { return; }
        Logs made = logs();
        foreach (CallbackHooks c in callbacks) { call(c, made); }
    }

    private void Each(Action<CallbackHooks> call)
    {
        foreach (CallbackHooks c in _all) { call(c); }
    }

    /// <summary>Names of the batch hooks that a class overrides.</summary>
    private static HashSet<string> Overridden(Type type)
    {
        lock (s_overridden)
        {
            if (!s_overridden.TryGetValue(type, out HashSet<string>? names))
            {
                names = [.. type.GetMethods(BindingFlags.Instance | BindingFlags.Public)
                    .Where(m => m.Name.Contains("_batch_", StringComparison.Ordinal) || m.Name.StartsWith("on_batch", StringComparison.Ordinal))
                    .Where(m => m.DeclaringType != typeof(CallbackHooks)).Select(m => m.Name)];
                s_overridden[type] = names;
            }
            return names;
        }
    }
}
