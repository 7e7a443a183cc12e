using System.Diagnostics;
using System.Globalization;
using KerasDigits.Callbacks;
using KerasDigits.Data;
using KerasDigits.Models;
using KerasDigits.Notebook;
using KerasDigits.Training;
using NumSharp;
using static KerasDigits.keras;

namespace DigitsNotebook;

/// <summary>The notebook. Each file of this class is a group of its cells, each line a line of Python.</summary>
public sealed partial class Notebook(Settings settings)
{
    private static readonly (int, int, int) INPUT_SHAPE = (28, 28, 1);
    private readonly List<Result> _results = [];
    private NDArray train_images = null!, train_labels = null!, validation_images = null!, validation_labels = null!, test_images = null!;

    /// <summary>The models in the notebook's order, and what trains each.</summary>
    private Dictionary<string, Action> Models => new()
    {
        ["dense"] = Dense,
        ["conv"] = Conv,
        ["conv2"] = Conv2,
        ["data_aug"] = DataAug,
        ["transfer"] = Transfer,
        ["hyperband"] = Hyperband,
    };

    /// <summary>Runs the cells; 0 when all went well, 1 with a message otherwise.</summary>
    public int Run()
    {
        var models = Models;
        string? unknown = settings.Models.FirstOrDefault(m => m != "all" && !models.ContainsKey(m));
        if (unknown is not null)
        {
            Console.Error.WriteLine($"--models must name some of {string.Join(", ", models.Keys)}, or all. Received: {unknown}.");
            return 1;
        }
        try
        {
            Directory.CreateDirectory(settings.Out);
            plt.Folder = settings.Out;
            LoadData();
            foreach (var (name, train) in models)
            {
                if (!settings.Models.Contains(name) && !settings.Models.Contains("all")) { continue; }
                // Each model starts from the seed, so that its numbers do not depend on which others are trained.
                utils.set_random_seed(settings.Seed);
                Title(name);
                train();
            }
            Compare();
            return 0;
        }
        catch (Exception e) when (e is IOException or ArgumentException or DllNotFoundException or UnauthorizedAccessException or FormatException)
        {
            Console.Error.WriteLine(e.Message);
            return 1;
        }
    }

    private static void Title(string name) => Console.WriteLine($"\n── {name} {new string('─', 60 - name.Length)}");

    /// <summary>Path of a file in the output folder.</summary>
    private string Out(string file) => Path.Combine(settings.Out, file);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    /// <summary>The callbacks of the notebook's nets, which differ in when they stop and how far the learning rate falls.</summary>
    private Callback[] CallbacksList(string name, int stop_patience = 5, double factor = 0.1) =>
    [
        callbacks.EarlyStopping(monitor: "loss", patience: stop_patience),
        callbacks.ModelCheckpoint(Out($"{name}.h5"), monitor: "val_loss", save_best_only: true),
        callbacks.ReduceLROnPlateau(monitor: "val_loss", factor: factor, patience: 5),
    ];

    /// <summary>Epochs that the command line allows: its own number, the notebook's, or one that keeps the run within minutes.</summary>
    private int Epochs(int full, int brief) => settings.Epochs ?? (settings.Full ? full : brief);

    private History Train(string name, TrainableModel model, ModelData x, ModelData? y, int epochs, int? batch_size, Callback[] callbacks_list, NDArray validation)
    {
        var clock = Stopwatch.StartNew();
        var history = model.fit(x, y, epochs: epochs, batch_size: batch_size, callbacks: callbacks_list, validation_data: (validation, validation_labels), verbose: 1);
        Record(name, model, history, validation, clock.Elapsed);
        return history;
    }

    private void Record(string name, TrainableModel model, History history, NDArray validation, TimeSpan time)
    {
        PlotHistory(name, history);
        var (loss, accuracy) = model.evaluate(validation, validation_labels, verbose: 0);
        Console.WriteLine(Text($"{name}: validation accuracy {accuracy:F4}, loss {loss:F4}, {history.epoch.Count} epochs in {time.TotalSeconds:F1} s"));
        _results.Add(new Result(name, accuracy, loss, history.epoch.Count, time.TotalSeconds, ((Model)model).count_params()));
        Result.Save(settings.Out, _results);
    }

    // Cell 13: accuracy and loss over the epochs.
    private void PlotHistory(string name, History history)
    {
        plt.figure(figsize: (12, 4));
        plt.subplot(1, 2, 1);
        plt.plot(history.history["accuracy"], lw: 2, label: "training");
        plt.plot(history.history["val_accuracy"], lw: 2, label: "validation");
        plt.title($"{name}: accuracy");
        plt.xlabel("epoch");
        plt.legend();
        plt.subplot(1, 2, 2);
        plt.plot(history.history["loss"], lw: 2, label: "training");
        plt.plot(history.history["val_loss"], lw: 2, label: "validation");
        plt.title($"{name}: loss");
        plt.xlabel("epoch");
        plt.legend();
        plt.savefig(Out($"{name}_history.png"));
        plt.close();
    }

    // The last cells: the models side by side.
    private void Compare()
    {
        Title("comparison");
        Console.WriteLine("Validation accuracies:");
        foreach (Result r in _results) { Console.WriteLine(Text($"  {r.name,-10} {r.val_accuracy:F4}   ({r.parameters:N0} parameters, {r.epochs} epochs, {r.seconds:F0} s)")); }
        Console.WriteLine($"Results, plots and data are in {settings.Out}");
    }
}
