namespace KerasDigits;

/// <summary>
/// What a Python program has beside Keras. Where a line says <c>random</c> alone, <c>using random = KerasDigits.pyrandom;</c> makes it
/// Python's own.
/// </summary>
public static class python
{
    /// <summary>
    /// Python's module <c>random</c>: one generator for the process. From it fit draws the order of a Sequence's batches;
    /// keras.utils.set_random_seed seeds it too.
    /// </summary>
    /// <remarks>As in <see cref="PythonRandom"/>, not for several threads at once: while a fit of Sequences runs on another thread, draw
    /// from a generator of your own.</remarks>
    public static PythonRandom random { get; } = new();
}
