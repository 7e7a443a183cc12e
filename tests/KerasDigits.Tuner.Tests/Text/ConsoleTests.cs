using System.Text.RegularExpressions;
using KerasDigits.Core;

namespace KerasDigits.Tuner.Tests.Engine;

/// <summary>The screen of KerasTuner 1.4.7, letter for letter where no time stands.</summary>
public sealed partial class ConsoleTests
{
    [Fact]
    public void Search_and_summaries_print_what_KerasTuner_prints()
    {
        Config golden = Goldens.Json("tuner_console_1.4.7.json"), text = (Config)golden["text"]!;
        Match call = Regex.Match((string)golden["space"]!, @"max_epochs=(\d+).*seed=(\d+)");
        HyperbandOracle Oracle() =>
            new("val_accuracy", max_epochs: int.Parse(call.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture),
                seed: long.Parse(call.Groups[2].Value, System.Globalization.CultureInfo.InvariantCulture));
        string recorded = (string)text["search"]!;
        Queue<double> scores = new(Scores().Matches(recorded)
            .Select(m => double.Parse(m.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture)));
        using var folder = new TemporaryFolder();
        using var there = new WorkingFolder(folder.Path);
        using var tuner = new FunctionTuner(Oracle(), _ => new Dictionary<string, double> { ["val_accuracy"] = scores.Dequeue() },
            "hyperband", "MNIST", space: Space);
        Assert.Equal(text["search_space_summary"], Printed(() => tuner.search_space_summary()));
        Assert.Equal(WithoutTraining(recorded), WithoutTraining(Printed(() => tuner.search())));
        Assert.Equal(text["results_summary"], Printed(() => tuner.results_summary()));
        Assert.Equal(text["results_summary_2"], Printed(() => tuner.results_summary(2)));
        Assert.Equal(text["oracle_summary"], Printed(() => tuner.oracle.get_best_trials(1)[0].summary()));
        Assert.Equal(text["reload"], Printed(() => new FunctionTuner(Oracle(), _ => 0, "hyperband", "MNIST", space: Space).Dispose()));
    }

    [Fact]
    public void Under_the_name_kerastuner_a_search_prints_what_1_0_1_prints()
    {
        Config golden = Goldens.Json("tuner_console_1.0.1.json"), text = (Config)golden["text"]!;
        using var folder = new TemporaryFolder();
        using var there = new WorkingFolder(folder.Path);
        using FunctionTuner tuner = Early(seed: 1);
        Assert.Equal(text["search_space_summary"], Coloured(() => tuner.search_space_summary()));
        string printed = WithoutTraining(Coloured(() => tuner.search(new SearchArguments { ["verbose"] = 0 })));
        Assert.Equal(Masked(WithoutTraining((string)text["search"]!)), Masked(printed));
        Assert.Equal(Masked((string)text["results_summary"]!), Masked(Coloured(() => tuner.results_summary())));
        Assert.Equal(Masked((string)text["results_summary_2"]!), Masked(Coloured(() => tuner.results_summary(2))));
        Assert.Equal(Masked((string)text["oracle_summary"]!), Masked(Coloured(() => tuner.oracle.get_best_trials(1)[0].summary())));
        Assert.Equal(text["reload"], Coloured(() => Early(seed: 1).Dispose()));
        string id = Regex.Match(printed, "Trial ID: ([0-9a-f]{32})").Groups[1].Value;
        Assert.True(Directory.Exists(Path.Combine("hyperband", "MNIST", $"trial_{id}")));
        // Colours are for terminals.
        Assert.DoesNotContain('\u001b', Printed(() => tuner.results_summary()));
        Assert.Contains(" |-Showing 10 best trials\n", Printed(() => tuner.results_summary()), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_kind_of_hyperparameter_prints_the_arguments_that_1_0_1_had()
    {
        using var folder = new TemporaryFolder();
        void Ask(HyperParameters hp)
        {
            hp.Int("i", 1, 64, sampling: "log");
            hp.Float("g", 0, 1);
            hp.Boolean("b_true", @default: true);
            hp.Fixed("x", 3);
            hp.Fixed("t", "text");
            hp.Choice("c", ["a", "b"], @default: "b");
            hp.Choice("n", [1, 2, 3], ordered: false);
            using (hp.conditional_scope("c", "a")) { hp.Int("only_a", 1, 3); }
        }
        using FunctionTuner tuner = SearchWords.Early.Make(() =>
            new FunctionTuner(new RandomSearchOracle(max_trials: 1, seed: 1), _ => 1, folder.Path, space: Ask));
        Assert.Equal("""
            [Search space summary]
             |-Default search space size: 8
             > i (Int)
             |-default: None
             |-max_value: 64
             |-min_value: 1
             |-sampling: log
             |-step: 1
             > g (Float)
             |-default: 0.0
             |-max_value: 1.0
             |-min_value: 0.0
             |-sampling: None
             |-step: None
             > b_true (Boolean)
             |-default: True
             > x (Fixed)
             |-value: 3
             > t (Fixed)
             |-value: text
             > c (Choice)
             |-default: b
             |-ordered: False
             |-values: ['a', 'b']
             > n (Choice)
             |-default: 1
             |-ordered: False
             |-values: [1, 2, 3]
             > c=a/only_a (Int)
             |-default: None
             |-max_value: 3
             |-min_value: 1
             |-sampling: None
             |-step: 1

            """.ReplaceLineEndings("\n"), Printed(() => tuner.search_space_summary()));
    }

    [Fact]
    public void The_name_decides_and_nothing_else()
    {
        using var folder = new TemporaryFolder();
        object Build(HyperParameters hp) => hp.Int("a", 1, 9);
        Assert.Same(SearchWords.Early, kerastuner.oracles.RandomSearch(max_trials: 1).Words);
        Assert.Same(SearchWords.Late, keras_tuner.oracles.RandomSearch(max_trials: 1).Words);
        using (RandomSearch early = kerastuner.tuners.RandomSearch(Build, "loss", max_trials: 1, directory: folder.Path,
            project_name: "early"))
        {
            Assert.Same(SearchWords.Early, early.oracle.Words);
        }
        using (RandomSearch late = keras_tuner.RandomSearch(Build, "loss", max_trials: 1, directory: folder.Path, project_name: "late"))
        {
            Assert.Same(SearchWords.Late, late.oracle.Words);
        }
    }

    [Fact]
    public void Verbose_0_prints_nothing()
    {
        using var folder = new TemporaryFolder();
        using var tuner = new FunctionTuner(new RandomSearchOracle(max_trials: 3, seed: 1), _ => 1.0, folder.Path,
            space: hp => hp.Int("a", 1, 9));
        Assert.Equal("", Printed(() => tuner.search(new SearchArguments { ["verbose"] = 0 })));
    }

    [Theory, InlineData(3.4, "00h 00m 03s"), InlineData(0.5, "00h 00m 00s"), InlineData(1.5, "00h 00m 02s"),
        InlineData(3661, "01h 01m 01s"), InlineData(604800, "7d 00h 00m 00s"), InlineData(90061.2, "1d 01h 01m 01s")]
    public void Times_are_printed_with_days(double seconds, string text) =>
        Assert.Equal(text, Display.FormatDuration(TimeSpan.FromSeconds(seconds)));

    [Fact]
    public void Cells_are_cut_and_rounded_as_in_Python()
    {
        Assert.Equal("1e+05", Display.FormatCell(100000));
        Assert.Equal("12345", Display.FormatCell(12345));
        Assert.Equal("1.2346e+05", Display.FormatCell(123456));
        Assert.Equal("0.00012346", Display.FormatCell(0.000123456));
        Assert.Equal("1e-05", Display.FormatCell(1e-5));
        Assert.Equal("0.3", Display.FormatCell(0.30000000000000004));
        Assert.Equal("True", Display.FormatCell(true));
        Assert.Equal("None", Display.FormatCell(HyperValue.None));
        Assert.Equal("abcdefghijklmno...", Display.FormatCell("abcdefghijklmnopqrstuvwxyz"));
        Assert.Equal("abcdefghijklmnopqr", Display.FormatCell("abcdefghijklmnopqr"));
    }

    private sealed class WorkingFolder : IDisposable
    {
        private readonly string _before = Environment.CurrentDirectory;

        public WorkingFolder(string folder) => Environment.CurrentDirectory = folder;

        public void Dispose() => Environment.CurrentDirectory = _before;
    }

    private static void Space(HyperParameters hp)
    {
        hp.Int("units", 8, 32, step: 8, @default: 8);
        hp.Choice("dense_activation", ["relu", "sigmoid"], @default: "relu");
        hp.Float("dropout", 0, 0.5, step: 0.1, @default: 0.3);
        hp.Choice("learning_rate", [1e-1, 1e-2, 1e-3, 1e-4]);
    }

    /// <summary>A search under the old name.</summary>
    private static FunctionTuner Early(long seed) =>
        SearchWords.Early.Make(() => new FunctionTuner(new HyperbandOracle("val_accuracy", max_epochs: 3, seed: seed),
        trial => new Dictionary<string, double> { ["val_accuracy"] = 0.5 + (0.01 * (double)trial.hyperparameters.values["tuner/epochs"]) },
        "hyperband", "MNIST", space: Space));

    private static string Coloured(Action action)
    {
        using var screen = new Screen();
        Output.IsTerminal = true;
        try { action(); }
        finally { Output.IsTerminal = false; }
        return screen.Text;
    }

    /// <summary>
    /// What was drawn or reached made equal; a promoted trial's line of its parent left out, as the best of other scores is another.
    /// </summary>
    private static string Masked(string text) =>
        Regex.Replace(text, @"(ID|Score|dense_activation|dropout|learning_rate|tuner/[a-z_]+|units): [^\u001b\n]+", "$1: ...")
        .Replace("\u001b[34m |-tuner/trial_id: ...\u001b[0m\n\u001b[36m |-units: ...", "\u001b[34m |-units: ...", StringComparison.Ordinal);

    private static string Printed(Action action)
    {
        using var screen = new Screen();
        action();
        return screen.Text;
    }

    /// <summary>Without the trainings' lines; times made equal.</summary>
    private static string WithoutTraining(string text) =>
        Regex.Replace(string.Join('\n', text.Split('\n')
            .Where(l => !l.StartsWith("Epoch ", StringComparison.Ordinal) && !l.Contains("ms/step", StringComparison.Ordinal))),
            @"\d\dh \d\dm \d\ds", "time");

    [GeneratedRegex(@"^val_accuracy: (\S+)$", RegexOptions.Multiline)]
    private static partial Regex Scores();
}
