using System.Diagnostics;
using Grpc.Core;
using Grpc.Net.Client;
using KerasDigits.Tuner.Distributed.Wire;
using KerasDigits.Tuner.Network;

namespace KerasDigits.Tuner.Distributed.Worker;

/// <summary>A worker's line to its chief: calls wait for one that is not there yet, or not again.</summary>
internal sealed class Line : IDisposable
{
    /// <summary>How long a call waits for the chief, as in KerasTuner 1.4.7.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(60);

    /// <summary>After so long a user wants to know what a worker waits for.</summary>
    private static readonly TimeSpan s_silence = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan s_shortestPause = TimeSpan.FromMilliseconds(100), s_longestPause = TimeSpan.FromSeconds(2);
    private readonly GrpcChannel? _channel;
    private readonly CallInvoker _calls;
    private readonly string _address;
    private long _saidAt = long.MinValue;

    /// <summary>A line by other means than the network.</summary>
    internal Line(CallInvoker calls) => (_calls, _address) = (calls, "");

    public Line(SearchAddress address)
    {
        _address = $"{address.Host}:{address.Port}";
        // A cut network is found out by pings, not by waiting for an answer for ever.
        var handler = new SocketsHttpHandler { KeepAlivePingDelay = TimeSpan.FromSeconds(10),
            KeepAlivePingTimeout = TimeSpan.FromSeconds(10), ConnectTimeout = TimeSpan.FromSeconds(10),
            EnableMultipleHttp2Connections = true };
        _channel = GrpcChannel.ForAddress($"http://{_address}",
            new GrpcChannelOptions { HttpHandler = handler, DisposeHttpClient = true, MaxReceiveMessageSize = null });
        _calls = _channel.CreateCallInvoker();
    }

    /// <summary>Whether the user asks to stop: calls that wait then end.</summary>
    public Func<bool> Interrupted { get; set; } = () => false;

    /// <summary>Whether a chief that is not there is waited for.</summary>
    public bool Patient { get; set; } = true;

    /// <summary>Calls the chief.</summary>
    /// <exception cref="OperationCanceledException">The user asks to stop.</exception>
    /// <exception cref="FatalRuntimeError">The chief was not there for an hour.</exception>
    /// <exception cref="RpcException">It refuses.</exception>
    public TResponse Call<TRequest, TResponse>(Method<TRequest, TResponse> method, TRequest request, string? tuner_id = null)
        where TRequest : class
        where TResponse : class
    {
        long start = Stopwatch.GetTimestamp();
        for (TimeSpan pause = s_shortestPause; ; pause = pause * 2 < s_longestPause ? pause * 2 : s_longestPause)
        {
            try
            {
                // gRPC wants a time of day; how long a call has waited already is told by a clock that nobody sets.
                DateTime deadline = DateTime.UtcNow + s_patience - Stopwatch.GetElapsedTime(start);
                var headers = new Metadata();
                if (tuner_id is not null) { headers.Add(Protocol.TunerId, tuner_id); }
                return _calls.BlockingUnaryCall(method, null, new CallOptions(headers, deadline), request);
            }
            catch (RpcException e) when (Patient && e.StatusCode is (StatusCode.Unavailable or StatusCode.DeadlineExceeded))
            {
                if (Interrupted()) { throw new OperationCanceledException(); }
                if (Processes.IsOrphan)
                {
                    throw new FatalRuntimeError("The process that started this one for its search is gone, and this one ends too. search "
                        + "goes on from here when it is called again.", e);
                }
                if (Stopwatch.GetElapsedTime(start) > s_silence && IsNews())
                {
                    Log.Warning($"The chief at {_address} ({SearchAddress.HostVariable}, {SearchAddress.PortVariable}) is not to be "
                        + $"reached, or cannot go on: {e.Status.Detail.TrimEnd('.')}. This worker asks again, for up to an hour.");
                }
                if (Stopwatch.GetElapsedTime(start) > s_patience)
                {
                    throw new FatalRuntimeError($"The chief at {_address} was not to be reached for {s_patience.TotalMinutes} minutes: "
                        + $"{e.Status.Detail}", e);
                }
#pragma warning disable RS0030 // a chief that is away calls nobody
                Thread.Sleep(pause);
#pragma warning restore RS0030
            }
        }
    }

    /// <summary>Whether nothing was said for a while: calls of several threads wait for the same.</summary>
    private bool IsNews()
    {
        long now = Environment.TickCount64, last = Interlocked.Read(ref _saidAt);
        return now - TimeSpan.FromMinutes(1).TotalMilliseconds > last && Interlocked.CompareExchange(ref _saidAt, now, last) == last;
    }

    public void Dispose() => _channel?.Dispose();
}
