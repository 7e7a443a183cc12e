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
    {
        _place = new Place(side == "ours" ? duel.OurSurroundings : duel.TheirSurroundings);
        ProcessStartInfo start = _place.Start("--side", side, duel.Name);
        (start.RedirectStandardInput, start.RedirectStandardOutput) = (true, true);
        if (side == "theirs" && duel.TheirDefaultHeap) { start.Environment["KERASDIGITS_MALLOC"] = "default"; }
        if (side == "theirs" && duel.TheirDefaultThreads) { start.Environment["KERASDIGITS_THREADS"] = "default"; }
        if (duel.Instructions is { } instructions) { start.Environment["ONEDNN_MAX_CPU_ISA"] = instructions; }
        (_process, _who) = (Process.Start(start)!, $"{duel.Name}, {side}");
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
        var printed = new List<string>();
        while (_process.StandardOutput.ReadLine() is { } line)
        {
            if (line.StartsWith(Mark, StringComparison.Ordinal)) { return double.Parse(line[Mark.Length..], CultureInfo.InvariantCulture); }
            printed.Add(line);
        }
        _process.WaitForExit();
        throw new InvalidOperationException($"{_who}: the process ended with {_process.ExitCode}. It printed: "
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
