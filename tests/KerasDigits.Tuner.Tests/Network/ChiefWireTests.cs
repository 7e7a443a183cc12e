using Google.Protobuf;
using Grpc.Core;
using KerasDigits.Tuner.Distributed.Chief;
using KerasDigits.Tuner.Distributed.Wire;

namespace KerasDigits.Tuner.Tests.Network;

/// <summary>Our chief is asked what KerasTuner's was, and answers the same.</summary>
public sealed class ChiefWireTests
{
    public static TheoryData<string> Runs() => [.. RecordedWire.All.Select(r => r.Name)];

    [Theory, MemberData(nameof(Runs))]
    public void Answers_as_the_recorded_chief(string name)
    {
        RecordedWire run = RecordedWire.Of(name);
        var desk = new Desk(run.Oracle());
        using var screen = new Screen();
        // A trial that is tried again begins anew here: Python's chief keeps the NaN of the first attempt, so that the second never counts.
        bool anew = false;
        int compared = 0;
        foreach (RecordedWire.Exchange e in run.Exchanges)
        {
            if (RecordedWire.Call(e.Method) is null || e.Error?.Code == "UNAVAILABLE") { continue; }
            anew |= name == "random" && compared == 30;
            if (anew) { continue; }
            compared++;
            if (e.Error is { } error)
            {
                RpcException thrown = Assert.Throws<RpcException>(() => Ask(desk, e));
                Assert.Equal((error.Code, error.Details), (RecordedWire.Code(thrown), thrown.Status.Detail));
            }
            else
            {
                var (ours, theirs) = Ask(desk, e);
                Assert.True(ours.Equals(theirs), $"{compared}: {e.Method}\n{ours}\n{theirs}");
            }
        }
        Assert.True(compared >= (name == "errors" ? 20 : 25), $"{compared} exchanges were compared");
    }

    private static (IMessage Ours, IMessage Theirs) Ask(Desk desk, RecordedWire.Exchange e) => e.Method.Split('/')[^1] switch
    {
        "GetSpace" => (desk.GetSpace(), Theirs(Protocol.GetSpace, e)),
        "UpdateSpace" => (desk.UpdateSpace(Request(Protocol.UpdateSpace, e)), Theirs(Protocol.UpdateSpace, e)),
        "CreateTrial" => (desk.CreateTrial(Request(Protocol.CreateTrial, e)), Theirs(Protocol.CreateTrial, e)),
        "UpdateTrial" => (desk.UpdateTrial(Request(Protocol.UpdateTrial, e), null), Theirs(Protocol.UpdateTrial, e)),
        "EndTrial" => (desk.EndTrial(Request(Protocol.EndTrial, e), null), Theirs(Protocol.EndTrial, e)),
        "GetTrial" => (desk.GetTrial(Request(Protocol.GetTrial, e)), Theirs(Protocol.GetTrial, e)),
        _ => (desk.GetBestTrials(Request(Protocol.GetBestTrials, e)), Theirs(Protocol.GetBestTrials, e)),
    };

    private static TRequest Request<TRequest, TResponse>(Method<TRequest, TResponse> method, RecordedWire.Exchange e) =>
        RecordedWire.Read(method.RequestMarshaller, e.Request);

    private static TResponse Theirs<TRequest, TResponse>(Method<TRequest, TResponse> method, RecordedWire.Exchange e) =>
        RecordedWire.Read(method.ResponseMarshaller, e.Response!);
}
