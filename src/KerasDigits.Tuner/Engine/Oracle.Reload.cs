using KerasDigits.Tuner.Project;

namespace KerasDigits.Tuner;

/// <content>Resuming a folder that this or another process left.</content>
public abstract partial class Oracle
{
    private const string TrialFile = "trial.json";

    /// <summary>The folder that the state is kept in; null: it is not kept.</summary>
    public string? project_dir => _folder;

    /// <summary>Whether the trials run in other processes, which outlive this one.</summary>
    internal bool Serves { get; set; }

    internal void SetProject(string folder) => _folder = folder;

    /// <summary>
    /// Reads the state from the search's folder. Trials that ran when the process ended are run again; those that had ended count, even
    /// where the process died before oracle.json said so.
    /// </summary>
    /// <exception cref="ProjectException">A file is broken; nothing was changed.</exception>
    /// <exception cref="InvalidOperationException">The folder is another kind of search's.</exception>
    public void reload()
    {
        lock (_sync)
        {
            if (_folder is null)
            {
                throw new InvalidOperationException("There is no folder to reload from: only an oracle in a tuner has one.");
            }
            Config state = ProjectFile.Read(OracleFile, s => s);
            LoadTrials(ToStrings(state.Get("start_order")));
            try { ProjectFile.Read(OracleFile, _ => { set_state(state); return 0; }); }
            catch (ProjectException e) when (e.InnerException is KeyNotFoundException)
            {
                throw new InvalidOperationException("Error reloading `Oracle` from existing project. If you did not mean to reload from "
                    + "an existing project, change the `project_name` or pass `overwrite: true` when creating the `Tuner`. Found "
                    + $"existing project at: {_folder}", e);
            }
            RecoverUnstarted();
            RecoverOngoing();
            hyperparameters.Kept = new Space.KeptSpace(hyperparameters);
            Remember(OrdinaryFile.ReadBytes(OracleFile));
        }
    }

    /// <summary>Throws where finished trials stand without the oracle's file: a search that started over would write over them.</summary>
    internal void CheckAbandoned()
    {
        string[] finished = [.. Directory.EnumerateDirectories(_folder!, "trial_*").Where(d => File.Exists(Path.Combine(d, TrialFile))
            && Trial.load(Path.Combine(d, TrialFile)).status is TrialStatus.COMPLETED or TrialStatus.FAILED or TrialStatus.INVALID)];
        if (finished.Length == 0) { return; }
        throw new ProjectException(OracleFile, $"the file is missing, but {finished.Length} finished trial(s) are beside it "
            + $"({Path.GetFileName(finished[0])} …). Bring the file back to go on, choose another project_name, or pass overwrite: true "
            + "to throw the trials away.");
    }

    /// <summary>Throws where another process has gone on with the folder since this one read or wrote it.</summary>
    internal void CheckUnchanged()
    {
        lock (_sync)
        {
            byte[] now = File.Exists(OracleFile) ? OrdinaryFile.ReadBytes(OracleFile) : [];
            if (!now.AsSpan().SequenceEqual(_written.WrittenSpan))
            {
                throw new ProjectException(OracleFile, "another process has gone on with this project since it was read here. Make the "
                    + "tuner anew to go on from there.");
            }
        }
    }

    private void Remember(byte[] written)
    {
        _written.ResetWrittenCount();
        System.Buffers.BuffersExtensions.Write(_written, written);
    }

    private void LoadTrials(IEnumerable<string>? order)
    {
        trials.Clear();
        var found = new Dictionary<string, (Trial Trial, DateTime Time)>();
        foreach (string folder in Directory.EnumerateDirectories(_folder!, "trial_*"))
        {
            string file = Path.Combine(folder, TrialFile);
            if (!File.Exists(file))
            {
                Log.Warning($"{folder} holds no {TrialFile}: that trial does not count in the search that goes on here.");
                continue;
            }
            Trial trial = Trial.load(file);
            trial.Words = Words;
            found[trial.trial_id] = (trial, File.GetLastWriteTimeUtc(file));
        }
        foreach (string id in order ?? []) { if (found.Remove(id, out var known)) { trials[id] = known.Trial; } }
        // Before 1.2 no order was kept: the files' times tell it, the ids where these say nothing.
        foreach (var (trial, _) in found.Values.OrderBy(f => order is null ? f.Time : default)
            .ThenBy(f => f.Trial.trial_id, StringComparer.Ordinal))
        {
            trials[trial.trial_id] = trial;
        }
    }

    /// <summary>
    /// Trials whose file was written, but whose start was not: this process never got to run them. They will be drawn again, just the same.
    /// </summary>
    private void RecoverUnstarted()
    {
        foreach (Trial trial in trials.Values.Where(t => !_startOrder.Contains(t.trial_id)).ToList())
        {
            if (trial.status == TrialStatus.RUNNING)
            {
                trials.Remove(trial.trial_id);
                continue;
            }
            _startOrder.Add(trial.trial_id);
            RecordEnd(trial);
        }
        // A start that was written belongs to a trial whose file was; where somebody removed the file, the trial is gone.
        if (_startOrder.Any(id => !trials.ContainsKey(id))) { _startOrder.Reset(_startOrder.Where(trials.ContainsKey).ToList()); }
        if (_endOrder.Any(id => !trials.ContainsKey(id))) { _endOrder.Reset(_endOrder.Where(trials.ContainsKey).ToList()); }
    }

    private void RecoverOngoing()
    {
        foreach (Trial trial in ongoing_trials.Values.ToList())
        {
            if (trial.status != TrialStatus.RUNNING) { RecordEnd(trial); }
            else if (!Serves) { _retryQueue.Add(trial.trial_id); }
        }
        // A chief that is started again finds its workers still at their trials.
        if (!Serves) { ongoing_trials.Clear(); }
        // Hashes that older versions made of other texts.
        foreach (Trial trial in trials.Values.Where(t => !_idToHash.ContainsKey(t.trial_id))) { RecordValues(trial); }
    }
}
