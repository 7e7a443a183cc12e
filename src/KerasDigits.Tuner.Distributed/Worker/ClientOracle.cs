using Grpc.Core;
using KerasDigits.Tuner.Distributed.Wire;
using KerasDigits.Tuner.Network;

namespace KerasDigits.Tuner.Distributed.Worker;

/// <summary>The chief's oracle, as a worker sees it: each method is a call.</summary>
/// <remarks>Source: KerasTuner 1.4.7, distribute/oracle_client.py. What a worker sends for a trial, and in which order, is that worker's:
/// CreateTrial, GetTrial, UpdateTrial, EndTrial.</remarks>
internal sealed class ClientOracle(Oracle local, Line line, string folder) : RemoteOracle(local)
{
    private readonly string _oracle = local.GetType().Name;

    /// <summary>
    /// This process's names (several with parallel trials) with the time when each last spoke to the chief, and whose each open trial is.
    /// </summary>
    private readonly Dictionary<string, long> _tuners = [];
    private readonly Dictionary<string, string> _holders = [];
    private readonly Lock _gate = new();
    private Heart? _heart;

    public override void Begin(Func<bool> interrupted)
    {
        line.Interrupted = interrupted;
        line.Patient = true;
    }

    public override void End()
    {
        _heart?.Dispose();
        _heart = null;
        line.Patient = false;
        string[] all;
        lock (_gate)
        {
            all = [.. _tuners.Keys];
            _tuners.Clear();
            _holders.Clear();
        }
        foreach (string tuner in all)
        {
            try { line.Call(Protocol.Leave, new LeaveRequest { TunerId = tuner }); }
            // A chief that has ended needs no goodbye.
            catch (RpcException) { }
        }
    }

    public override void Finish(bool interrupted)
    {
#pragma warning disable RS0030 // the process was started by a search for its trials, and ends with them
        if (Processes.IsChild) { Environment.Exit(interrupted ? Processes.InterruptedCode : 0); }
#pragma warning restore RS0030
    }

    public override Search.Trial create_trial(string tuner_id)
    {
        Join(tuner_id);
        Search.Trial trial = Trials.FromMessage(Ask(Protocol.CreateTrial, new CreateTrialRequest { TunerId = tuner_id }, tuner_id).Trial);
        trial.Words = Words;
        lock (_gate) { if (trial.status == Search.TrialStatus.RUNNING) { _holders[trial.trial_id] = tuner_id; } }
        return trial;
    }

    public override Search.Trial update_trial(string trial_id, IReadOnlyDictionary<string, double> metrics, long step = 0)
    {
        var request = new UpdateTrialRequest { TrialId = trial_id, Step = step };
        foreach (var (name, value) in metrics) { request.Metrics.Add(name, value); }
        try { return Trials.FromMessage(Ask(Protocol.UpdateTrial, request, FindHolder(trial_id)).Trial); }
        catch (RpcException e) when (e.StatusCode == StatusCode.FailedPrecondition)
        {
            // Said once, when the trial ends.
            return get_trial(trial_id);
        }
    }

    public override void end_trial(Search.Trial trial)
    {
        string? holder = FindHolder(trial.trial_id);
        try
        {
            if (trial.message is { } message)
            {
                Ask(Protocol.Explain, new ExplainRequest { TrialId = trial.trial_id, Message = message }, holder);
            }
            Ask(Protocol.EndTrial, new EndTrialRequest { Trial = Trials.ToMessage(trial) }, holder);
        }
        catch (RpcException e) when (e.StatusCode == StatusCode.FailedPrecondition) { Log.Warning(e.Status.Detail); }
        lock (_gate) { _holders.Remove(trial.trial_id); }
    }

    public override Search.HyperParameters get_space() => Spaces.FromMessage(Ask(Protocol.GetSpace, new GetSpaceRequest()).Hyperparameters);

    public override void update_space(Search.HyperParameters hyperparameters) =>
        Ask(Protocol.UpdateSpace, new UpdateSpaceRequest { Hyperparameters = Spaces.ToMessage(hyperparameters) });

    public override Search.Trial get_trial(string trial_id)
    {
        try { return FindKnown(Trials.FromMessage(Ask(Protocol.GetTrial, new GetTrialRequest { TrialId = trial_id }).Trial)); }
        catch (RpcException e)
            when (e.StatusCode == StatusCode.Unknown && e.Status.Detail.EndsWith($"'{trial_id}'", StringComparison.Ordinal))
        {
            throw new KeyNotFoundException($"There is no trial \"{trial_id}\".", e);
        }
        catch (RpcException e) when (e.StatusCode == StatusCode.Unavailable)
        {
            return EnumerateKeptTrials().FirstOrDefault(t => t.trial_id == trial_id)
                ?? throw new KeyNotFoundException($"There is no trial \"{trial_id}\" in {folder}, and the chief has ended.", e);
        }
    }

    /// <summary>As the chief says; when it has ended, as the folder does.</summary>
    public override IReadOnlyList<Search.Trial> get_best_trials(int num_trials = 1)
    {
        try
        {
            return [.. Ask(Protocol.GetBestTrials, new GetBestTrialsRequest { NumTrials = num_trials }).Trials.Select(t =>
                FindKnown(Trials.FromMessage(t)))];
        }
        catch (RpcException e) when (e.StatusCode == StatusCode.Unavailable)
        {
            IEnumerable<Search.Trial> done = EnumerateKeptTrials()
                .Where(t => t.status == Search.TrialStatus.COMPLETED && t.score is { } s && !double.IsNaN(s));
            return [.. (objective.direction == "max" ? done.OrderByDescending(t => t.score) : done.OrderBy(t => t.score)).Take(num_trials)];
        }
    }

    private IEnumerable<Search.Trial> EnumerateKeptTrials() => !Directory.Exists(folder) ? [] :
        Directory.EnumerateDirectories(folder, "trial_*").Order(StringComparer.Ordinal).Select(d => Path.Combine(d, "trial.json"))
        .Where(File.Exists).Select(f => FindKnown(Search.Trial.load(f)));

    private Search.Trial FindKnown(Search.Trial trial)
    {
        trial.Words = Words;
        return trial;
    }

    /// <summary>Says what this worker searches, before its first trial. A chief of KerasTuner's own does not ask.</summary>
    private void Join(string tuner_id)
    {
        lock (_gate) { if (!_tuners.TryAdd(tuner_id, Environment.TickCount64)) { return; } }
        try
        {
            var request = new JoinRequest { TunerId = tuner_id, Oracle = _oracle, Objective = objective.ToString(), MaxTrials = max_trials
                ?? 0, Hyperparameters = { hyperparameters.space.Select(p => p.name).Distinct() } };
            JoinResponse answer = Ask(Protocol.Join, request);
            TimeSpan interval = TimeSpan.FromSeconds(answer.HeartbeatSeconds);
            _heart ??= new Heart(line, () => FindSilent(interval), interval);
        }
        catch (RpcException e) when (e.StatusCode == StatusCode.Unimplemented) { }
        catch (RpcException e) when (e.StatusCode == StatusCode.FailedPrecondition) { throw new FatalRuntimeError(e.Status.Detail, e); }
    }

    /// <summary>The names under which nothing was said for as long: a call is a sign of life, too.</summary>
    private string[] FindSilent(TimeSpan interval)
    {
        lock (_gate)
        {
            return [.. _tuners.Where(t => Environment.TickCount64 - t.Value >= interval.TotalMilliseconds / 2).Select(t => t.Key)];
        }
    }

    private string? FindHolder(string trial_id)
    {
        lock (_gate) { return _holders.GetValueOrDefault(trial_id); }
    }

    private TResponse Ask<TRequest, TResponse>(Method<TRequest, TResponse> method, TRequest request, string? tuner_id = null)
        where TRequest : class
        where TResponse : class
    {
        TResponse answer = line.Call(method, request, tuner_id);
        if (tuner_id is not null)
        {
            lock (_gate) { if (_tuners.ContainsKey(tuner_id)) { _tuners[tuner_id] = Environment.TickCount64; } }
        }
        return answer;
    }
}
