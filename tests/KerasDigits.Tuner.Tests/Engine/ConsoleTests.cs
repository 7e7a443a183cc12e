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
        HyperbandOracle Oracle() => new("val_accuracy", max_epochs: int.Parse(call.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture), seed: long.Parse(call.Groups[2].Value, System.Globalization.CultureInfo.InvariantCulture));
        string recorded = (string)text["search"]!;
        Queue<double> scores = new(Scores().Matches(recorded).Select(m => double.Parse(m.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture)));
        using var folder = new TemporaryFolder();
        using var there = new WorkingFolder(folder.Path);
        using var tuner = new FunctionTuner(Oracle(), _ => new Dictionary<string, double> { ["val_accuracy"] = scores.Dequeue() }, "hyperband", "MNIST", space: Space);
        Assert.Equal(text["search_space_summary"], Printed(() => tuner.search_space_summary()));
        Assert.Equal(WithoutTraining(recorded), WithoutTraining(Printed(() => tuner.search())));
        Assert.Equal(text["results_summary"], Printed(() => tuner.results_summary()));
        Assert.Equal(text["results_summary_2"], Printed(() => tuner.results_summary(2)));
        Assert.Equal(text["oracle_summary"], Printed(() => tuner.oracle.get_best_trials(1)[0].summary()));
        Assert.Equal(text["reload"], Printed(() => new FunctionTuner(Oracle(), _ => 0, "hyperband", "MNIST", space: Space).Dispose()));
    }

    [Fact]
    public void Verbose_0_prints_nothing()
    {
        using var folder = new TemporaryFolder();
        using var tuner = new FunctionTuner(new RandomSearchOracle(max_trials: 3, seed: 1), _ => 1.0, folder.Path, space: hp => hp.Int("a", 1, 9));
        Assert.Equal("", Printed(() => tuner.search(new SearchArguments { ["verbose"] = 0 })));
    }

    [Theory, InlineData(3.4, "00h 00m 03s"), InlineData(0.5, "00h 00m 00s"), InlineData(1.5, "00h 00m 02s"), InlineData(3661, "01h 01m 01s"), InlineData(604800, "7d 00h 00m 00s"), InlineData(90061.2, "1d 01h 01m 01s")]
    public void Times_are_printed_with_days(double seconds, string text) => Assert.Equal(text, Display.Duration(TimeSpan.FromSeconds(seconds)));

    [Fact]
    public void Cells_are_cut_and_rounded_as_in_Python()
    {
        Assert.Equal("1e+05", Display.Cell(100000));
        Assert.Equal("12345", Display.Cell(12345));
        Assert.Equal("1.2346e+05", Display.Cell(123456));
        Assert.Equal("0.00012346", Display.Cell(0.000123456));
        Assert.Equal("1e-05", Display.Cell(1e-5));
        Assert.Equal("0.3", Display.Cell(0.30000000000000004));
        Assert.Equal("True", Display.Cell(true));
        Assert.Equal("None", Display.Cell(HyperValue.None));
        Assert.Equal("abcdefghijklmno...", Display.Cell("abcdefghijklmnopqrstuvwxyz"));
        Assert.Equal("abcdefghijklmnopqr", Display.Cell("abcdefghijklmnopqr"));
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

    private static string Printed(Action action)
    {
        using var screen = new Screen();
        action();
        return screen.Text;
    }

    /// <summary>Without the trainings' lines; times made equal.</summary>
    private static string WithoutTraining(string text) => Regex.Replace(string.Join('\n', text.Split('\n').Where(l => !l.StartsWith("Epoch ", StringComparison.Ordinal) && !l.Contains("ms/step", StringComparison.Ordinal))), @"\d\dh \d\dm \d\ds", "time");

    [GeneratedRegex(@"^val_accuracy: (\S+)$", RegexOptions.Multiline)]
    private static partial Regex Scores();
}
