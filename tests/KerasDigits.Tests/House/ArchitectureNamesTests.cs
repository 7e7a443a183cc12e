using System.Text.RegularExpressions;

namespace KerasDigits.Tests.House;

/// <summary>Every class, member, file and folder that docs/ARCHITECTURE.md names in backticks is there.</summary>
public sealed partial class ArchitectureNamesTests
{
    private static readonly string[] s_roots = ["src", "tests", "samples", "tools", "eng", "docs"];

    /// <summary>Named for what cannot be: C# itself makes that of a property.</summary>
    private static readonly string[] s_absent = ["get_x"];

    [Fact]
    public void What_ARCHITECTURE_names_is_there()
    {
        string text = CodeBlock().Replace(File.ReadAllText(Path.Combine(Repository.Root, "docs", "ARCHITECTURE.md")), "");
        string[] files = [.. s_roots.SelectMany(r => Repository.Files(r, "*")).Select(f => f.Replace('\\', '/'))];
        HashSet<string> words = [.. files.Where(f => f.EndsWith(".cs", StringComparison.Ordinal))
            .SelectMany(f => Word().Matches(File.ReadAllText(f))).Select(m => m.Value)];
        string[] lost = [.. Name().Matches(text).Select(m => m.Groups[1].Value).Distinct().Except(s_absent)
            .Where(n => !IsThere(n, files, words))];
        Assert.True(lost.Length == 0, $"docs/ARCHITECTURE.md names what is not there: {string.Join(", ", lost)}");
    }

    private static bool IsThere(string name, string[] files, HashSet<string> words)
    {
        string path = name.TrimEnd('/');
        if (Array.Exists(files, f => $"{f}/".Contains($"/{path}/", StringComparison.Ordinal)
            || f.EndsWith($"/{path}.cs", StringComparison.Ordinal)))
        {
            return true;
        }
        // Folder/Class.Member: the file, and the member's name.
        if (path.Contains('/', StringComparison.Ordinal))
        {
            return path.LastIndexOf('.') is > 0 and int dot && words.Contains(path[(dot + 1)..]) && IsThere(path[..dot], files, words);
        }
        return path.Split('.', StringSplitOptions.RemoveEmptyEntries).All(words.Contains);
    }

    [GeneratedRegex("```.*?```", RegexOptions.Singleline)]
    private static partial Regex CodeBlock();

    [GeneratedRegex(@"`([\w./]+)`")]
    private static partial Regex Name();

    [GeneratedRegex(@"\w+")]
    private static partial Regex Word();
}
