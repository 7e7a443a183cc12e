using System.Diagnostics;

namespace KerasDigits.Tests.Backend;

/// <summary>
/// How many threads the engine gets and how they wait, in processes of their own: both are read once, while it is loaded.
/// </summary>
public sealed class OpenMpSettingsTests
{
    [SkippableTheory]
    [InlineData("threads 1, spins unset", "'10000'", "DOTNET_PROCESSOR_COUNT=1")]
    [InlineData("threads 2, spins unset", "'10000'", "DOTNET_PROCESSOR_COUNT=1", "OMP_NUM_THREADS=2")]
    [InlineData("threads 2, spins unset", "'300000'", "KERASDIGITS_THREADS=default", "DOTNET_PROCESSOR_COUNT=1", "OMP_NUM_THREADS=2")]
    [InlineData("threads 1, spins 77", "'77'", "GOMP_SPINCOUNT=77", "DOTNET_PROCESSOR_COUNT=1")]
    [InlineData("threads 1, spins unset", "'0'", "OMP_WAIT_POLICY=passive", "DOTNET_PROCESSOR_COUNT=1")]
    public async Task The_engine_follows_what_the_process_may_use_and_what_the_user_says(string said, string spins,
        params string[] variables)
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "GNU's OpenMP library comes with libtorch for Linux");
        var start = new ProcessStartInfo("dotnet",
            [Path.Combine(AppContext.BaseDirectory, "SavingLoop.dll"), "--threads"]) { RedirectStandardOutput = true,
            RedirectStandardError = true };
        foreach (string name in (string[])["OMP_NUM_THREADS", "MKL_NUM_THREADS", "OMP_WAIT_POLICY", "GOMP_SPINCOUNT",
            "KERASDIGITS_THREADS"])
        {
            start.Environment.Remove(name);
        }
        foreach (string variable in variables.Append("OMP_DISPLAY_ENV=verbose"))
        {
            start.Environment[variable.Split('=')[0]] = variable.Split('=')[1];
        }
        using Process process = Process.Start(start)!;
        Task<string> shown = process.StandardError.ReadToEndAsync();
        Assert.Equal(said, (await process.StandardOutput.ReadToEndAsync()).Trim());
        Assert.Contains($"GOMP_SPINCOUNT = {spins}", await shown, StringComparison.Ordinal);
    }
}
