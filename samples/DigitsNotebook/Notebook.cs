using System.Diagnostics;
using DigitsNotebook.Data;
using DigitsNotebook.Running;
using DigitsNotebook.Screen;
using KerasDigits.Callbacks;
using KerasDigits.Models;
using KerasDigits.Notebook;
using KerasDigits.Training;
using static KerasDigits.keras;
using static KerasDigits.Notebook.builtins;

namespace DigitsNotebook;

/// <summary>
/// The notebook. Files in Cells hold its code cells, each with its Python lines above; here stands in which order they run, and what the
/// program adds.
/// </summary>
public sealed partial class Notebook
{
    /// <summary>The models, in the notebook's order.</summary>
    public static readonly string[] Names = ["dense", "conv", "conv2", "data_aug", "transfer", "hyperband"];

    /// <summary>What the transfer net is called where there were no weights to transfer.</summary>
    public const string TransferWithoutPretraining = "transfer_without_pretraining";

    private readonly Settings settings;
    private readonly DigitData data;
    private readonly Pace pace;
    private readonly Voice voice;
    private readonly VggBase vgg;
    private readonly Forecast forecast;
    private readonly HashSet<int> _run = [];
    private readonly List<Result> _results = [];
    private readonly Stopwatch _runClock = new(), _clock = new();
    private History? _history;
    private Watch? _watch;

    internal Notebook(Settings settings, DigitData data, Voice voice, Interrupt interrupt)
    {
        this.interrupt = interrupt;
        (this.settings, this.data, this.voice) = (settings, data, voice);
        pace = new Pace(settings);
        vgg = new VggBase(settings.VggWeights, voice);
        kept = new Kept(settings.Out, RunKey, settings.Fresh);
        forecast = new Forecast(pace, data.Train.shape.rows, [.. kept.Results.Select(r => r.name)]);
    }

    /// <summary>A group of cells: one model, or what stands before and after all.</summary>
    /// <param name="Name">The model's name.</param>
    /// <param name="Title">What the screen says.</param>
    /// <param name="Needs">Cells of other groups that must have run; they run now where they have not.</param>
    /// <param name="Cells">Its cells by their numbers.</param>
    private sealed record Group(string Name, string Title, int[] Needs, (int Number, Action Run)[] Cells);

    private Group Preparing =>
        new("", "data", [], [(1, Cell1), (2, Cell2), (3, Cell3), (4, Cell4), (5, Cell5), (6, Cell6), (7, Cell7), (8, Cell8)]);

    private Group[] Models =>
    [
        new("dense", "model n°1, dense", [],
            [(9, Cell9), (10, Cell10), (11, Cell11), (12, Cell12), (14, Cell14), (15, Cell15), (16, Cell16)]),
        new("conv", "model n°2, conv", [],
            [(17, Cell17), (18, Cell18), (19, Cell19), (20, Cell20), (21, Cell21), (22, Cell22), (23, Cell23), (24, Cell24), (25, Cell25)]),
        new("conv2", "model n°3, conv2", [21], [(26, Cell26), (27, Cell27), (28, Cell28), (29, Cell29), (30, Cell30)]),
        new("data_aug", "model n°4, data_aug", [],
            [(31, Cell31), (32, Cell32), (33, Cell33), (34, Cell34), (35, Cell35), (36, Cell36), (37, Cell37)]),
        new("transfer", "model n°5, transfer", [31],
            [(38, Cell38), (39, Cell39), (40, Cell40), (41, Cell41), (42, Cell42), (43, Cell43), (44, Cell44), (45, Cell45), (46, Cell46),
                (47, Cell47), (48, Cell48), (49, Cell49)]),
        new("hyperband", "model n°6, hyperband", [21, 31], [(52, Cell52), (53, Cell53), (101, Cell101), (54, Cell54), (55, Cell55)]),
    ];

    /// <summary>Runs the cells that the settings ask for, in the notebook's order.</summary>
    public void Run()
    {
        _runClock.Start();
        foreach (string change in pace.Changes()) { voice.Say(change); }
        voice.Say($"Digits: {data.Train.shape.rows} rows of {data.Source}.");
        SayWhatIsKept();
        Group[] chosen = [.. Models.Where(m => settings.Models.Contains(m.Name))];
        double ToGo(Range groups) => forecast.Seconds(chosen[groups].Select(g => g.Name), _runClock.Elapsed.TotalSeconds);
        string Next(int i) => $"{chosen[i].Title}, about {Times.About(ToGo(i..(i + 1)))}";
        voice.During(() => "timing some steps of the third net");
        forecast.Measure(() => interrupt.Requested);
        _where = "before the first cell";
        StopIfAsked();
        voice.Say($"The run takes about {Times.About(ToGo(..))} on this machine as it is now. First: {Next(0)}.");
        RunCells(Preparing);
        for (int i = 0; i < chosen.Length; i++)
        {
            // Each model starts from the seed, so that its numbers do not depend on which others are trained.
            utils.set_random_seed(settings.Seed);
            double before = _runClock.Elapsed.TotalSeconds;
            RunCells(chosen[i]);
            double took = _runClock.Elapsed.TotalSeconds - before;
            forecast.Took(chosen[i].Name, took, before);
            string left = i + 1 < chosen.Length
                ? $"Next: {Next(i + 1)}; about {Times.About(ToGo((i + 1)..))} to go"
                : "That was the last model";
            voice.Say($"{_results[^1].name} is done after {Times.About(took)}. {left}.");
        }
        if (settings.Models.Contains("data_aug")) { Predict(); }
        Compare();
    }

    private void RunCells(Group group)
    {
        voice.Say($"── {group.Title} {new string('─', 60 - group.Title.Length)}");
        voice.During(() => group.Title);
        _where = group.Title;
        foreach (int needed in group.Needs.Where(n => !_run.Contains(n))) { RunCell(needed, needed == 21 ? Cell21 : Cell31); }
        foreach (var (number, run) in group.Cells) { RunCell(number, run); }
    }

    private void RunCell(int number, Action cell)
    {
        IPython.get_ipython().run_cell(number, cell);
        _run.Add(number);
        StopIfAsked();
    }

    /// <summary>What Jupyter shows of a cell's last expression.</summary>
    private static void Out(int cell, object value) => print($"Out[{cell}]:", repr(value));

    /// <summary>A line of a cell's list of accuracies; models that were not trained have none.</summary>
    private static void print_acc(string text, double accuracy, int digits)
    {
        if (!double.IsNaN(accuracy)) { print(text, round(accuracy, digits)); }
    }

    /// <summary>A model's callbacks, and the program's own.</summary>
    private Callback[] Watched(string name, Callback[] callbacks_list)
    {
        var watch = _watch = new Watch(name, pace.Epochs(name, 100), pace.TimeLimit(name, _runClock.Elapsed.TotalSeconds),
            seconds => kept.Spend(name, seconds));
        voice.During(() => watch.Text);
        _training = "the training that ran is kept up to its last whole epoch";
        return [.. callbacks_list, Backup(name), watch];
    }

    /// <summary>Follows a training's end.</summary>
    private void AfterFit(string name, Sequential model, History history)
    {
        _history = history;
        if (history.Interrupted)
        {
            _where += $", in epoch {history.epoch.LastOrDefault() + 1} of {pace.Epochs(name, 100)}";
            StopIfAsked(cut: true);
        }
        voice.During(() => name);
        if (_watch is { IsCut: true })
        {
            voice.Say($"{name} ends after {history.epoch.Count} of {pace.Epochs(name, 100)} epochs: its "
                + $"{Times.About(pace.TimeLimit(name, _runClock.Elapsed.TotalSeconds)!.Value.TotalSeconds)} are over.");
        }
        List<double> losses = history.history["val_loss"], accuracies = history.history["val_accuracy"];
        // A loss that was never a number has no best epoch, and a file of that name would be an older run's.
        if (!losses.Exists(double.IsFinite)) { return; }
        int kept = losses.IndexOf(losses.Where(double.IsFinite).Min());
        string file = $"model_{(name == TransferWithoutPretraining ? "transfer" : name)}.h5";
        if (!Pace.TakesCheckpoint(accuracies[kept], accuracies[^1]) || !File.Exists(file)) { return; }
        model.load_weights(file);
        voice.Say(
            FormattableString.Invariant($"{name} goes on with its epoch {history.epoch[kept] + 1} of {history.epoch.Count}, from {file}: ")
            + FormattableString.Invariant($"val_accuracy {accuracies[kept]:F4}, and {accuracies[^1]:F4} in the last."));
    }

    /// <summary>Keeps a model's result in results.json.</summary>
    private void Record(string name, Model model, double loss, double accuracy)
    {
        _results.Add(new Result(name, accuracy, loss, name == "hyperband" ? tuner.oracle.trials.Count : _history!.epoch.Count,
            kept.Seconds(name), model.count_params()));
        kept.Record(_results[^1]);
        _training = "";
    }

    private void Predict()
    {
        if (test_data is null)
        {
            voice.Say("No Submission.csv: --test FILE names digits without labels.");
            return;
        }
        voice.During(() => "answering the test digits");
        RunCell(57, Cell57);
        voice.Say($"{test_data.shape.rows} answers in {Path.Combine(settings.Out, "Submission.csv")}.");
    }

    private void Compare()
    {
        voice.Say($"── comparison {new string('─', 49)}");
        foreach (Result r in _results)
        {
            string counted = r.name == "hyperband" ? "trials" : "epochs";
            voice.Say(
                FormattableString.Invariant(
                    $"{r.name,-10} {r.val_accuracy:F4}   ({r.parameters:N0} parameters, {r.epochs} {counted}, {r.seconds:F0} s)"));
        }
        voice.Say($"Results, pictures and models are in {settings.Out}.");
    }
}
