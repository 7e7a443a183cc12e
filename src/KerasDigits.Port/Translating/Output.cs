using System.Text;

namespace KerasDigits.Port.Translating;

/// <summary>Lines of C# with their indent; each keeps the line of Python that it came of.</summary>
public sealed class Output
{
    private readonly StringBuilder _text = new();
    private int _depth;

    // A sign that no program holds, between a line and the number of the line it came of.
    private const char Sign = '\uE000';

    /// <summary>The line of Python that is being written.</summary>
    public int Source { get; set; }

    public void WriteLine(string line)
    {
        if (line.Length == 0) { _text.Append('\n'); return; }
        string indent = new(' ', _depth * 4);
        _text.Append(indent).Append(line).Append(Sign).Append(Source).Append('\n');
    }

    /// <summary>The text without its signs, and for each line the line of Python it came of; 0 where there is none.</summary>
    public static (string Code, int[] Sources) Split(string text)
    {
        string[] lines = text.Split('\n');
        int[] sources = new int[lines.Length];
        int next = 0;
        for (int i = lines.Length - 1; i >= 0; i--)
        {
            int at = lines[i].LastIndexOf(Sign);
            if (at >= 0)
            {
                next = int.Parse(lines[i].AsSpan(at + 1), System.Globalization.CultureInfo.InvariantCulture);
                lines[i] = lines[i][..at];
            }
            sources[i] = next;
        }
        return (string.Join('\n', lines), sources);
    }

    /// <summary>How far the lines are indented.</summary>
    public int Depth { get => _depth; init => _depth = value; }

    public void Open()
    {
        WriteLine("{");
        _depth++;
    }

    public void Close(string after = "")
    {
        _depth--;
        WriteLine("}" + after);
    }

    /// <summary>Indents what comes further, or less far.</summary>
    public void Indent(int by) => _depth += by;

    /// <summary>The last line, without its indent and sign.</summary>
    public string LastLine => _text.ToString().TrimEnd('\n') is var all ? all[(all.LastIndexOf('\n') + 1)..].Trim() : "";

    /// <summary>Whether a line is more than a comment.</summary>
    public bool HasCode => _text.ToString().Split('\n').Any(l => l.TrimStart() is { Length: > 0 } t
        && !t.StartsWith("//", StringComparison.Ordinal));

    /// <summary>A place to come back to when a statement turns out not to be sayable.</summary>
    public (int Length, int Depth) Mark => (_text.Length, _depth);

    public void TakeBack((int Length, int Depth) mark)
    {
        _text.Length = mark.Length;
        _depth = mark.Depth;
    }

    public override string ToString() => _text.ToString();
}
