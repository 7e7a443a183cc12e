using System.Diagnostics;

namespace KerasDigits.Benchmarks;

/// <summary>Beside what a side runs.</summary>
public enum Surroundings
{
    /// <summary>Alone.</summary>
    Idle,

    /// <summary>Beside as many busy processes as there are cores.</summary>
    Busy,

    /// <summary>In a control group that may use one core's time.</summary>
    OneCore,
}

/// <summary>Makes a side's surroundings, until disposed.</summary>
internal sealed class Place : IDisposable
{
    private const int PeriodMicroseconds = 100_000;

    /// <summary>This program: itself, or dotnet and its library.</summary>
    public static readonly string[] Itself = Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet"
        ? [Environment.ProcessPath!, typeof(Place).Assembly.Location] : [Environment.ProcessPath!];

    private readonly List<Process> _busy = [];
    private readonly string? _group;

    public Place(Surroundings kind)
    {
        if (kind == Surroundings.Busy)
        {
            string[] busy = [.. Itself, "--busy", $"{Environment.ProcessId}"];
            for (int i = 0; i < Environment.ProcessorCount; i++) { _busy.Add(Process.Start(busy[0], busy[1..])); }
        }
        if (kind == Surroundings.OneCore) { _group = OneCore(); }
    }

    /// <summary>Whether the surroundings can be made here, and why not.</summary>
    public static string? Hindrance(Surroundings kind)
    {
        if (kind != Surroundings.OneCore) { return null; }
        try
        {
            Directory.Delete(OneCore());
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"no control group can be made here: {e.Message}";
        }
    }

    /// <summary>The part of a busy process: it ends with the one that started it.</summary>
    public static void KeepBusy(int parent)
    {
        using Process starter = Process.GetProcessById(parent);
        using var watch = new Timer(_ => { if (starter.HasExited) { Environment.Exit(0); } }, null, 1000, 1000);
        while (true) { }
    }

    /// <summary>How this program is started in these surroundings.</summary>
    public ProcessStartInfo Start(params string[] arguments)
    {
        string[] command = [.. Itself, .. arguments];
        return _group is null ? new ProcessStartInfo(command[0], command[1..])
            : new ProcessStartInfo("/bin/sh", ["-c", $"echo $$ > {_group}/cgroup.procs; exec \"$0\" \"$@\"", .. command]);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (Process process in _busy)
        {
            process.Kill();
            process.WaitForExit();
            process.Dispose();
        }
        if (_group is not null) { Directory.Delete(_group); }
    }

    /// <summary>Makes a control group with a quota of one core, of whichever kind the system has.</summary>
    private static string OneCore()
    {
        const string Old = "/sys/fs/cgroup/cpu", New = "/sys/fs/cgroup";
        bool old = File.Exists($"{Old}/cpu.cfs_quota_us") || File.Exists($"{Old}/cgroup.procs");
        string group = $"{(old ? Old : New)}/kerasdigits-{Environment.ProcessId}";
        Directory.CreateDirectory(group);
        if (old)
        {
            File.WriteAllText($"{group}/cpu.cfs_period_us", $"{PeriodMicroseconds}");
            File.WriteAllText($"{group}/cpu.cfs_quota_us", $"{PeriodMicroseconds}");
        }
        else { File.WriteAllText($"{group}/cpu.max", $"{PeriodMicroseconds} {PeriodMicroseconds}"); }
        return group;
    }
}
