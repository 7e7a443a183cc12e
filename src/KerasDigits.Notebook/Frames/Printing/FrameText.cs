namespace KerasDigits.Notebook.Pandas;

/// <summary>
/// A frame as pandas prints it on a screen of 80 columns: the first and last five of more than 60 rows, and as many columns as fit, the
/// middle left out.
/// </summary>
/// <remarks>Source: pandas/io/formats/format.py and string.py, DataFrameFormatter and StringFormatter.</remarks>
internal sealed class FrameText
{
    private const int Screen = 80, MostRows = 60, EdgeRows = 5;

    private readonly DataFrame _frame;
    private readonly bool _isCut, _hasIndex;
    private readonly int[] _rows;
    private readonly Labels _labels;

    private FrameText(DataFrame frame, bool isCut, bool hasIndex)
    {
        (_frame, _isCut, _hasIndex) = (frame, isCut, hasIndex);
        int rows = frame.shape.rows;
        _rows = isCut ? [.. Enumerable.Range(0, EdgeRows), .. Enumerable.Range(rows - EdgeRows, EdgeRows)] : Places.ListAll(rows);
        _labels = isCut ? frame.index.Take(_rows) : frame.index;
    }

    public static string Of(DataFrame frame)
    {
        if (frame.empty) { return WriteNothing(frame); }
        var text = new FrameText(frame, frame.shape.rows > MostRows, hasIndex: true);
        int width = frame.shape.columns;
        // More columns than the screen has letters: pandas looks at so many of them alone.
        int most = width > Screen ? Screen : width;
        List<string[]> columns = text.WriteColumns(most, width);
        int longest = columns.Sum(c => c[0].Length) + columns.Count - 1;
        if (longest + 1 > Screen) { (most, columns) = text.WriteFitted(columns, longest); }
        bool isCutAcross = most < width;
        return WriteJoined(columns) + (text._isCut || isCutAcross ? $"\n\n[{frame.shape.rows} rows x {width} columns]" : "");
    }

    public static string WriteWhole(DataFrame frame, bool index) => frame.empty
        ? WriteNothing(frame)
        : WriteJoined(new FrameText(frame, isCut: false, index).WriteColumns(frame.shape.columns, frame.shape.columns));

    private static string WriteJoined(List<string[]> columns) =>
        string.Join("\n", Enumerable.Range(0, columns[0].Length).Select(line => string.Join(" ", columns.Select(c => c[line]))));

    private static string WriteNothing(DataFrame frame) =>
        $"Empty DataFrame\nColumns: [{string.Join(", ", frame.columns)}]\nIndex: "
        + $"[{string.Join(", ", frame.index.Select(l => l.ToString()))}]";

    /// <summary>So many columns as fit, found as pandas finds them: by taking the middle one out again and again.</summary>
    private (int Most, List<string[]> Columns) WriteFitted(List<string[]> columns, int longest)
    {
        int over = longest - Screen + 1;
        List<int> widths = [.. columns.Select(c => c.Max(l => l.Length))];
        while (over > 0 && widths.Count > 1)
        {
            int middle = (int)Math.Round(widths.Count / 2.0, MidpointRounding.ToEven);
            over -= widths[middle] + 1;
            widths.RemoveAt(middle);
        }
        int most = Math.Max(widths.Count - 1, 2);
        return (most < _frame.shape.columns ? most : _frame.shape.columns, WriteColumns(most, _frame.shape.columns));
    }

    /// <summary>The lines of the labels and of at most a number of columns.</summary>
    private List<string[]> WriteColumns(int most, int width)
    {
        bool isCutAcross = most < width;
        int half = Math.Max(1, most / 2);
        int[] places = isCutAcross ? [.. Enumerable.Range(0, half), .. Enumerable.Range(width - half, half)] : Places.ListAll(width);
        bool named = _labels.Names.Any(n => n is not null);
        // Numbers and truth values as names keep to the left of their common width.
        int wide = _frame.columns.AreNumbers || _frame.columns.AreTruths ? places.Max(p => _frame.columns[p].Length) : 0;
        List<string[]> lines = [.. places.Select(p => WriteLines(p, _frame.columns[p].PadRight(wide), named))];
        if (isCutAcross) { lines.Insert(half, [.. Enumerable.Repeat(" ...", _rows.Length + (named ? 2 : 1))]); }
        if (_hasIndex) { lines.Insert(0, WriteIndex(named)); }
        if (!_isCut) { return lines; }
        int heads = named ? 2 : 1;
        for (int i = 0; i < lines.Count; i++)
        {
            bool isDots = isCutAcross && i == half + (_hasIndex ? 1 : 0);
            int cell = lines[i][EdgeRows].Length;
            string dots = cell > 3 || isDots ? "..." : "..";
            dots = i == 0 && _hasIndex ? dots.PadRight(cell) : dots.PadLeft(isDots ? 4 : cell);
            lines[i] = [.. lines[i][..(EdgeRows + heads)], dots, .. lines[i][(EdgeRows + heads)..]];
        }
        return lines;
    }

    private string[] WriteLines(int place, string name, bool named)
    {
        Column column = _isCut ? _frame.Cells[place].Take(_rows) : _frame.Cells[place];
        string head = CellText.ToOneLine(name);
        if (column.IsNumber) { head = " " + head; }
        string[] values = CellText.Of(column, head.Length);
        // Without labels no blank stands before values for a sign that none has.
        if (!_hasIndex) { values = Array.ConvertAll(values, v => v.TrimStart(' ')); }
        int wide = Math.Max(values.Max(v => v.Length), head.Length);
        return [head.PadLeft(wide), .. named ? (string[])["".PadLeft(wide)] : [], .. values.Select(v => v.PadLeft(wide))];
    }

    private string[] WriteIndex(bool named)
    {
        string[][] levels = LabelText.WriteLevels(_labels);
        string[][] columns =
            [.. levels.Select((l, i) => CellText.WriteFixed([.. named ? (string[])[_labels.Names[i] ?? ""] : [], .. l], 0, left: true))];
        string[] lines = [.. Enumerable.Range(0, columns[0].Length).Select(r => string.Join(" ", columns.Select(c => c[r])))];
        string title = _frame.columns.name ?? "";
        int wide = Math.Max(title.Length, lines.Max(l => l.Length));
        return [title.PadRight(wide), .. lines.Select(l => l.PadRight(wide))];
    }
}
