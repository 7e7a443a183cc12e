namespace KerasDigits.Notebook.Pandas;

/// <summary>What stands between the fields of a line: one ASCII character, or blanks.</summary>
public readonly struct Separator
{
    private readonly char _char;

    private Separator(char separator) => _char = separator;

    internal char Char => _char == 0 ? ',' : _char;

    /// <summary>Whether any number of blanks is one separator.</summary>
    internal bool IsBlanks { get; private init; }

    /// <summary>A character.</summary>
    /// <exception cref="ArgumentException">A number or a quoted text can hold it.</exception>
    public static implicit operator Separator(char separator) => separator > 127 || separator is '"' or '\n' or '\r' or '.' or '-'
        || char.IsAsciiLetterOrDigit(separator)
        ? throw new ArgumentException($"sep must be one ASCII character that no number holds. Received: sep='{separator}'. Use ',', ';' "
            + "or '\\t'.", "sep") : new(separator);

    /// <summary>A string of one character, or <c>@"\s+"</c>, blanks.</summary>
    /// <exception cref="ArgumentException">It is another text.</exception>
    public static implicit operator Separator(string separator) => separator switch
    {
        { Length: 1 } => (Separator)separator[0],
        @"\s+" or "\\s" => new Separator(' ') { IsBlanks = true },
        @"\t" => new Separator('\t'),
        _ => throw new ArgumentException($"sep must be one character, or \"\\\\s+\" for blanks. Received: \"{separator}\".",
            nameof(separator)),
    };
}
