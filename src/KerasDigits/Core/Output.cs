namespace KerasDigits.Core;

/// <summary>
/// Where Keras prints: summaries, progress bars, callbacks' messages. Everything goes through <see cref="Writer"/>, so that tests and hosts
/// can catch it.
/// </summary>
public static class Output
{
    private static readonly ProcessSlot<TextWriter?> s_writer = new("where Keras prints", null);
    private static readonly ProcessSlot<bool?> s_isTerminal = new("whether that is a terminal", null);

    /// <summary>The text's destination; the process's standard output unless set. Set null to go back to it.</summary>
    public static TextWriter Writer
    {
#pragma warning disable RS0030 // the place where text goes
        get => s_writer.Value ?? System.Console.Out;
#pragma warning restore RS0030
        set => s_writer.Value = value;
    }

    /// <summary>
    /// Whether the destination is a terminal on which a line can be rewritten: standard output if it is not redirected, unless a host that
    /// shows <see cref="Writer"/>'s text on one sets it.
    /// </summary>
    public static bool IsTerminal
    {
        get => s_isTerminal.Value ?? (s_writer.Value is null && !System.Console.IsOutputRedirected);
        set => s_isTerminal.Value = value;
    }

    /// <summary>Writes text as it is.</summary>
    /// <param name="text">Text to write; nothing is added to it.</param>
    public static void Write(string text)
    {
        Writer.Write(text);
        Writer.Flush();
    }

    /// <summary>Writes a line that ends in "\n" on every system, as Python's print does.</summary>
    /// <param name="text">The line, without its end.</param>
    public static void WriteLine(string text = "") => Write(text + "\n");
}
