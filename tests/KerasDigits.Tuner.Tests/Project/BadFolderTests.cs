namespace KerasDigits.Tuner.Tests.Project;

/// <summary>Folders that cannot be used: the file and the place are named, and nothing is overwritten.</summary>
public sealed class BadFolderTests
{
    [Theory]
    [InlineData("oracle.json", "{\"ongoing_trials\": {}, \"hyperparameters\": {\"space\"", "expected ':' at line 1, column 51")]
    [InlineData("oracle.json", "", "expected a value at line 1, column 1")]
    [InlineData("oracle.json", "[1, 2]", "expected an object")]
    [InlineData("trial_0/trial.json", "{\"trial_id\": \"0\",\n \"score\": x}", "expected a value at line 2, column 11")]
    [InlineData("trial_0/trial.json", "{\"trial_id\": \"0\"}", "hyperparameters")]
    public void A_broken_file_is_named_with_the_place_and_left_as_it_is(string file, string text, string place)
    {
        using var folder = Searched();
        string path = folder.File("p", file);
        File.WriteAllText(path, text);
        Dictionary<string, string> before = Contents(folder);
        var e = Assert.Throws<ProjectException>(() => Tuner(folder));
        Assert.Contains(path, e.Message, StringComparison.Ordinal);
        Assert.Contains(place, e.Message, StringComparison.Ordinal);
        Assert.Equal(before, Contents(folder));
        using (new Screen()) { Tuner(folder, overwrite: true).Dispose(); }
        Assert.False(Directory.Exists(folder.File("p", "trial_0")));
    }

    [Fact]
    public void Another_kind_of_search_s_folder_is_refused()
    {
        using var folder = Searched();
        using var screen = new Screen();
        var e = Assert.Throws<InvalidOperationException>(() => new FunctionTuner(new HyperbandOracle(seed: 1), _ => 1.0, folder.Path));
        Assert.Contains("change the `project_name` or pass `overwrite: true`", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_cannot_be_made_is_named()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("file"), "");
        var e = Assert.Throws<ProjectException>(() => new FunctionTuner(new RandomSearchOracle(seed: 1), _ => 1.0, folder.File("file")));
        Assert.Contains(folder.File("file", "p"), e.Message, StringComparison.Ordinal);
        Assert.Contains("cannot be written", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Results_are_a_table_and_a_csv()
    {
        using var folder = Searched();
        using var screen = new Screen();
        using FunctionTuner tuner = Tuner(folder);
        SearchResults results = tuner.results();
        Assert.Equal(["trial_id", "status", "score", "best_step", "a", "metric/default_objective"], results.columns);
        Assert.Equal(3, results.Count);
        Assert.Equal(results.numbers("score").Order(), results.numbers("score"));
        results.to_csv(folder.File("t.csv"));
        string[] lines = File.ReadAllLines(folder.File("t.csv"));
        Assert.Equal(string.Join(',', results.columns), lines[0]);
        Assert.Equal($"{results[0, "trial_id"]},COMPLETED,{PythonText.FormatRepr(results[0, "score"])},0,{results[0, "a"]},"
            + $"{PythonText.FormatRepr(results[0, "score"])}", lines[1]);
        Assert.Equal(4, results.ToString().Split('\n').Length);
        Assert.Contains("no column \"b\"", Assert.Throws<KeyNotFoundException>(() => results["b"]).Message, StringComparison.Ordinal);
    }

    /// <summary>Who opens a pipe waits for its other end: none of a project's files does, and none is replaced.</summary>
    [SkippableTheory]
    [InlineData("oracle.json")]
    [InlineData("tuner0.json")]
    [InlineData("trial_0/trial.json")]
    [InlineData("lock")]
    public void A_pipe_in_a_files_place_is_named(string file)
    {
        Skip.If(!OperatingSystem.IsLinux(), "pipes with names are Unix's");
        using TemporaryFolder folder = Searched();
        string path = file == "lock" ? Directory.GetFiles(folder.File("p"), "*lock*").Single() : folder.File("p", file);
        if (!File.Exists(path)) { path = Directory.GetFiles(folder.File("p"), file.Replace('0', '*')).Single(); }
        File.Delete(path);
        using (var made = System.Diagnostics.Process.Start("mkfifo", path)) { made.WaitForExit(); }
        using var screen = new Screen();
        Exception? thrown = null;
        Assert.True(Task.Run(() => thrown = Record.Exception(() =>
        {
            using FunctionTuner tuner = Tuner(folder);
            tuner.search();
            tuner.save();
        })).Wait(TimeSpan.FromSeconds(20)), "it waits");
        Assert.Contains("is a pipe, a socket or a device", Assert.IsType<ProjectException>(thrown).Message, StringComparison.Ordinal);
        Assert.False(Internals.OrdinaryFile.Is(path));
    }

    private static TemporaryFolder Searched()
    {
        var folder = new TemporaryFolder();
        using var screen = new Screen();
        using FunctionTuner tuner = Tuner(folder);
        tuner.search();
        return folder;
    }

    private static FunctionTuner Tuner(TemporaryFolder folder, bool overwrite = false) =>
        new(new RandomSearchOracle(max_trials: 3, seed: 1), t => t.hyperparameters.Int("a", 1, 99) / 7.0, folder.Path, overwrite: overwrite,
            space: hp => hp.Int("a", 1, 99));

    private static Dictionary<string, string> Contents(TemporaryFolder folder) =>
        Directory.GetFiles(folder.Path, "*", SearchOption.AllDirectories).Where(f => !f.EndsWith(".lock", StringComparison.Ordinal))
        .ToDictionary(f => f, File.ReadAllText);
}
