using System.Diagnostics;
using System.Globalization;
using KerasDigits.Core;
using KerasDigits.Tuner.Project;

namespace KerasDigits.Tuner.Tests.Project;

/// <summary>Searches in processes of their own.</summary>
public sealed class ProcessTests
{
    /// <summary>KERAS_KILLS sets how often a search is killed (3 unless set; 200 for the full test).</summary>
    [Theory, InlineData("random"), InlineData("hyperband"), InlineData("grid")]
    public void A_search_that_is_killed_again_and_again_ends_as_an_undisturbed_one(string kind)
    {
        int kills = int.Parse(Environment.GetEnvironmentVariable("KERAS_KILLS") ?? "3", CultureInfo.InvariantCulture);
        var random = new System.Random(3);
        using var calm = new TemporaryFolder();
        Assert.Equal(0, Run(kind, calm.Path).Code);
        List<string> wanted = Trials(calm.Path);
        Assert.True(wanted.Count >= 40, $"the search has {wanted.Count} trials");
        int done = 0;
        while (done < kills)
        {
            using var folder = new TemporaryFolder();
            int before = done;
            for (bool over = false; !over;)
            {
                // The last resumption of a folder is left alone; where all kills are done, the next is.
                over = done >= kills || done - before >= 12;
                using Process process = Start(kind, folder.Path);
                if (over)
                {
                    process.WaitForExit();
                    Assert.Equal(0, process.ExitCode);
                    break;
                }
                WaitForTrials(process, folder.Path, random.Next(1, 6));
                Thread.Sleep(random.Next(12));
                if (process.HasExited) { break; }
                process.Kill();
                process.WaitForExit();
                done++;
            }
            Assert.Equal(wanted, Trials(folder.Path));
            Config state = ProjectFile.Read(folder.File("p", "oracle.json"), s => s);
            foreach (string order in new[] { "start_order", "end_order" })
            {
                List<string> ids = [.. ((List<object?>)state[order]!).Cast<string>()];
                Assert.Equal(wanted.Count, ids.Distinct().Count());
                Assert.Equal(wanted.Count, ids.Count);
            }
            Assert.Empty((Config)state["ongoing_trials"]!);
        }
    }

    [Fact]
    public void The_second_process_on_a_folder_is_refused_and_the_folder_is_free_when_the_first_has_died()
    {
        using var folder = new TemporaryFolder();
        using Process first = Start("random", folder.Path, "--hold");
        Assert.Equal("holding", first.StandardOutput.ReadLine());
        var second = Run("random", folder.Path);
        Assert.Equal(3, second.Code);
        Assert.Contains("another process is searching in this project", second.Text, StringComparison.Ordinal);
        Assert.Contains(Path.Combine(folder.Path, "p"), second.Text, StringComparison.Ordinal);
        first.Kill();
        first.WaitForExit();
        Assert.Equal(0, Run("random", folder.Path).Code);
    }

    [Fact]
    public void A_tuner_that_has_read_what_another_process_then_changed_does_not_write_over_it()
    {
        using var folder = new TemporaryFolder();
        using (new Screen())
        {
            var tuner = new FunctionTuner(new RandomSearchOracle(new Objective("score", "max"), max_trials: 60, seed: 5), _ => 1.0,
                folder.Path);
            tuner.Dispose();
            Assert.Equal(0, Run("random", folder.Path).Code);
            Assert.Contains("another process has gone on", Assert.Throws<ProjectException>(() => tuner.search()).Message,
                StringComparison.Ordinal);
        }
        Assert.Equal(0, Run("random", folder.Path).Code);
    }

    [SkippableFact]
    public void A_search_without_a_Keras_model_never_loads_libtorch()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "the modules of a process are read from /proc");
        using var folder = new TemporaryFolder();
        var run = Run("random", folder.Path, "--maps");
        Assert.Equal(0, run.Code);
        Assert.Contains("KerasDigits.Tuner.dll", run.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("libtorch", run.Text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("libc10", run.Text, StringComparison.Ordinal);
    }

    /// <summary>Id, values, status and score of every trial in a folder.</summary>
    private static List<string> Trials(string directory) =>
        [.. Directory.GetDirectories(Path.Combine(directory, "p"), "trial_*").Order(StringComparer.Ordinal)
        .Select(d => Trial.load(Path.Combine(d, "trial.json")))
        .Select(t => $"{t.trial_id} {t.status} {t.score} {t.hyperparameters.values} {PythonJson.FormatText(t.metrics.get_config())}")];

    private static void WaitForTrials(Process process, string directory, int more)
    {
        string folder = Path.Combine(directory, "p");
        int Count() => Directory.Exists(folder) ? Directory.GetDirectories(folder, "trial_*").Length : 0;
        int start = Count();
        var limit = Stopwatch.StartNew();
        while (!process.HasExited && Count() < start + more)
        {
            Assert.True(limit.Elapsed < TimeSpan.FromSeconds(60), "the search does not go on");
            Thread.Sleep(1);
        }
    }

    private static (int Code, string Text) Run(string kind, string directory, params string[] more)
    {
        using Process process = Start(kind, directory, more);
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, text + errors.Result);
    }

    private static Process Start(string kind, string directory, params string[] more)
    {
        string program = Path.Combine(AppContext.BaseDirectory, "TunerLoop.dll");
        Assert.True(File.Exists(program), "the program TunerLoop is not built");
        return Process.Start(new ProcessStartInfo("dotnet", [program, kind, directory, .. more]) { RedirectStandardError = true,
            RedirectStandardOutput = true })!;
    }
}
