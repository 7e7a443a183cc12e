namespace KerasDigits.Notebook;

/// <summary>The part of IPython that a notebook calls by name.</summary>
public static class IPython
{
    private static readonly InteractiveShell s_shell = new();

    /// <summary>The notebook's shell.</summary>
    public static InteractiveShell get_ipython() => s_shell;

    /// <summary>IPython.display.</summary>
    public static class display
    {
        /// <summary>
        /// Clears what a cell has printed. In a terminal, where nothing printed comes back, IPython clears the line that it stands in,
        /// twice; so does this. A file is spared the terminal's codes.
        /// </summary>
        /// <param name="wait">Accepted as in a terminal, where there is nothing to wait for.</param>
        public static void clear_output(bool wait = false)
        {
            _ = wait;
            Console.Out.Write(Console.IsOutputRedirected ? "\r\r" : "\u001b[2K\r\u001b[2K\r");
        }
    }
}
