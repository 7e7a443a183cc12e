namespace KerasDigits.Notebook;

/// <content>Files.</content>
public static partial class builtins
{
    /// <summary>Python's <c>open(path, "w")</c>, for text.</summary>
    /// <param name="path">The file.</param>
    /// <param name="mode">"r": read, "w": write anew, "a": write behind what is there, "x": write a file that must not be there.</param>
    /// <param name="encoding">How the text is written; UTF-8 unless given.</param>
    /// <exception cref="FileNotFoundException">There is no such file to read.</exception>
    /// <exception cref="ArgumentException">The mode is another.</exception>
    public static TextFile open(string path, string mode = "r", string? encoding = null) => new(path, mode, encoding);
}
