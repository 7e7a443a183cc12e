using KerasDigits.Tuner.Distributed.Chief;
using KerasDigits.Tuner.Distributed.Worker;
using KerasDigits.Tuner.Network;

namespace KerasDigits.Tuner.Distributed;

/// <summary>A chief and its workers speak gRPC, in KerasTuner's protocol. Found by its name.</summary>
internal sealed class GrpcNetwork : ISearchNetwork
{
    /// <summary>How long a chief whose search is over answers those that come late.</summary>
    private static readonly TimeSpan s_lingers = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(250);

    public RemoteOracle Connect(Oracle local, SearchAddress address, string project_dir) =>
        new ClientOracle(local, new Line(address), project_dir);

    public void Serve(Oracle oracle, SearchAddress address, Func<bool> interrupted)
    {
        var desk = new Desk(oracle);
        using var server = new Server(desk, address.Host, address.Port);
        Output.WriteLine($"The chief listens at {address.Host}:{server.Port} and waits for workers.");
        Answer(desk, interrupted, () => { });
    }

    public void ServeProcesses(Oracle oracle, int processes, IReadOnlyList<string>? devices, Func<bool> interrupted)
    {
        var desk = new Desk(oracle);
        using var server = new Server(desk, "127.0.0.1", 0);
        using var crew = new Processes(processes, devices, server.Port);
        Answer(desk, interrupted, () => crew.Look(desk));
        if (!interrupted()) { crew.WaitForEnd(); }
    }

    private static void Answer(Desk desk, Func<bool> interrupted, Action look)
    {
        while (!desk.IsOver && !interrupted())
        {
#pragma warning disable RS0030 // processes and silent workers are looked for, and neither calls
            Thread.Sleep(s_look);
#pragma warning restore RS0030
            desk.LookForTheDead();
            look();
        }
        if (interrupted()) { return; }
#pragma warning disable RS0030 // workers are told the end by their next question, whenever it comes
        Thread.Sleep(s_lingers);
#pragma warning restore RS0030
        if (desk.Failure is { } failure) { throw new InvalidOperationException(failure.Message, failure); }
    }
}
