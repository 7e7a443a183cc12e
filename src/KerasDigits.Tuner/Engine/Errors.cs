namespace KerasDigits.Tuner;

/// <summary>Thrown by a trial to be marked FAILED at once, without retries: a model too big or too slow, for instance.</summary>
/// <param name="message">What went wrong, for the reader of the log.</param>
/// <param name="inner">What caused it; null: nothing.</param>
/// <remarks>Source: KerasTuner 1.4.7, errors.py.</remarks>
[KerasExport("keras_tuner.errors.FailedTrialError", "keras_tuner.FailedTrialError")]
public sealed class FailedTrialError(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>Ends the search: whatever is thrown as this kind comes through to the caller.</summary>
/// <param name="message">What went wrong, for the reader of the log.</param>
/// <param name="inner">What caused it; null: nothing.</param>
[KerasExport("keras_tuner.errors.FatalError")]
public class FatalError(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>A wrong value that ends the search.</summary>
/// <param name="message">What went wrong, for the reader of the log.</param>
/// <param name="inner">What caused it; null: nothing.</param>
[KerasExport("keras_tuner.errors.FatalValueError")]
public sealed class FatalValueError(string message, Exception? inner = null) : FatalError(message, inner);

/// <summary>A wrong type that ends the search.</summary>
/// <param name="message">What went wrong, for the reader of the log.</param>
/// <param name="inner">What caused it; null: nothing.</param>
[KerasExport("keras_tuner.errors.FatalTypeError")]
public sealed class FatalTypeError(string message, Exception? inner = null) : FatalError(message, inner);

/// <summary>A failure that ends the search.</summary>
/// <param name="message">What went wrong, for the reader of the log.</param>
/// <param name="inner">What caused it; null: nothing.</param>
[KerasExport("keras_tuner.errors.FatalRuntimeError")]
public sealed class FatalRuntimeError(string message, Exception? inner = null) : FatalError(message, inner);

/// <summary>
/// A project folder that cannot be used: a file in it is broken, another process works in it, or it cannot be written. Nothing in it was
/// changed.
/// </summary>
/// <param name="path">The folder or file.</param>
/// <param name="message">What went wrong, for the reader of the log.</param>
/// <param name="inner">What caused it; null: nothing.</param>
public sealed class ProjectException(string path, string message, Exception? inner = null) : FatalError($"{path}: {message}", inner)
{
    /// <summary>The file or folder.</summary>
    public string path { get; } = path;
}
