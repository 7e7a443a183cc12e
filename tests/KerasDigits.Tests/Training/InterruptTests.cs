using System.Diagnostics;

namespace KerasDigits.Tests.Training;

/// <summary>Ctrl-C ends a fit after its current batch: History comes back, the weights are whole.</summary>
public sealed class InterruptTests
{
    [SkippableFact]
    public async Task One_interrupt_ends_fit_with_its_history()
    {
        Skip.IfNot(OperatingSystem.IsLinux() || OperatingSystem.IsMacOS(), "signals are sent with kill");
        // A shell that starts the tests in the background makes them, and all they start, deaf to Ctrl-C: on Linux env undoes it.
        string[] command = ["dotnet", Path.Combine(AppContext.BaseDirectory, "SavingLoop.dll"), "--fit"];
        if (OperatingSystem.IsLinux()) { command = ["env", "--default-signal=INT", .. command]; }
        using Process process = Process.Start(new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true,
            RedirectStandardError = true })!;
        // deaf or not, the tests end
        using var limit = new Timer(_ => process.Kill(), null, TimeSpan.FromMinutes(3), Timeout.InfiniteTimeSpan);
        Task<string> warnings = process.StandardError.ReadToEndAsync();
        Assert.Equal("training", await process.StandardOutput.ReadLineAsync());
        using (Process kill = Process.Start("kill", ["-INT", $"{process.Id}"])) { await kill.WaitForExitAsync(); }
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, await warnings);
        Assert.Contains("epochs 1, finite True", output, StringComparison.Ordinal);
        Assert.Contains("interrupted", await warnings, StringComparison.Ordinal);
    }
}
