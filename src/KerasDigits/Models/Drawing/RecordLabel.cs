using System.Text;

namespace KerasDigits.Models;

/// <summary>The text of a box, in Graphviz's record language: cells parted by |, side by side and, within braces, one below the
/// other.</summary>
internal sealed class RecordLabel
{
    /// <summary>Graphviz's room around a text, and a line's height, in points.</summary>
    private const double PadX = 8, PadY = 4, Line = 1.2 * Drawing.FontSize, Ascent = 0.93 * Drawing.FontSize;

    private readonly List<RecordLabel> _cells = [];
    private readonly string[] _lines = [];
    private readonly bool _sideBySide;

    private RecordLabel(string[] lines, Func<string, double> textWidth)
    {
        _lines = lines;
        Size = ((2 * PadX) + lines.Max(textWidth), (2 * PadY) + (lines.Length * Line));
    }

    private RecordLabel(List<RecordLabel> cells, bool sideBySide)
    {
        (_cells, _sideBySide) = (cells, sideBySide);
        Size = sideBySide ? (cells.Sum(c => c.Size.Width), cells.Max(c => c.Size.Height))
            : (cells.Max(c => c.Size.Width), cells.Sum(c => c.Size.Height));
    }

    /// <summary>The smallest size.</summary>
    public (double Width, double Height) Size { get; }

    /// <summary>Reads a label.</summary>
    /// <param name="label">Text of the label.</param>
    /// <param name="sideBySide">Whether the outermost cells stand side by side, as in pictures that go down or up.</param>
    /// <param name="textWidth">How wide a text is.</param>
    public static RecordLabel Parse(string label, bool sideBySide, Func<string, double> textWidth)
    {
        int at = 0;
        return MakeCells(label, ref at, sideBySide, textWidth);
    }

    /// <summary>Fills a place: what is left over goes to all cells alike.</summary>
    public void Draw(double x, double y, double width, double height, List<DrawnPart> parts)
    {
        if (_cells.Count == 0)
        {
            double baseline = y + ((height - (_lines.Length * Line)) / 2) + Ascent;
            foreach (string line in _lines)
            {
                if (line.Length > 0) { parts.Add(new DrawnText(x + (width / 2), baseline, line)); }
                baseline += Line;
            }
            return;
        }
        double spareX = _sideBySide ? (width - Size.Width) / _cells.Count : 0, spareY = _sideBySide ? 0
            : (height - Size.Height) / _cells.Count;
        foreach (RecordLabel cell in _cells)
        {
            double w = _sideBySide ? cell.Size.Width + spareX : width, h = _sideBySide ? height : cell.Size.Height + spareY;
            if (cell != _cells[0]) { parts.Add(_sideBySide ? MakeStraight(x, y, x, y + h) : MakeStraight(x, y, x + w, y)); }
            cell.Draw(x, y, w, h, parts);
            if (_sideBySide) { x += w; }
            else { y += h; }
        }
    }

    private static DrawnCurve MakeStraight(double x1, double y1, double x2, double y2) => new([(x1, y1), (x1, y1), (x2, y2), (x2, y2)]);

    private static RecordLabel MakeCells(string label, ref int at, bool sideBySide, Func<string, double> textWidth)
    {
        var cells = new List<RecordLabel>();
        var text = new StringBuilder();
        RecordLabel? inner = null;
        while (true)
        {
            char c = at < label.Length ? label[at++] : '}';
            switch (c)
            {
                case '{': inner = MakeCells(label, ref at, !sideBySide, textWidth); break;
                case '|' or '}':
                    cells.Add(inner ?? new RecordLabel(text.ToString().TrimEnd('\n').Split('\n'), textWidth));
                    text.Clear();
                    inner = null;
                    if (c == '}') { return cells.Count == 1 ? cells[0] : new RecordLabel(cells, sideBySide); }
                    break;
                case '\\' when at < label.Length: text.Append(label[at] == 'n' ? '\n' : label[at]); at++; break;
                default: text.Append(c); break;
            }
        }
    }
}
