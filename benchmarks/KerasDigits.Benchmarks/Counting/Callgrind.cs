using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace KerasDigits.Benchmarks.Counting;

/// <summary>This program in a child process below Valgrind's callgrind, which counts instructions.</summary>
internal sealed class Callgrind : IDisposable
{
    private const string Tool = "valgrind", Monitor = "vgdb", Total = "totals:";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private readonly string _folder = Directory.CreateTempSubdirectory("keras-count-").FullName;
    private readonly Process _process;
    private int _counted;

    /// <summary>Starts the child, not yet counted.</summary>
    public Callgrind(params string[] arguments)
    {
        // One thread, and code that is compiled once: nothing then hangs on the clock.
        var start = new ProcessStartInfo(Tool,
        [
            "--tool=callgrind", "--instr-atstart=no", "--separate-threads=yes", "--smc-check=all-non-file",
            $"--callgrind-out-file={OutFile}",
            $"--vgdb-prefix={Prefix}", "-q", .. Place.Itself, .. arguments,
        ])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
            Environment = { ["DOTNET_TieredCompilation"] = "0", ["OMP_NUM_THREADS"] = "1" },
        };
        _process = Process.Start(start)!;
        _process.BeginErrorReadLine();
    }

    private string OutFile => Path.Combine(_folder, "out");

    private string Prefix => Path.Combine(_folder, "gdb");

    /// <summary>Why nothing can be counted here; null: it can.</summary>
    public static string? FindHindrance()
    {
        try
        {
            foreach (string program in (string[])[Tool, Monitor])
            {
                using Process process = Process.Start(new ProcessStartInfo(program, ["--help"]) { RedirectStandardOutput = true,
                    RedirectStandardError = true })!;
                process.StandardOutput.ReadToEnd();
                process.WaitForExit();
            }
            return null;
        }
        catch (Win32Exception) { return "Valgrind is not installed (on Debian: apt-get install valgrind)"; }
    }

    /// <summary>Runs once.</summary>
    public void Turn()
    {
        _process.StandardInput.WriteLine();
        _ = Contender.ReadFigure(_process, "the counted side");
    }

    /// <summary>Counts from here on.</summary>
    public void Begin() => Tell("instrumentation", "on");

    /// <summary>Runs once and gives the number of instructions.</summary>
    public long CountTurn()
    {
        Tell("zero");
        Turn();
        Tell("dump");
        // The first thread's: what .NET does beside it hangs on the clock.
        string file = $"{OutFile}.{++_counted}-01";
        string line = File.ReadLines(file).Last(l => l.StartsWith(Total, StringComparison.Ordinal));
        return long.Parse(line[Total.Length..], CultureInfo.InvariantCulture);
    }

    /// <summary>Ends the child.</summary>
    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private void Tell(params string[] words)
    {
        using Process process = Process.Start(new ProcessStartInfo(Monitor, [$"--vgdb-prefix={Prefix}", $"--pid={_process.Id}", .. words])
        { RedirectStandardOutput = true, RedirectStandardError = true })!;
        // Where no process may look into another it waits for ever.
        if (!process.WaitForExit(Patience))
        {
            process.Kill();
            _process.Kill();
            throw new TimeoutException($"{Monitor} had no answer from {Tool} in {Patience.TotalSeconds} seconds.");
        }
        string errors = process.StandardError.ReadToEnd();
        if (process.ExitCode != 0) { throw new InvalidOperationException($"{Monitor} {string.Join(' ', words)}: {errors}"); }
    }
}
