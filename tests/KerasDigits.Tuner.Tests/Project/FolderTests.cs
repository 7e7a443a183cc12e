using KerasDigits.Core;
using KerasDigits.Tuner.Project;

namespace KerasDigits.Tuner.Tests.Project;

/// <summary>Folders of KerasTuner 1.0.1 and 1.4.7 are gone on with, and ours are theirs.</summary>
public sealed class FolderTests
{
    private static readonly Objective s_accuracy = new("val_accuracy", "max");

    [Theory, InlineData("hyperband-1.0.1"), InlineData("hyperband-1.4.7")]
    public void A_finished_search_of_Python_is_kept_as_it_is(string project)
    {
        using var folder = Copied("tuner-projects", project);
        int runs = 0;
        using FunctionTuner tuner = Loaded(new HyperbandOracle(s_accuracy, max_epochs: 3, seed: 1), folder.Path, _ =>
        {
            runs++;
            return 0;
        });
        Config[] files = [.. Directory.GetDirectories(Goldens.At("tuner-projects", project), "trial_*")
            .Select(d => ProjectFile.Read(Path.Combine(d, "trial.json"), s => s))];
        Assert.Equal(files.Length, tuner.oracle.trials.Count);
        Assert.All(files, f =>
        {
            Trial t = tuner.oracle.get_trial((string)f["trial_id"]!);
            Assert.Equal(f["score"], t.score);
            Assert.Equal(f["status"], t.status);
            Assert.Equal(PythonText.FormatRepr(((Config)f["hyperparameters"]!)["values"]), t.hyperparameters.values.ToString());
            Assert.Equal(PythonJson.FormatText(f["metrics"]), PythonJson.FormatText(t.metrics.get_config()));
        });
        Assert.Equal(files.Max(f => (double)f["score"]!), tuner.oracle.get_best_trials()[0].score);
        using (new Screen()) { tuner.search(); }
        Assert.Equal(0, runs);
        Assert.Equal(files.Length, tuner.oracle.trials.Count);
    }

    [Theory, InlineData("hyperband-1.0.1"), InlineData("hyperband-1.4.7")]
    public void A_trial_that_Python_was_running_is_run_again(string project)
    {
        using var folder = Copied("tuner-projects", project);
        string file = Path.Combine(Directory.GetDirectories(folder.File("p"), "trial_*").Order(StringComparer.Ordinal).Last(),
            "trial.json"), oracle = folder.File("p", "oracle.json");
        Config trial = ProjectFile.Read(file, s => s), state = ProjectFile.Read(oracle, s => s);
        var id = (string)trial["trial_id"]!;
        (trial["status"], trial["score"], trial["metrics"]) = ("RUNNING", null, new Config { ["metrics"] = new Config() });
        state["ongoing_trials"] = new Config { ["tuner0"] = id };
        if (state.TryGetValue("end_order", out object? ended)) { ((List<object?>)ended!).Remove(id); }
        if (state.TryGetValue("run_times", out object? times)) { ((Config)times!).Remove(id); }
        File.WriteAllText(file, PythonJson.FormatText(trial));
        File.WriteAllText(oracle, PythonJson.FormatText(state));
        List<string> run = [];
        using FunctionTuner tuner = Loaded(new HyperbandOracle(s_accuracy, max_epochs: 3, seed: 1), folder.Path, t =>
        {
            run.Add(t.trial_id);
            return 0.75;
        });
        using (new Screen()) { tuner.search(); }
        Assert.Equal([id], run);
        Assert.Equal((TrialStatus.COMPLETED, 0.75), (tuner.oracle.get_trial(id).status, tuner.oracle.get_trial(id).score));
        Assert.Equal(PythonText.FormatRepr(((Config)trial["hyperparameters"]!)["values"]),
            tuner.oracle.get_trial(id).hyperparameters.values.ToString());
    }

    [Fact]
    public void Python_s_random_search_goes_on_as_one_that_never_stopped()
    {
        Config run = Goldens.Runs("random_cond_").First(r => Directory.Exists(Goldens.At("tuner", (string)r["name"]!)));
        var name = (string)run["name"]!;
        long seed = long.Parse(name.Split('_')[^1], System.Globalization.CultureInfo.InvariantCulture);
        int had = ((List<object?>)run["trials"]!).Count;
        using var folder = Copied("tuner", name, "p");
        using var whole = new TemporaryFolder();
        Func<Trial, TrialResult?> score = t => new Dictionary<string, double> { ["score"] = Goldens.Score(t.hyperparameters.values) };
        Func<Oracle> make = () => new RandomSearchOracle(new Objective("score", "max"), had + 6, seed);
        using var undisturbed = new FunctionTuner(make(), score, whole.Path, space: hp => Goldens.AskLike(run, hp));
        using FunctionTuner resumed = Loaded(make(), folder.Path, score);
        using (new Screen())
        {
            undisturbed.search();
            resumed.search();
        }
        Assert.Equal(had + 6, resumed.oracle.trials.Count);
        Assert.Equal(undisturbed.oracle.trials.Values.Select(t => $"{t.trial_id} {t.hyperparameters.values} {t.score}"),
            resumed.oracle.trials.Values.Select(t => $"{t.trial_id} {t.hyperparameters.values} {t.score}"));
    }

    [Fact]
    public void Python_s_grid_search_goes_on_though_Python_could_not()
    {
        using var folder = Copied("tuner", "grid_space", "p");
        int had = Directory.GetDirectories(folder.File("p"), "trial_*").Length;
        // As if the search had been stopped after 20 trials.
        Config state = ProjectFile.Read(folder.File("p", "oracle.json"), s => s);
        foreach (string list in new[] { "start_order", "end_order" }) { state[list] = ((List<object?>)state[list]!).Take(20).ToList(); }
        File.WriteAllText(folder.File("p", "oracle.json"), PythonJson.FormatText(state));
        for (int i = 20; i < had; i++) { Directory.Delete(folder.File("p", $"trial_{i:0000}"), recursive: true); }
        using FunctionTuner tuner = Loaded(new GridSearchOracle(new Objective("score", "max")), folder.Path,
            t => new Dictionary<string, double> { ["score"] = Goldens.Score(t.hyperparameters.values) });
        using (new Screen()) { tuner.search(); }
        List<Config> wanted = [.. ((List<object?>)Goldens.Runs("grid_space")[0]["trials"]!).Cast<Config>()];
        Assert.Equal(wanted.Select(t => PythonText.FormatRepr(t["values"])).Order(),
            tuner.oracle.trials.Values.Select(t => t.hyperparameters.values.ToString()).Order());
    }

    [Fact]
    public void Numbers_that_JSON_has_not_are_read_and_written_as_Python_does()
    {
        object? value =
            JsonReader.Parse("""{"a": NaN, "b": -Infinity, "c": [1, 1.0, 1e-05, 1e+16, true, null, "\u00e9\n\"x\""], "d": {}}""");
        Assert.Equal("""{"a": NaN, "b": -Infinity, "c": [1, 1.0, 1e-05, 1e+16, true, null, "\u00e9\n\"x\""], "d": {}}""",
            PythonJson.FormatText(value));
    }

    private static FunctionTuner Loaded(Oracle oracle, string directory, Func<Trial, TrialResult?> function)
    {
        using var screen = new Screen();
        var tuner = new FunctionTuner(oracle, function, directory);
        Assert.Equal($"Reloading Tuner from {Path.Combine(directory, "p", "tuner0.json")}\n", screen.Text);
        return tuner;
    }

    private static TemporaryFolder Copied(params string[] path)
    {
        var folder = new TemporaryFolder();
        TemporaryFolder.Copy(Goldens.At(path), folder.File("p"));
        return folder;
    }
}
