using System.Text;

namespace KerasDigits.Notebook.Pandas;

/// <summary>Labels as pandas prints an Index, and as it writes them in front of rows.</summary>
/// <remarks>Source: pandas/io/formats/printing.py, format_object_summary; pandas/core/indexes/base.py.</remarks>
internal static class LabelText
{
    private const int Width = 80, MostItems = 100, EdgeItems = 10;

    public static string Of(Labels labels)
    {
        string name = labels.name is { } own ? $", name={PythonText.FormatRepr(own)}" : "";
        if (labels.LevelCount > 1)
        {
            return $"MultiIndex([{string.Join($",\n{new string(' ', 12)}", labels.Select(l => PythonText.FormatRepr(l.Value)))}],\n      "
                + "     "
                + $"names={PythonText.FormatRepr(labels.Names)})";
        }
        if (labels.IsRange)
        {
            return labels.Bounds is var (start, stop, step) ? $"RangeIndex(start={start}, stop={stop}, step={step}{name})" : "";
        }
        string kind = labels.dtype switch
        {
            "int64" => "Int64Index",
            "float64" => "Float64Index",
            "datetime64[ns]" => "DatetimeIndex",
            "uint64" => "UInt64Index",
            _ => "Index"
        };
        string attributes = $"dtype='{labels.dtype}'{name}";
        if (labels.Count > MostItems) { attributes += $", length={labels.Count}"; }
        if (labels.AreDates) { attributes += labels.Freq is { } freq ? $", freq='{freq}'" : ", freq=None"; }
        string summary = WriteSummary(labels, kind);
        return $"{kind}({summary}{attributes})";
    }

    /// <summary>The labels in front of rows, each level a column; equal labels of outer levels are written once.</summary>
    public static string[][] WriteLevels(Labels labels)
    {
        if (labels.LevelCount == 1) { return [WriteTexts(labels.GetLevel(0))]; }
        string[][] levels = [.. Places.ListAll(labels.LevelCount).Select(l => WriteTexts(labels.GetLevel(l)))];
        string[][] sparse = [.. levels.Select(l => (string[])l.Clone())];
        for (int i = 1; i < labels.Count; i++)
        {
            for (int level = 0; level < levels.Length - 1 && levels[level][i] == levels[level][i - 1]; level++) { sparse[level][i] = ""; }
        }
        return sparse;
    }

    private static string[] WriteTexts(Column column)
    {
        if (column.IsText || column.IsBool)
        {
            return [.. Enumerable.Range(0, column.Length)
                .Select(i => column[i] is double.NaN ? "NaN" : CellText.ToOneLine(new Scalar(column[i]).ToString()))];
        }
        string[] texts = CellText.WriteLoose(column, lead: true);
        return texts.All(t => t.Length > 0 && (t[0] == ' ' || t == "NaN")) ? [.. texts.Select(t => t.TrimStart())] : texts;
    }

    private static string WriteSummary(Labels labels, string kind)
    {
        string[] words = WriteWords(labels);
        string indent = "\n" + new string(' ', kind.Length + 2);
        if (words.Length == 0) { return "[], "; }
        if (words.Length <= 2) { return $"[{string.Join(", ", words)}], "; }
        bool isCut = words.Length > MostItems;
        string[] head = isCut ? words[..EdgeItems] : [], tail = isCut ? words[^EdgeItems..] : words;
        // Texts stand as they are, numbers below each other.
        if (labels.dtype != "object" && (isCut || string.Join(", ", tail).Length >= Width))
        {
            int width = head.Concat(tail).Max(w => w.Length);
            (head, tail) = (Array.ConvertAll(head, w => w.PadLeft(width)), Array.ConvertAll(tail, w => w.PadLeft(width)));
        }
        var (summary, line) = (new StringBuilder(), indent);
        foreach (string word in head) { Extend(word + ", ", Width); }
        if (isCut)
        {
            summary.Append(line.TrimEnd()).Append(indent).Append("...");
            line = indent;
        }
        foreach (string word in tail[..^1]) { Extend(word + ", ", Width); }
        Extend(tail[^1], Width - 2);
        string text = summary.Append(line).Append("],").ToString();
        return "[" + text[indent.Length..] + (text.Length > Width ? "\n" + new string(' ', kind.Length + 1) : " ");

        void Extend(string word, int width)
        {
            if (line.TrimEnd().Length + word.TrimEnd().Length >= width)
            {
                summary.Append(line.TrimEnd());
                line = indent;
            }
            line += word;
        }
    }

    private static string[] WriteWords(Labels labels)
    {
        if (labels.AreDates) { return [.. CellText.WriteLoose(labels.GetLevel(0), false).Select(t => t == "NaT" ? t : $"'{t}'")]; }
        if (labels.dtype == "float64") { return [.. labels.Select(l => l.IsMissing ? "nan" : PythonText.FormatRepr(l.Value))]; }
        return [.. labels.Select(l => l.Value is double.NaN ? "nan" : PythonText.FormatRepr(l.Value))];
    }
}
