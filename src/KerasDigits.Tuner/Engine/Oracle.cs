using KerasDigits.Tuner.Project;

namespace KerasDigits.Tuner;

/// <summary>Decides which values are tried next. Subclass it and override <see cref="populate_space"/> for a search of your own.</summary>
/// <remarks>
/// All public methods may be called from several threads. Source: KerasTuner 1.4.7, engine/oracle.py; where it is left, docs/TUNER.md says
/// so.
/// </remarks>
[KerasExport("keras_tuner.Oracle", "keras_tuner.engine.oracle.Oracle", "kerastuner.Oracle", "kerastuner.engine.oracle.Oracle")]
public abstract partial class Oracle
{
    private const int MaxCollisions = 20;

    /// <summary>Guards the state; re-entrant.</summary>
    private readonly object _sync = new();
    private readonly StateList _startOrder = new(), _endOrder = new(), _retryQueue = new(), _tried = new(distinct: true);
    private readonly StateMap<long> _runTimes = new();
    private readonly StateMap<string> _idToHash = new();
    private readonly Display _display;
    private int _failuresInARow;

#pragma warning disable RS0030 // ThreadSlot is the core's own
    [ThreadStatic]
    private static bool t_ends;
#pragma warning restore RS0030

    /// <summary>Sets up the search.</summary>
    /// <param name="objective">A metric's name, an Objective or a list of them; null if trials give a single number, which is
    /// minimized.</param>
    /// <param name="max_trials">Maximum number of trials; null: no end.</param>
    /// <param name="hyperparameters">A space given in advance; what is in it wins over what the model asks for; null: none.</param>
    /// <param name="allow_new_entries">Whether the model may ask for hyperparameters that are not in
    /// <paramref name="hyperparameters"/>.</param>
    /// <param name="tune_new_entries">Whether such hyperparameters are tuned; false leaves them at their defaults.</param>
    /// <param name="seed">Seed of Python's generator; null or 0: one from 1 to 10000 is drawn.</param>
    /// <param name="max_retries_per_trial">How often a trial that crashed or gave NaN is tried again.</param>
    /// <param name="max_consecutive_failed_trials">Number of consecutive failed trials that ends the search with an error.</param>
    /// <exception cref="ArgumentException">The arguments contradict each other.</exception>
    protected Oracle(ObjectiveSpec? objective = null, int? max_trials = null, HyperParameters? hyperparameters = null,
        bool allow_new_entries = true, bool tune_new_entries = true, long? seed = null, int max_retries_per_trial = 0,
        int max_consecutive_failed_trials = 3)
    {
        Guard.That(tune_new_entries || hyperparameters is not null,
            "If you set `tune_new_entries=False`, you must specify the search space via the `hyperparameters` argument.",
            nameof(tune_new_entries));
        Guard.That(allow_new_entries || hyperparameters is not null,
            "If you set `allow_new_entries=False`, you must specify the search space via the `hyperparameters` argument.",
            nameof(allow_new_entries));
        Guard.That(max_retries_per_trial >= 0, $"`max_retries_per_trial` must be at least 0. Received: {max_retries_per_trial}.",
            nameof(max_retries_per_trial));
        Guard.That(max_trials is null or >= 0, $"`max_trials` must be at least 0. Received: {max_trials}.", nameof(max_trials));
        this.objective = objective?.Value ?? new DefaultObjective();
        this.max_trials = max_trials == 0 ? null : max_trials;
        this.hyperparameters = hyperparameters ?? new HyperParameters();
        (this.allow_new_entries, this.tune_new_entries) = (allow_new_entries, tune_new_entries);
        (this.max_retries_per_trial, this.max_consecutive_failed_trials) = (max_retries_per_trial, max_consecutive_failed_trials);
        this.seed = seed is null or 0 ? new PythonRandom().randint(1, 10000) : seed.Value;
        seed_state = this.seed;
        _display = new Display(this);
    }

    /// <summary>What is maximized or minimized.</summary>
    public Objective objective { get; }

    /// <summary>Maximum number of trials; null: no end.</summary>
    public int? max_trials { get; }

    /// <summary>The space as known so far, with the defaults as values.</summary>
    public HyperParameters hyperparameters { get; private set; }

    /// <summary>Whether the model may ask for hyperparameters that were not given in advance.</summary>
    public bool allow_new_entries { get; }

    /// <summary>Whether such hyperparameters are tuned.</summary>
    public bool tune_new_entries { get; }

    /// <summary>How often a trial is tried again.</summary>
    public int max_retries_per_trial { get; }

    /// <summary>Number of consecutive failed trials that ends the search.</summary>
    public int max_consecutive_failed_trials { get; }

    /// <summary>The seed.</summary>
    public long seed { get; private set; }

    /// <summary>Seed of the next draw: one more with every draw.</summary>
    protected internal long seed_state { get; set; }

    /// <summary>All trials by id, in the order in which they began.</summary>
    public OrderedDictionary<string, Trial> trials { get; } = [];

    /// <summary>Trials that run, by tuner.</summary>
    public OrderedDictionary<string, Trial> ongoing_trials { get; } = [];

    /// <summary>Ids in the order in which the trials began.</summary>
    public IReadOnlyList<string> start_order => _startOrder;

    /// <summary>Ids in the order in which the trials ended.</summary>
    public IReadOnlyList<string> end_order => _endOrder;

    /// <summary>0: prints nothing; 1: prints each trial.</summary>
    public int verbose
    {
        get => _display.Verbose;
        set => _display.Verbose = value;
    }

    /// <summary>Whose words the search prints: those of the package that the oracle, or its tuner, was made under.</summary>
    internal SearchWords Words { get; set; } = SearchWords.Current;

    /// <summary>Held while a method changes the state; take it in methods of your own that do.</summary>
    protected object Sync => _sync;

    /// <summary>Says what the next trial is. Called with the lock held.</summary>
    /// <param name="trial_id">The id that the trial would get.</param>
    public abstract TrialProposal populate_space(string trial_id);

    /// <summary>Gives a finished trial its score: the objective's best value, and its step.</summary>
    /// <param name="trial">The trial that it is about.</param>
    public virtual void score_trial(Trial trial) =>
        (trial.score, trial.best_step) = (trial.metrics.get_best_value(objective.name), trial.metrics.get_best_step(objective.name));

    /// <summary>The next trial to run.</summary>
    /// <param name="tuner_id">Who asks; the same asker gets its running trial again.</param>
    public virtual Trial create_trial(string tuner_id)
    {
        lock (_sync)
        {
            if (ongoing_trials.TryGetValue(tuner_id, out Trial? running)) { return running; }
            if (_retryQueue.Count > 0) { return Retry(tuner_id); }
            string trial_id = Words.FormatTrialId(this, trials.Count);
            // What the last trial's end left is written as it was then, as in Python, where no other trial follows.
            bool due = _due;
            if (due) { Serialize(); }
            TrialProposal proposal = max_trials is { } most && trials.Count >= most ? TrialProposal.Stopped : populate_space(trial_id);
            bool runs = proposal.status == TrialStatus.RUNNING;
            var trial = new Trial(hyperparameters.With(runs ? proposal.values ?? [] : []), trial_id, proposal.status) { Words = Words };
            if (runs)
            {
                RecordValues(trial);
                ongoing_trials[tuner_id] = trial;
                trials[trial_id] = trial;
                _startOrder.Add(trial_id);
                SaveTrial(trial);
                Write();
                _display.OnTrialBegin(trial);
            }
            else if (due) { Put(); }
            return trial;
        }
    }

    /// <summary>Reports metrics of a running trial.</summary>
    /// <param name="trial_id">Id of the trial.</param>
    /// <param name="metrics">Values by name; the objective must be among them.</param>
    /// <param name="step">The step that they belong to.</param>
    /// <exception cref="FatalValueError">The objective is not among them; the message lists what was.</exception>
    public virtual Trial update_trial(string trial_id, IReadOnlyDictionary<string, double> metrics, long step = 0)
    {
        lock (_sync)
        {
            Trial trial = get_trial(trial_id);
            // What is missing is said before anything is kept.
            _ = objective.has_value(metrics) ? 0 : objective.get_value(metrics);
            foreach (var (name, value) in metrics)
            {
                if (!trial.metrics.exists(name)) { trial.metrics.register(name, objective.Needed.GetValueOrDefault(name)); }
                trial.metrics.update(name, value, step);
            }
            if (objective is MultiObjective && !metrics.ContainsKey(objective.name))
            {
                if (!trial.metrics.exists(objective.name)) { trial.metrics.register(objective.name, objective.direction); }
                trial.metrics.update(objective.name, objective.get_value(metrics), step);
            }
            if (!t_ends) { SaveTrial(trial); }
            return trial;
        }
    }

    /// <summary>The same for a trial that ends right afterwards, and is written then.</summary>
    internal void Report(Trial trial, TrialResult result)
    {
        t_ends = true;
        try { update_trial(trial.trial_id, result.ToMetrics(objective), result.FindBestStep(objective)); }
        finally { t_ends = false; }
    }

    /// <summary>Ends a trial by its id, as KerasTuner before 1.2 did.</summary>
    /// <param name="trial_id">The trial's id.</param>
    /// <param name="status">"COMPLETED", "INVALID" or "FAILED".</param>
    public void end_trial(string trial_id, string status = TrialStatus.COMPLETED)
    {
        Trial trial = get_trial(trial_id);
        trial.status = status;
        end_trial(trial);
    }

    /// <summary>Ends a trial: scores it, or sends it to be tried again.</summary>
    /// <param name="trial">Its status says COMPLETED, INVALID (crashed; may be tried again) or FAILED.</param>
    /// <exception cref="InvalidOperationException">So many trials in a row have failed that the search must end; all is saved.</exception>
    public virtual void end_trial(Trial trial)
    {
        lock (_sync)
        {
            Trial known = get_trial(trial.trial_id);
            (known.hyperparameters, known.status, known.message) = (trial.hyperparameters, trial.status, trial.message);
            update_space(known.hyperparameters);
            hyperparameters.Kept?.End();
            if (known.status == TrialStatus.COMPLETED)
            {
                score_trial(known);
                if (known.score is not { } score || double.IsNaN(score)) { known.status = TrialStatus.INVALID; }
            }
            bool again = known.status == TrialStatus.INVALID && RunTimes(known) + 1 <= max_retries_per_trial;
            if (known.status == TrialStatus.INVALID && !again) { known.status = TrialStatus.FAILED; }
            // The trial's file comes first: a process that dies before the oracle's file is written finds in it that the trial has ended.
            SaveTrial(known);
            RecordEnd(known);
            save();
            if (again)
            {
                Output.WriteLine($"Trial {known.trial_id} failed {RunTimes(known)} times. "
                    + $"{max_retries_per_trial + 1 - RunTimes(known)} retries left.");
            }
            _display.OnTrialEnd(known);
            if (!again && _failuresInARow >= max_consecutive_failed_trials)
            {
                throw new InvalidOperationException("Number of consecutive failures exceeded the limit of "
                    + $"{max_consecutive_failed_trials}.\n{known.message}");
            }
        }
    }

    /// <summary>A copy of the space.</summary>
    public virtual HyperParameters get_space()
    {
        lock (_sync) { return hyperparameters.copy(); }
    }

    /// <summary>Adds what is new in a space.</summary>
    /// <param name="hyperparameters">The hyperparameters; known ones are passed over.</param>
    /// <exception cref="InvalidOperationException">There is something new, and allow_new_entries is false.</exception>
    public virtual void update_space(HyperParameters hyperparameters)
    {
        lock (_sync)
        {
            List<Space.HyperParameter>? added = null;
            foreach (Space.HyperParameter p in hyperparameters.space)
            {
                if (!this.hyperparameters.Exists(p.name, p.conditions)) { (added ??= []).Add(p); }
            }
            if (added is null) { return; }
            if (!allow_new_entries)
            {
                throw new InvalidOperationException("`allow_new_entries` is `False`, but found new entries "
                    + $"[{string.Join(", ", added.Select(p => $"{p.GetType().Name}(name: '{p.name}')"))}]");
            }
            if (tune_new_entries) { this.hyperparameters.merge(added); }
        }
    }

    /// <summary>A trial by its id.</summary>
    /// <param name="trial_id">The trial's id.</param>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public virtual Trial get_trial(string trial_id)
    {
        lock (_sync)
        {
            return trials.TryGetValue(trial_id, out Trial? trial)
                ? trial
                : throw new KeyNotFoundException($"There is no trial \"{trial_id}\".");
        }
    }

    /// <summary>A trial by its id; null where there is none.</summary>
    internal virtual Trial? Find(string trial_id)
    {
        lock (_sync) { return trials.GetValueOrDefault(trial_id); }
    }

    /// <summary>Whether a trial waits to be tried again.</summary>
    internal bool HasRetries => _retryQueue.Count > 0;

    /// <summary>Whether so many trials in a row have failed that the search must end.</summary>
    internal bool HasGivenUp => _failuresInARow >= max_consecutive_failed_trials;

    /// <summary>Takes a trial back that its worker will not end: it goes to the next one that asks, and no attempt is counted.</summary>
    internal void TakeBack(string tuner_id)
    {
        lock (_sync)
        {
            if (!ongoing_trials.Remove(tuner_id, out Trial? trial)) { return; }
            _retryQueue.Add(trial.trial_id);
            Write();
        }
    }

    /// <summary>The best finished trials, best first; filled up with unfinished ones where there are too few, as in Python.</summary>
    /// <param name="num_trials">How many at most.</param>
    public virtual IReadOnlyList<Trial> get_best_trials(int num_trials = 1)
    {
        lock (_sync)
        {
            IEnumerable<Trial> done = trials.Values.Where(t => t.status == TrialStatus.COMPLETED && t.score is { } s && !double.IsNaN(s));
            if (num_trials == 1 && FindBest(done) is { } best) { return [best]; }
            List<Trial> sorted = [.. objective.direction == "max" ? done.OrderByDescending(t => t.score) : done.OrderBy(t => t.score)];
            return [.. sorted.Concat(sorted.Count < num_trials ? trials.Values.Where(t => t.status != TrialStatus.COMPLETED) : [])
                .Take(num_trials)];
        }
    }

    /// <summary>Trials that may still begin; null where there is no end.</summary>
    public int? remaining_trials()
    {
        lock (_sync) { return max_trials - trials.Count; }
    }

    /// <summary>Without sorting: this is asked twice a trial.</summary>
    private Trial? FindBest(IEnumerable<Trial> done)
    {
        Trial? best = null;
        foreach (Trial t in done)
        {
            if (best is null || objective.better_than(t.score!.Value, best.score!.Value)) { best = t; }
        }
        return best;
    }

    private long RunTimes(Trial trial) => _runTimes.TryGetValue(trial.trial_id, out long n) ? n : 0;

    private Trial Retry(string tuner_id)
    {
        Trial trial = trials[_retryQueue.Pop()];
        trial.status = TrialStatus.RUNNING;
        // What an attempt that came to nothing has reported must not be averaged with what comes now.
        (trial.metrics, trial.score, trial.best_step, trial.message) = (new MetricsTracker(), null, 0, null);
        ongoing_trials[tuner_id] = trial;
        SaveTrial(trial);
        Write();
        _display.OnTrialBegin(trial);
        return trial;
    }
}
