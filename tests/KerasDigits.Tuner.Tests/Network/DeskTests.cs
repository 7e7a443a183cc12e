using Grpc.Core;
using KerasDigits.Tuner.Distributed.Chief;
using KerasDigits.Tuner.Distributed.Wire;

namespace KerasDigits.Tuner.Tests.Network;

/// <summary>What KerasTuner's chief lacks: leases, refusals, and an end that everybody learns of.</summary>
public sealed class DeskTests
{
    private readonly Clock _clock = new();

    [Fact]
    public void A_worker_that_is_not_heard_of_loses_its_trial_to_another_and_what_it_sends_later_is_refused()
    {
        using var screen = new Screen();
        Oracle oracle = Oracle(retries: 1);
        Desk desk = Desk(oracle, "a", "b");
        string id = Ask(desk, "a").TrialId;
        _clock.Now += TimeSpan.FromSeconds(20);
        desk.AnswerHeartbeat(new HeartbeatRequest { TunerId = "a" });
        desk.AnswerHeartbeat(new HeartbeatRequest { TunerId = "b" });
        _clock.Now += TimeSpan.FromSeconds(20);
        desk.LookForTheDead();
        Assert.Equal(TrialStatus.RUNNING, oracle.get_trial(id).status);
        desk.AnswerHeartbeat(new HeartbeatRequest { TunerId = "b" });
        _clock.Now += TimeSpan.FromSeconds(15);
        desk.LookForTheDead();
        Assert.Equal(TrialStatus.INVALID, oracle.get_trial(id).status);
        Assert.Contains("The worker a sent no heartbeat for 30 s", oracle.get_trial(id).message, StringComparison.Ordinal);
        Assert.Equal(id, Ask(desk, "b").TrialId);
        foreach (Action late in new Action[] { () => Update(desk, "a", id, 1), () => End(desk, "a", id) })
        {
            RpcException refused = Assert.Throws<RpcException>(late);
            Assert.Equal(StatusCode.FailedPrecondition, refused.StatusCode);
            Assert.Contains($"Trial {id} has been reassigned: the heartbeat of a timed out", refused.Status.Detail,
                StringComparison.Ordinal);
        }
        Update(desk, "b", id, 3);
        End(desk, "b", id);
        Assert.Equal(3, oracle.get_trial(id).score);
        Assert.Equal([id], oracle.end_order);
    }

    [Fact]
    public void An_end_that_is_told_twice_counts_once_and_a_failure_s_cause_is_kept()
    {
        using var screen = new Screen();
        Oracle oracle = Oracle();
        Desk desk = Desk(oracle, "a");
        string first = Ask(desk, "a").TrialId;
        Update(desk, "a", first, 1);
        End(desk, "a", first);
        End(desk, "a", first);
        string second = Ask(desk, "a").TrialId;
        desk.Explain(new ExplainRequest { TrialId = second, Message = "System.InvalidOperationException: no room" }, "a");
        End(desk, "a", second, Distributed.Wire.TrialStatus.Invalid);
        Assert.Equal([first, second], oracle.end_order);
        Assert.Equal("System.InvalidOperationException: no room", oracle.get_trial(second).message);
        Assert.Equal(TrialStatus.FAILED, oracle.get_trial(second).status);
    }

    [Fact]
    public void A_search_whose_workers_have_all_died_between_trials_waits_for_others()
    {
        using var screen = new Screen();
        Oracle oracle = Oracle(trials: 2);
        Desk desk = Desk(oracle, "a");
        string first = Ask(desk, "a").TrialId;
        Update(desk, "a", first, 1);
        End(desk, "a", first);
        _clock.Now += TimeSpan.FromSeconds(31);
        desk.LookForTheDead();
        Assert.False(desk.IsOver);
        Join(desk, oracle, "a");
        string second = Ask(desk, "a").TrialId;
        Update(desk, "a", second, 1);
        Join(desk, oracle, "b");
        End(desk, "a", second);
        Assert.Equal(Distributed.Wire.TrialStatus.Stopped, Ask(desk, "a").Status);
        Assert.False(desk.IsOver); // b is there, and was not told
        Assert.Equal(Distributed.Wire.TrialStatus.Stopped, Ask(desk, "b").Status);
        Assert.True(desk.IsOver);
    }

    [Fact]
    public void The_search_is_over_when_all_know_it_and_workers_wait_for_trials_that_may_come_back()
    {
        using var screen = new Screen();
        Desk desk = Desk(Oracle(trials: 2, retries: 1), "a", "b");
        string a = Ask(desk, "a").TrialId, b = Ask(desk, "b").TrialId;
        Update(desk, "a", a, 1);
        End(desk, "a", a);
        Assert.Equal(Distributed.Wire.TrialStatus.Idle, Ask(desk, "a").Status);
        _clock.Now += TimeSpan.FromSeconds(29);
        desk.AnswerHeartbeat(new HeartbeatRequest { TunerId = "a" });
        _clock.Now += TimeSpan.FromSeconds(29);
        desk.LookForTheDead();
        Assert.Equal(b, Ask(desk, "a").TrialId);
        Update(desk, "a", b, 1);
        End(desk, "a", b);
        Assert.False(desk.IsOver);
        Assert.Equal(Distributed.Wire.TrialStatus.Stopped, Ask(desk, "a").Status);
        Assert.True(desk.IsOver);
    }

    [Fact]
    public void A_worker_that_leaves_gives_its_trial_back_and_nothing_is_counted()
    {
        using var screen = new Screen();
        Oracle oracle = Oracle(trials: 1);
        Desk desk = Desk(oracle, "a", "b");
        string id = Ask(desk, "a").TrialId;
        desk.Leave(new LeaveRequest { TunerId = "a" });
        Assert.Equal(id, Ask(desk, "b").TrialId);
        Update(desk, "b", id, 1);
        End(desk, "b", id);
        Assert.Equal(TrialStatus.COMPLETED, oracle.get_trial(id).status);
    }

    [Fact]
    public void Too_many_failures_in_a_row_end_the_search_for_all()
    {
        using var screen = new Screen();
        Desk desk = Desk(Oracle(trials: 9), "a", "b");
        string other = Ask(desk, "b").TrialId;
        for (int i = 0; i < 2; i++) { End(desk, "a", Ask(desk, "a").TrialId, Distributed.Wire.TrialStatus.Failed); }
        string last = Ask(desk, "a").TrialId;
        RpcException told = Assert.Throws<RpcException>(() => End(desk, "a", last, Distributed.Wire.TrialStatus.Failed));
        Assert.Contains("Number of consecutive failures exceeded the limit of 3", told.Status.Detail, StringComparison.Ordinal);
        Assert.NotNull(desk.Failure);
        Assert.False(desk.IsOver);
        Update(desk, "b", other, 1);
        End(desk, "b", other);
        Assert.Equal(Distributed.Wire.TrialStatus.Stopped, Ask(desk, "b").Status);
        Assert.Equal(Distributed.Wire.TrialStatus.Stopped, Ask(desk, "a").Status);
        Assert.True(desk.IsOver);
    }

    [Theory]
    [InlineData("RandomSearchOracle", "Objective(name=\"score\", direction=\"max\")", 5, "x", "direction=\"min\") here")]
    [InlineData("RandomSearchOracle", "Objective(name=\"score\", direction=\"min\")", 6, "x", "max_trials: 5 here, 6 there")]
    [InlineData("HyperbandOracle", "Objective(name=\"score\", direction=\"min\")", 5, "x",
        "oracle: RandomSearchOracle here, HyperbandOracle there")]
    [InlineData("RandomSearchOracle", "Objective(name=\"score\", direction=\"min\")", 5, "units",
        "there is no hyperparameter \"units\" here")]
    public void A_worker_that_searches_something_else_is_refused(string oracle, string objective, int trials, string name, string said)
    {
        var desk = new Desk(Oracle(), _clock);
        RpcException refused = Assert.Throws<RpcException>(() =>
            desk.Join(new JoinRequest { TunerId = "z", Oracle = oracle, Objective = objective, MaxTrials = trials,
                Hyperparameters = { name } }));
        Assert.Equal(StatusCode.FailedPrecondition, refused.StatusCode);
        Assert.Contains(said, refused.Status.Detail, StringComparison.Ordinal);
    }

    /// <summary>
    /// What a full disk does to files, a folder in the place of their temporary name does too. Workers are told to ask again, and what they
    /// tell twice counts once.
    /// </summary>
    [Fact]
    public void A_chief_that_cannot_write_has_its_workers_wait_and_loses_nothing()
    {
        using var screen = new Screen();
        using var folder = new TemporaryFolder();
        Oracle oracle = Oracle(trials: 3, retries: 1);
        oracle.SetProject(folder.Path);
        Desk desk = Desk(oracle, "a", "b");
        string id = Ask(desk, "a").TrialId, whole = folder.File("oracle.json.tmp"), one = folder.File($"trial_{id}/trial.json.tmp");
        Full(one, () => Update(desk, "a", id, 5));
        Update(desk, "a", id, 5);
        Assert.Equal([5], oracle.get_trial(id).metrics.get_history("score").Single().value);
        Update(desk, "a", id, 5); // another execution's, which happens to be equal
        Assert.Equal([5, 5], oracle.get_trial(id).metrics.get_history("score").Single().value);
        desk.Explain(new ExplainRequest { TrialId = id, Message = "no room" }, "a");
        Full(one, () => End(desk, "a", id));
        End(desk, "a", id);
        Assert.Equal("no room", oracle.get_trial(id).message);
        Full(whole, () => Ask(desk, "b"));
        string second = Ask(desk, "b").TrialId;
        Update(desk, "b", second, 1);
        Full(whole, () => End(desk, "b", second));
        End(desk, "b", second);
        Assert.Equal([id, second], oracle.end_order);
        // A dead worker's trial is lost when that can be written.
        string third = Ask(desk, "a").TrialId;
        _clock.Now += TimeSpan.FromSeconds(31);
        Directory.CreateDirectory(folder.File($"trial_{third}/trial.json.tmp"));
        desk.LookForTheDead();
        Assert.Equal(["a"], oracle.ongoing_trials.Keys);
        Directory.Delete(folder.File($"trial_{third}/trial.json.tmp"));
        desk.LookForTheDead();
        Assert.Empty(oracle.ongoing_trials);
        Join(desk, oracle, "b");
        Assert.Equal(third, Ask(desk, "b").TrialId);
        Update(desk, "b", third, 1);
        End(desk, "b", third);
        OracleEnds.Check(folder.File("oracle.json"), 3);

        static void Full(string temporary, Action call)
        {
            Directory.CreateDirectory(temporary);
            for (int i = 0; i < 3; i++)
            {
                RpcException refused = Assert.Throws<RpcException>(call);
                Assert.Equal(StatusCode.Unavailable, refused.StatusCode);
                Assert.Contains("could not be written", refused.Status.Detail, StringComparison.Ordinal);
            }
            Directory.Delete(temporary);
        }
    }

    private static Oracle Oracle(int trials = 5, int retries = 0)
    {
        var oracle = new RandomSearchOracle(new Objective("score", "min"), max_trials: trials, seed: 3, max_retries_per_trial: retries);
        var space = new HyperParameters();
        space.Float("x", 0, 1);
        oracle.update_space(space);
        return oracle;
    }

    private Desk Desk(Oracle oracle, params string[] workers)
    {
        var desk = new Desk(oracle, _clock, TimeSpan.FromSeconds(30));
        foreach (string worker in workers) { Join(desk, oracle, worker); }
        return desk;
    }

    private static void Join(Desk desk, Oracle oracle, string worker)
    {
        var join = new JoinRequest { TunerId = worker, Oracle = oracle.GetType().Name, Objective = oracle.objective.ToString(),
            MaxTrials = oracle.max_trials ?? 0, Hyperparameters = { "x" } };
        Assert.Equal(10, desk.Join(join).HeartbeatSeconds);
    }

    private static Distributed.Wire.Trial Ask(Desk desk, string worker) =>
        desk.CreateTrial(new CreateTrialRequest { TunerId = worker }).Trial;

    private static void Update(Desk desk, string worker, string id, double score) =>
        desk.UpdateTrial(new UpdateTrialRequest { TrialId = id, Metrics = { ["score"] = score } }, worker);

    private static void End(Desk desk, string worker, string id,
        Distributed.Wire.TrialStatus status = Distributed.Wire.TrialStatus.Completed)
    {
        Distributed.Wire.Trial trial = desk.GetTrial(new GetTrialRequest { TrialId = id }).Trial;
        trial.Status = status;
        desk.EndTrial(new EndTrialRequest { Trial = trial }, worker);
    }

    /// <summary>Time that tests move.</summary>
    private sealed class Clock : TimeProvider
    {
        public TimeSpan Now { get; set; } = TimeSpan.FromDays(1);

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Now.Ticks;
    }
}
