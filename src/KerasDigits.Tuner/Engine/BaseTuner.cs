using KerasDigits.Training;
using KerasDigits.Tuner.Network;
using KerasDigits.Tuner.Project;

namespace KerasDigits.Tuner;

/// <summary>
/// Runs trials and tells the oracle what came of them. Subclass it and override <see cref="run_trial"/> to tune anything; no Keras model is
/// needed, and libtorch is then never loaded.
/// </summary>
/// <remarks>Source: KerasTuner 1.4.7, engine/base_tuner.py.</remarks>
[KerasExport("keras_tuner.engine.base_tuner.BaseTuner", "keras_tuner.BaseTuner", "kerastuner.engine.base_tuner.BaseTuner")]
public abstract partial class BaseTuner : IDisposable
{
    private ProjectLock? _lock;
    private Interrupt? _interrupt;

    /// <summary>The processes that share this search; null: it is only this one's.</summary>
    private readonly SearchAddress? _address;

    /// <summary>Sets up the tuner, and resumes its project where there is one.</summary>
    /// <param name="oracle">Decides what is tried.</param>
    /// <param name="hypermodel">The family of models; null where run_trial needs none.</param>
    /// <param name="directory">Folder of the projects; null: the current one. A database's address is <paramref name="storage"/> without
    /// a folder.</param>
    /// <param name="project_name">Name of this search's folder; null: "untitled_project".</param>
    /// <param name="overwrite">Whether a project of that name is discarded; false continues it.</param>
    /// <param name="logger">Accepted for compatibility and ignored.</param>
    /// <param name="tuner_id">Name of this tuner among several on one oracle; null: KERASTUNER_TUNER_ID, or "tuner0".</param>
    /// <param name="storage">A database's address (postgresql://user:password@host/database): the search stands there, and any number of
    /// processes share it; needs the package KerasDigits.Tuner.PostgreSQL. Models' weights are then in <paramref name="directory"/>,
    /// which all share, or, where none is given, in the database. null: KERASDIGITS_TUNER_STORAGE, or only the folder.</param>
    /// <exception cref="ArgumentException">The storage is not an address.</exception>
    /// <exception cref="ProjectException">The folder cannot be written, is another process's, or holds a broken file; nothing in it was
    /// changed.</exception>
    /// <exception cref="InvalidOperationException">KERASTUNER_ORACLE_IP is set and another variable of a search over several processes is
    /// not, or the package KerasDigits.Tuner.Distributed is missing.</exception>
    protected BaseTuner(Oracle oracle, HyperModel? hypermodel = null, string? directory = null, string? project_name = null,
        bool overwrite = false, object? logger = null, string? tuner_id = null, string? storage = null)
    {
        ArgumentNullException.ThrowIfNull(oracle);
        (this.oracle, this.hypermodel, this.logger) = (oracle, hypermodel, logger);
        var stored = StoragePlace.Of(storage, directory);
        // Where the state is in a database and no folder is shared, this process's weights are in a folder of its own.
        OwnFolder? own = stored is { KeepsFiles: true } ? new OwnFolder() : null;
        this.directory = own?.Path ?? (string.IsNullOrEmpty(directory) ? "." : directory);
        this.project_name = string.IsNullOrEmpty(project_name) ? "untitled_project" : project_name;
        this.tuner_id = tuner_id ?? (Environment.GetEnvironmentVariable(SearchAddress.IdVariable) is { Length: > 0 } id ? id : "tuner0");
        project_dir = Path.Combine(this.directory, this.project_name);
        if (SearchWords.Current == SearchWords.Early) { oracle.Words = SearchWords.Early; }
        if (stored is var (url, keepsFiles))
        {
            populate_initial_space();
            Directory.CreateDirectory(project_dir); // of weights, and of what a subclass keeps
            var place = new StoragePlace(url, this.project_name, project_dir, overwrite, keepsFiles);
            this.oracle = (own is null ? place : place with { StaysInFolder = own.Keep }).Open(oracle);
            return;
        }
        _address = SearchAddress.FromEnvironment();
        if (_address is { IsChief: false })
        {
            // The folder is the chief's. This process declares its space, and asks.
            populate_initial_space();
            this.oracle = SearchNetwork.Load().Connect(oracle, _address, project_dir);
            return;
        }
        oracle.Serves = _address is not null;
        _lock = ProjectLock.Take(project_dir);
        try
        {
            if (overwrite) { Clear(); }
            oracle.SetProject(project_dir);
            // KerasTuner asks for the tuner's own file here, which it writes only when the first trial has ended.
            if (File.Exists(Path.Combine(project_dir, "oracle.json")))
            {
                oracle.Words.WriteReloading(TunerFile);
                reload();
            }
            else
            {
                oracle.CheckAbandoned();
                populate_initial_space();
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Decides what is tried.</summary>
    public Oracle oracle { get; }

    /// <summary>The family of models; null where there is none.</summary>
    public HyperModel? hypermodel { get; }

    /// <summary>Folder of the projects.</summary>
    public string directory { get; }

    /// <summary>Name of this search's folder.</summary>
    public string project_name { get; }

    /// <summary>directory/project_name.</summary>
    public string project_dir { get; }

    /// <summary>Trials that run at a time.</summary>
    private protected int Workers { get; private set; } = 1;

    /// <summary>Accepted for compatibility and ignored.</summary>
    public object? logger { get; }

    /// <summary>Name of this tuner among several on one oracle.</summary>
    public string tuner_id { get; }

    /// <summary>Trials that may still begin; null where there is no end.</summary>
    public int? remaining_trials => oracle.remaining_trials();

    /// <summary>Whether the search that runs is to end: what a trial has left to do need not begin.</summary>
    private protected bool Stopping => _interrupt?.Requested == true;

    /// <summary>
    /// Whether Ctrl-C or a cancellation token ended the last search. The trial that ran stays RUNNING, and runs again when search is called
    /// again or the project is reloaded.
    /// </summary>
    public bool Interrupted { get; private set; }

    /// <summary>Looks for the best values, trial by trial, until the oracle has none left.</summary>
    /// <param name="args">Handed on to run_trial; null: none. "verbose" also says whether the search prints (0: nothing), "cancel" is a
    /// CancellationToken that ends it as Ctrl-C does.</param>
    /// <param name="parallel">Trials at a time, each on a thread of its own; above 1, <see cref="run_trial"/> must allow that.
    /// docs/TUNER.md says what is the same for every number.</param>
    /// <param name="processes">Above 1: this program is started that many more times, and each of these processes runs trials, one after
    /// the other; their output has their names in front, and they end with the search. Needs the package
    /// KerasDigits.Tuner.Distributed.</param>
    /// <param name="devices">What each process may use, in turn: "cuda:0", "cuda:1" …; null: the same for all.</param>
    /// <exception cref="FatalError">Something is wrong that no other trial could fix.</exception>
    /// <exception cref="InvalidOperationException">Too many trials in a row failed, the search space is empty, or the processes ended
    /// before the search.</exception>
    /// <exception cref="ArgumentException">parallel or processes is below 1, or processes is above 1 for a search in a
    /// database.</exception>
    public void search(SearchArguments? args = null, int parallel = 1, int processes = 1, IReadOnlyList<string>? devices = null)
    {
        Guard.That(parallel >= 1, $"`parallel` must be at least 1. Received: {parallel}.", nameof(parallel));
        Guard.That(processes >= 1, $"`processes` must be at least 1. Received: {processes}.", nameof(processes));
        args ??= [];
        if (args.Contains("verbose")) { oracle.verbose = args["verbose"] is "auto" ? 1 : args.get("verbose", 1); }
        Workers = parallel;
        bool anew = _lock is null;
        using Interrupt interrupt = _interrupt = Interrupt.Watch(args.get("cancel", default(CancellationToken)),
            () => Log.Warning("The search is interrupted: it stops after the current batch, and its trial runs again when the search goes "
                + "on. Press Ctrl-C again to end the program."));
        if (oracle is RemoteOracle remote)
        {
            Guard.That(processes == 1 || _address is not null,
                "A search in a database has as many processes as are started: start the program several times. Received: "
                + $"processes={processes}.", nameof(processes));
            SearchAsWorker(remote, args, parallel, interrupt);
            return;
        }
        _lock ??= ProjectLock.Take(project_dir);
        try
        {
            if (anew) { oracle.CheckUnchanged(); }
            if (_address is not null || processes > 1)
            {
                SearchAsChief(processes, devices, interrupt);
                return;
            }
            oracle.Waits = true;
            on_search_begin();
            RunTrials(args, parallel, interrupt);
            Interrupted = interrupt.Requested;
            oracle.Waits = false;
            on_search_end();
        }
        finally
        {
            oracle.Waits = false;
            Workers = 1;
            Dispose();
        }
    }

    /// <summary>Tries one set of values.</summary>
    /// <param name="trial">Gives the values by <c>trial.hyperparameters</c>.</param>
    /// <param name="args">What search was called with.</param>
    /// <returns>The objective as a number, metrics by name, a History, or a list of these.</returns>
    public abstract TrialResult? run_trial(Trial trial, SearchArguments args);

    /// <summary>Keeps a trial's model.</summary>
    /// <param name="trial_id">Id of the trial.</param>
    /// <param name="model">The model to save.</param>
    /// <param name="step">The step, an epoch for instance.</param>
    /// <exception cref="NotSupportedException">The tuner keeps no models.</exception>
    public virtual void save_model(string trial_id, object model, long step = 0) =>
        throw new NotSupportedException($"{GetType().Name} keeps no models: override save_model and load_model.");

    /// <summary>A trial's model, as it was at its best step.</summary>
    /// <param name="trial">The trial that it is about.</param>
    /// <exception cref="NotSupportedException">The tuner keeps no models.</exception>
    public virtual object load_model(Trial trial) =>
        throw new NotSupportedException($"{GetType().Name} keeps no models: override save_model and load_model.");

    /// <summary>Called before the oracle is asked for a trial.</summary>
    public virtual void pre_create_trial() { }

    /// <summary>Called before a trial runs.</summary>
    /// <param name="trial">The trial that it is about.</param>
    public virtual void on_trial_begin(Trial trial) { }

    /// <summary>Called when a trial has run; tells the oracle.</summary>
    /// <param name="trial">The trial that it is about.</param>
    public virtual void on_trial_end(Trial trial)
    {
        oracle.end_trial(trial);
        save();
    }

    /// <summary>Called when search begins.</summary>
    public virtual void on_search_begin() { }

    /// <summary>Called when search ends.</summary>
    public virtual void on_search_end() { }

    /// <summary>The best trials' models, best first, as <see cref="load_model"/> gives them.</summary>
    /// <param name="num_models">How many at most.</param>
    public IReadOnlyList<object> get_best_models(int num_models = 1) => [.. oracle.get_best_trials(num_models).Select(load_model)];

    /// <summary>Values of the best trials, best first.</summary>
    /// <param name="num_trials">How many at most.</param>
    public IReadOnlyList<HyperParameters> get_best_hyperparameters(int num_trials = 1) =>
        [.. oracle.get_best_trials(num_trials).Select(t => t.hyperparameters)];

    /// <summary>A trial's folder; made when needed.</summary>
    /// <param name="trial_id">The trial's id.</param>
    public string get_trial_dir(string trial_id)
    {
        string folder = Path.Combine(project_dir, $"trial_{trial_id}");
        Directory.CreateDirectory(folder);
        return folder;
    }

    /// <summary>State of a subclass's own, kept in tuner0.json.</summary>
    public virtual Config get_state() => [];

    /// <summary>Takes the state over that get_state gave.</summary>
    /// <param name="state">State as get_state gave it.</param>
    public virtual void set_state(Config state) { }

    /// <summary>Writes the oracle's and the tuner's state, where they changed.</summary>
    public void save()
    {
        oracle.save();
        // Trials that run side by side end here at the same time.
        lock (_saving)
        {
            string state = PythonJson.FormatText(get_state());
            if (state == _saved) { return; }
            ProjectFile.Write(TunerFile, System.Text.Encoding.ASCII.GetBytes(state));
            _saved = state;
        }
    }

    /// <summary>Reads the project's state.</summary>
    /// <exception cref="ProjectException">A file is broken; nothing was changed.</exception>
    public void reload()
    {
        oracle.reload();
        if (File.Exists(TunerFile)) { ProjectFile.Read(TunerFile, state => { set_state(state); return 0; }); }
    }

    /// <summary>Releases the project folder for other processes. search does so when it ends.</summary>
    public void Dispose()
    {
        _lock?.Dispose();
        _lock = null;
        GC.SuppressFinalize(this);
    }

    private readonly object _saving = new();
    private string? _saved;

    private string TunerFile => Path.Combine(project_dir, $"{tuner_id}.json");

    /// <summary>overwrite: true. The lock's file stays, as it is held.</summary>
    private void Clear()
    {
        foreach (string folder in Directory.GetDirectories(project_dir)) { Directory.Delete(folder, recursive: true); }
        foreach (string file in Directory.GetFiles(project_dir).Where(f => Path.GetFileName(f) != ProjectLock.FileName))
        {
            File.Delete(file);
        }
    }
}
