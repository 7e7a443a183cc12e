using System.Xml.Linq;
using KerasDigits.Layers;

namespace KerasDigits.Tests.House;

/// <summary>The compiler demands a comment on every public member (CS1591, an error); here stands what it cannot see.</summary>
public sealed class DocumentationTests
{
    /// <summary>What no program refers to: parts of the compiler and of the editor, and a command-line tool.</summary>
    private static readonly string[] s_notLibraries =
        ["KerasDigits.Generators", "KerasDigits.Analyzers", "KerasDigits.CodeFixes", "KerasDigits.Port"];

    [Fact]
    public void Nothing_switches_the_demand_for_comments_off()
    {
        string shared = Path.Combine(Repository.Root, "src", "Directory.Build.props");
        string[] settings = [Path.Combine(Repository.Root, "Directory.Build.props"), shared,
            Path.Combine(Repository.Root, ".editorconfig")];
        string[] wrong = [.. Repository.Files("src", "*.cs").Concat(Repository.Files("src", "*.csproj")).Concat(settings)
            .Where(f => !Array.Exists(s_notLibraries, p => f.Contains(p, StringComparison.Ordinal))
                && File.ReadAllText(f).Contains("1591", StringComparison.Ordinal))];
        Assert.True(wrong.Length == 0, string.Join("\n", wrong));
        Assert.Contains("<GenerateDocumentationFile>true", File.ReadAllText(shared), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_exported_layer_says_its_shapes_and_its_source()
    {
        Dictionary<string, string> texts = XDocument.Load(Path.ChangeExtension(typeof(Layer).Assembly.Location, ".xml"))
            .Descendants("member")
            .ToDictionary(m => m.Attribute("name")!.Value, m => m.Value);
        var wrong = new List<string>();
        foreach (Type type in Registry.Classes.Values.Where(t => typeof(Layer).IsAssignableFrom(t) && t.Namespace == "KerasDigits.Layers")
            .Distinct())
        {
            string text = texts.GetValueOrDefault($"T:{type.FullName}", "");
            string[] lacking = [.. new[] { "Input shape:", "Output shape:",
                "Source:" }.Where(w => !text.Contains(w, StringComparison.Ordinal))];
            if (lacking.Length > 0) { wrong.Add($"{type.Name} lacks {string.Join(", ", lacking)}"); }
        }
        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
    }

    [Fact]
    public void The_changelog_has_short_lines_under_the_usual_headings()
    {
        string[] lines = File.ReadAllLines(Path.Combine(Repository.Root, "CHANGELOG.md"));
        string[] headings = ["Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"];
        string[] wrong = [.. lines.Where(l => l.StartsWith("### ", StringComparison.Ordinal) && !headings.Contains(l[4..])),
            .. lines.Where(l => l.StartsWith("- ", StringComparison.Ordinal) && l.Length > 400).Select(l => $"longer than 400: {l}")];
        Assert.True(wrong.Length == 0, string.Join("\n", wrong));
    }
}
