using System.Security.Cryptography;
using System.Text;
using KerasDigits.Tuner.Project;

namespace KerasDigits.Tuner;

/// <content>Values that were tried, and the state that is kept in oracle.json.</content>
public abstract partial class Oracle
{
    private readonly System.Buffers.ArrayBufferWriter<byte> _trialJson = new();
    private System.Buffers.ArrayBufferWriter<byte> _json = new(), _written = new();
    private string? _folder;
    private FileExchange? _oracleFiles, _trialFiles;

    /// <summary>Whether the state has changed since oracle.json was written.</summary>
    private bool _due;

    /// <summary>All that must be kept beside the trials, as oracle.json holds it. Subclasses add theirs.</summary>
    public virtual Config get_state()
    {
        lock (_sync)
        {
            return new Config
            {
                ["ongoing_trials"] = new Config(ongoing_trials.Select(t => KeyValuePair.Create(t.Key, (object?)t.Value.trial_id))),
                ["hyperparameters"] = hyperparameters.get_config(),
                ["start_order"] = _startOrder,
                ["end_order"] = _endOrder,
                ["run_times"] = _runTimes,
                ["retry_queue"] = _retryQueue,
                ["seed"] = seed,
                ["seed_state"] = seed_state,
                ["tried_so_far"] = _tried,
                ["id_to_hash"] = _idToHash,
                ["display"] = _display.GetState(),
            };
        }
    }

    /// <summary>Takes a state over, that of this process or of any KerasTuner from 1.0.1 on. The trials are there already.</summary>
    /// <param name="state">State as get_state gave it.</param>
    /// <exception cref="KeyNotFoundException">Something is missing.</exception>
    public virtual void set_state(Config state)
    {
        lock (_sync)
        {
            ongoing_trials.Clear();
            foreach (var (tuner, id) in (Config)state["ongoing_trials"]!)
            {
                if (trials.TryGetValue((string)id!, out Trial? trial)) { ongoing_trials[tuner] = trial; }
            }
            hyperparameters = HyperParameters.from_config((Config)state["hyperparameters"]!);
            _startOrder.Reset(ToStrings(state.Get("start_order")) ?? trials.Keys);
            _endOrder.Reset(ToStrings(state.Get("end_order"))
                ?? trials.Values.Where(t => t.status is TrialStatus.COMPLETED or TrialStatus.FAILED).Select(t => t.trial_id));
            _runTimes.Reset((state.Get("run_times") as Config)?.Select(p => KeyValuePair.Create(p.Key, (long)p.Value!))
                ?? _endOrder.Select(id => KeyValuePair.Create(id, 1L)));
            _retryQueue.Reset(ToStrings(state.Get("retry_queue")) ?? []);
            seed = (long)state["seed"]!;
            seed_state = (long)state["seed_state"]!;
            _tried.Reset(ToStrings(state["tried_so_far"]) ?? []);
            _idToHash.Reset((state.Get("id_to_hash") as Config ?? []).Select(p => KeyValuePair.Create(p.Key, (string)p.Value!)));
            _display.SetState(state.Get("display") as Config);
            _failuresInARow = 0;
            foreach (string id in _endOrder) { CountFailure(trials.GetValueOrDefault(id)); }
        }
    }

    /// <summary>
    /// Whether oracle.json waits for the next trial's start, which follows a trial's end at once: it is then written once a trial instead
    /// of twice. Should the process die in between, the trial's own file says that it has ended.
    /// </summary>
    internal bool Waits
    {
        get;
        set
        {
            lock (_sync)
            {
                field = value;
                if (!value && _due) { Write(); }
                _oracleFiles?.Clear();
                _trialFiles?.Clear();
                (_oracleFiles, _trialFiles) = value && _folder is not null
                    ? (new FileExchange(_folder, "oracle"), new FileExchange(_folder, "trial"))
                    : (null, null);
            }
        }
    }

    /// <summary>
    /// Writes oracle.json, where something changed and the search has a folder. While a tuner searches, this is done when the next trial
    /// begins, or the search ends.
    /// </summary>
    public void save()
    {
        lock (_sync)
        {
            if (Waits) { _due = true; }
            else { Write(); }
        }
    }

    private void Write()
    {
        Serialize();
        Put();
    }

    private void Serialize()
    {
        if (_folder is null) { return; }
        _json.ResetWrittenCount();
        PythonJson.Write(_json, get_state());
    }

    /// <summary>Writes what was serialized, where it is new.</summary>
    private void Put()
    {
        _due = false;
        if (_folder is null || _json.WrittenSpan.SequenceEqual(_written.WrittenSpan)) { return; }
        WriteFile(_oracleFiles, OracleFile, _json.WrittenSpan);
        (_json, _written) = (_written, _json);
    }

    /// <summary>Values drawn with the seed, other than those tried; null when twenty in a row were tried before.</summary>
    protected HyperValues? random_values()
    {
        for (int collisions = 0; collisions <= MaxCollisions; collisions++)
        {
            HyperParameters drawn = new();
            foreach (Space.HyperParameter p in hyperparameters.space)
            {
                if (drawn.is_active(p)) { drawn.values[p.name] = p.random_sample(seed_state++); }
            }
            if (!was_tried(drawn.values)) { return drawn.values; }
        }
        return null;
    }

    /// <summary>Whether a trial has, or had, these values.</summary>
    /// <param name="values">Values by name.</param>
    protected bool was_tried(HyperValues values) => _tried.Contains(compute_values_hash(values));

    /// <summary>What makes two sets of values the same: 32 hexadecimal digits over names and values.</summary>
    /// <param name="values">Values by name.</param>
    protected virtual string compute_values_hash(HyperValues values)
    {
        var text = new StringBuilder();
        foreach (string name in values.Keys.Order(StringComparer.Ordinal))
        {
            text.Append(name).Append('=').Append(values[name].ToString());
        }
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())))[..32];
    }

    /// <summary>
    /// Called when a trial has ended for good or is to be tried again, before the state is written; also for one that a dead process had
    /// ended without writing that down.
    /// </summary>
    /// <param name="trial">The trial that it is about.</param>
    protected virtual void on_trial_ended(Trial trial) { }

    private static IEnumerable<string>? ToStrings(object? list) => (list as List<object?>)?.Select(s => (string)s!);

    /// <summary>Keeps the values as tried, those that came up while the trial ran too.</summary>
    private void RecordValues(Trial trial)
    {
        // Python draws from the system here. A seed of the trial's own makes the search repeatable without moving the others.
        long added = 0;
        trial.hyperparameters.EnsureActive(() => unchecked(trial.trial_id.Aggregate(seed, (h, c) => (h * 31) + c) + added++));
        string hash = compute_values_hash(trial.hyperparameters.values);
        _tried.Add(hash);
        if (!_idToHash.TryGetValue(trial.trial_id, out string? before)) { _idToHash[trial.trial_id] = hash; }
        else if (before != hash)
        {
            _idToHash[trial.trial_id] = hash;
            _tried.Remove(before);
        }
    }

    /// <summary>What the end of a trial changes in the oracle.</summary>
    private void RecordEnd(Trial trial)
    {
        update_space(trial.hyperparameters);
        RecordValues(trial);
        _runTimes[trial.trial_id] = RunTimes(trial) + 1;
        if (trial.status == TrialStatus.INVALID) { _retryQueue.Add(trial.trial_id); }
        else
        {
            _endOrder.Add(trial.trial_id);
            CountFailure(trial);
        }
        string? tuner = ongoing_trials.FirstOrDefault(t => t.Value.trial_id == trial.trial_id).Key;
        if (tuner is not null) { ongoing_trials.Remove(tuner); }
        on_trial_ended(trial);
    }

    private void CountFailure(Trial? trial) => _failuresInARow = trial?.status == TrialStatus.FAILED ? _failuresInARow + 1 : 0;

    private string OracleFile => Path.Combine(_folder!, "oracle.json");

    /// <summary>Writes a trial's file, where it could not be written before.</summary>
    /// <exception cref="ProjectException">It cannot be written.</exception>
    internal void Keep(string trial_id)
    {
        lock (_sync) { SaveTrial(get_trial(trial_id)); }
    }

    private void SaveTrial(Trial trial)
    {
        if (_folder is null) { return; }
        string folder = Path.Combine(_folder, $"trial_{trial.trial_id}");
        try { Directory.CreateDirectory(folder); }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ProjectException(folder, $"the folder could not be made ({e.Message.TrimEnd('.')}). Give a `directory` that can be "
                + "written.", e);
        }
        _trialJson.ResetWrittenCount();
        PythonJson.Write(_trialJson, trial.get_state());
        WriteFile(_trialFiles, Path.Combine(folder, "trial.json"), _trialJson.WrittenSpan);
    }

    private static void WriteFile(FileExchange? files, string path, ReadOnlySpan<byte> json)
    {
        if (files is not null) { files.Write(path, json); }
        else { ProjectFile.Write(path, json); }
    }
}
