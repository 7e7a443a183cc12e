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

    /// <summary>The format for weights alone.</summary>
    public static FileFormat OfWeights(string path, string? format) => format switch
    {
        "h5" or "hdf5" => FileFormat.H5,
        "keras" => FileFormat.TrackedWeights,
        null when Ends(path, ".weights.h5") => FileFormat.TrackedWeights,
        null when Ends(path, ".h5", ".hdf5", ".keras") => FileFormat.H5,
        _ => throw Refused(path, format, "weights", ".weights.h5 (Keras 3's layout), .h5 or .hdf5 (Keras 2's)", "\"keras\" or \"h5\""),
    };

    private static bool Ends(string path, params string[] endings) => endings.Any(e => path.EndsWith(e, StringComparison.OrdinalIgnoreCase));

    private static NotSupportedException Refused(string path, string? format, string what, string endings, string formats) => new(
        $"The file of {what} must have a name that ends in {endings}, or save_format {formats}. Received: filepath=\"{path}\", save_format={(format is null ? "null" : $"\"{format}\"")}. TensorFlow's SavedModel and checkpoints are not written.");
}
