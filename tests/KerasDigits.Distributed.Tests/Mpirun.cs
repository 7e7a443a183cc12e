using System.Diagnostics;
using System.Globalization;

namespace KerasDigits.Distributed.Tests;

/// <summary>Starts the program RanksLoop in several processes.</summary>
internal static class Mpirun
{
    /// <summary>Skips a test where there is no Open MPI.</summary>
    public static void Need()
    {
        string? reason = null;
        try
        {
            using Process look = Process.Start(new ProcessStartInfo("mpirun", "--version") { RedirectStandardOutput = true,
                RedirectStandardError = true })!;
            string version = look.StandardOutput.ReadToEnd();
            look.WaitForExit();
            if (!version.Contains("Open MPI", StringComparison.Ordinal)) { reason = $"mpirun is not Open MPI's: {version.Split('\n')[0]}"; }
        }
        catch (System.ComponentModel.Win32Exception) { reason = "mpirun of Open MPI (Debian: openmpi-bin) is not here."; }
        Skip.If(reason is not null, reason);
    }

    /// <summary>Runs the program.</summary>
    /// <param name="processes">How many; 1: without mpirun.</param>
    /// <param name="arguments">Of the program.</param>
    /// <param name="environment">Further variables.</param>
    public static (int Code, string Output, string Errors, TimeSpan Took, DateTimeOffset Ended) Run(int processes, string[] arguments,
        params (string Name, string Value)[] environment)
    {
        string program = Path.Combine(AppContext.BaseDirectory, "RanksLoop.dll");
        string[] before = processes == 1
            ? []
            : ["-n", processes.ToString(CultureInfo.InvariantCulture), "--oversubscribe", "--bind-to", "none", "dotnet"];
        var start = new ProcessStartInfo(processes == 1 ? "dotnet" : "mpirun",
            [.. before, program, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment) { start.Environment[name] = value; }
        // Two that start at the same moment fall over each other's folder, unless each has its own.
        DirectoryInfo folder = Directory.CreateTempSubdirectory("mpi-");
        start.Environment["OMPI_MCA_orte_tmpdir_base"] = folder.FullName;
        (start.Environment["OMPI_ALLOW_RUN_AS_ROOT"], start.Environment["OMPI_ALLOW_RUN_AS_ROOT_CONFIRM"]) = ("1", "1");
        long begin = Stopwatch.GetTimestamp();
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        DateTimeOffset ended = DateTimeOffset.UtcNow;
        folder.Delete(recursive: true);
        return (process.ExitCode, output, errors.Result, Stopwatch.GetElapsedTime(begin), ended);
    }
}
