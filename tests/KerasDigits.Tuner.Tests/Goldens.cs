using KerasDigits.Core;
using KerasDigits.Tuner.Project;

namespace KerasDigits.Tuner.Tests;

/// <summary>What KerasTuner itself did, from the folder of KERAS_GOLDENS or the tests' own.</summary>
internal static class Goldens
{
    public static string Folder => Environment.GetEnvironmentVariable("KERAS_GOLDENS") is { Length: > 0 } given
        ? given
        : Path.Combine(AppContext.BaseDirectory, "Goldens");

    public static string At(params string[] path) => Path.Combine([Folder, .. path]);

    /// <summary>The recorded searches whose name begins so.</summary>
    public static IReadOnlyList<Config> Runs(string prefix)
    {
        Config root = Json("tuner.json");
        List<Config> runs = [.. ((List<object?>)root["runs"]!).Cast<Config>()
            .Where(r => ((string)r["name"]!).StartsWith(prefix, StringComparison.Ordinal))];
        Assert.NotEmpty(runs);
        return runs;
    }

    public static Config Json(params string[] path) => (Config)JsonReader.Parse(File.ReadAllText(At(path)))!;

    /// <summary>The objective of the recorded searches: names, values and epochs say it all.</summary>
    public static double Score(HyperValues values)
    {
        double sum = 0.01 * (values.TryGetValue("tuner/epochs", out HyperValue epochs) ? epochs : 1.0);
        double total = 0;
        foreach (string name in values.Keys.Where(n => !n.StartsWith("tuner/", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            HyperValue v = values[name];
            total += v.Kind == HyperValueKind.Text ? ((string)v).Sum(c => c) % 17 / 17.0 : Math.Sin((3.1 * v) + name.Length);
        }
        return total + sum;
    }

    /// <summary>The recorded spaces, as the oracles' files hold them.</summary>
    public static IReadOnlyList<Config> Spaces { get; } = [.. Directory.GetDirectories(At("tuner")).Order(StringComparer.Ordinal)
        .Select(d => (Config)ProjectFile.Read(Path.Combine(d, "p", "oracle.json"), s => s)["hyperparameters"]!)];

    /// <summary>Asks for the hyperparameters of the recorded space that has a search's names.</summary>
    public static void AskLike(Config run, HyperParameters hp)
    {
        HashSet<string> names = [.. ((List<object?>)run["trials"]!).Cast<Config>().SelectMany(t => ((Config)t["values"]!).Keys)
            .Where(n => !n.StartsWith("tuner/", StringComparison.Ordinal))];
        HyperParameters? space = Spaces.Select(HyperParameters.from_config)
            .FirstOrDefault(s => names.SetEquals(s.space.Select(p => p.name)));
        Assert.True(space is not null, $"no recorded folder has the space of {run["name"]}");
        hp.merge(space, overwrite: false);
    }

    /// <summary>The spaces of the recorded searches, as programs ask for them.</summary>
    public static void Ask(string space, HyperParameters hp)
    {
        switch (space)
        {
            case "space":
                hp.Int("units", 64, 512, step: 32, @default: 64);
                hp.Choice("dense_activation", ["relu", "sigmoid"], @default: "relu");
                hp.Float("dropout", 0, 0.5, step: 0.1, @default: 0.3);
                hp.Choice("learning_rate", [1e-1, 1e-2, 1e-3, 1e-4]);
                break;
            case "cont":
                hp.Float("a", -1, 1);
                hp.Float("lr", 1e-4, 1e-1, sampling: "log");
                hp.Int("n", 1, 64, sampling: "log");
                hp.Boolean("flag");
                break;
            case "cond":
                hp.Choice("kind", ["conv", "dense"]);
                using (hp.conditional_scope("kind", "conv"))
                {
                    hp.Int("filters", 8, 64, step: 8);
                    hp.Int("kernel", 1, 5, step: 2);
                }
                hp.Fixed("fixed", 3);
                using (hp.conditional_scope("kind", "dense")) { hp.Int("width", 16, 256, step: 16); }
                break;
            default: throw new ArgumentException($"The recorded search has the space {space}, which this test does not know.");
        }
    }
}

/// <summary>A folder that goes with the test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public TemporaryFolder() => Directory.CreateDirectory(Path);

    public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), "tuner-" + Guid.NewGuid().ToString("N"));

    public string File(params string[] parts) => System.IO.Path.Combine([Path, .. parts]);

    public void Dispose() => Directory.Delete(Path, recursive: true);

    /// <summary>A copy of a folder, with all that is in it.</summary>
    public static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (string file in Directory.GetFiles(from))
        {
            System.IO.File.Copy(file, System.IO.Path.Combine(to, System.IO.Path.GetFileName(file)));
        }
        foreach (string folder in Directory.GetDirectories(from))
        {
            Copy(folder, System.IO.Path.Combine(to, System.IO.Path.GetFileName(folder)));
        }
    }
}

/// <summary>Catches what is printed.</summary>
internal sealed class Screen : IDisposable
{
    private readonly StringWriter _text = new() { NewLine = "\n" };

    public Screen() => Output.Writer = _text;

    public string Text => _text.ToString();

    public void Dispose() => Output.Writer = null!;
}

/// <summary>A tuner of plain functions.</summary>
internal sealed class FunctionTuner(Oracle oracle, Func<Trial, TrialResult?> function, string directory, string project_name = "p",
    bool overwrite = false, Action<HyperParameters>? space = null)
    : BaseTuner(oracle, space is null ? null : Space(space), directory, project_name, overwrite)
{
    public override TrialResult? run_trial(Trial trial, SearchArguments args) => function(trial);

    private static HyperModel Space(Action<HyperParameters> ask) => new HyperModel(hp =>
    {
        ask(hp);
        return hp;
    });
}
