using System.Reflection;
using KerasDigits.Backend;
using KerasDigits.Data;
using KerasDigits.Layers;
using KerasDigits.Metrics;
using KerasDigits.Optimizers;
using KerasDigits.Saving;
using KerasDigits.Saving.Hdf5;

namespace KerasDigits.Training;

/// <summary>A callback that wants the run kept in a file, so that an interrupted one continues.</summary>
internal interface IRunKeeper
{
    /// <summary>The file.</summary>
    string BackupFile { get; }

    /// <summary>Batches between two backups; null: one at the end of each epoch.</summary>
    int? EveryBatches { get; }
}

/// <summary>Keeps all that a run of fit changes, and sets it again: weights, optimizers, random generators, data, callbacks.</summary>
/// <remarks>
/// Between two epochs everything stands still. Inside one, batches may already be drawn ahead, so data and their generators are kept as
/// they were at the epoch's start: a run that goes on draws the epoch's first batches once more and drops them.
/// Weights that are made only by the first batch are set then.
/// </remarks>
internal sealed class RunBackup(TrainableModel model, IRunKeeper keeper, CallbackList callbacks, BatchSource source,
    BatchSource? validation) : IDisposable
{
    private RunState? _dataAtStart, _sourceAtStart;
    private H5Group? _waiting;
    private H5Reader? _reader;
    private long _batches;
    private bool _due;
    private string? _copy;

    /// <summary>Batches of the first epoch that the run before had done.</summary>
    public long Skip { get; private set; }

    /// <summary>The last whole epoch's logs of the run before; null: none.</summary>
    public Logs? Logs { get; private set; }

    /// <summary>Whether the run goes on with another.</summary>
    public bool Resumed { get; private set; }

    /// <summary>The backup that one of the callbacks asks for; null: none does.</summary>
    public static RunBackup? Of(CallbackList callbacks, TrainableModel model, BatchSource source, BatchSource? validation)
    {
        IRunKeeper[] keepers = [.. callbacks.All.OfType<IRunKeeper>()];
        Guard.That(keepers.Length < 2, $"`callbacks` must hold one BackupAndRestore at most. Received: {keepers.Length}.",
            nameof(callbacks));
        return keepers.Length == 0 ? null : new RunBackup(model, keepers[0], callbacks, source, validation);
    }

    /// <summary>Sets everything as the backup has it, where there is one.</summary>
    /// <returns>The epoch to begin with.</returns>
    /// <exception cref="ModelFileException">The file cannot be read, or is another model's.</exception>
    public int Restore(int initialEpoch)
    {
        string? file = FindFile();
        if (file is null) { return initialEpoch; }
        _reader = H5Reader.Open(file);
        H5Group root = _reader.Root;
        RunState run = FindPart(root, "run");
        int epoch = (int)run.Whole("epoch");
        if (epoch < initialEpoch)
        {
            Close();
            return initialEpoch;
        }
        (Resumed, Skip, _batches) = (true, run.Whole("batches"), run.Whole("since"));
        model.stop_training = run.Flag("stops");
        if (run.Contains("logs")) { Logs = NameLogs(run.Text("logs"), run.Array("log_values").ToArray<double>()); }
        Seeds.SetDataState(FindPart(root, "data"));
        source.SetState(FindPart(root, "source"));
        if (RunStateFile.Find(root, "validation") is { } kept) { validation?.SetState(kept); }
        if (validation is not null) { validation.RanOut = run.Flag("validation_ran_out"); }
        SetCallbacks(root);
        SetRates(root);
        // callbacks that look at the epoch's begin see it so
        if (model.built && model.weights.Count == FindPart(root, "weights").Whole("count")) { SetModel(root); }
        _waiting = root;
        return epoch;
    }

    /// <summary>Called when an epoch begins, before its first batch is drawn.</summary>
    public void BeginEpoch()
    {
        if (keeper.EveryBatches is not null) { (_dataAtStart, _sourceAtStart) = (Seeds.SaveDataState(), source.GetState()); }
    }

    /// <summary>
    /// Called before the first step, when all weights are made. Where the run goes on inside an epoch, callbacks have since set once more,
    /// at its beginning, what they had set before.
    /// </summary>
    public void RestoreModel()
    {
        if (_waiting is { } root)
        {
            SetModel(root);
            if (Skip > 0)
            {
                SetCallbacks(root);
                SetRates(root);
                SetMetrics(root);
            }
        }
        Close();
    }

    /// <summary>Called at the end of each batch. After an epoch's last one the backup waits for the epoch's end.</summary>
    public void EndBatch(int epoch, long done, long? steps)
    {
        if (keeper.EveryBatches is not { } every || ++_batches < every) { return; }
        _batches = 0;
        _due = done == steps;
        if (!_due) { Write(epoch, done, null); }
    }

    /// <summary>Called when an epoch is whole and everybody has been told.</summary>
    public void EndEpoch(int epoch, Logs logs)
    {
        if (keeper.EveryBatches is null || model.stop_training || _due) { Write(epoch + 1, 0, logs); }
        _due = false;
        Logs = logs;
    }

    /// <inheritdoc/>
    public void Dispose() => Close();

    /// <summary>Releases the file.</summary>
    private void Close()
    {
        _reader?.Dispose();
        (_reader, _waiting) = (null, null);
        if (_copy is not null) { File.Delete(_copy); }
        _copy = null;
    }

    /// <summary>The backup; null: there is none. The first of several processes has it, and gives the others copies.</summary>
    private string? FindFile()
    {
        OrdinaryFile.Check(keeper.BackupFile);
        if (model.Processes is not { } processes) { return File.Exists(keeper.BackupFile) ? keeper.BackupFile : null; }
        byte[] bytes = processes.Share("the backup", processes.IsChief
            && File.Exists(keeper.BackupFile) ? OrdinaryFile.ReadBytes(keeper.BackupFile) : []);
        if (bytes.Length == 0 || processes.IsChief) { return bytes.Length == 0 ? null : keeper.BackupFile; }
        _copy = Path.Combine(Path.GetTempPath(), $"backup-{Guid.NewGuid():N}.h5");
        AtomicFile.Write(_copy, stream => stream.Write(bytes));
        return _copy;
    }

    private void Write(int epoch, long batches, Logs? logs)
    {
        Close();
        if ((logs ?? Logs) is { } known) { Logs = known; }
        byte[][]? generators = model.Processes?.Gather("the generators", Seeds.EngineState.ToArray<byte>());
        if (!model.IsChief) { return; }
        using var scope = Scopes.Step();
        var root = new H5Group();
        root.Attributes["format"] = "KerasDigits run, 1";
        RunState run = new RunState().Set("epoch", epoch).Set("batches", batches).Set("since", _batches).Set("stops", model.stop_training)
            .Set("validation_ran_out", validation?.RanOut == true);
        if (Logs is { } last)
        {
            run.Set("logs", string.Join('\n', last.Keys)).Set("log_values", NumSharp.np.array([.. last.Select(l => l.Value)]));
        }
        RunStateFile.Put(root, "run", run);
        bool inside = batches > 0;
        RunStateFile.Put(root, "data", inside ? _dataAtStart! : Seeds.SaveDataState());
        RunStateFile.Put(root, "source", (inside ? _sourceAtStart : source.GetState()) ?? new RunState());
        if (validation?.GetState() is { } kept) { RunStateFile.Put(root, "validation", kept); }
        RunStateFile.Put(root, "weights", NumberVariables(model.weights));
        RunState engine = SaveEngine();
        for (int rank = 1; rank < generators?.Length; rank++) { engine.Set($"generator.{rank}", NumSharp.np.array(generators[rank])); }
        RunStateFile.Put(root, "engine", engine);
        int number = 0;
        foreach (Optimizer optimizer in EnumerateOptimizers()) { RunStateFile.Put(root, $"optimizer.{number++}", SaveState(optimizer)); }
        foreach (var (name, callback) in EnumerateResumables()) { RunStateFile.Put(root, name, callback.GetState()); }
        if (inside) { PutMetrics(root); }
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(keeper.BackupFile))!);
        AtomicFile.Write(keeper.BackupFile, stream => H5Writer.Write(stream, root));
    }

    private void SetModel(H5Group root)
    {
        Fill(model.weights, root, "weights");
        ForEachPart(root, (optimizer, part, state) =>
        {
            IReadOnlyList<Variable> weights = model.weights;
            Fill([.. state.Array("owners").ToArray<long>().SelectMany(i => optimizer.Inner.GetSlots(weights[(int)i]))], root, part);
        });
        SetEngine(root);
    }

    // ---- weights and optimizers

    private static RunState NumberVariables(IReadOnlyList<Variable> variables)
    {
        RunState state = new RunState().Set("count", variables.Count);
        for (int i = 0; i < variables.Count; i++) { state.Put($"{i}", variables[i]); }
        return state;
    }

    private void Fill(IReadOnlyList<Variable> variables, H5Group root, string part)
    {
        var group = (H5Group?)root.Find(part);
        H5Dataset?[] kept = [.. variables.Select((_, i) => group?.Find($"{i}") as H5Dataset)];
        long count = FindPart(root, part).Whole("count");
        for (int i = 0; i < variables.Count; i++)
        {
            if (count == variables.Count && kept[i] is { } data && data.Dims.SequenceEqual(variables[i].value.shape)) { continue; }
            throw new ModelFileException(keeper.BackupFile, $"/{part}",
                $"it was made by a run of another model: it holds {count} arrays, where this model has {variables.Count}, or they are "
                + "shaped otherwise. Train the model it was made by, name another backup_dir, or delete the file to start anew.");
        }
        for (int i = 0; i < variables.Count; i++) { H5Values.Assign(variables[i], kept[i]!); }
    }

    /// <summary>compile's optimizer, and those that a model of a user's own keeps in its fields.</summary>
    private IEnumerable<Optimizer> EnumerateOptimizers() =>
        new[] { model.CompileArguments is null ? null : model.optimizer }.Concat(EnumerateFields<Optimizer>(model, typeof(TrainableModel)))
        .OfType<Optimizer>().Distinct();

    private RunState SaveState(Optimizer optimizer)
    {
        List<Variable> weights = [.. model.weights];
        RunState state = new RunState().Set("class", optimizer.GetType().Name).Set("iterations", optimizer.iterations);
        if (optimizer.learning_rate.Schedule is null) { state.Set("learning_rate", optimizer.learning_rate.Value); }
        if (optimizer.Scaling is { } scaling) { state.Set("scale", scaling.Value).Set("good_steps", scaling.Good); }
        Variable[] owners = [.. optimizer.Inner.SlotOwners.Where(weights.Contains)];
        Variable[] slots = [.. owners.SelectMany(optimizer.Inner.GetSlots)];
        state.Set("owners", NumSharp.np.array([.. owners.Select(o => (long)weights.IndexOf(o))])).Set("count", slots.Length);
        for (int i = 0; i < slots.Length; i++) { state.Put($"{i}", slots[i]); }
        return state;
    }

    private void SetRates(H5Group root) => ForEachPart(root, (optimizer, _, state) =>
    {
        optimizer.iterations = state.Whole("iterations");
        if (state.Contains("learning_rate") && optimizer.learning_rate.Schedule is null)
        {
            optimizer.learning_rate.Value = state.Number("learning_rate");
        }
        if (optimizer.Scaling is { } scaling && state.Contains("scale"))
        {
            (scaling.Value, scaling.Good) = (state.Number("scale"), state.Whole("good_steps"));
        }
    });

    private void ForEachPart(H5Group root, Action<Optimizer, string, RunState> set)
    {
        int number = 0;
        foreach (Optimizer optimizer in EnumerateOptimizers())
        {
            string part = $"optimizer.{number++}";
            RunState state = FindPart(root, part);
            if (state.Text("class") == optimizer.GetType().Name)
            {
                set(optimizer, part, state);
                continue;
            }
            throw new ModelFileException(keeper.BackupFile, $"/{part}",
                $"it was made by a run with the optimizer {state.Text("class")}, where this model has {optimizer.GetType().Name}. Compile "
                + "the model as it was, or delete the file to start anew.");
        }
    }

    // ---- random numbers of the engine, layers with state of their own

    private RunState SaveEngine()
    {
        RunState state = new RunState().Set("generator", Seeds.EngineState);
        int number = 0;
        foreach (Seeds.Source own in EnumerateSources()) { state.Set($"source.{number++}", own.State); }
        number = 0;
        foreach (Variable kept in EnumerateStates()) { state.Put($"state.{number++}", kept); }
        return state;
    }

    private void SetEngine(H5Group root)
    {
        using var scope = Scopes.Step();
        RunState state = FindPart(root, "engine");
        Seeds.EngineState = state.Array("generator");
        if (model.Processes is { IsChief: false } processes)
        {
            // Each process goes on with its own numbers; one that the run before did not have begins with new ones.
            string own = $"generator.{processes.Line.Rank}";
            if (state.Contains(own)) { Seeds.EngineState = state.Array(own); }
            else { processes.SplitGenerators(); }
        }
        int number = 0;
        foreach (Seeds.Source own in EnumerateSources()) { own.State = state.Array($"source.{number++}"); }
        number = 0;
        foreach (Variable kept in EnumerateStates()) { kept.assign(state.Array($"state.{number++}")); }
    }

    private IEnumerable<Seeds.Source> EnumerateSources() =>
        model.Flatten().SelectMany(l => EnumerateFields<Seeds.Source>(l, typeof(Layer)));

    private IEnumerable<Variable> EnumerateStates() => model.Flatten().OfType<RNN>().SelectMany(r => r.states);

    private static IEnumerable<T> EnumerateFields<T>(object of, Type end)
        where T : class
    {
        for (Type? type = of.GetType(); type is not null && type != end; type = type.BaseType)
        {
            foreach (FieldInfo field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic
                | BindingFlags.DeclaredOnly))
            {
                if (typeof(T).IsAssignableFrom(field.FieldType) && field.GetValue(of) is T value) { yield return value; }
            }
        }
    }

    // ---- callbacks and metrics

    private IEnumerable<(string Name, IResumable Callback)> EnumerateResumables() =>
        callbacks.All.Select((c, i) => (Name: $"callback.{c.GetType().Name}.{callbacks.All.Take(i).Count(o => o.GetType() == c.GetType())}",
            Callback: c))
            .Where(c => c.Callback is IResumable).Select(c => (c.Name, (IResumable)c.Callback));

    private void SetCallbacks(H5Group root)
    {
        foreach (var (name, callback) in EnumerateResumables())
        {
            if (RunStateFile.Find(root, name) is { } state) { callback.SetState(state); }
        }
    }

    private void PutMetrics(H5Group root)
    {
        int number = 0;
        foreach (Metric metric in model.metrics)
        {
            RunState state = NumberVariables(metric.variables).Set("name", metric.name);
            RunStateFile.Put(root, $"metric.{number++}", state);
        }
    }

    private void SetMetrics(H5Group root)
    {
        var kept = new List<RunState>();
        while (RunStateFile.Find(root, $"metric.{kept.Count}") is { } state) { kept.Add(state); }
        var set = new HashSet<Metric>();
        model.RunWhenMetricsAreMade(() =>
        {
            // By name, for which of them is made first hangs on the way that the step takes.
            foreach (Metric metric in model.metrics.Where(set.Add).ToArray())
            {
                if (kept.Find(s => s.Contains("name") && s.Text("name") == metric.name) is not { } state) { continue; }
                _ = kept.Remove(state);
                // What is made inside a step is summed over the processes after it.
                if (Replicas.Running?.IsChief == false) { continue; }
                for (int i = 0; i < metric.variables.Count; i++) { metric.variables[i].assign(state.Array($"{i}")); }
            }
        });
    }

    private static Logs NameLogs(string names, double[] values) =>
        new(names.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select((n, i) => KeyValuePair.Create(n, values[i])));

    private RunState FindPart(H5Group root, string name) => RunStateFile.Find(root, name)
        ?? throw new ModelFileException(keeper.BackupFile, $"/{name}",
            "it is missing: the file is not a backup of a run, or of a newer version. Delete it to start anew.");
}
