namespace KerasDigits.Saving;

/// <summary>How a file is written: chosen by its name's ending or by save_format, as Keras does.</summary>
internal enum FileFormat
{
    /// <summary>Keras 2's HDF5 layout.</summary>
    H5,

    /// <summary>A .keras archive of Keras 3.</summary>
    Archive,

    /// <summary>Weights in Keras 3's layout.</summary>
    TrackedWeights,

    /// <summary>TensorFlow's checkpoint.</summary>
    Checkpoint,

    /// <summary>A file of safetensors.</summary>
    Safetensors,
}

/// <summary>Which endings and save_format mean what.</summary>
internal static class FileFormats
{
    /// <summary>The format for a whole model.</summary>
    public static FileFormat OfModel(string path, string? format) => format switch
    {
        "h5" or "hdf5" => FileFormat.H5,
        "keras" => FileFormat.Archive,
        null when Ends(path, ".keras") => FileFormat.Archive,
        null when Ends(path, ".h5", ".hdf5") => FileFormat.H5,
        _ => throw Refused(path, format, "a model", ".keras, .h5 or .hdf5", "\"keras\" or \"h5\""),
    };

    /// <summary>The format for weights only: as in Keras 2.4, a name without an ending of HDF5 means TensorFlow's checkpoint.</summary>
    public static FileFormat OfWeights(string path, string? format) => format switch
    {
        "h5" or "hdf5" => FileFormat.H5,
        "keras" => FileFormat.TrackedWeights,
        "tf" or "tensorflow" when Ends(path, ".h5", ".hdf5", ".keras") => throw new ArgumentException(
            $"save_weights got save_format=\"tf\"/\"tensorflow\", but the filepath (\"{path}\") looks like an HDF5 file. Omit the "
            + "\".h5\"/\".keras\" when saving in TensorFlow format.", "save_format"),
        "tf" or "tensorflow" => FileFormat.Checkpoint,
        null or "safetensors" when format is not null || Ends(path, ".safetensors") => FileFormat.Safetensors,
        null when Ends(path, ".weights.h5") => FileFormat.TrackedWeights,
        null when Ends(path, ".h5", ".hdf5", ".keras") => FileFormat.H5,
        null => FileFormat.Checkpoint,
        _ => throw new ArgumentException($"Unknown format \"{format}\". Was expecting one of {{\"tf\", \"h5\", \"keras\"}}.",
            "save_format"),
    };

    private static bool Ends(string path, params string[] endings) =>
        endings.Any(e => path.EndsWith(e, StringComparison.OrdinalIgnoreCase));

    private static NotSupportedException Refused(string path, string? format, string what, string endings, string formats) => new(
        $"The file of {what} must have a name that ends in {endings}, or save_format {formats}. Received: filepath=\"{path}\", "
        + $"save_format={(format is null ? "null" : $"\"{format}\"")}. " +
        "TensorFlow's SavedModel is read, but not written: it holds functions as TensorFlow's own graphs. Write .keras or .h5 here, and "
        + "in Python load it and call model.save(folder).");
}
