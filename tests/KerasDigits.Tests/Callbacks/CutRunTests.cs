using System.Diagnostics;
using System.Globalization;

namespace KerasDigits.Tests.Callbacks;

/// <summary>
/// A run that is killed again and again, and goes on by BackupAndRestore, ends as one that never was: to the last bit. Each is killed twice
/// unless KERAS_KILLS says how often: 30 is the full test of a kind, some minutes each.
/// </summary>
public sealed class CutRunTests
{
    [SkippableTheory]
    [InlineData("arrays")]
    [InlineData("steps")]
    [InlineData("flow")]
    [InlineData("arrays-3")]
    [InlineData("flow-3")]
    [InlineData("dataset")]
    [InlineData("dataset-3")]
    public void A_killed_run_goes_on_as_if_nothing_had_happened(string kind)
    {
        int kills = int.Parse(Environment.GetEnvironmentVariable("KERAS_KILLS") ?? "2", CultureInfo.InvariantCulture);
        Skip.IfNot(File.Exists(Program), "the program SavingLoop is not built");
        string folder = Directory.CreateTempSubdirectory("keras-cut-").FullName,
            calm = Directory.CreateDirectory(Path.Combine(folder, "calm")).FullName,
            cut = Directory.CreateDirectory(Path.Combine(folder, "cut")).FullName;
        var random = new Random(kind.Length + kills);
        try
        {
            string expected = RunToItsEnd(calm, kind);
            Assert.Empty(Directory.GetFiles(Path.Combine(calm, "backup")));
            int begun = 0;
            for (int i = 0; i < kills; i++)
            {
                using Process process = Start(cut, kind);
                string? line = process.StandardOutput.ReadLine();
                begun = Math.Max(begun, Epoch(line));
                // Some further epochs, and then a moment inside one: a step, the validation, a callback, or the backup itself.
                for (int more = random.Next(4); more > 0 && line?.StartsWith("epoch", StringComparison.Ordinal) == true; more--)
                {
                    line = process.StandardOutput.ReadLine();
                }
                Thread.Sleep(random.Next(40));
                process.Kill();
                process.WaitForExit();
            }
            Assert.True(begun > 0 || kills < 2, "no run went on: the test shows nothing");
            Assert.Equal(expected, RunToItsEnd(cut, kind));
        }
        finally { Directory.Delete(folder, recursive: true); }
    }

    private static string Program => Path.Combine(AppContext.BaseDirectory, "SavingLoop.dll");

    private static int Epoch(string? line) => line is null || !line.StartsWith("epoch ", StringComparison.Ordinal)
        ? 0
        : int.Parse(line[6..], CultureInfo.InvariantCulture);

    private static Process Start(string folder, string kind) =>
        Process.Start(new ProcessStartInfo("dotnet", [Program, "--cut", folder, kind]) { RedirectStandardOutput = true,
            RedirectStandardError = false })!;

    private static string RunToItsEnd(string folder, string kind)
    {
        using Process process = Start(folder, kind);
        string[] lines = process.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return Assert.Single(lines, l => l.StartsWith("end ", StringComparison.Ordinal));
    }
}
