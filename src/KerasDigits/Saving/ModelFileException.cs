namespace KerasDigits.Saving;

/// <summary>A model file that cannot be read: which file, where inside it, and why.</summary>
public sealed class ModelFileException : IOException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="file">Path or name of the file.</param>
    /// <param name="place">Place inside the file, for example "/model_weights/dense/kernel:0"; empty for the whole file.</param>
    /// <param name="reason">What is wrong and what to do.</param>
    /// <param name="inner">The exception that caused it; null: none.</param>
    public ModelFileException(string file, string place, string reason, Exception? inner = null)
        : base($"Cannot read the model file \"{file}\"{(place.Length > 0 ? $" at {place}" : "")}: {reason}", inner) =>
        (FileName, Place, Reason) = (file, place, reason);

    /// <summary>Path or name of the file.</summary>
    public string FileName { get; }

    /// <summary>Place inside the file.</summary>
    public string Place { get; }

    /// <summary>What is wrong.</summary>
    public string Reason { get; }
}
