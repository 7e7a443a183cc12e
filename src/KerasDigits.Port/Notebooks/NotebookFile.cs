using System.Text;
using System.Text.Json;

namespace KerasDigits.Port.Notebooks;

/// <summary>
/// A notebook's code as one source; <see cref="CellEnds"/> gives the last line of a cell's last bare expression and the cell's number.
/// </summary>
public sealed record NotebookFile(string Source, IReadOnlyDictionary<int, int> CellEnds)
{
    /// <summary>Reads an .ipynb file of format 3 or 4.</summary>
    /// <exception cref="FormatException">It is not a notebook.</exception>
    public static NotebookFile Read(string json)
    {
        try { return ReadCells(json); }
        catch (InvalidOperationException)
        {
            throw new FormatException("no notebook: a part of it is of another kind than the format says, or no text");
        }
    }

    private static NotebookFile ReadCells(string json)
    {
        if (json.Trim().Length == 0) { throw new FormatException("the file is empty"); }
        using JsonDocument document = JsonDocument.Parse(json);
        JsonElement root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object) { throw new FormatException("no notebook: its JSON is no object"); }
        JsonElement cells = root.TryGetProperty("cells", out JsonElement found) ? found
            : root.TryGetProperty("worksheets", out JsonElement sheets) && sheets.ValueKind == JsonValueKind.Array
            && sheets.GetArrayLength() > 0 && sheets[0].TryGetProperty("cells", out JsonElement old) ? old
            : throw new FormatException("no notebook: it has no cells");
        var source = new StringBuilder();
        var ends = new Dictionary<int, int>();
        int line = 1, number = 0;
        foreach (JsonElement cell in cells.EnumerateArray())
        {
            string? kind = cell.TryGetProperty("cell_type", out JsonElement said) ? said.GetString() : null;
            // What a notebook tells between its cells becomes comments.
            if (kind is "markdown" or "heading" or "raw" && Join(cell.TryGetProperty("source", out JsonElement words) ? words : default)
                .Trim() is { Length: > 0 } told)
            {
                string[] lines = told.Split('\n');
                foreach (string l in lines) { source.Append(l.Length == 0 ? "#" : "# ").Append(l.TrimEnd()).Append('\n'); }
                source.Append('\n');
                line += lines.Length + 1;
            }
            if (kind != "code") { continue; }
            number++;
            if (cell.TryGetProperty("execution_count", out JsonElement count) && count.ValueKind == JsonValueKind.Number
                && count.TryGetInt32(out int run))
            {
                number = run;
            }
            string code = Magics.Hide(Join(cell.TryGetProperty("source", out JsonElement text)
                ? text
                : cell.TryGetProperty("input", out JsonElement input) ? input : default)).TrimEnd();
            if (code.Length == 0) { continue; }
            source.Append("# In [").Append(number).Append("]:\n").Append(code).Append("\n\n");
            line += code.Count(c => c == '\n') + 1;
            string last = code[(code.LastIndexOf('\n') + 1)..];
            if (!last.TrimEnd().EndsWith(';')) { ends[line] = number; }
            line += 2;
        }
        return new NotebookFile(source.ToString(), ends);
    }

    private static string Join(JsonElement text) => text.ValueKind switch
    {
        JsonValueKind.String => text.GetString()!,
        JsonValueKind.Array => string.Concat(text.EnumerateArray().Select(t => t.GetString())),
        _ => "",
    };
}
