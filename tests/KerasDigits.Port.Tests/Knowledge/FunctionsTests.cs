using System.Text;
using System.Text.RegularExpressions;
using KerasDigits.Port.Command;
using KerasDigits.Port.Knowledge;

namespace KerasDigits.Port.Tests.Knowledge;

/// <summary>
/// The table of Python's modules is one: what the translator writes by is what docs/PORTING.md shows, and the page's other rows say the
/// same of the same functions. KERASDIGITS_WRITE_DOCS=1 writes the page's table anew.
/// </summary>
public partial class FunctionsTests
{
    [Fact]
    public void The_page_shows_the_translators_own_table()
    {
        string page = Path.Combine(SampleTests.Root, "docs", "PORTING.md");
        string text = File.ReadAllText(page).Replace("\r\n", "\n", StringComparison.Ordinal), table = Write();
        string written = Table().Replace(text, _ => $"<!-- modules -->\n{table}<!-- end -->");
        if (Environment.GetEnvironmentVariable("KERASDIGITS_WRITE_DOCS") is not null) { File.WriteAllText(page, written); }
        else { Assert.Equal(written, text); }
        Assert.Contains("<!-- modules -->", text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_porting_table_says_the_same_of_the_functions_that_both_have()
    {
        string page = File.ReadAllText(Path.Combine(SampleTests.Root, "docs", "porting", "python.json"));
        foreach (string line in new[] { "math.sqrt(2)", "math.log(2)", "math.ceil(1.2)" })
        {
            string code = Job.Translate("a.py", $"import math\nprint({line})\n").Code;
            string said = Regex.Match(code, @"print\((.*)\);").Groups[1].Value.Replace("(double)", "", StringComparison.Ordinal);
            // What stands in two pairs of parentheses here stands in one there.
            string plain = Regex.Replace(said, @"\(\(([\d.]+)\)\)", "($1)");
            Assert.Contains(plain, page, StringComparison.Ordinal);
        }
    }

    private static string Write()
    {
        var text = new StringBuilder("| Python | C# |\n|---|---|\n");
        foreach (var (path, row) in Functions.All.OrderBy(f => f.Path, StringComparer.Ordinal).ThenBy(f => f.Row.Count))
        {
            string[] names = [.. Enumerable.Range(0, row.Count).Select(i => "abcdef"[i].ToString())];
            string code = string.Format(System.Globalization.CultureInfo.InvariantCulture, row.Code, [.. names]);
            text.Append($"| `{path}({string.Join(", ", names)})` | `{code.Replace("|", "\\|", StringComparison.Ordinal)}` |\n");
        }
        return text.ToString();
    }

    [GeneratedRegex("<!-- modules -->\n.*?<!-- end -->", RegexOptions.Singleline)]
    private static partial Regex Table();
}
