using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace KerasDigits.Tests.House;

/// <summary>A caller of a public member can read what each argument means: the compiler asks for a comment, not for parameters.</summary>
public sealed partial class ParameterDocumentationTests
{
    /// <summary>Projects whose members no program calls, each with its reason.</summary>
    private static readonly Dictionary<string, string> s_allowed = new()
    {
        ["KerasDigits.Analyzers"] = "runs inside the compiler",
        ["KerasDigits.CodeFixes"] = "runs inside the editor",
        ["KerasDigits.Generators"] = "runs inside the compiler",
        ["KerasDigits.Port"] = "a command-line tool",
        ["KerasDigits.Templates"] = "programs to start from",
    };

    private static readonly CSharpParseOptions s_options = new(LanguageVersion.Preview);

    [Fact]
    public void Every_parameter_of_a_public_member_is_documented()
    {
        int members = 0;
        var wrong = new SortedSet<string>(StringComparer.Ordinal);
        foreach (string project in Directory.GetDirectories(Path.Combine(Repository.Root, "src"))
            .Where(d => !s_allowed.ContainsKey(Path.GetFileName(d))))
        {
            SyntaxNode[] roots = [.. Repository.Files(Path.GetRelativePath(Repository.Root, project), "*.cs")
                .Select(f => CSharpSyntaxTree.ParseText(File.ReadAllText(f), s_options, f).GetRoot())];
            HashSet<string> types = [.. roots.SelectMany(r => r.DescendantNodes()).OfType<BaseTypeDeclarationSyntax>()
                .Where(t => t.Modifiers.Any(SyntaxKind.PublicKeyword)).Select(GetPath)];
            foreach (MemberDeclarationSyntax member in roots.SelectMany(r => r.DescendantNodes()).OfType<MemberDeclarationSyntax>())
            {
                if (FindParameters(member) is not { Count: > 0 } parameters || !IsForUsers(member, types)) { continue; }
                members++;
                string comment = member.GetLeadingTrivia().ToFullString();
                string[] lacking = comment.Contains("<inheritdoc", StringComparison.Ordinal) ? [] : [.. parameters
                    .Where(p => !comment.Contains($"<param name=\"{p}\">", StringComparison.Ordinal))];
                if (lacking.Length > 0)
                {
                    FileLinePositionSpan at = member.GetLocation().GetLineSpan();
                    wrong.Add($"{Path.GetRelativePath(Repository.Root, at.Path)}:{at.StartLinePosition.Line + 1}: "
                        + string.Join(", ", lacking));
                }
            }
        }
        Assert.True(members > 2500, $"Only {members} members were found: the sources were not understood.");
        Assert.True(wrong.Count == 0, $"""
            These {wrong.Count} members lack a <param> for each parameter (meaning, shape, unit, range or allowed words, what null means):
            {string.Join('\n', wrong)}
            """);
    }

    /// <summary>The documentation's site is built without warnings, and has one for a parameter that is said twice.</summary>
    [Fact]
    public void An_inherited_comment_does_not_say_a_parameter_again()
    {
        int inherited = 0;
        var wrong = new List<string>();
        foreach (string file in Repository.Files("src", "*.cs"))
        {
            Match[] comments = [.. Comment().Matches(File.ReadAllText(file)).Cast<Match>()];
            foreach (Match comment in comments)
            {
                Match from = Inherited().Match(comment.Value);
                if (!from.Success) { continue; }
                inherited++;
                int count = from.Groups["types"].Value.Split(',', StringSplitOptions.RemoveEmptyEntries).Length;
                string[] again = [.. comments.Where(c => c.Index != comment.Index && c.Groups["name"].Value == from.Groups["name"].Value
                    && Names(c).Length == count).SelectMany(Names).Intersect(Names(comment))];
                if (again.Length > 0) { wrong.Add($"{Path.GetFileName(file)}: {from.Value}, {string.Join(", ", again)}"); }
            }
        }
        Assert.True(inherited > 5, $"{inherited} inherited comments were found.");
        Assert.True(wrong.Count == 0, string.Join("\n", wrong));

        string[] Names(Match comment) => [.. Parameter().Matches(comment.Value).Select(m => m.Groups[1].Value)];
    }

    [GeneratedRegex("""(?m)(?:^[ \t]*///[^\n]*\n)+(?:^[ \t]*\[[^\n]*\n)*^[^\n(]*?(?<name>\w+)(?:<[^\n(]*>)?\(""")]
    private static partial Regex Comment();

    [GeneratedRegex("""<inheritdoc cref="(?:[\w.]+\.)?(?<name>\w+)\((?<types>[^)]*)\)""")]
    private static partial Regex Inherited();

    [GeneratedRegex("""<param name="(\w+)">""")]
    private static partial Regex Parameter();

    [Fact]
    public void Projects_that_are_passed_over_are_there() =>
        Assert.All(s_allowed.Keys, p => Assert.True(Directory.Exists(Path.Combine(Repository.Root, "src", p)), p));

    private static List<string>? FindParameters(MemberDeclarationSyntax member) => member switch
    {
        OperatorDeclarationSyntax or ConversionOperatorDeclarationSyntax => null, // C#'s own meaning
        BaseMethodDeclarationSyntax method => ListNames(method.ParameterList),
        IndexerDeclarationSyntax indexer => ListNames(indexer.ParameterList),
        DelegateDeclarationSyntax type => ListNames(type.ParameterList),
        ClassDeclarationSyntax or StructDeclarationSyntax or RecordDeclarationSyntax => ListNames(((TypeDeclarationSyntax)member)
            .ParameterList),
        _ => null,
    };

    private static List<string> ListNames(BaseParameterListSyntax? list) => [.. list?.Parameters.Select(p => p.Identifier.ValueText) ?? []];

    /// <summary>Whether users see a member: it and the types around it are public, or the facade has it.</summary>
    private static bool IsForUsers(MemberDeclarationSyntax member, HashSet<string> types)
    {
        if (member.AttributeLists.SelectMany(l => l.Attributes).Any(a => a.Name.ToString() == "KerasExport")
            && member is MethodDeclarationSyntax) { return true; }
        bool isShown = (member.Modifiers.Any(SyntaxKind.PublicKeyword) || member.Modifiers.Any(SyntaxKind.ProtectedKeyword)
            || member.Parent is InterfaceDeclarationSyntax) && !member.Modifiers.Any(SyntaxKind.PrivateKeyword);
        return isShown && member.Ancestors().OfType<TypeDeclarationSyntax>().Where(HasName).All(t => types.Contains(GetPath(t)));
    }

    private static string GetPath(BaseTypeDeclarationSyntax type) => string.Join('.', type.AncestorsAndSelf()
        .Select(n => n is BaseTypeDeclarationSyntax t ? t.Identifier.ValueText : (n as BaseNamespaceDeclarationSyntax)?.Name.ToString())
        .Where(n => !string.IsNullOrEmpty(n)).Reverse());

    /// <summary>An extension block, whose members are those of the class around it, has none.</summary>
    private static bool HasName(TypeDeclarationSyntax type) => type.Identifier.ValueText.Length > 0;
}
