namespace KerasDigits.Port.Reading;

public enum TokenKind { Name, Number, String, Operator, Newline, Indent, Dedent, End }

/// <summary>A word of a Python program. Line from 1, column from 0; a string's text has its prefix and quotes.</summary>
public sealed record Token(TokenKind Kind, string Text, int Line, int Column, int EndLine, int Start, int End);

/// <summary>A comment with its hash; it stands alone on its line or behind code.</summary>
public sealed record Comment(string Text, int Line, bool IsAlone);

/// <summary>What a file is not: Python. The text is Python's own, with line and caret.</summary>
/// <param name="file">The file.</param>
/// <param name="message">What Python says.</param>
/// <param name="line">The line, from 1.</param>
/// <param name="column">Where on it the fault begins, from 0.</param>
/// <param name="source">The file's text.</param>
/// <param name="end">Where on the line it ends; 0: it is one character.</param>
public sealed class SyntaxFault(string file, string message, int line, int column, string source, int end = 0) : Exception(message)
{
    public int Line { get; } = line;

    public int Column { get; } = column;

    /// <summary>Where on the line it ends; 0: it is one character.</summary>
    public int End { get; } = end;

    /// <summary>The message as Python prints it.</summary>
    public string Report()
    {
        string[] lines = source.Split('\n');
        string text = Line - 1 < lines.Length && Line > 0 ? lines[Line - 1] : "";
        int blanks = text.Length - text.TrimStart().Length;
        string shown = text.TrimStart();
        if (shown.Length > 200) { shown = shown[..200]; }
        string kind = Message.StartsWith("unindent", StringComparison.Ordinal)
            || Message.StartsWith("expected an indented", StringComparison.Ordinal)
            || Message.StartsWith("unexpected indent", StringComparison.Ordinal) ? "IndentationError"
            : Message.StartsWith("inconsistent use of tabs", StringComparison.Ordinal) ? "TabError" : "SyntaxError";
        // Of an indent Python shows the line alone.
        if (Message == "unexpected indent" || kind == "TabError")
        {
            return $"  File \"{file}\", line {Line}\n    {shown}\n{kind}: {Message}";
        }
        return $"  File \"{file}\", line {Line}\n    {shown}\n    "
            + $"{new string(' ', Math.Clamp(Column - blanks, 0, shown.Length))}"
            + $"{new string('^', Math.Max(1, Math.Min(End - Column, shown.Length - (Column - blanks))))}\n{kind}: {Message}";
    }
}
