using System.Globalization;
using KerasDigits.Core;
using KerasDigits.Tuner.Project;

namespace KerasDigits.Tuner.Tests.Oracles;

/// <summary>Seed for seed: the trials of KerasTuner 1.4.7, their ids, values, order and scores.</summary>
public sealed class GoldenSequenceTests
{
    public static IEnumerable<object[]> Names() => Goldens.Runs("").Select(r => (string)r["name"]!)
        .Where(n => n.StartsWith("random_", StringComparison.Ordinal) || n.StartsWith("hyperband_", StringComparison.Ordinal)
            || n.StartsWith("grid_", StringComparison.Ordinal)).Select(n => new object[] { n });

    [Theory, MemberData(nameof(Names))]
    public void Trials_are_those_of_KerasTuner(string name)
    {
        Config run = Goldens.Runs(name).First(r => (string)r["name"]! == name);
        using var folder = new TemporaryFolder();
        Oracle oracle = Make(name, run);
        using var tuner = new FunctionTuner(oracle,
            t => new Dictionary<string, double> { ["score"] = Goldens.Score(t.hyperparameters.values) }, folder.Path,
            space: hp => Goldens.AskLike(run, hp));
        using (new Screen()) { tuner.search(); }
        List<Config> wanted = [.. ((List<object?>)run["trials"]!).Cast<Config>()];
        Assert.Equal(wanted.Select(Line), oracle.trials.Values.Select(t => Line(new Config
        {
            ["id"] = t.trial_id,
            ["values"] = t.hyperparameters.values.ToConfig(),
            ["score"] = t.score,
            ["status"] = t.status,
        })));
        List<Config> best = [.. ((List<object?>)run["best"]!).Cast<Config>()];
        Assert.Equal(best.Select(PythonText.FormatRepr), tuner.get_best_hyperparameters(best.Count).Select(h => h.values.ToString()));
        CompareFolder(name, tuner.project_dir);
    }

    [SkippableFact]
    public void Programs_ask_for_the_recorded_spaces()
    {
        // Another set of recordings may have other ranges.
        Skip.If(Environment.GetEnvironmentVariable("KERAS_GOLDENS") is { Length: > 0 },
            "the spaces are those of the tests' own recordings");
        foreach (string space in new[] { "space", "cont", "cond" })
        {
            var hp = new HyperParameters();
            Goldens.Ask(space, hp);
            Assert.Contains(PythonJson.FormatText(hp.get_config()), Goldens.Spaces.Select(PythonJson.FormatText));
        }
    }

    /// <summary>The search that a name such as "hyperband_16_f4_x2_42" stands for.</summary>
    internal static Oracle Make(string name, Config run)
    {
        string[] parts = name.Split('_');
        var objective = new Objective("score", "max");
        int trials = ((List<object?>)run["trials"]!).Count;
        int Part(char mark, int otherwise) => parts.FirstOrDefault(p => p.Length > 1 && p[0] == mark
            && int.TryParse(p[1..], out _)) is { } found ? int.Parse(found[1..], CultureInfo.InvariantCulture) : otherwise;
        long seed = long.TryParse(parts[^1], out long s) ? s : 1;
        if (parts[0] == "random") { return new RandomSearchOracle(objective, trials, seed); }
        if (parts[0] == "grid") { return new GridSearchOracle(objective); }
        return new HyperbandOracle(objective, int.Parse(parts[1], CultureInfo.InvariantCulture), Part('f', 3), Part('x', 1), seed);
    }

    /// <summary>
    /// Where the whole folder was recorded: every file, byte for byte but for what Python leaves open (the order of a set, a random seed).
    /// </summary>
    private static void CompareFolder(string name, string mine)
    {
        string recorded = Goldens.At("tuner", name, "p");
        if (!Directory.Exists(recorded)) { return; }
        string[] files = [.. Directory.GetFiles(recorded, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(recorded, f))
            .Order(StringComparer.Ordinal)];
        Assert.Equal(files, Directory.GetFiles(mine, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(mine, f))
            .Where(f => f != "oracle.lock").Order(StringComparer.Ordinal));
        foreach (string file in files.Where(f => f != "oracle.json"))
        {
            Assert.Equal(File.ReadAllText(Path.Combine(recorded, file)), File.ReadAllText(Path.Combine(mine, file)));
        }
        Assert.Equal(Settled(Path.Combine(recorded, "oracle.json")), Settled(Path.Combine(mine, "oracle.json")));
    }

    private static string Settled(string file)
    {
        Config state = ProjectFile.Read(file, s => s);
        state["tried_so_far"] = ((List<object?>)state["tried_so_far"]!).Order().ToList();
        state["display"] = null;
        // GridSearch's seed is Python's own, drawn from the system; its order is kept by us alone.
        if (state.Remove("ordered_ids") | state.Remove("populate_next")
            || Path.GetFullPath(file).Contains("grid_", StringComparison.Ordinal))
        {
            state["seed"] = state["seed_state"] = null;
        }
        return PythonJson.FormatText(state);
    }

    private static string Line(Config trial) =>
        $"{trial["id"]} {PythonText.FormatRepr(trial["values"])} {PythonText.FormatRepr(trial["score"])} {trial["status"]}";
}
