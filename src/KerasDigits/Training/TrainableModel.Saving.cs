using KerasDigits.Saving;

namespace KerasDigits.Training;

public abstract partial class TrainableModel
{
    /// <summary>Writes the model to a file: structure, weights, compile settings and the optimizer's state.</summary>
    /// <param name="filepath">Target: "x.keras" (Keras 3's archive), "x.h5" or "x.hdf5" (Keras 2's HDF5).</param>
    /// <param name="overwrite">Whether an existing file is replaced; false throws instead.</param>
    /// <param name="include_optimizer">Whether the optimizer's state is written too.</param>
    /// <param name="save_format">"keras", "h5" or null (by the name's ending).</param>
    /// <param name="save_traces">Says how TensorFlow's SavedModel holds functions; without effect on these formats, as in Keras.</param>
    /// <param name="keras_version">"any": an .h5 that TF-Keras 2.3 to 2.15 and Keras 3 both read, compiled too, without the optimizer's
    /// state; null: the format's usual form.</param>
    /// <exception cref="NotSupportedException">keras_version is "any", and a layer, the optimizer or a metric has no form that both
    /// read.</exception>
    public abstract void save(string filepath, bool overwrite = true, bool include_optimizer = true, string? save_format = null,
        bool save_traces = true, string? keras_version = null);

    /// <summary>Writes only the weights; in TensorFlow's format with the optimizer's state, as Keras does.</summary>
    /// <param name="filepath">Target: "x.weights.h5" (Keras 3's layout, read by Keras 2.13 and later too), other "x.h5" or "x.hdf5" (Keras
    /// 2's); any other name is the common start of a TensorFlow checkpoint's files
    /// ("x.index", "x.data-00000-of-00001", and "checkpoint" beside them).</param>
    /// <param name="overwrite">Whether an existing file is replaced; false throws instead.</param>
    /// <param name="save_format">"tf", "h5", "keras" (Keras 3's layout) or null (by the name's ending).</param>
    public abstract void save_weights(string filepath, bool overwrite = true, string? save_format = null);

    /// <summary>
    /// Reads weights from a weights file, a full model's file, a TensorFlow checkpoint or a SavedModel's folder. A checkpoint also holds
    /// the optimizer's state, which a compiled model takes.
    /// </summary>
    /// <param name="filepath">The file; of a checkpoint the common start of its files' names, without ".index".</param>
    /// <param name="by_name">Whether layers are matched by name instead of by position; not for checkpoints.</param>
    /// <param name="skip_mismatch">Whether layers whose shapes differ are left as they are, with a warning; in Keras 2's layout it needs
    /// by_name.</param>
    /// <returns>Of a checkpoint what was found (<c>model.load_weights(path).expect_partial()</c>); of other files, which must fit, a status
    /// that asserts anything.</returns>
    public abstract CheckpointLoadStatus load_weights(string filepath, bool by_name = false, bool skip_mismatch = false);
}
