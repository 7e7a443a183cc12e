using System.Globalization;

namespace KerasDigits.Notebook.Pandas;

/// <summary>What info() prints.</summary>
/// <remarks>Source: pandas/io/formats/info.py.</remarks>
internal static class InfoText
{
    private const int MostColumns = 100;

    // What pandas counts for the table by which it finds a category.
    private const int CategoryTable = 108;

    public static string Of(DataFrame frame)
    {
        List<string> lines = ["<class 'pandas.core.frame.DataFrame'>", WriteIndexLine(frame.index)];
        int width = frame.shape.columns;
        if (width == 0) { return string.Join("\n", [.. lines, "Empty DataFrame"]); }
        if (width > MostColumns) { lines.Add($"Columns: {width} entries, {frame.columns[0]} to {frame.columns[^1]}"); }
        else
        {
            lines.Add($"Data columns (total {width} columns):");
            string[] heads = [" # ", "Column", "Non-Null Count", "Dtype"];
            List<string[]> table = [.. Places.ListAll(width)
                .Select(c => (string[])[$" {c}", frame.columns[c], $"{frame.Cells[c].FindPresent().Length} non-null",
                frame.Cells[c].DType])];
            int[] widths = [.. Places.ListAll(heads.Length).Select(i => Math.Max(heads[i].Length, table.Max(r => r[i].Length)))];
            lines.Add(WriteLine(heads, widths));
            lines.Add(WriteLine([.. heads.Select(h => new string('-', h.Length))], widths));
            lines.AddRange(table.Select(r => WriteLine(r, widths)));
        }
        var counts = frame.Cells.GroupBy(c => c.DType).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => $"{g.Key}({g.Count()})");
        lines.Add("dtypes: " + string.Join(", ", counts));
        lines.Add("memory usage: " + WriteSize(frame));
        return string.Join("\n", lines);
    }

    private static string WriteLine(string[] cells, int[] widths) => string.Join("  ", cells.Select((c, i) => c.PadRight(widths[i])));

    private static string WriteIndexLine(Labels index)
    {
        string kind = index.LevelCount > 1 ? "MultiIndex" : index.IsRange ? "RangeIndex" : index.dtype switch
        {
            "int64" => "Int64Index",
            "float64" => "Float64Index",
            "datetime64[ns]" => "DatetimeIndex",
            _ => "Index"
        };
        return $"{kind}: {index.Count} entries{(index.Count > 0 ? $", {index[0]} to {index[^1]}" : "")}";
    }

    private static string WriteSize(DataFrame frame)
    {
        double bytes = (frame.index.IsRange ? 132 : (double)frame.index.Count * 8 * frame.index.LevelCount)
            + frame.Cells.Sum(c => c is CategoryColumn category
                ? c.Length + (8.0 * category.Categories.Length) + CategoryTable
                : (double)c.Length * MeasureWidth(c));
        string more = Array.Exists(frame.Cells, c => c.IsText) || (!frame.index.IsRange && frame.index.dtype == "object") ? "+" : "";
        foreach (string unit in (string[])["bytes", "KB", "MB", "GB"])
        {
            if (bytes < 1024) { return string.Create(CultureInfo.InvariantCulture, $"{bytes:0.0}{more} {unit}"); }
            bytes /= 1024;
        }
        return string.Create(CultureInfo.InvariantCulture, $"{bytes:0.0}{more} TB");
    }

    private static int MeasureWidth(Column column) => column.DType switch
    {
        "bool" or "int8" or "uint8" => 1,
        "int16" or "uint16" => 2,
        "int32" or "uint32" or "float32" => 4,
        _ => 8
    };
}
