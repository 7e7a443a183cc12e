namespace KerasDigits.Training;

public abstract partial class TrainableModel
{
    /// <summary>Writes the model to a file: structure, weights, compile settings and the optimizer's state.</summary>
    /// <param name="filepath">Target: "x.keras" (Keras 3's archive), "x.h5" or "x.hdf5" (Keras 2's HDF5).</param>
    /// <param name="overwrite">Whether an existing file is replaced; false throws instead.</param>
    /// <param name="include_optimizer">Whether the optimizer's state is written too.</param>
    /// <param name="save_format">"keras", "h5" or null (by the name's ending).</param>
    /// <param name="save_traces">Says how TensorFlow's SavedModel holds functions; without effect on these formats, as in Keras.</param>
    public abstract void save(string filepath, bool overwrite = true, bool include_optimizer = true, string? save_format = null, bool save_traces = true);

    /// <summary>Writes the weights alone.</summary>
    /// <param name="filepath">Target: "x.weights.h5" (Keras 3's layout, read by Keras 2.13 and later too), other "x.h5" or "x.hdf5" (Keras 2's).</param>
    /// <param name="overwrite">Whether an existing file is replaced; false throws instead.</param>
    /// <param name="save_format">"keras", "h5" or null (by the name's ending).</param>
    public abstract void save_weights(string filepath, bool overwrite = true, string? save_format = null);

    /// <summary>Reads weights from a weights file or a full model's file.</summary>
    /// <param name="filepath">The file.</param>
    /// <param name="by_name">Whether layers are matched by name instead of by position.</param>
    /// <param name="skip_mismatch">Whether layers whose shapes differ are left as they are, with a warning; in Keras 2's layout it needs by_name.</param>
    public abstract void load_weights(string filepath, bool by_name = false, bool skip_mismatch = false);
}
