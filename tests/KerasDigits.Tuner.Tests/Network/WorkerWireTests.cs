using System.Diagnostics;
using System.Globalization;
using Google.Protobuf;
using Grpc.Core;
using KerasDigits.Tuner.Distributed.Wire;
using KerasDigits.Tuner.Distributed.Worker;
using KerasDigits.Tuner.Network;

namespace KerasDigits.Tuner.Tests.Network;

/// <summary>Our worker is answered what KerasTuner's worker was, and asks the same in the same order.</summary>
public sealed class WorkerWireTests
{
    public static TheoryData<string, string> Workers =>
        new() { { "random", "tuner1" }, { "random_killed", "tuner0" }, { "hyperband", "tuner0" }, { "hyperband", "tuner1" },
            { "grid", "tuner0" }, { "grid", "tuner1" } };

    [Theory, MemberData(nameof(Workers))]
    public void Asks_as_the_recorded_worker(string name, string worker) => Search(name, worker, null);

    /// <summary>The same over the network, at a chief of Python's grpcio that knows nothing of this library.</summary>
    [SkippableTheory, MemberData(nameof(Workers))]
    public void Searches_at_a_chief_of_Pythons(string name, string worker)
    {
        Python.Need();
        using Process chief = Process.Start(new ProcessStartInfo(Python.Program,
            [Path.Combine(AppContext.BaseDirectory, "Network", "chief.py"), Goldens.At("tuner_wire.json"), name,
                worker]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        int port = int.Parse(chief.StandardOutput.ReadLine()!, CultureInfo.InvariantCulture);
        using (var wire = new Line(new SearchAddress("127.0.0.1", port, worker))) { Search(name, worker, wire); }
        chief.StandardInput.Close();
        chief.WaitForExit();
    }

    private static void Search(string name, string worker, Line? wire)
    {
        RecordedWire run = RecordedWire.Of(name);
        // The same question with the same answer stands once in the recording; what comes after the search is the program's.
        List<RecordedWire.Exchange> exchanges = [.. run.Exchanges.Where(e => e.Caller == worker
            && !e.Method.EndsWith("GetBestTrials", StringComparison.Ordinal))];
        while (exchanges[^1].Method.EndsWith("GetTrial", StringComparison.Ordinal)) { exchanges.RemoveAt(exchanges.Count - 1); }
        var chief = new RecordedChief(exchanges, wire);
        using var line = new Line(chief);
        var oracle = new ClientOracle(run.Oracle(), line, "");
        oracle.Begin(() => false);
        for (Trial trial = oracle.create_trial(worker); trial.status != TrialStatus.STOPPED; trial = oracle.create_trial(worker))
        {
            if (trial.status == TrialStatus.IDLE) { continue; }
            // What the trial itself came to is the recording's.
            EndTrialRequest end = chief.EndOf(trial.trial_id);
            if (name.StartsWith("random", StringComparison.Ordinal)
                && end.Trial.Hyperparameters.Space.BooleanSpace.Any(b => b.Name == "late"))
            {
                trial.hyperparameters.Boolean("late");
            }
            if (chief.Next == "GetTrial")
            {
                Assert.False(oracle.get_trial(trial.trial_id).metrics.exists("score"));
                UpdateTrialRequest update = chief.UpdateOf(trial.trial_id);
                oracle.update_trial(trial.trial_id, update.Metrics, update.Step);
            }
            trial.status = end.Trial.Status switch
            {
                Distributed.Wire.TrialStatus.Completed => TrialStatus.COMPLETED,
                Distributed.Wire.TrialStatus.Invalid => TrialStatus.INVALID,
                _ => TrialStatus.FAILED
            };
            oracle.end_trial(trial);
        }
        Assert.Equal("", chief.Next);
        oracle.End();
        Assert.Equal(1, chief.Joined);
    }

    /// <summary>Compares the questions, and gives the recorded answers, or those that come over a wire.</summary>
    private sealed class RecordedChief(List<RecordedWire.Exchange> exchanges, Line? wire) : CallInvoker
    {
        private int _at;

        public int Joined { get; private set; }

        public string Next => _at < exchanges.Count ? exchanges[_at].Method.Split('/')[^1] : "";

        public EndTrialRequest EndOf(string id) => exchanges.Skip(_at).Where(e => e.Method == Protocol.EndTrial.FullName)
            .Select(e => RecordedWire.Read(Protocol.EndTrial.RequestMarshaller, e.Request)).First(r => r.Trial.TrialId == id);

        public UpdateTrialRequest UpdateOf(string id) => exchanges.Skip(_at).Where(e => e.Method == Protocol.UpdateTrial.FullName)
            .Select(e => RecordedWire.Read(Protocol.UpdateTrial.RequestMarshaller, e.Request)).First(r => r.TrialId == id);

        public override TResponse BlockingUnaryCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host,
            CallOptions options, TRequest request)
        {
            // A chief of KerasTuner's own does not know the second service.
            if (method.ServiceName == "keras_digits.Workers")
            {
                Joined += method.Name == "Join" ? 1 : 0;
                if (wire is not null) { return Over(wire, method, options, request); }
                throw new RpcException(new Status(StatusCode.Unimplemented, "Method not found!"));
            }
            RecordedWire.Exchange expected = exchanges[_at++];
            Assert.Equal(expected.Method, method.FullName);
            TRequest theirs = RecordedWire.Read(method.RequestMarshaller, expected.Request);
            Assert.True(request.Equals(theirs), $"{expected.Method}\n{(IMessage)request}\n{theirs}");
            return wire is null ? RecordedWire.Read(method.ResponseMarshaller, expected.Response!) : Over(wire, method, options, request);
        }

        private static TResponse Over<TRequest, TResponse>(Line wire, Method<TRequest, TResponse> method, CallOptions options,
            TRequest request)
            where TRequest : class
            where TResponse : class => wire.Call(method, request, options.Headers?.GetValue(Protocol.TunerId));

        public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host,
            CallOptions options, TRequest request) => throw new NotSupportedException();

        public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(
            Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request) => throw new NotSupportedException();

        public override AsyncClientStreamingCall<TRequest, TResponse> AsyncClientStreamingCall<TRequest, TResponse>(
            Method<TRequest, TResponse> method, string? host, CallOptions options) => throw new NotSupportedException();

        public override AsyncDuplexStreamingCall<TRequest, TResponse> AsyncDuplexStreamingCall<TRequest, TResponse>(
            Method<TRequest, TResponse> method, string? host, CallOptions options) => throw new NotSupportedException();
    }
}
