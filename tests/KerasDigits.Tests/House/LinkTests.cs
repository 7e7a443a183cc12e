using System.Text.RegularExpressions;

namespace KerasDigits.Tests.House;

/// <summary>Every link of the documents to a file of the tree leads to one, and to a heading that is there.</summary>
public sealed partial class LinkTests
{
    public static IEnumerable<object[]> Documents() =>
        Repository.Documents().Select(f => new object[] { Path.GetRelativePath(Repository.Root, f) });

    [Theory, MemberData(nameof(Documents))]
    public void Links_lead_somewhere(string document)
    {
        string file = Path.Combine(Repository.Root, document), text = Prose(File.ReadAllText(file));
        string[] broken = [.. Link().Matches(text).Select(m => m.Groups[1].Value)
            .Where(l => !l.Contains("://", StringComparison.Ordinal) && !l.StartsWith("mailto:", StringComparison.Ordinal)
                && !Leads(file, l)).Distinct()];
        Assert.True(broken.Length == 0, $"{document} has links that lead nowhere: {string.Join(", ", broken)}");
    }

    /// <summary>Sections that are named in prose or in comments, as in docs/ARCHITECTURE.md, "Native loading", are there.</summary>
    [Fact]
    public void Sections_that_comments_name_are_there()
    {
        string[] files = [.. Repository.Documents(), .. Repository.Files("src", "*.cs"), .. Repository.Files("src", "*.props"),
            Path.Combine(Repository.Root, ".editorconfig")];
        string[] broken = [.. files.SelectMany(f => Section().Matches(File.ReadAllText(f))
            .Select(m => (File: f, Target: m.Groups[1].Value, Heading: m.Groups[2].Value)))
            .Where(s => Document(s.Target) is not { } target || !Headings(target).Contains(s.Heading))
            .Select(s => $"{Path.GetFileName(s.File)}: {s.Target}, \"{s.Heading}\"")];
        Assert.True(broken.Length == 0, string.Join("\n", broken));
    }

    /// <summary>Files that ARCHITECTURE's "Finding your way" leads to.</summary>
    [Fact]
    public void Files_that_answer_a_question_are_there()
    {
        string section = File.ReadAllText(Path.Combine(Repository.Root, "docs", "ARCHITECTURE.md")).Split("## Finding your way")[1]
            .Split("\n## ")[0];
        HashSet<string> files = [.. Repository.Files("src", "*.cs").Select(f => f.Replace('\\', '/'))];
        string[] named = [.. Regex.Matches(section, @"`([\w/.]+\.cs)`").Select(m => m.Groups[1].Value)];
        Assert.True(named.Length > 10);
        Assert.All(named, n => Assert.Contains(files, f => f.EndsWith("/" + n, StringComparison.Ordinal)));
    }

    private static bool Leads(string from, string link)
    {
        string[] parts = link.Split('#', 2);
        string target = parts[0].Length == 0
            ? from
            : Path.GetFullPath(Path.Combine(Path.GetDirectoryName(from)!, Uri.UnescapeDataString(parts[0])));
        if (!File.Exists(target) && !Directory.Exists(target)) { return false; }
        return parts.Length == 1 || Headings(target).Any(h => Anchor(h) == parts[1]);
    }

    private static string? Document(string name) =>
        Repository.Documents().FirstOrDefault(f => f.Replace('\\', '/').EndsWith("/" + name, StringComparison.Ordinal));

    private static IEnumerable<string> Headings(string file) =>
        Prose(File.ReadAllText(file)).Split('\n').Where(l => l.StartsWith('#')).Select(l => l.TrimStart('#').Trim());

    /// <summary>A heading's anchor by GitHub's rule.</summary>
    private static string Anchor(string heading) => Regex.Replace(heading.ToLowerInvariant(), @"[^\w\- ]", "").Replace(' ', '-');

    /// <summary>The text without its code.</summary>
    private static string Prose(string text) =>
        Regex.Replace(Regex.Replace(text, "```.*?```", "", RegexOptions.Singleline), "`[^`\n]*`", "");

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"\b([\w/]+\.md)\)?, ""([^""\n]+)""")]
    private static partial Regex Section();
}
