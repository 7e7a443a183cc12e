#pragma warning disable IDE1006, CA1034 // Python's names, nested as there
using KerasDigits.Saving;

namespace KerasDigits;

/// <summary>The lines of TensorFlow's own module that programs with checkpoints have: <c>tf.train.latest_checkpoint(folder)</c>.</summary>
public abstract partial class tf
{
    /// <summary>Checkpoints.</summary>
    public static class train
    {
        /// <summary>
        /// The newest checkpoint of a folder by its file "checkpoint", as a prefix for load_weights; null where there is none.
        /// </summary>
        /// <param name="checkpoint_dir">Folder of the checkpoints; it need not exist.</param>
        public static string? latest_checkpoint(string checkpoint_dir) => CheckpointReader.FindLatest(checkpoint_dir);

        /// <summary>Opens a checkpoint to look at its tensors by name.</summary>
        /// <param name="ckpt_dir_or_file">Prefix of the checkpoint, or a folder: its newest one; or a SavedModel's folder.</param>
        /// <exception cref="FileNotFoundException">There is none.</exception>
        /// <exception cref="ModelFileException">It is damaged.</exception>
        public static CheckpointReader load_checkpoint(string ckpt_dir_or_file) => CheckpointReader.Open(ckpt_dir_or_file);

        /// <summary>Names and shapes of a checkpoint's tensors.</summary>
        /// <param name="ckpt_dir_or_file">Prefix of the checkpoint, or a folder: its newest one; or a SavedModel's folder.</param>
        public static IReadOnlyList<(string name, long[] shape)> list_variables(string ckpt_dir_or_file)
        {
            using CheckpointReader reader = CheckpointReader.Open(ckpt_dir_or_file);
            return [.. reader.get_variable_to_shape_map().OrderBy(v => v.Key, StringComparer.Ordinal).Select(v => (v.Key, v.Value))];
        }

        /// <summary>Named objects that are saved and restored together: models, optimizers, variables.</summary>
        /// <param name="objects">The objects by the names they have in Python's call:
        /// <c>tf.train.Checkpoint(("model", model), ("optimizer", optimizer))</c>.</param>
        public static Checkpoint Checkpoint(params (string name, object value)[] objects) => new(objects);

        /// <summary>Keeps the newest checkpoints of a folder.</summary>
        /// <param name="checkpoint">What is saved.</param>
        /// <param name="directory">Folder of the checkpoints; made when the first is saved.</param>
        /// <param name="max_to_keep">How many are kept; null: all.</param>
        /// <param name="checkpoint_name">Start of the files' names.</param>
        public static CheckpointManager CheckpointManager(Checkpoint checkpoint, string directory, int? max_to_keep,
            string checkpoint_name = "ckpt") => new(checkpoint, directory, max_to_keep, checkpoint_name);
    }
}
