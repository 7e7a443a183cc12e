namespace KerasDigits.Notebook;

/// <summary>Python's module pathlib.</summary>
public static class pathlib
{
    /// <summary>A path out of its parts: <c>pathlib.Path("data") / "train"</c>.</summary>
    /// <param name="parts">The parts; none: the folder that the program runs in.</param>
    public static PosixPath Path(params string[] parts) => new(parts.Length == 0 ? "." : System.IO.Path.Combine(parts));
}
