using System.Text;
using KerasDigits.Port.Translating;

namespace KerasDigits.Port.Command;

/// <summary>What came of one file.</summary>
public sealed record Outcome(string File, int Lines, int Translated, bool? Compiles, IReadOnlyList<Left> Left, IReadOnlyList<string> Faults,
    string? Error = null);

/// <summary>The outcomes of many files as a page: shares, causes by the lines they cost, a row a file.</summary>
public static class Summary
{
    private const int MostCauses = 40;

    public static string Write(IReadOnlyList<Outcome> outcomes)
    {
        Outcome[] read = [.. outcomes.Where(o => o.Error is null && o.Lines > 0)];
        int lines = read.Sum(o => o.Lines), translated = read.Sum(o => o.Translated);
        var page = new StringBuilder();
        page.Append($"{outcomes.Count} files, {read.Length} are Python that is read and have code: {lines} code lines, "
            + $"{translated} translated ({Share(translated, lines)})");
        page.Append(read.Any(o => o.Compiles is not null) ? $", {read.Count(o => o.Compiles == true)} compile untouched "
            + $"({Share(read.Count(o => o.Compiles == true), read.Length)}).\n" : ".\n");
        WriteTable(page, "lines left", "lines", read
            .SelectMany(o => o.Left.Select(l => (l.Cause, Count: Math.Max(1, Counting.CountCodeLines(l.Source))))));
        WriteTable(page, "what does not compile", "places", read.SelectMany(o => o.Faults.Select(f => (ShortenFault(f), 1))));
        page.Append("\n| file | code lines | translated | compiles |\n|---|---|---|---|\n");
        foreach (Outcome o in outcomes)
        {
            page.Append(o.Error is not null
                ? $"| {o.File} | | not read: {o.Error.Split('\n')[^1].Trim()} | |\n"
                : $"| {o.File} | {o.Lines} | {Share(o.Translated, o.Lines)} | {o.Compiles switch
            {
                true => "yes",
                false => "no",
                _ => ""
            }} |\n");
        }
        return page.ToString();
    }

    private static string Share(int part, int whole) => whole == 0 ? "" : $"{100 * part / whole} %";

    // The compiler's number and the words without this file's names.
    private static string ShortenFault(string fault) => fault[(fault.IndexOf(": ", StringComparison.Ordinal) + 2)..].Replace('|', '/');

    private static void WriteTable(StringBuilder page, string title, string unit, IEnumerable<(string Cause, int Count)> rows)
    {
        var causes = rows.GroupBy(r => r.Cause).Select(g => (Cause: g.Key, Count: g.Sum(r => r.Count))).OrderByDescending(c => c.Count)
            .ThenBy(c => c.Cause, StringComparer.Ordinal).ToList();
        if (causes.Count == 0) { return; }
        page.Append($"\n| {title}, by cause | {unit} |\n|---|---|\n");
        foreach (var (cause, count) in causes.Take(MostCauses)) { page.Append($"| {cause} | {count} |\n"); }
        if (causes.Count > MostCauses)
        {
            page.Append($"| {causes.Count - MostCauses} others | {causes.Skip(MostCauses).Sum(c => c.Count)} |\n");
        }
    }
}
