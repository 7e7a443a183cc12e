using System.Diagnostics;

namespace KerasDigits.Tests.Samples.Notebook;

/// <summary>
/// Ctrl-C ends the program with exit code 130 and a word on what it keeps; the same command goes on, and ends as a run that was never
/// interrupted.
/// </summary>
public sealed class InterruptedProgramTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("keras-interrupt-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [SkippableFact]
    public void An_interrupted_run_goes_on_and_records_no_cut_model()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "env undoes a shell's deafness to Ctrl-C on Linux");
        string digits = NotebookProgram.Write(Path.Combine(_folder, "digits.csv"), 1200);
        string[] Command(string output) =>
            ["--train", digits, "--models", "dense", "--epochs", "100", "--out", Path.Combine(_folder, output)];
        var (whole, _, errors) = NotebookProgram.Run(_folder, Command("calm"));
        Assert.True(whole == 0, errors);

        string cut = Path.Combine(_folder, "cut"), backup = Path.Combine(cut, ".run", "dense", "backup.h5");
        var (code, said) = Interrupt(Command("cut"), () => File.Exists(backup));
        Assert.Equal(130, code);
        Assert.Contains("Interrupted: model n°1, dense, in epoch ", said, StringComparison.Ordinal);
        Assert.Contains("--fresh starts anew", said, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(cut, "results.json")));

        var (again, output, problems) = NotebookProgram.Run(_folder, Command("cut"));
        Assert.True(again == 0, problems);
        Assert.Contains("goes on", output, StringComparison.Ordinal);
        Assert.Equal(Result("calm"), Result("cut"));

        var (third, read, _) = NotebookProgram.Run(_folder, Command("cut"));
        Assert.Equal(0, third);
        Assert.Contains("goes on", read, StringComparison.Ordinal);
        Assert.Equal(Result("calm"), Result("cut"));
        var (fresh, anew, _) = NotebookProgram.Run(_folder, [.. Command("cut"), "--fresh"]);
        Assert.Equal(0, fresh);
        Assert.DoesNotContain("goes on:", anew, StringComparison.Ordinal);
        Assert.Equal(Result("calm"), Result("cut"));
    }

    [SkippableTheory]
    [InlineData("conv", "n°2, conv, in epoch ")]
    [InlineData("conv2", "n°3, conv2, in epoch ")]
    [InlineData("data_aug", "n°4, data_aug, in epoch ")]
    [InlineData("transfer", "n°5, transfer, in epoch ")]
    public void So_does_every_other_model(string model, string where)
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "env undoes a shell's deafness to Ctrl-C on Linux");
        string backup = Path.Combine(_folder, "cut", ".run", model, "backup.h5");
        IsCutAndGoesOn(Command(model, epochs: 4), () => File.Exists(backup), where);
    }

    [SkippableFact]
    public void So_does_a_search_and_the_trial_that_ran_is_repeated()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "env undoes a shell's deafness to Ctrl-C on Linux");
        string project = Path.Combine(_folder, "cut", "hyperband", "MNIST");
        bool SecondRuns() => Trials(project, "COMPLETED") > 0 && Trials(project, "RUNNING") > 0;
        IsCutAndGoesOn(Command("hyperband", epochs: 2), SecondRuns, "n°6, hyperband", () => Assert.Equal(1, Trials(project, "RUNNING")));
        Assert.Equal(0, Trials(project, "RUNNING"));
        Assert.Equal(Trials(project.Replace("cut", "calm", StringComparison.Ordinal), "COMPLETED"), Trials(project, "COMPLETED"));
    }

    private static int Trials(string project, string status)
    {
        if (!Directory.Exists(project)) { return 0; }
        IEnumerable<string> files = Directory.EnumerateDirectories(project, "trial_*").Select(t => Path.Combine(t, "trial.json"))
            .Where(File.Exists);
        return files.Count(f => File.ReadAllText(f).Contains($"\"{status}\"", StringComparison.Ordinal));
    }

    /// <summary>The arguments of a run over few digits, but for the output folder.</summary>
    private string[] Command(string model, int epochs)
    {
        string digits = NotebookProgram.Write(Path.Combine(_folder, "digits.csv"), 500);
        string[] all = ["--train", digits, "--models", model, "--epochs", $"{epochs}", "--full"];
        if (model != "transfer") { return all; }
        string weights = Path.Combine(_folder, "vgg.h5");
        keras.applications.VGG16(include_top: false, weights: null, input_shape: (32, 32, 3)).save_weights(weights);
        return [.. all, "--vgg-weights", weights];
    }

    /// <summary>Runs once undisturbed, once cut at a moment, and goes on with the cut one.</summary>
    private void IsCutAndGoesOn(string[] command, Func<bool> now, string where, Action? afterwards = null)
    {
        string cut = Path.Combine(_folder, "cut");
        var (whole, _, errors) = NotebookProgram.Run(_folder, [.. command, "--out", "calm"]);
        Assert.True(whole == 0, errors);
        var (code, said) = Interrupt([.. command, "--out", cut], now);
        Assert.True(code == 130, said);
        Assert.Contains($"Interrupted: model {where}", said, StringComparison.Ordinal);
        Assert.Contains("No model is whole yet", said, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(cut, "results.json")));
        afterwards?.Invoke();
        var (again, output, problems) = NotebookProgram.Run(_folder, [.. command, "--out", cut]);
        Assert.True(again == 0, problems);
        Assert.Contains("goes on", output, StringComparison.Ordinal);
        // A search's trials have no seeds of their own: the one that is repeated draws other weights.
        if (!command.Contains("hyperband")) { Assert.Equal(Result("calm"), Result("cut")); }
    }

    /// <summary>A run's numbers, its time apart.</summary>
    private string Result(string output) =>
        string.Join('\n', File.ReadLines(Path.Combine(_folder, output, "results.json"))
            .Where(l => !l.Contains("seconds", StringComparison.Ordinal)));

    private (int Code, string Said) Interrupt(string[] arguments, Func<bool> now)
    {
        string[] command = ["--default-signal=INT", "dotnet", Path.Combine(AppContext.BaseDirectory, "DigitsNotebook.dll"), .. arguments];
        using Process process = Process.Start(new ProcessStartInfo("env", command) { RedirectStandardOutput = true,
            RedirectStandardError = true, WorkingDirectory = _folder })!;
        using var limit = new Timer(_ => process.Kill(), null, TimeSpan.FromMinutes(3), Timeout.InfiniteTimeSpan);
        Task<string> output = process.StandardOutput.ReadToEndAsync(), errors = process.StandardError.ReadToEndAsync();
        while (!now() && !process.HasExited) { Thread.Sleep(2); }
        using (Process kill = Process.Start("kill", ["-INT", $"{process.Id}"])) { kill.WaitForExit(); }
        process.WaitForExit();
        return (process.ExitCode, output.Result + errors.Result);
    }
}
