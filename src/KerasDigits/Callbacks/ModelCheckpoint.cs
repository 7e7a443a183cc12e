using System.Globalization;
using KerasDigits.Training;

namespace KerasDigits.Callbacks;

/// <summary>Saves the model, or its weights, while it trains. Every file is written aside and renamed, so that an interrupted run leaves the old file or the new one.</summary>
/// <param name="filepath">File name; "{epoch:02d}" and "{val_loss:.2f}" are filled in.</param>
/// <param name="monitor">Name in the logs.</param>
/// <param name="verbose">1: says when it saves.</param>
/// <param name="save_best_only">Whether only improvements of the monitored number are saved.</param>
/// <param name="save_weights_only">Whether weights alone are saved.</param>
/// <param name="mode">"min", "max" or "auto".</param>
/// <param name="save_freq">"epoch", or a number of batches between two saves.</param>
/// <param name="initial_value_threshold">Best value before the run; null: none, so that the first value is an improvement.</param>
/// <remarks>Source: tf.keras 2.3.1, callbacks.py.</remarks>
[KerasExport("keras.callbacks.ModelCheckpoint")]
public sealed class ModelCheckpoint(string filepath, string monitor = "val_loss", int verbose = 0, bool save_best_only = false, bool save_weights_only = false,
    string mode = "auto", SaveFrequency? save_freq = null, double? initial_value_threshold = null) : MonitorCallback(monitor, mode)
{
    private double? _best = initial_value_threshold;
    private int _epoch, _batches;

    /// <summary>File name with its fields.</summary>
    public string filepath { get; } = filepath;

    /// <summary>Whether it speaks.</summary>
    public int verbose { get; } = verbose;

    /// <summary>Whether only improvements are saved.</summary>
    public bool save_best_only { get; } = save_best_only;

    /// <summary>Whether weights alone are saved.</summary>
    public bool save_weights_only { get; } = save_weights_only;

    /// <summary>When to save.</summary>
    public SaveFrequency save_freq { get; } = save_freq ?? "epoch";

    /// <summary>Best value so far.</summary>
    public double best => _best ?? Worst;

    /// <inheritdoc/>
    public override void on_epoch_begin(int epoch, Logs? logs = null) => _epoch = epoch;

    /// <inheritdoc/>
    public override void on_train_batch_end(int batch, Logs? logs = null)
    {
        if (save_freq.Batches is not { } every || ++_batches < every) { return; }
        _batches = 0;
        Save(_epoch, logs);
    }

    /// <inheritdoc/>
    public override void on_epoch_end(int epoch, Logs? logs = null)
    {
        if (save_freq.Batches is null) { Save(epoch, logs); }
    }

    private void Save(int epoch, Logs? logs)
    {
        if (!save_best_only)
        {
            string path = Path(epoch, logs);
            if (verbose > 0) { Output.WriteLine($"\nEpoch {epoch + 1}: saving model to {path}"); }
            Write(path);
            return;
        }
        if (logs?.Get(monitor) is not { } current)
        {
            Log.Warning($"Can save best model only with {monitor} available, skipping.");
            return;
        }
        if (!IsBetter(current, best))
        {
            if (verbose > 0) { Output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"\nEpoch {epoch + 1}: {monitor} did not improve from {best:F5}")); }
            return;
        }
        string target = Path(epoch, logs);
        if (verbose > 0)
        {
            string old = double.IsInfinity(best) ? best > 0 ? "inf" : "-inf" : best.ToString("F5", CultureInfo.InvariantCulture);
            Output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"\nEpoch {epoch + 1}: {monitor} improved from {old} to {current:F5}, saving model to {target}"));
        }
        _best = current;
        Write(target);
    }

    private string Path(int epoch, Logs? logs)
    {
        var values = new Dictionary<string, object> { ["epoch"] = epoch + 1 };
        foreach (var (name, value) in logs ?? []) { values[name] = value; }
        return PythonFormat.Fill(filepath, values);
    }

    private void Write(string path)
    {
        if (System.IO.Path.GetDirectoryName(path) is { Length: > 0 } folder) { Directory.CreateDirectory(folder); }
        if (save_weights_only) { model.save_weights(path, overwrite: true); }
        else { model.save(path, overwrite: true); }
    }
}

/// <summary>What ModelCheckpoint takes as save_freq: "epoch" or a number of batches.</summary>
public readonly struct SaveFrequency
{
    /// <summary>Batches between two saves; null: at the end of each epoch.</summary>
    public int? Batches { get; private init; }

    /// <summary>A number of batches.</summary>
    public static implicit operator SaveFrequency(int batches) => new() { Batches = Guard.Positive(batches, "save_freq") };

    /// <summary>"epoch".</summary>
    public static implicit operator SaveFrequency(string word)
    {
        _ = Guard.OneOf(word, ["epoch"], "save_freq");
        return default;
    }
}
