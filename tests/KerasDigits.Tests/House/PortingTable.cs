using System.Text;
using System.Text.Json;

namespace KerasDigits.Tests.House;

/// <summary>One row of docs/porting: what Python says, what C# says.</summary>
/// <param name="Python">Python's lines.</param>
/// <param name="CSharp">C#'s, one statement, expression, class or using a line.</param>
/// <param name="Note">What else is to be known, in Markdown; null: nothing.</param>
/// <param name="Given">C# statements that stand before, for the test; x, y and model are given to all.</param>
/// <param name="Within">Where C#'s line is a list of arguments: the expression around it, with {0} in its place.</param>
/// <param name="Run">Whether the test runs the row, not only compiles it.</param>
internal sealed record PortingRow(string Python, string CSharp, string? Note = null, string? Given = null, string? Within = null,
    bool Run = true);

/// <summary>The rows of docs/PORTING.md: docs/porting/TOPIC.json, one row a line.</summary>
internal static class PortingTable
{
    private static readonly JsonSerializerOptions s_options = new() { PropertyNameCaseInsensitive = true,
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow };

    public static string Folder { get; } = Path.Combine(Repository.Root, "docs", "porting");

    public static IEnumerable<string> Topics =>
        Directory.EnumerateFiles(Folder, "*.json").Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal);

    public static PortingRow[] Rows(string topic) =>
        JsonSerializer.Deserialize<PortingRow[]>(File.ReadAllText(Path.Combine(Folder, topic + ".json")), s_options)!;

    /// <summary>A topic as a table in Markdown.</summary>
    public static string Markdown(string topic)
    {
        var text = new StringBuilder("| Python | C# |\n|---|---|\n");
        foreach (PortingRow row in Rows(topic))
        {
            text.Append($"| {Code(row.Python)} | {Code(row.CSharp)}"
                + $"{(row.Note is null ? "" : $"; {row.Note.Replace("|", "\\|", StringComparison.Ordinal)}")} |\n");
        }
        return text.ToString();
    }

    private static string Code(string lines) =>
        string.Join("<br>", lines.Split('\n').Select(l => $"`{l.Replace("|", "\\|", StringComparison.Ordinal)}`"));
}
