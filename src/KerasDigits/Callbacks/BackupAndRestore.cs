using KerasDigits.Training;

namespace KerasDigits.Callbacks;

/// <summary>
/// Keeps a run of fit on disk, so that one that was cut (killed, crashed, interrupted) goes on where it was, equal to the last bit to one
/// that never was.
/// </summary>
/// <param name="backup_dir">Folder of the backup, for this run only: two runs, and ModelCheckpoint, need folders of their own.</param>
/// <param name="save_freq">"epoch" (null), or a number of batches between two backups.</param>
/// <param name="delete_checkpoint">Whether the backup is deleted when the run has come to its end.</param>
/// <param name="save_before_preemption">Must be false: it is TensorFlow's answer to machines that announce their end.</param>
/// <remarks>
/// Kept are weights, optimizer with its rate, epoch, the random generators (np.random, python.random, the engine's, those of layers with a
/// seed), the place in the data (ImageDataGenerator's flows, steps_per_epoch), stop_training, History, and what EarlyStopping,
/// ReduceLROnPlateau, ModelCheckpoint and CSVLogger know; custom callbacks and Sequences are kept where they implement
/// <c>IResumable</c>. Build and compile the model as before, and call fit with the same arguments: where there is a backup, fit goes on
/// with it, and its History holds all epochs. A Python-style generator starts over.
/// The file is written aside and renamed. Source: tf.keras 2.3.1, callbacks_experimental's BackupAndRestore; tf.keras 2.15, callbacks.py.
/// </remarks>
/// <exception cref="ArgumentException">backup_dir is empty, or save_before_preemption is true.</exception>
[KerasExport("keras.callbacks.BackupAndRestore", "keras.callbacks.experimental.BackupAndRestore")]
public class BackupAndRestore(string backup_dir, SaveFrequency? save_freq = null, bool delete_checkpoint = true,
    bool save_before_preemption = false) : Callback, IRunKeeper
{
    /// <summary>Name of the backup in its folder.</summary>
    public const string FileName = "backup.h5";

    /// <summary>Folder of the backup.</summary>
    public string backup_dir { get; } = string.IsNullOrWhiteSpace(backup_dir)
        ? throw new ArgumentException("Empty `backup_dir` argument passed", nameof(backup_dir))
        : backup_dir;

    /// <summary>When to save.</summary>
    public SaveFrequency save_freq { get; } = save_freq ?? "epoch";

    /// <summary>Whether a run that has come to its end deletes its backup.</summary>
    public bool delete_checkpoint { get; } = delete_checkpoint;

    /// <summary>Always false.</summary>
    public bool save_before_preemption { get; } = !save_before_preemption ? false
        : throw new ArgumentException("`save_before_preemption` is for machines of TensorFlow's worker strategies that announce their "
            + "end: here a run that is killed at any moment goes on from its last epoch, or by `save_freq` from its last batches.",
            nameof(save_before_preemption));

    string IRunKeeper.BackupFile => Path.Combine(backup_dir, FileName);

    int? IRunKeeper.EveryBatches => save_freq.Batches;

    /// <inheritdoc/>
    public override void on_train_end(Logs? logs = null)
    {
        if (delete_checkpoint && model.history?.Interrupted != true && model.IsChief) { File.Delete(Path.Combine(backup_dir, FileName)); }
    }
}
