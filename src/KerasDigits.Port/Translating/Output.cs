using System.Text;

namespace KerasDigits.Port.Translating;

/// <summary>Lines of C# with their indent.</summary>
public sealed class Output
{
    private readonly StringBuilder _text = new();
    private int _depth;

    public void Line(string line)
    {
        if (line.Length == 0) { _text.Append('\n'); return; }
        string indent = new(' ', _depth * 4);
        _text.Append(indent).Append(line).Append('\n');
    }

    public void Open()
    {
        Line("{");
        _depth++;
    }

    public void Close(string after = "")
    {
        _depth--;
        Line("}" + after);
    }

    /// <summary>A place to come back to when a statement turns out not to be sayable.</summary>
    public (int Length, int Depth) Mark => (_text.Length, _depth);

    public void Back((int Length, int Depth) mark)
    {
        _text.Length = mark.Length;
        _depth = mark.Depth;
    }

    public override string ToString() => _text.ToString();
}
