using System.Text.RegularExpressions;
using KerasDigits.Training;

namespace KerasDigits.Callbacks;

/// <summary>
/// Saves the model, or its weights, while it trains. Every file is written aside and renamed, so that an interrupted run leaves the old
/// file or the new one.
/// </summary>
/// <param name="filepath">File name; "{epoch:02d}" and "{val_loss:.2f}" are filled in.</param>
/// <param name="monitor">Name in the logs.</param>
/// <param name="verbose">1: says when it saves.</param>
/// <param name="save_best_only">Whether only improvements of the monitored number are saved.</param>
/// <param name="save_weights_only">Whether only weights are saved.</param>
/// <param name="mode">"min", "max" or "auto".</param>
/// <param name="save_freq">"epoch", or a number of batches between two saves; null: "epoch".</param>
/// <param name="initial_value_threshold">Best value before the run; null: none, so that the first value is an improvement. (2.3.1 takes the
/// argument and forgets it.)</param>
/// <param name="period">Old: epochs between two saves; null: each epoch.</param>
/// <param name="load_weights_on_restart">Old: whether training starts with the weights of the newest file that <paramref name="filepath"/>
/// could have written; null: no.</param>
/// <remarks>Source: tf.keras 2.3.1, callbacks.py.</remarks>
[KerasExport("keras.callbacks.ModelCheckpoint")]
public class ModelCheckpoint(string filepath, string monitor = "val_loss", int verbose = 0, bool save_best_only = false,
    bool save_weights_only = false, string mode = "auto", SaveFrequency? save_freq = null, double? initial_value_threshold = null,
    int? period = null, bool? load_weights_on_restart = null)
    : MonitorCallback(monitor, mode), IResumable
{
    internal override bool IsChiefs => true;

    private double? _best = initial_value_threshold;
    private int _epoch, _batches, _epochs;

    /// <summary>Old: epochs between two saves.</summary>
    public int period { get; } = WarnDeprecated(period,
        "`period` argument is deprecated. Please use `save_freq` to specify the frequency in number of batches seen.") ?? 1;

    /// <summary>Old: whether training starts with the weights of the newest file.</summary>
    public bool load_weights_on_restart { get; } = WarnDeprecated(load_weights_on_restart,
        "`load_weights_on_restart` argument is deprecated. Please use `model.load_weights()` for loading weights before the start of "
        + "`model.fit()`.") ?? false;

    /// <summary>File name with its fields.</summary>
    public string filepath { get; } = filepath;

    /// <summary>Whether it prints what it does.</summary>
    public int verbose { get; } = verbose;

    /// <summary>Whether only improvements are saved.</summary>
    public bool save_best_only { get; } = save_best_only;

    /// <summary>Whether only weights are saved.</summary>
    public bool save_weights_only { get; } = save_weights_only;

    /// <summary>When to save.</summary>
    public SaveFrequency save_freq { get; } = save_freq ?? "epoch";

    /// <summary>Best value so far.</summary>
    public double best => _best ?? Worst;

    /// <inheritdoc/>
    protected override bool AutoSeeksGreatest => base.AutoSeeksGreatest || monitor.StartsWith("fmeasure", StringComparison.Ordinal);

    /// <inheritdoc/>
    protected internal override bool SeesStepLogs => true;

    /// <inheritdoc/>
    public override void on_train_begin(Logs? logs = null)
    {
        if (save_best_only) { SayDirection(); }
        if (load_weights_on_restart && FindNewestFile() is { } file) { model.load_weights(file); }
    }

    /// <inheritdoc/>
    public override void on_epoch_begin(int epoch, Logs? logs = null) => _epoch = epoch;

    /// <inheritdoc/>
    public override void on_train_batch_end(int batch, Logs? logs = null)
    {
        if (save_freq.Batches is not { } every || ++_batches < every) { return; }
        _batches = 0;
        Save(_epoch, batch, logs);
    }

    /// <inheritdoc/>
    public override void on_epoch_end(int epoch, Logs? logs = null)
    {
        if (save_freq.Batches is not null || ++_epochs < period) { return; }
        _epochs = 0;
        Save(epoch, null, logs);
    }

    RunState IResumable.GetState()
    {
        RunState state = new RunState().Set("batches", _batches).Set("epochs", _epochs);
        return _best is { } known ? state.Set("best", known) : state;
    }

    void IResumable.SetState(RunState state) =>
        (_batches, _epochs, _best) = ((int)state.Whole("batches"), (int)state.Whole("epochs"),
            state.Contains("best") ? state.Number("best") : null);

    private void Save(int epoch, int? batch, Logs? logs)
    {
        string target = FormatPath(epoch, batch, logs);
        if (!save_best_only)
        {
            if (verbose > 0) { Output.WriteLine($"\n{EpochText.Of(epoch)}: saving model to {target}"); }
            Write(target);
            return;
        }
        if (logs?.Get(monitor) is not { } current)
        {
            Log.Warning($"Can save best model only with {monitor} available, skipping.");
            return;
        }
        if (!IsBetter(current, best))
        {
            if (verbose > 0) { Output.WriteLine($"\n{EpochText.Of(epoch)}: {monitor} did not improve from "
                + $"{PythonNumber.WriteFixed(best, 5)}"); }
            return;
        }
        if (verbose > 0)
        {
            Output.WriteLine($"\n{EpochText.Of(epoch)}: {monitor} improved from {PythonNumber.WriteFixed(best, 5)} to "
                + $"{PythonNumber.WriteFixed(current, 5)}, saving model to {target}");
        }
        _best = current;
        Write(target);
    }

    /// <summary>The file's name: "{batch}" is known where batches are counted (2.3.1 forgets it, and ends in a KeyError).</summary>
    private string FormatPath(int epoch, int? batch, Logs? logs)
    {
        var values = new Dictionary<string, object> { ["epoch"] = epoch + 1 };
        if (batch is { } b) { values["batch"] = b + 1; }
        foreach (var (name, value) in logs ?? []) { values[name] = value; }
        return PythonFormat.Fill(filepath, values);
    }

    private void Write(string path)
    {
        if (System.IO.Path.GetExtension(path) is ".h5" or ".hdf5" or ".keras" && Directory.Exists(path))
        {
            throw new IOException("Please specify a non-directory filepath for ModelCheckpoint. Filepath used is an existing directory: "
                + $"{path}");
        }
        if (System.IO.Path.GetDirectoryName(path) is { Length: > 0 } folder) { Directory.CreateDirectory(folder); }
        if (save_weights_only) { model.save_weights(path, overwrite: true); }
        else { model.save(path, overwrite: true); }
    }

    /// <summary>The newest of the files whose name fits the pattern.</summary>
    private string? FindNewestFile()
    {
        string folder = System.IO.Path.GetDirectoryName(filepath) is { Length: > 0 } f ? f : ".";
        if (!Directory.Exists(folder)) { return null; }
        string pattern = Regex.Replace(Regex.Escape(System.IO.Path.GetFileName(filepath)), @"\\\{.*?}", ".*");
        return Directory.GetFiles(folder).Where(f => Regex.IsMatch(System.IO.Path.GetFileName(f), $"^{pattern}$"))
            .MaxBy(File.GetLastWriteTimeUtc);
    }

    private static T? WarnDeprecated<T>(T? value, string warning) where T : struct
    {
        if (value is not null) { Log.Warning(warning); }
        return value;
    }
}

/// <summary>What ModelCheckpoint takes as save_freq: "epoch" or a number of batches.</summary>
public readonly struct SaveFrequency
{
    /// <summary>Batches between two saves; null: at the end of each epoch.</summary>
    public int? Batches { get; private init; }

    /// <summary>A number of batches.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number of batches is not above 0.</exception>
    public static implicit operator SaveFrequency(int batches) => new() { Batches = Guard.Positive(batches, "save_freq") };

    /// <summary>"epoch".</summary>
    /// <exception cref="ArgumentException">The word is not "epoch".</exception>
    public static implicit operator SaveFrequency(string word)
    {
        Guard.That(word == "epoch", $"Unrecognized save_freq: {word}. Pass \"epoch\" or a number of batches.", "save_freq");
        return default;
    }
}
