using KerasDigits.Tuner.Space;

namespace KerasDigits.Tuner;

/// <summary>Tries all combinations, the last hyperparameter changing fastest and each starting at its default.</summary>
/// <remarks>
/// Hyperparameters that come up while a trial runs are tried in their turn. Unlike KerasTuner 1.4.7, which keeps its order only in memory
/// and cannot go on with a project, the order is kept in oracle.json
/// (under names that Python passes over) and found again where Python wrote the file. Source: KerasTuner 1.4.7, tuners/gridsearch.py.
/// </remarks>
[KerasExport("keras_tuner.oracles.GridSearchOracle", "keras_tuner.oracles.GridSearch")]
public class GridSearchOracle : Oracle
{
    /// <summary>Trials in the order of their values.</summary>
    private readonly LinkedList<string> _ordered = new();
    private readonly Dictionary<string, LinkedListNode<string>> _nodes = [];

    /// <summary>Trials whose next combination may not have been tried.</summary>
    private readonly List<string> _next = [];

    /// <inheritdoc cref="Oracle(ObjectiveSpec?, int?, HyperParameters?, bool, bool, long?, int, int)"/>
    public GridSearchOracle(ObjectiveSpec? objective = null, int? max_trials = null, long? seed = null,
        HyperParameters? hyperparameters = null, bool allow_new_entries = true, bool tune_new_entries = true, int max_retries_per_trial = 0,
        int max_consecutive_failed_trials = 3)
        : base(objective, max_trials, hyperparameters, allow_new_entries, tune_new_entries, seed, max_retries_per_trial,
            max_consecutive_failed_trials)
    {
    }

    /// <inheritdoc/>
    public override TrialProposal populate_space(string trial_id)
    {
        if (start_order.Count == 0)
        {
            Insert(trial_id, null);
            _next.Add(trial_id);
            return TrialProposal.Run(new HyperValues(hyperparameters.space.Where(hyperparameters.is_active)
                .Select(p => KeyValuePair.Create(p.name, p.@default))));
        }
        while (_next.Count > 0)
        {
            string before = _next[0];
            _next.RemoveAt(0);
            if (FindFollowing(trials[before].hyperparameters.values) is not { } values) { continue; }
            // The next one in order was tried already, unless this one comes before it.
            if (_nodes[before].Next is { } later && Compare(values, trials[later.Value].hyperparameters.values) >= 0) { continue; }
            Insert(trial_id, before);
            return TrialProposal.Run(values);
        }
        // A trial that still runs may bring hyperparameters up.
        return ongoing_trials.Count > 0 ? TrialProposal.Idle : TrialProposal.Stopped;
    }

    /// <inheritdoc/>
    protected override void on_trial_ended(Trial trial) => _next.Add(trial.trial_id);

    /// <inheritdoc/>
    public override Config get_state()
    {
        Config state = base.get_state();
        state["ordered_ids"] = _ordered.Select(id => (object?)id).ToList();
        state["populate_next"] = _next.Select(id => (object?)id).ToList();
        return state;
    }

    /// <inheritdoc/>
    public override void set_state(Config state)
    {
        base.set_state(state);
        _ordered.Clear();
        _nodes.Clear();
        _next.Clear();
        List<string> ids = state.Get("ordered_ids") is List<object?> kept ? [.. kept.Cast<string>().Where(trials.ContainsKey)] : [];
        // Python's folder: the values tell the order, and any trial may have one to follow it.
        ids.AddRange(trials.Values.Where(t => !ids.Contains(t.trial_id) && start_order.Contains(t.trial_id))
            .Select(t => t.trial_id).ToList());
        if (!state.ContainsKey("ordered_ids"))
        {
            ids = [.. ids.Order(
                Comparer<string>.Create((a, b) => Compare(trials[a].hyperparameters.values, trials[b].hyperparameters.values)))];
        }
        foreach (string id in ids) { _nodes[id] = _ordered.AddLast(id); }
        _next.AddRange(state.Get("populate_next") is List<object?> waiting ? waiting.Cast<string>()
            .Where(trials.ContainsKey) : start_order.Where(trials.ContainsKey));
    }

    private void Insert(string id, string? after) => _nodes[id] = after is null
        ? _ordered.AddLast(id)
        : _ordered.AddAfter(_nodes[after], id);

    /// <summary>A hyperparameter's values, its default first.</summary>
    private static List<HyperValue> ListRow(HyperParameter p)
    {
        List<HyperValue> row = [.. p.values];
        row.Remove(p.@default);
        row.Insert(0, p.@default);
        return row;
    }

    /// <summary>Below 0 where the first stands earlier in the grid.</summary>
    private int Compare(HyperValues a, HyperValues b)
    {
        foreach (HyperParameter p in hyperparameters.space)
        {
            if (!a.TryGetValue(p.name, out HyperValue x) || !b.TryGetValue(p.name, out HyperValue y) || x == y) { continue; }
            List<HyperValue> row = ListRow(p);
            return row.IndexOf(x) < row.IndexOf(y) ? -1 : 1;
        }
        return 0;
    }

    /// <summary>The combination after one; null where it is the last.</summary>
    private HyperValues? FindFollowing(HyperValues values)
    {
        HyperParameters hps = hyperparameters.With(new HyperValues(values));
        var rows = new Dictionary<string, List<HyperValue>>();
        var starts = new Dictionary<string, HyperValue>();
        foreach (HyperParameter p in hps.space) { (rows[p.name], starts[p.name]) = (ListRow(p), p.@default); }
        bool moved = false;
        foreach (HyperParameter p in hps.space.Reverse())
        {
            if (hps.is_active(p) && hps.values.Get(p.name) is { IsNone: false } value && value != rows[p.name][^1])
            {
                hps.values[p.name] = rows[p.name][rows[p.name].IndexOf(value) + 1];
                moved = true;
                break;
            }
            hps.values[p.name] = starts[p.name];
        }
        hps.EnsureActive(() => seed);
        return moved ? hps.values : null;
    }
}
