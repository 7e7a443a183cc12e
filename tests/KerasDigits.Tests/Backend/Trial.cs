using System.Diagnostics;

namespace KerasDigits.Tests.Backend;

/// <summary>Runs the program EngineTrials: what may kill a process is tried in one of its own.</summary>
internal static class Trial
{
    public static (int Code, string Output) Run(string arguments, params ReadOnlySpan<(string Name, string Value)> environment)
    {
        string program = Path.Combine(AppContext.BaseDirectory, "EngineTrials.dll");
        Skip.IfNot(File.Exists(program), "the program EngineTrials is not built");
        var start = new ProcessStartInfo("dotnet", [program, .. arguments.Split(' ')]) { RedirectStandardOutput = true,
            RedirectStandardError = true };
        foreach (var (name, value) in environment) { start.Environment[name] = value; }
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + errors.Result);
    }
}
