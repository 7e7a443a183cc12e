using System.Diagnostics;
using System.Globalization;
using KerasDigits.Tuner.Distributed.Chief;
using KerasDigits.Tuner.Network;

namespace KerasDigits.Tuner.Distributed;

/// <summary>This program, started several times as workers of its own search.</summary>
internal sealed class Processes : IDisposable
{
    private const string ChildVariable = "KERASDIGITS_SEARCH_CHILD";

    /// <summary>How a process ends that Ctrl-C has stopped.</summary>
    public const int InterruptedCode = 130;

    private static readonly TimeSpan s_grace = TimeSpan.FromSeconds(10);
    private readonly Dictionary<string, Process> _running = [];
    private readonly List<Process> _all = [];

    /// <summary>Whether this process was started by a search, and ends with it: the rest of the program is the first process's.</summary>
    public static bool IsChild => Environment.GetEnvironmentVariable(ChildVariable) is { Length: > 0 };

    /// <summary>Whether the process that has started this one is gone: killed, it could not end the others.</summary>
    public static bool IsOrphan
    {
        get
        {
            if (!int.TryParse(Environment.GetEnvironmentVariable(ChildVariable), NumberStyles.None, CultureInfo.InvariantCulture,
                out int parent))
            {
                return false;
            }
            try
            {
                using Process there = Process.GetProcessById(parent);
                return there.HasExited;
            }
            catch (ArgumentException) { return true; }
        }
    }

    public Processes(int count, IReadOnlyList<string>? devices, int port)
    {
        for (int i = 0; i < count; i++)
        {
            string name = $"tuner{i}";
            Process process = Start(name, port, count, devices is { Count: > 0 } ? devices[i % devices.Count] : null);
            _running[name] = process;
            _all.Add(process);
        }
    }

    /// <summary>Tells the desk of workers that have died.</summary>
    /// <exception cref="InvalidOperationException">None is left.</exception>
    public void Look(Desk desk)
    {
        foreach (var (name, process) in _running.Where(p => p.Value.HasExited).ToList())
        {
            _running.Remove(name);
            desk.Lose(name, $"The process {name} has ended with exit code {process.ExitCode}.");
        }
        if (_running.Count == 0 && !desk.IsOver)
        {
            throw new InvalidOperationException("All processes of the search have ended before it: what they wrote, above, says why. "
                + "search goes on from here when it is called again.");
        }
    }

    /// <summary>Lets workers that know of the end come to theirs.</summary>
    public void WaitForEnd()
    {
        var clock = Stopwatch.StartNew();
        foreach (Process process in _running.Values)
        {
            process.WaitForExit(TimeSpan.FromTicks(Math.Max(0, (s_grace - clock.Elapsed).Ticks)));
        }
    }

    public void Dispose()
    {
        foreach (Process process in _all)
        {
            if (!process.HasExited) { process.Kill(entireProcessTree: true); }
            process.WaitForExit();
            process.Dispose();
        }
    }

    private static Process Start(string name, int port, int count, string? device)
    {
        string[] arguments = Environment.GetCommandLineArgs();
        string program = Environment.ProcessPath
            ?? throw new InvalidOperationException("The program's file is unknown here, so it cannot be started again: start workers by "
                + $"{SearchAddress.IdVariable} instead.");
        // "dotnet program.dll …" has the program as its first argument, "program …" is it.
        bool hosted = Path.GetFileNameWithoutExtension(program) == "dotnet";
        var start = new ProcessStartInfo(program, hosted ? arguments : arguments[1..]) { RedirectStandardOutput = true,
            RedirectStandardError = true, UseShellExecute = false };
        start.Environment[SearchAddress.IdVariable] = name;
        start.Environment[SearchAddress.HostVariable] = "127.0.0.1";
        start.Environment[SearchAddress.PortVariable] = port.ToString(CultureInfo.InvariantCulture);
        start.Environment[ChildVariable] = Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        // Processes that all take all cores would wait for each other.
        start.Environment.TryAdd("OMP_NUM_THREADS", Math.Max(1, Environment.ProcessorCount / count).ToString(CultureInfo.InvariantCulture));
        if (device is not null)
        {
            start.Environment["CUDA_VISIBLE_DEVICES"] = device.StartsWith("cuda:", StringComparison.Ordinal) ? device[5..] : device == "cpu"
                ? "" : device;
        }
        Process process = Process.Start(start)!;
#pragma warning disable RS0030 // what a process wrote there goes there
        process.OutputDataReceived += (_, e) => Say(Console.Out, name, e.Data);
        process.ErrorDataReceived += (_, e) => Say(Console.Error, name, e.Data);
#pragma warning restore RS0030
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private static void Say(TextWriter to, string name, string? line)
    {
        if (line is not null) { to.WriteLine($"[{name}] {line}"); }
    }
}
