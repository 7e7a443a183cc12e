using KerasDigits.Training;

namespace KerasDigits.Tuner;

/// <summary>
/// What a trial gives back: a number, numbers by name, a training's History, or a list of these, one per execution, which are averaged.
/// </summary>
/// <remarks>Source: KerasTuner 1.4.7, engine/tuner_utils.py.</remarks>
public sealed class TrialResult
{
    private readonly double? _number;
    private readonly IReadOnlyDictionary<string, double>? _metrics;
    private readonly History? _history;
    private readonly IReadOnlyList<TrialResult?>? _list;

    private TrialResult(double? number = null, IReadOnlyDictionary<string, double>? metrics = null, History? history = null,
        IReadOnlyList<TrialResult?>? list = null) =>
        (_number, _metrics, _history, _list) = (number, metrics, history, list);

    /// <summary>The objective's value.</summary>
    public static implicit operator TrialResult(double value) => new(number: value);

    /// <summary>Metrics by name, the objective among them.</summary>
    public static implicit operator TrialResult?(Dictionary<string, double>? metrics) => metrics is null ? null : new(metrics: metrics);

    /// <summary>Metrics by name, the objective among them.</summary>
    public static implicit operator TrialResult?(Logs? metrics) => metrics is null ? null : new(metrics: metrics);

    /// <summary>A training: the epoch with the best objective counts.</summary>
    public static implicit operator TrialResult?(History? history) => history is null ? null : new(history: history);

    /// <summary>Several executions.</summary>
    public static implicit operator TrialResult?(List<TrialResult>? executions) => executions is null ? null : new(list: executions);

    /// <summary>Several executions.</summary>
    public static implicit operator TrialResult?(TrialResult[]? executions) => executions is null ? null : new(list: executions);

    /// <summary>Several executions.</summary>
    public static implicit operator TrialResult?(List<History>? executions) =>
        executions is null ? null : new(list: [.. executions.Select(h => (TrialResult?)h)]);

    /// <summary>Several executions.</summary>
    public static implicit operator TrialResult?(History[]? executions) => executions is null
        ? null
        : new(list: [.. executions.Select(h => (TrialResult?)h)]);

    /// <summary>Several executions.</summary>
    public static implicit operator TrialResult?(List<double>? executions) =>
        executions is null ? null : new(list: [.. executions.Select(x => (TrialResult)x)]);

    /// <summary>Several executions.</summary>
    public static implicit operator TrialResult?(double[]? executions) => executions is null
        ? null
        : new(list: [.. executions.Select(x => (TrialResult)x)]);

    /// <summary>Several executions.</summary>
    public static implicit operator TrialResult?(List<Dictionary<string, double>>? executions) =>
        executions is null ? null : new(list: [.. executions.Select(x => (TrialResult?)x)]);

    /// <summary>Throws where the objective cannot be computed from a result.</summary>
    /// <param name="result">The result; null is refused.</param>
    /// <param name="objective">What the search goes by.</param>
    /// <param name="function">Who gave it, for the message.</param>
    internal static TrialResult Validate(TrialResult? result, Objective objective, string function)
    {
        if (result is null) { throw new FatalTypeError($"The return value of {function} is None. Did you forget to return the metrics? "); }
        foreach (TrialResult? part in result._list ?? []) { Validate(part, objective, function); }
        if (result._list is { Count: 0 })
        {
            throw new FatalTypeError($"The return value of {function} is an empty list. Return one result per execution.");
        }
        if (result._number is not null || result._list is not null) { return result; }
        bool has = result._metrics is { } m && objective.has_value(m);
        if (objective is DefaultObjective && !has)
        {
            throw new FatalTypeError($"Expected the return value of {function} to be a single float when `objective` is left unspecified. "
                + $"Recevied return value: {result} of type {result.Kind}.");
        }
        if (result._metrics is not null && !has)
        {
            throw new FatalValueError($"Expected the returned dictionary from {function} to have the specified objective, "
                + $"{ListNames(objective)}, as one of the keys. Received: {result}.");
        }
        if (result._history is not null && !objective.has_value(result.ReadEpoch(0)))
        {
            throw new FatalValueError($"Expected the History from {function} to have the specified objective, {ListNames(objective)}, as "
                + "one "
                + $"of the keys. Received: {result}. (\"val_…\" needs validation data, others need metrics in compile.)");
        }
        return result;
    }

    /// <summary>Metrics by name: a History's best epoch, the executions' mean.</summary>
    internal IReadOnlyDictionary<string, double> ToMetrics(Objective objective)
    {
        if (_number is { } n) { return new OrderedDictionary<string, double> { [objective.name] = n }; }
        if (_metrics is not null) { return _metrics; }
        if (_history is not null)
        {
            OrderedDictionary<string, double> epoch = ReadEpoch(FindBestEpoch(objective));
            epoch.TryAdd(objective.name, objective.get_value(epoch));
            return epoch;
        }
        var all = new OrderedDictionary<string, List<double>>();
        foreach (var (name, value) in _list!.SelectMany(r => r!.ToMetrics(objective)))
        {
            if (!all.TryGetValue(name, out List<double>? values)) { all[name] = values = []; }
            values.Add(value);
        }
        return new OrderedDictionary<string, double>(all.Select(p => KeyValuePair.Create(p.Key, PythonMath.ComputeMean([.. p.Value]))));
    }

    /// <summary>The best epoch of a History, the executions' mean cut to an integer, 0 otherwise.</summary>
    internal long FindBestStep(Objective objective) =>
        _history is not null ? FindBestEpoch(objective) : _list is not null ? (long)_list.Average(r => (double)r!.FindBestStep(objective))
            : 0;

    /// <inheritdoc/>
    public override string ToString() => _number is { } n ? PythonNumber.FormatRepr(n)
        : _metrics is not null ? "{" + string.Join(", ", _metrics.Select(m => $"'{m.Key}': {PythonNumber.FormatRepr(m.Value)}")) + "}"
        : _history is not null ? $"a History of [{string.Join(", ", _history.history.Keys.Select(k => $"'{k}'"))}]"
        : $"[{string.Join(", ", _list!)}]";

    private string Kind => _number is not null ? "float" : _metrics is not null ? "dict" : _history is not null ? "History" : "list";

    private static string ListNames(Objective objective) => string.Join(", ", objective.Needed.Keys);

    private int FindBestEpoch(Objective objective)
    {
        int epochs = _history!.history.Values.Select(v => v.Count).DefaultIfEmpty(0).Max();
        int best = 0;
        for (int e = 1; e < epochs; e++)
        {
            OrderedDictionary<string, double> epoch = ReadEpoch(e);
            // validation_freq leaves epochs without the objective.
            if (objective.has_value(epoch) && objective.better_than(objective.get_value(epoch), objective.get_value(ReadEpoch(best))))
            {
                best = e;
            }
        }
        return best;
    }

    private OrderedDictionary<string, double> ReadEpoch(int epoch) =>
        new(_history!.history.Where(s => s.Value.Count > epoch).Select(s => KeyValuePair.Create(s.Key, s.Value[epoch])));
}
