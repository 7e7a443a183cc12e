using System.Diagnostics;
using System.Globalization;
using KerasDigits.Tuner.Network;
using KerasDigits.Tuner.Project;
using Npgsql;

namespace KerasDigits.Tuner.PostgreSQL;

/// <summary>
/// An oracle whose state is kept in a database. Each call takes the search's row, brings the program's own oracle to that state, lets it
/// decide, and writes what it has changed.
/// </summary>
/// <remarks>So any oracle serves, and every worker is as good as any other. The oracle's folder is a copy of this process's own: of the
/// files only those that others have changed are read again.</remarks>
internal sealed class StoredOracle : RemoteOracle
{
    /// <summary>How long a database that is away is waited for.</summary>
    private const string PatienceVariable = "KERASDIGITS_STORAGE_PATIENCE";

    private static readonly TimeSpan s_longestPause = TimeSpan.FromSeconds(5);

    /// <summary>As long as a worker that ends waits for it: the lease tells others, too.</summary>
    private static readonly TimeSpan s_goodbye = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();

    /// <summary>Held for moments, while a change that waits for its turn holds the gate.</summary>
    private readonly Lock _names = new();
    private readonly Oracle _local;
    private readonly Study _study;
    private readonly StoragePlace _place;
    private readonly string _copy, _search;
    private readonly TimeSpan _lease;
    private TimeSpan _patience = MakePatience(Environment.GetEnvironmentVariable(PatienceVariable));

    /// <summary>When this process may call others dead: not as long as it may have been itself that was cut off.</summary>
    private long _judgesFrom;
    private readonly Dictionary<string, string> _workers = [], _holders = [];

    /// <summary>Who has asked for a trial since search began.</summary>
    private readonly HashSet<string> _begun = [];
    private readonly Timer _heart;
    private int _beating;
    private Func<bool> _interrupted = () => false;
    private long _version;

    public StoredOracle(Oracle local, Study study, StoragePlace place, TimeSpan? lease = null) : base(local)
    {
        (_local, _study, _place, _lease) = (local, study, place, lease ?? Lease.Time);
        _copy = new OwnFolder().Path;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Close();
        local.SetProject(_copy);
        local.Serves = true;
        local.verbose = 0;
        local.save();
        _search = $"{local.GetType().Name}, objective {local.objective}, max_trials "
            + $"{local.max_trials?.ToString(CultureInfo.InvariantCulture) ?? "none"}";
        RunPatiently(() =>
        {
            study.Make(_search, Internals.OrdinaryFile.ReadText(OracleFile), place.Overwrite);
            return 0;
        });
        TimeSpan beat = _lease / 3;
        _heart = new Timer(_ => Beat(), null, beat, beat);
        // What this program declares is added to what others have.
        HyperParameters space = local.get_space();
        Change(turn =>
        {
            if (turn.State.Search != _search)
            {
                throw new FatalRuntimeError($"The database's search \"{place.Project}\" is another: {turn.State.Search} there, "
                    + $"{_search} here. Start the same program everywhere, give another project_name, or overwrite: true.");
            }
            string[] unknown = [.. space.space.Select(p => p.name).Except(_local.get_space().space.Select(p => p.name))];
            if (unknown.Length > 0 && turn.HasWorkers(_lease))
            {
                throw new FatalRuntimeError($"The workers of the database's search \"{place.Project}\" search something else: there is no "
                    + $"hyperparameter {string.Join(", ", unknown.Select(u => $"\"{u}\""))} there. Start the same program everywhere, give "
                    + "another project_name, or start this one when they have ended: the search then goes on with what is new.");
            }
            _local.update_space(space);
            return 0;
        });
    }

    public override void Begin(Func<bool> interrupted) => _interrupted = interrupted;

    public override void End()
    {
        string[] all;
        lock (_gate)
        {
            lock (_names)
            {
                all = [.. _workers.Values];
                _workers.Clear();
                _begun.Clear();
            }
            _holders.Clear();
        }
        if (all.Length == 0) { return; }
        (Func<bool> before, TimeSpan patience) = (_interrupted, _patience);
        (_interrupted, _patience) = (() => false, s_goodbye);
        try { Leave(all); }
        // Why is said already, or will be by the next call.
        catch (FatalRuntimeError e) when (e.InnerException is NpgsqlException) { }
        finally { (_interrupted, _patience) = (before, patience); }
    }

    private void Leave(string[] all) => Change(turn =>
    {
        foreach (string worker in all)
        {
            Search.Trial? open = _local.ongoing_trials.GetValueOrDefault(worker);
            _local.TakeBack(worker);
            if (open is not null) { _touched.Add(open.trial_id); }
            turn.Forget(worker);
        }
        return 0;
    });

    public override void Finish(bool interrupted) { }

    public override Search.Trial create_trial(string tuner_id)
    {
        string worker = NameWorker(tuner_id);
        bool first, over = false;
        lock (_names) { first = _begun.Add(worker); }
        Search.Trial next = Change(turn =>
        {
            Hear(turn, worker);
            if (Environment.TickCount64 >= Interlocked.Read(ref _judgesFrom))
            {
                foreach (string dead in turn.FindSilent(_lease)) { Lose(turn, dead); }
            }
            // Who comes when the others have given up goes on, as a search of one process that is started again.
            over = _local.HasGivenUp && !first;
            Search.Trial trial = over ? AnswerNothing(Search.TrialStatus.STOPPED) : _local.create_trial(worker);
            if (trial.status == Search.TrialStatus.RUNNING)
            {
                _touched.Add(trial.trial_id);
                turn.ClearValues(trial.trial_id);
                lock (_gate) { _holders[trial.trial_id] = worker; }
                return Copy(trial);
            }
            // Others' trials may come back to be tried again.
            return trial.status == Search.TrialStatus.STOPPED && _local.ongoing_trials.Count > 0 && !over
                ? AnswerNothing(Search.TrialStatus.IDLE) : trial;
        });
        return over
            ? throw new InvalidOperationException("Number of consecutive failures exceeded the limit of "
                + $"{_local.max_consecutive_failed_trials}: another worker has ended the search. It goes on when the program is started "
                + "again.")
            : next;
    }

    /// <summary>Says that a worker lives. One that was itself cut off, or stood still, does not judge who else does.</summary>
    private void Hear(Study.Turn turn, string worker, string? mark = null)
    {
        Judge(turn.Silence(worker));
        turn.Hear(worker, mark);
    }

    private void Judge(TimeSpan? silence)
    {
        if (silence > _lease) { Interlocked.Exchange(ref _judgesFrom, Environment.TickCount64 + (long)_lease.TotalMilliseconds); }
    }

    public override Search.Trial update_trial(string trial_id, IReadOnlyDictionary<string, double> metrics, long step = 0) => Tell(trial_id,
        () => Copy(_local.get_trial(trial_id)), // said once, when the trial ends
        turn =>
        {
            Search.Trial trial = _local.update_trial(trial_id, metrics, step);
            turn.WriteValues(trial_id, metrics, step);
            return Copy(trial);
        },
        () => Copy(_local.get_trial(trial_id)));

    public override void end_trial(Search.Trial trial)
    {
        InvalidOperationException? failure = null;
        bool kept = Tell(trial.trial_id, () => false, turn =>
        {
            try { _local.end_trial(trial); }
            catch (InvalidOperationException e) when (_local.HasGivenUp) { failure = e; }
            // With the end, so that whoever sees a finished trial has its weights: those of a round of Hyperband go on with them.
            if (_place.KeepsFiles && _local.get_trial(trial.trial_id).status == Search.TrialStatus.COMPLETED)
            {
                KeepFiles(turn, trial.trial_id);
            }
            return true;
        }, () => true);
        lock (_gate) { _ = _holders.Remove(trial.trial_id); }
        if (!kept)
        {
            Log.Warning($"Trial {trial.trial_id} has been reassigned: this worker's heartbeat timed out. "
                + "Its result is discarded.");
        }
        if (failure is not null) { throw new InvalidOperationException(failure.Message, failure); }
    }

    public override Search.HyperParameters get_space() => Change(_ => _local.get_space());

    public override void update_space(Search.HyperParameters hyperparameters) => Change(_ =>
    {
        _local.update_space(hyperparameters);
        return 0;
    });

    public override Search.Trial get_trial(string trial_id) => WithFiles(Change(_ => Copy(_local.get_trial(trial_id))));

    public override IReadOnlyList<Search.Trial> get_best_trials(int num_trials = 1)
    {
        IReadOnlyList<Search.Trial> best = Change(_ => (IReadOnlyList<Search.Trial>)[.. _local.get_best_trials(num_trials).Select(Copy)]);
        return [.. best.Select(WithFiles)];
    }

    /// <summary>Trials that a change has touched.</summary>
    private readonly HashSet<string> _touched = [];

    /// <summary>One change of the search, alone of all workers. Where the database is away, it is tried again.</summary>
    private T Change<T>(Func<Study.Turn, T> change)
    {
        lock (_gate)
        {
            return RunPatiently(() => _study.RunAlone(turn =>
            {
                try
                {
                    _touched.Clear();
                    Refresh(turn);
                    T result = change(turn);
                    _local.save();
                    string oracle = Internals.OrdinaryFile.ReadText(OracleFile);
                    if (oracle != turn.State.Oracle || _touched.Count > 0)
                    {
                        _version = turn.Put(oracle,
                            [.. _touched.Select(id => _local.get_trial(id))
                                .Select(t => (t, FindKept(t),
                                _local.ongoing_trials.FirstOrDefault(o => o.Value.trial_id == t.trial_id).Key))]);
                    }
                    return result;
                }
                catch
                {
                    // What was half done is not in the database: all is read anew.
                    _version = -1;
                    throw;
                }
            }));
        }
    }

    /// <summary>
    /// A trial's state; the copy holds what was reported last, too, so that it is there when others' changes are read.
    /// </summary>
    private string FindKept(Search.Trial trial)
    {
        string state = PythonJson.FormatText(trial.get_state());
        Put(trial.trial_id, state);
        return state;
    }

    private void Put(string trial_id, string state)
    {
        string file = GetTrialFile(trial_id);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        Internals.AtomicFile.WriteText(file, state);
    }

    /// <summary>Brings the program's oracle to the database's state.</summary>
    private void Refresh(Study.Turn turn)
    {
        if (turn.State.Version == _version) { return; }
        if (_version < 0)
        {
            foreach (string folder in Directory.GetDirectories(_copy)) { Directory.Delete(folder, recursive: true); }
        }
        foreach (var (trial, state) in turn.ReadChanged(_version)) { Put(trial, state); }
        Internals.AtomicFile.WriteText(OracleFile, turn.State.Oracle);
        _local.reload();
        _version = turn.State.Version;
    }

    /// <summary>
    /// Tells something of a trial of this process, once: where the database goes away before its answer comes, its mark says whether it was
    /// heard.
    /// </summary>
    private T Tell<T>(string trial_id, Func<T> refused, Func<Study.Turn, T> tell, Func<T> heard)
    {
        string mark = Guid.NewGuid().ToString("N");
        bool again = false;
        return Change(turn =>
        {
            if (!_holders.TryGetValue(trial_id, out string? worker)) { return refused(); }
            if (again && turn.ReadSaid(worker) == mark) { return heard(); }
            again = true;
            if (!_local.ongoing_trials.TryGetValue(worker, out Search.Trial? open) || open.trial_id != trial_id) { return refused(); }
            Hear(turn, worker, mark);
            _touched.Add(trial_id);
            return tell(turn);
        });
    }

    /// <summary>Asks again while the database is away.</summary>
    /// <exception cref="OperationCanceledException">The user asks to stop.</exception>
    /// <exception cref="FatalRuntimeError">It is away for too long, or refuses.</exception>
    private T RunPatiently<T>(Func<T> call)
    {
        TimeSpan pause = TimeSpan.FromMilliseconds(100);
        long start = Stopwatch.GetTimestamp();
        for (bool first = true; ; first = false)
        {
            try { return call(); }
            // A commit whose answer was lost may have been made: the next attempt sees it, and the same asker gets its trial again.
            catch (NpgsqlException e) when (Passes(e))
            {
                if (_interrupted()) { throw new OperationCanceledException(); }
                if (Stopwatch.GetElapsedTime(start) > _patience)
                {
                    throw new FatalRuntimeError(string.Create(CultureInfo.InvariantCulture,
                        $"The database {_study.Place} was not to be reached for {_patience.TotalSeconds:0.#} s: {e.Message} Start the "
                        + $"program again when it is there: the search goes on. {PatienceVariable} sets the seconds."), e);
                }
                if (first) { Log.Warning($"The database {_study.Place} does not answer ({e.Message}); it is asked again."); }
                for (long wait = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(wait) < pause && !_interrupted();)
                {
#pragma warning disable RS0030 // a database that is away calls nobody
                    Thread.Sleep(TimeSpan.FromMilliseconds(100));
#pragma warning restore RS0030
                }
                // When it is back, all must be heard of before one takes another for dead.
                TimeSpan longest = _lease / 3 < s_longestPause ? _lease / 3 : s_longestPause;
                pause = pause * 2 < longest ? pause * 2 : longest;
                _study.Hang();
                _version = -1;
            }
            catch (PostgresException e)
            {
                // Who may not enter (28), a database that is not there (3D), a right that is missing (42).
                string hint = e.SqlState[..2] is "28" or "3D" or "42"
                    ? " The storage must be an address such as postgresql://user:password@host:5432/database, of a user who may make "
                    + "tables there."
                    : "";
                throw new FatalRuntimeError($"The database {_study.Place} refuses ({e.SqlState}): {e.MessageText}.{hint}", e);
            }
        }
    }

    /// <summary>
    /// Whether it is worth asking again: the database is away or full, or has hung up on a worker that stood still in the middle of a
    /// change (25P03) or for long (57P05), and what it was told then is not kept.
    /// </summary>
    internal static bool Passes(NpgsqlException e) => e.IsTransient || e.SqlState is "25P03" or "57P05";

    private static TimeSpan MakePatience(string? seconds) => TimeSpan.FromSeconds(seconds is null or "" ? 900
        : double.TryParse(seconds, NumberStyles.Float, CultureInfo.InvariantCulture, out double given) && given > 0 ? given
        : throw new InvalidOperationException($"{PatienceVariable} must be a number of seconds above 0. Received: {seconds}."));

    private void Lose(Study.Turn turn, string worker)
    {
        turn.Forget(worker);
        if (!_local.ongoing_trials.TryGetValue(worker, out Search.Trial? open)) { return; }
        string why = $"The worker {worker} sent no heartbeat for {_lease.TotalSeconds:0.#} s.";
        Log.Warning($"{why} Its trial {open.trial_id} counts as a failed attempt.");
        _touched.Add(open.trial_id);
        try { _local.end_trial(new Search.Trial(open.hyperparameters, open.trial_id, Search.TrialStatus.INVALID, why)); }
        catch (InvalidOperationException) when (_local.HasGivenUp) { }
    }

    /// <summary>
    /// A name that no other process has, unless the environment says who this is: then a worker that comes back gets its open trial again.
    /// </summary>
    private string NameWorker(string tuner_id)
    {
        lock (_names)
        {
            if (!_workers.TryGetValue(tuner_id, out string? worker))
            {
                bool named = Environment.GetEnvironmentVariable(SearchAddress.IdVariable) is { Length: > 0 };
                _workers[tuner_id] = worker = named
                    ? tuner_id
                    : $"{tuner_id}@{Environment.MachineName}-{Environment.ProcessId}-{Guid.NewGuid().ToString("N")[..6]}";
            }
            return worker;
        }
    }

    private void Beat()
    {
        if (Interlocked.Exchange(ref _beating, 1) == 1) { return; } // the last one still waits for the database
        try
        {
            string[] all;
            lock (_names) { all = [.. _workers.Values]; }
            if (all.Length > 0) { Judge(_study.Beat(all)); }
        }
        catch (Exception e) when (e is NpgsqlException or ObjectDisposedException) { } // a trial's own calls say what is wrong
        finally { Volatile.Write(ref _beating, 0); }
    }

    private void KeepFiles(Study.Turn turn, string trial_id)
    {
        string folder = GetTrialFolder(trial_id);
        if (!Directory.Exists(folder)) { return; }
        long bytes = new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).Sum(f => f.Length);
        if (bytes == 0) { return; }
        if (bytes > _place.MostBytes)
        {
            Log.Warning($"The weights of trial {trial_id} ({bytes >> 20} MB) are more than the database takes "
                + $"({_place.MostBytes >> 20} MB): they stay in {folder}. Give `storage` the database and `directory` "
                + "a folder that all workers share.");
            _place.StaysInFolder();
            return;
        }
        turn.WriteFiles(trial_id, folder);
    }

    /// <summary>Brings the weights of a trial that another worker has finished.</summary>
    private Search.Trial WithFiles(Search.Trial trial)
    {
        string folder = GetTrialFolder(trial.trial_id);
        if (_place.KeepsFiles && trial.status == Search.TrialStatus.COMPLETED
            && !(Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any()))
        {
            RunPatiently(() =>
            {
                _study.GetFiles(trial.trial_id, folder);
                return 0;
            });
        }
        return trial;
    }

    /// <summary>What the caller may keep: the oracle's own is read again when others have changed it.</summary>
    private Search.Trial Copy(Search.Trial trial)
    {
        Search.Trial copy = Search.Trial.from_state((Config)JsonReader.Parse(PythonJson.FormatText(trial.get_state()))!);
        copy.Words = Words;
        return copy;
    }

    private Search.Trial AnswerNothing(string status) => new(_local.get_space().With([]), "", status);

    private string OracleFile => Path.Combine(_copy, "oracle.json");

    private string GetTrialFile(string id) => Path.Combine(_copy, $"trial_{id}", "trial.json");

    private string GetTrialFolder(string id) => Path.Combine(_place.Folder, $"trial_{id}");

    private void Close()
    {
        _heart?.Dispose();
        _study.Dispose();
    }
}
