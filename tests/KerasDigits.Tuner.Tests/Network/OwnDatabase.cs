using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace KerasDigits.Tuner.Tests.Network;

/// <summary>A PostgreSQL server of the test's own, to be stopped and started.</summary>
internal sealed class OwnDatabase : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("postgres-").FullName;
    private readonly string _programs;
    private readonly int _port;

    private OwnDatabase(string programs)
    {
        _programs = programs;
        using (var listener = new TcpListener(IPAddress.Loopback, 0))
        {
            listener.Start();
            _port = ((IPEndPoint)listener.LocalEndpoint).Port;
        }
        // The server does not run as root; Debian's package makes a user for it.
        if (Environment.UserName == "root") { Run("chown", "postgres", _folder); }
        As("initdb", "-D", Data, "-U", "keras", "--auth=trust", "--no-sync");
        Start();
        As("createdb", "-h", "127.0.0.1", "-p", Port, "-U", "keras", "keras");
    }

    /// <summary>Its address.</summary>
    public string Url => $"postgresql://keras@127.0.0.1:{Port}/keras";

    private string Port => _port.ToString(CultureInfo.InvariantCulture);

    private string Data => Path.Combine(_folder, "data");

    /// <summary>Makes one; skips the test where there is no server.</summary>
    public static OwnDatabase Make()
    {
        string? programs = Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql")
            .Select(d => Path.Combine(d, "bin")).FirstOrDefault(d => File.Exists(Path.Combine(d, "initdb"))) : null;
        Skip.If(programs is null, "PostgreSQL's server (Debian: postgresql) is not here.");
        return new OwnDatabase(programs!);
    }

    public void Start() => As("pg_ctl", "-D", Data, "-w", "-l", Path.Combine(_folder, "log"), "-o",
        $"-p {Port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={_folder} -c fsync=off", "start");

    /// <param name="mode">"fast" tells those who are connected; "immediate" is a crash.</param>
    public void Stop(string mode) => As("pg_ctl", "-D", Data, "-w", "-m", mode, "stop");

    public void Dispose()
    {
        if (File.Exists(Path.Combine(Data, "postmaster.pid"))) { Stop("immediate"); }
        Directory.Delete(_folder, recursive: true);
    }

    private void As(string program, params string[] arguments)
    {
        string file = Path.Combine(_programs, program);
        if (Environment.UserName == "root") { Run("runuser", ["-u", "postgres", "--", file, .. arguments]); }
        else { Run(file, arguments); }
    }

    private static void Run(string program, params string[] arguments)
    {
        // To a server that stays, an open pipe would be one, too: output goes nowhere.
        using Process process = Process.Start(new ProcessStartInfo("sh",
            ["-c", "exec \"$@\" > /dev/null 2>&1", "sh", program, .. arguments]) { WorkingDirectory = "/" })!;
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}");
    }
}
