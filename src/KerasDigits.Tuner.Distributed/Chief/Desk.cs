using Grpc.Core;
using KerasDigits.Tuner.Distributed.Wire;
using KerasDigits.Tuner.Network;

namespace KerasDigits.Tuner.Distributed.Chief;

/// <summary>What the chief answers, one call at a time: the oracle behind it, whose trial is whose, and when the search is over.</summary>
/// <remarks>
/// Answers are those of KerasTuner 1.4.7's chief, but for these: a trial of a worker without heartbeats counts as a failed attempt
/// and goes to another, what that worker sends afterwards is refused, an end that is told twice counts once, and workers of this library
/// wait while others run, so that there is somebody for a trial that is to be tried again.
/// Only workers of this library tell that they live; those of KerasTuner's own are waited for without limit.
/// </remarks>
internal sealed class Desk
{
    private readonly Lock _gate = new();
    private readonly Oracle _oracle;
    private readonly TimeProvider _time;
    private readonly TimeSpan _lease;

    /// <summary>When each worker that tells so had its last heartbeat.</summary>
    private readonly Dictionary<string, long> _heard = [];
    private readonly HashSet<string> _asked = [], _told = [];

    /// <summary>Whether the oracle's last word was that there is nothing more to try.</summary>
    private bool _exhausted;
    private readonly Dictionary<string, string> _endedBy = [], _messages = [];

    /// <summary>Reports that are kept and could not be written: they are told again when there is room.</summary>
    private readonly Dictionary<string, UpdateTrialRequest> _unwritten = [];
    private bool _cannotWrite;
    private long? _said;

    public Desk(Oracle oracle, TimeProvider? time = null, TimeSpan? lease = null)
    {
        (_oracle, _time, _lease) = (oracle, time ?? TimeProvider.System, lease ?? Lease.Time);
        // Workers that a chief before this one has left at their trials: they are heard of soon, or dead.
        foreach (string tuner in oracle.ongoing_trials.Keys) { _heard[tuner] = _time.GetTimestamp(); }
    }

    /// <summary>Why the search has ended before its end: too many trials in a row failed.</summary>
    public InvalidOperationException? Failure { get; private set; }

    /// <summary>Whether nothing runs, nothing is left to run, and everybody knows.</summary>
    public bool IsOver
    {
        get
        {
            lock (_gate)
            {
                bool nothingLeft = Failure is not null || (_exhausted && !_oracle.HasRetries);
                // Who has joined and not asked yet, asks next.
                return nothingLeft && _oracle.ongoing_trials.Count == 0 && _asked.Concat(_heard.Keys).All(_told.Contains);
            }
        }
    }

    public GetSpaceResponse GetSpace() =>
        Answer(null, () => new GetSpaceResponse { Hyperparameters = Spaces.ToMessage(_oracle.get_space()) });

    public UpdateSpaceResponse UpdateSpace(UpdateSpaceRequest request) => Answer(null, () =>
    {
        _oracle.update_space(Spaces.FromMessage(request.Hyperparameters));
        return new UpdateSpaceResponse();
    });

    public CreateTrialResponse CreateTrial(CreateTrialRequest request) => Answer(request.TunerId, () =>
    {
        string tuner = request.TunerId;
        _asked.Add(tuner);
        Search.Trial trial = Failure is null ? _oracle.create_trial(tuner) : AnswerNothing(Search.TrialStatus.STOPPED);
        bool stopped = _exhausted = trial.status == Search.TrialStatus.STOPPED;
        if (stopped && _heard.ContainsKey(tuner) && _oracle.ongoing_trials.Count > 0)
        {
            return new CreateTrialResponse { Trial = Trials.ToMessage(AnswerNothing(Search.TrialStatus.IDLE)) };
        }
        _ = stopped ? _told.Add(tuner) : _told.Remove(tuner);
        return new CreateTrialResponse { Trial = Trials.ToMessage(trial) };
    });

    public UpdateTrialResponse UpdateTrial(UpdateTrialRequest request, string? tuner) => Answer(tuner, () =>
    {
        _ = _oracle.get_trial(request.TrialId);
        if (tuner is not null && !Has(tuner, request.TrialId)) { throw NoLonger(request.TrialId, tuner); }
        if (_unwritten.TryGetValue(request.TrialId, out UpdateTrialRequest? before) && before.Equals(request))
        {
            _oracle.Keep(request.TrialId);
            _unwritten.Remove(request.TrialId);
            return new UpdateTrialResponse { Trial = Trials.ToMessage(_oracle.get_trial(request.TrialId)) };
        }
        _unwritten.Remove(request.TrialId);
        try
        {
            Search.Trial trial = _oracle.update_trial(request.TrialId, request.Metrics, request.Step);
            return new UpdateTrialResponse { Trial = Trials.ToMessage(trial) };
        }
        catch (ProjectException)
        {
            _unwritten[request.TrialId] = request;
            throw;
        }
    });

    public EndTrialResponse EndTrial(EndTrialRequest request, string? tuner) => Answer(tuner, () =>
    {
        string id = request.Trial?.TrialId ?? "";
        _ = _oracle.get_trial(id);
        bool open = tuner is null ? _oracle.ongoing_trials.Values.Any(t => t.trial_id == id) : Has(tuner, id);
        if (!open)
        {
            // An end whose answer was lost is told again. KerasTuner's own workers do not say who they are.
            return tuner is null || _endedBy.GetValueOrDefault(id) == tuner ? new EndTrialResponse() : throw NoLonger(id, tuner);
        }
        Search.Trial trial = Trials.FromMessage(request.Trial!);
        trial.message = _messages.GetValueOrDefault(id);
        if (tuner is not null) { _endedBy[id] = tuner; }
        End(trial);
        _messages.Remove(id);
        return new EndTrialResponse();
    });

    public GetTrialResponse GetTrial(GetTrialRequest request) =>
        Answer(null, () => new GetTrialResponse { Trial = Trials.ToMessage(_oracle.get_trial(request.TrialId)) });

    public GetBestTrialsResponse GetBestTrials(GetBestTrialsRequest request) => Answer(null, () =>
        new GetBestTrialsResponse { Trials =
            { (request.NumTrials > 0
                ? _oracle.get_best_trials((int)Math.Min(request.NumTrials, int.MaxValue))
                : []).Select(Trials.ToMessage) } });

    /// <summary>A worker of this library begins.</summary>
    public JoinResponse Join(JoinRequest request) => Answer(request.TunerId, () =>
    {
        (string What, string Mine, string Yours)[] others =
        [
            .. new[] { ("oracle", _oracle.GetType().Name, request.Oracle), ("objective", _oracle.objective.ToString(), request.Objective),
                ("max_trials", FormatText(_oracle.max_trials), FormatText(request.MaxTrials)) }
                .Where(p => p.Item2 != p.Item3),
        ];
        string[] unknown = [.. request.Hyperparameters.Except(_oracle.get_space().space.Select(p => p.name))];
        if (others.Length > 0 || unknown.Length > 0)
        {
            string[] differences = [.. others.Select(o => $"{o.What}: {o.Mine} here, {o.Yours} there"),
                .. unknown.Select(u => $"there is no hyperparameter \"{u}\" here")];
            throw new RpcException(new Status(StatusCode.FailedPrecondition,
                $"The worker {request.TunerId} searches something else than the chief ({string.Join("; ", differences)}): start the same "
                + "program on both sides."));
        }
        _heard[request.TunerId] = _time.GetTimestamp();
        _told.Remove(request.TunerId); // one that died may come back under its name
        return new JoinResponse { HeartbeatSeconds = _lease.TotalSeconds / 3 };
    });

    public HeartbeatResponse AnswerHeartbeat(HeartbeatRequest request) => Answer(request.TunerId, () => new HeartbeatResponse());

    public ExplainResponse Explain(ExplainRequest request, string? tuner) => Answer(tuner, () =>
    {
        if (tuner is not null && Has(tuner, request.TrialId)) { _messages[request.TrialId] = request.Message; }
        return new ExplainResponse();
    });

    /// <summary>A worker ends. Its trial goes to another, and no attempt is counted.</summary>
    public LeaveResponse Leave(LeaveRequest request) => Answer(request.TunerId, () =>
    {
        _oracle.TakeBack(request.TunerId);
        Forget(request.TunerId);
        return new LeaveResponse();
    });

    /// <summary>Takes their trials from workers without heartbeats.</summary>
    public void LookForTheDead()
    {
        lock (_gate)
        {
            foreach (string tuner in _heard.Where(h => _time.GetElapsedTime(h.Value) > _lease).Select(h => h.Key).ToList())
            {
                Lose(tuner, $"The worker {tuner} sent no heartbeat for {_lease.TotalSeconds:0.#} s.");
            }
        }
    }

    /// <summary>A worker is known to be dead.</summary>
    public void Lose(string tuner, string why)
    {
        lock (_gate)
        {
            if (_oracle.ongoing_trials.TryGetValue(tuner, out Search.Trial? open))
            {
                var lost = new Search.Trial(open.hyperparameters, open.trial_id, Search.TrialStatus.INVALID, why);
                try { End(lost); }
                catch (InvalidOperationException) when (Failure is not null) { }
                catch (ProjectException e)
                {
                    // It is looked for again, and lost when there is room to write that down.
                    NoteCannotWrite(e);
                    return;
                }
                Log.Warning($"{why} Its trial {open.trial_id} counts as a failed attempt.");
            }
            Forget(tuner);
        }
    }

    private void End(Search.Trial trial)
    {
        try { _oracle.end_trial(trial); }
        catch (InvalidOperationException e) when (_oracle.HasGivenUp)
        {
            Failure = e;
            throw;
        }
    }

    private bool Has(string tuner, string trial_id) => _oracle.ongoing_trials.TryGetValue(tuner, out Search.Trial? open)
        && open.trial_id == trial_id;

    private void Forget(string tuner)
    {
        _heard.Remove(tuner);
        _asked.Remove(tuner);
        _told.Add(tuner);
    }

    private Search.Trial AnswerNothing(string status) => new(_oracle.get_space().With([]), "", status);

    private static RpcException NoLonger(string trial_id, string tuner) =>
        new(new Status(StatusCode.FailedPrecondition,
            $"Trial {trial_id} has been reassigned: the heartbeat of {tuner} timed out. Its result is "
            + "discarded."));

    private static string FormatText(long? most) => most is null or 0 ? "none" : $"{most}";

    /// <summary>One call at a time; what is thrown reaches the worker as a Python chief's exception would.</summary>
    private T Answer<T>(string? tuner, Func<T> call)
    {
        lock (_gate)
        {
            if (tuner is not null && _heard.ContainsKey(tuner)) { _heard[tuner] = _time.GetTimestamp(); }
            try
            {
                T answer = call();
                if (_cannotWrite)
                {
                    _oracle.save();
                    _cannotWrite = false;
                }
                return answer;
            }
            catch (RpcException) { throw; }
            catch (ProjectException e)
            {
                NoteCannotWrite(e);
                throw new RpcException(new Status(StatusCode.Unavailable, e.Message));
            }
            catch (KeyNotFoundException e) { throw Failed(e.Message.Split('"') is [_, var id, ..] ? $"'{id}'" : e.Message); }
            catch (Exception e) when (e is not OutOfMemoryException) { throw Failed(e.Message); }
        }
    }

    /// <summary>A full disk, a folder that is away: workers ask again, and nothing is lost meanwhile.</summary>
    private void NoteCannotWrite(ProjectException e)
    {
        _cannotWrite = true;
        if (_said is { } last && _time.GetElapsedTime(last) < TimeSpan.FromMinutes(1)) { return; }
        _said = _time.GetTimestamp();
        Log.Warning($"The chief cannot write what it knows, and its workers wait until it can. {e.Message}");
    }

    private static RpcException Failed(string why) => new(new Status(StatusCode.Unknown, $"Exception calling application: {why}"));
}
