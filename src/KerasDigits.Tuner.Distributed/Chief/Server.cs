using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace KerasDigits.Tuner.Distributed.Chief;

/// <summary>A desk on the network, plain HTTP/2 as KerasTuner's, until it is disposed.</summary>
internal sealed class Server : IDisposable
{
    private readonly WebApplication _app;

    /// <exception cref="IOException">The address cannot be listened at.</exception>
    public Server(Desk desk, string host, int port)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        // Ctrl-C is the search's.
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.Services.AddSingleton(desk);
        builder.Services.AddGrpc(o => o.MaxReceiveMessageSize = null);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            void UseHttp2(ListenOptions o) => o.Protocols = HttpProtocols.Http2;
            if (host == "localhost") { kestrel.ListenLocalhost(port, UseHttp2); }
            else { kestrel.Listen(FindAddress(host), port, UseHttp2); }
        });
        _app = builder.Build();
        _app.MapGrpcService<OracleService>();
        _app.MapGrpcService<WorkersService>();
        try { _app.Start(); }
        // A port in use; an address of another machine, a port that is not for everybody.
        catch (Exception e) when (e is IOException or SocketException)
        {
            ((IDisposable)_app).Dispose();
            throw new IOException($"The chief cannot listen at {host}:{port} ({e.Message.TrimEnd('.')}). Choose another address or port "
                + "for all processes of the search.", e);
        }
        string bound = _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        Port = new Uri(bound).Port;
    }

    /// <summary>Where it listens.</summary>
    public int Port { get; }

    public void Dispose()
    {
        using var soon = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        _app.StopAsync(soon.Token).GetAwaiter().GetResult();
        ((IDisposable)_app).Dispose();
    }

    private static IPAddress FindAddress(string host)
    {
        if (IPAddress.TryParse(host, out IPAddress? address)) { return address; }
        try
        {
            return Dns.GetHostAddresses(host) is [var first, ..] ? first : throw new IOException($"The chief's address {host} is unknown.");
        }
        catch (SocketException e)
        {
            throw new IOException($"The chief's address {host} is unknown ({e.Message.TrimEnd('.')}).", e);
        }
    }

    /// <summary>The host begins and ends when told, not by signals.</summary>
    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
