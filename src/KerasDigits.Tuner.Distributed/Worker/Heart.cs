using Grpc.Core;
using KerasDigits.Tuner.Distributed.Wire;

namespace KerasDigits.Tuner.Distributed.Worker;

/// <summary>Tells the chief, on a thread of its own, that this worker lives.</summary>
internal sealed class Heart : IDisposable
{
    private readonly ManualResetEventSlim _end = new();
    private readonly Thread _thread;

    public Heart(Line line, Func<IReadOnlyList<string>> tuner_ids, TimeSpan interval)
    {
        _thread = new Thread(() =>
        {
            while (!_end.Wait(interval))
            {
                foreach (string id in tuner_ids())
                {
                    try { line.Call(Protocol.Heartbeat, new HeartbeatRequest { TunerId = id }); }
                    // A trial's own calls say what is wrong.
                    catch (Exception e) when (e is RpcException or OperationCanceledException or FatalError or ObjectDisposedException) { }
                }
            }
        }) { IsBackground = true, Name = "heartbeat" };
        _thread.Start();
    }

    public void Dispose()
    {
        _end.Set();
        // A heartbeat that waits for a chief is not waited for.
        if (_thread.Join(TimeSpan.FromMilliseconds(500))) { _end.Dispose(); }
    }
}
