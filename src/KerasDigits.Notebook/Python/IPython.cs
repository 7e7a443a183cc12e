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
        /// Clears what a cell has printed. In a terminal, where nothing printed comes back, IPython clears the line that it is in,
        /// twice; so does this. A file is spared the terminal's codes.
        /// </summary>
        /// <param name="wait">Accepted as in a terminal, where there is nothing to wait for.</param>
        public static void clear_output(bool wait = false)
        {
            _ = wait;
            Console.Out.Write(Console.IsOutputRedirected ? "\r\r" : "\u001b[2K\r\u001b[2K\r");
        }

        /// <summary>A page for a browser; its text is its class.</summary>
        /// <param name="data">HTML of the page.</param>
        public static DisplayObject HTML(string data) => new("HTML", data);

        /// <summary>Text with marks for a browser.</summary>
        /// <param name="data">The text in Markdown.</param>
        public static DisplayObject Markdown(string data) => new("Markdown", data);

        /// <summary>A picture for a browser.</summary>
        /// <param name="filename">Path of an existing image file.</param>
        /// <param name="width">How wide it is shown, in pixels; null: as it is.</param>
        /// <param name="height">How high it is shown, in pixels; null: as it is.</param>
        public static DisplayObject Image(string filename, int? width = null, int? height = null) => new("Image", filename);
    }
}

/// <summary>What a notebook's page would show: IPython.display's objects.</summary>
/// <param name="kind">Its class in Python.</param>
/// <param name="data">What would be shown.</param>
public sealed class DisplayObject(string kind, string data)
{
    /// <summary>What would be shown.</summary>
    public string data { get; } = data;

    /// <inheritdoc/>
    public override string ToString() => $"<IPython.core.display.{kind} object>";
}
