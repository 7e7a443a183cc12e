using System.Globalization;
using System.Text;

namespace KerasDigits.Notebook;

/// <summary>A frame as a table of text: at most ten rows and ten columns, the middle left out.</summary>
internal static class TableText
{
    private const int Most = 10;

    public static string Of(DataFrame frame, string[]? labels = null)
    {
        int[] rows = Ends(frame.shape.rows), columns = Ends(frame.shape.columns);
        var cells = new List<string[]> { (string[])["", .. columns.Select(c => c < 0 ? "..." : frame.columns[c])] };
        foreach (int row in rows)
        {
            string label = row < 0 ? "..." : labels?[row] ?? row.ToString(CultureInfo.InvariantCulture);
            cells.Add([label, .. columns.Select(c => row < 0 || c < 0 ? "..." : Figure(frame.Row(row)[c], frame.Words(c)))]);
        }
        var text = new StringBuilder();
        foreach (string[] line in cells)
        {
            text.AppendJoin("  ", line.Select((cell, i) => cell.PadLeft(cells.Max(l => l[i].Length)))).Append('\n');
        }
        return text.Append(CultureInfo.InvariantCulture, $"\n[{frame.shape.rows} rows x {frame.shape.columns} columns]").ToString();
    }

    private static string Figure(double value, string[]? words) => words is not null ? (double.IsNaN(value) ? "NaN" : words[(int)value]) : value.ToString(value == Math.Truncate(value) ? "0.0" : "0.0#####", CultureInfo.InvariantCulture);

    private static int[] Ends(int count) => count <= Most
        ? [.. Enumerable.Range(0, count)]
        : [.. Enumerable.Range(0, Most / 2), -1, .. Enumerable.Range(count - (Most / 2), Most / 2)];
}
