using System.Diagnostics;
using System.Globalization;

namespace KerasDigits.Benchmarks;

/// <summary>One side of a duel in a process of its own, which runs once for each line it is sent.</summary>
internal sealed class Contender : IDisposable
{
    private const string Mark = "FIGURE ";
    private readonly Process _process;
    private readonly Place _place;
    private readonly string _who;

    public Contender(Duel duel, string side)
        : this(["--side", side, duel.Name], $"{duel.Name}, {side}", side == "theirs" && duel.TheirDefaultHeap,
            side == "theirs" && duel.TheirDefaultThreads, side == "ours" ? duel.OurSurroundings : duel.TheirSurroundings,
            duel.Instructions) { }

    /// <summary>A side that serves what these arguments say.</summary>
    /// <param name="arguments">What the child process is started with.</param>
    /// <param name="who">The side's name, for messages.</param>
    /// <param name="isOther">Whether it is an opponent, which has the heap and the threads of a program without KerasDigits.</param>
    public Contender(string[] arguments, string who, bool isOther) : this(arguments, who, isOther, isOther, Surroundings.Idle) { }

    private Contender(string[] arguments, string who, bool defaultHeap, bool defaultThreads, Surroundings surroundings,
        string? instructions = null)
    {
        _place = new Place(surroundings);
        ProcessStartInfo start = _place.Start(arguments);
        (start.RedirectStandardInput, start.RedirectStandardOutput) = (true, true);
        if (defaultHeap) { start.Environment["KERASDIGITS_MALLOC"] = "default"; }
        if (defaultThreads) { start.Environment["KERASDIGITS_THREADS"] = "default"; }
        if (instructions is not null) { start.Environment["ONEDNN_MAX_CPU_ISA"] = instructions; }
        (_process, _who) = (Process.Start(start)!, who);
    }

    /// <summary>The most memory that the process has held, in MB; NaN where the system does not say.</summary>
    public double PeakMegabytes
    {
        get
        {
            string file = $"/proc/{_process.Id}/status";
            string? line = File.Exists(file)
                ? File.ReadLines(file).FirstOrDefault(l => l.StartsWith("VmHWM:", StringComparison.Ordinal))
                : null;
            return line is null ? double.NaN
                : double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
        }
    }

    /// <summary>The child process's part.</summary>
    public static void Serve(Func<double> turn)
    {
        while (Console.ReadLine() is not null) { Console.WriteLine(Mark + turn().ToString("R", CultureInfo.InvariantCulture)); }
    }

    /// <summary>Runs once.</summary>
    public double Turn()
    {
        _process.StandardInput.WriteLine();
        return ReadFigure(_process, _who);
    }

    /// <summary>What a child process that serves has found.</summary>
    public static double ReadFigure(Process process, string who)
    {
        var printed = new List<string>();
        while (process.StandardOutput.ReadLine() is { } line)
        {
            if (line.StartsWith(Mark, StringComparison.Ordinal)) { return double.Parse(line[Mark.Length..], CultureInfo.InvariantCulture); }
            printed.Add(line);
        }
        process.WaitForExit();
        throw new InvalidOperationException($"{who}: the process ended with {process.ExitCode}. It printed: "
            + $"{string.Join("\n", printed)}");
    }

    /// <summary>Waits for the process to end.</summary>
    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
        _place.Dispose();
    }
}
