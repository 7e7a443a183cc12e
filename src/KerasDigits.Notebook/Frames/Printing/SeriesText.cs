namespace KerasDigits.Notebook.Pandas;

/// <summary>A column as pandas prints it: labels, values, name and dtype; the first and last five of more than 60 values.</summary>
/// <remarks>Source: pandas/io/formats/format.py, SeriesFormatter.</remarks>
internal static class SeriesText
{
    private const int MostRows = 60, EdgeRows = 5;

    public static string Of(Series series)
    {
        bool isCut = series.size > MostRows;
        string footer = string.Join(", ", (string[])[.. WriteFooter(series, isCut)])
            + (series.Cells is CategoryColumn category ? "\n" + CategoryText.Of(category) : "");
        if (series.size == 0) { return $"Series([], {footer})"; }
        Series shown = isCut
            ? series.Take([.. Enumerable.Range(0, EdgeRows), .. Enumerable.Range(series.size - EdgeRows, EdgeRows)])
            : series;
        string[] values = CellText.Of(shown.Cells);
        string[][] levels = LabelText.WriteLevels(shown.index);
        string[] labels = [.. Enumerable.Range(0, shown.size).Select(r => "")];
        for (int level = 0; level < levels.Length; level++)
        {
            int width = Math.Max(levels[level].Max(l => l.Length), levels.Length > 1 ? (shown.index.Names[level] ?? "").Length : 0);
            for (int r = 0; r < labels.Length; r++) { labels[r] += (level > 0 ? "  " : "") + levels[level][r].PadRight(width); }
        }
        List<string> labelLines = [.. labels], valueLines = [.. values];
        if (isCut)
        {
            string dots = values[EdgeRows - 1].Length > 3 ? "..." : "..";
            int width = values[EdgeRows - 1].Length, free = width - dots.Length;
            // Python's center puts the odd blank to the left where the width is odd.
            int left = (free / 2) + (free & width & 1);
            labelLines.Insert(EdgeRows, "");
            valueLines.Insert(EdgeRows, (new string(' ', Math.Max(0, left)) + dots).PadRight(width));
        }
        int wide = labelLines.Max(l => l.Length);
        string body = string.Join("\n", labelLines.Select((l, i) => l.PadRight(wide) + "   " + valueLines[i]));
        string? header = series.index.LevelCount > 1 ? WriteHeader(shown.index, levels) : series.index.name is { } name
            ? CellText.ToOneLine(name) : null;
        return (header is null ? "" : header + "\n") + body + (footer.Length > 0 ? "\n" + footer : "");
    }

    private static string? WriteHeader(Labels labels, string[][] levels) => labels.Names.All(n => n is null) ? null
        : string.Join("  ",
            levels.Select((l, i) => (labels.Names[i] ?? "").PadRight(Math.Max(l.Max(t => t.Length), (labels.Names[i] ?? "").Length))));

    private static IEnumerable<string> WriteFooter(Series series, bool isCut)
    {
        if (series.index.Freq is { } freq) { yield return "Freq: " + freq; }
        if (series.name is { } name) { yield return "Name: " + CellText.ToOneLine(name); }
        if (isCut) { yield return $"Length: {series.size}"; }
        yield return "dtype: " + series.dtype;
    }
}
