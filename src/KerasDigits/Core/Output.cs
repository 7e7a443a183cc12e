namespace KerasDigits.Core;

/// <summary>Where Keras prints: summaries, progress bars, callbacks' messages. Everything goes through <see cref="Writer"/>, so that tests and hosts can catch it.</summary>
public static class Output
{
    private static TextWriter? s_writer;
    private static bool? s_isTerminal;

    /// <summary>The text's destination; the process's standard output unless set. Set null to go back to it.</summary>
    public static TextWriter Writer
    {
        get => s_writer ?? System.Console.Out;
        set => s_writer = value;
    }

    /// <summary>Whether the destination is a terminal on which a line can be rewritten: standard output if it is not redirected, unless a host that shows <see cref="Writer"/>'s text on one sets it.</summary>
    public static bool IsTerminal
    {
        get => s_isTerminal ?? (s_writer is null && !System.Console.IsOutputRedirected);
        set => s_isTerminal = value;
    }

    /// <summary>Writes text as it is.</summary>
    public static void Write(string text)
    {
        Writer.Write(text);
        Writer.Flush();
    }

    /// <summary>Writes a line that ends in "\n" on every system, as Python's print does.</summary>
    public static void WriteLine(string text = "") => Write(text + "\n");
}
