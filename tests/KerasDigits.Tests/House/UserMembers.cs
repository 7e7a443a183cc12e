using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace KerasDigits.Tests.House;

/// <summary>A member that users see, with its comment.</summary>
/// <param name="Project">Folder of the project.</param>
/// <param name="Syntax">The declaration.</param>
internal sealed partial record UserMember(string Project, MemberDeclarationSyntax Syntax)
{
    /// <summary>The comment and what else stands above the declaration.</summary>
    public string Comment { get; } = Syntax.GetLeadingTrivia().ToFullString();

    /// <summary>The parameters; empty where there are none, or where C# gives them their meaning.</summary>
    public IReadOnlyList<ParameterSyntax> Parameters { get; } = Syntax switch
    {
        OperatorDeclarationSyntax or ConversionOperatorDeclarationSyntax => [],
        BaseMethodDeclarationSyntax method => [.. method.ParameterList.Parameters],
        IndexerDeclarationSyntax indexer => [.. indexer.ParameterList.Parameters],
        DelegateDeclarationSyntax type => [.. type.ParameterList.Parameters],
        ClassDeclarationSyntax or StructDeclarationSyntax or RecordDeclarationSyntax =>
            [.. ((TypeDeclarationSyntax)Syntax).ParameterList?.Parameters ?? []],
        _ => [],
    };

    /// <summary>Where it stands: file and line.</summary>
    public string Place
    {
        get
        {
            FileLinePositionSpan at = Syntax.GetLocation().GetLineSpan();
            return $"{Path.GetRelativePath(Repository.Root, at.Path)}:{at.StartLinePosition.Line + 1}";
        }
    }

    /// <summary>What the comment says of a parameter, on one line; null: nothing.</summary>
    public string? FindText(ParameterSyntax parameter)
    {
        Match text = Regex.Match(Comment, $"""<param name="{parameter.Identifier.ValueText}">(.*?)</param>""", RegexOptions.Singleline);
        return text.Success ? LineEnd().Replace(text.Groups[1].Value, " ").Trim() : null;
    }

    [GeneratedRegex(@"\s*\n\s*///\s*")]
    private static partial Regex LineEnd();
}

/// <summary>The members of src that users see.</summary>
internal static class UserMembers
{
    /// <summary>Projects whose members no program calls, each with its reason.</summary>
    public static Dictionary<string, string> PassedOver { get; } = new()
    {
        ["KerasDigits.Analyzers"] = "runs inside the compiler",
        ["KerasDigits.CodeFixes"] = "runs inside the editor",
        ["KerasDigits.Generators"] = "runs inside the compiler",
        ["KerasDigits.Port"] = "a command-line tool",
        ["KerasDigits.Templates"] = "programs to start from",
    };

    private static readonly CSharpParseOptions s_options = new(LanguageVersion.Preview);

    private static readonly Lazy<IReadOnlyList<UserMember>> s_all = new(() => [.. Directory
        .GetDirectories(Path.Combine(Repository.Root, "src")).Where(d => !PassedOver.ContainsKey(Path.GetFileName(d)))
        .SelectMany(EnumerateProject)]);

    /// <summary>All of them; they are read once.</summary>
    public static IReadOnlyList<UserMember> All => s_all.Value;

    /// <summary>The members of a piece of code of whose types all public ones count.</summary>
    public static IEnumerable<UserMember> Enumerate(string project, params SyntaxNode[] roots)
    {
        HashSet<string> types = [.. roots.SelectMany(r => r.DescendantNodes()).OfType<BaseTypeDeclarationSyntax>()
            .Where(t => t.Modifiers.Any(SyntaxKind.PublicKeyword)).Select(GetPath)];
        return roots.SelectMany(r => r.DescendantNodes()).OfType<MemberDeclarationSyntax>().Where(m => IsForUsers(m, types))
            .Select(m => new UserMember(project, m));
    }

    /// <summary>The members of a text of C#.</summary>
    public static IEnumerable<UserMember> Parse(string code) => Enumerate("", CSharpSyntaxTree.ParseText(code, s_options,
        Path.Combine(Repository.Root, "Code.cs")).GetRoot());

    private static IEnumerable<UserMember> EnumerateProject(string project) => Enumerate(project,
        [.. Repository.Files(Path.GetRelativePath(Repository.Root, project), "*.cs")
            .Select(f => CSharpSyntaxTree.ParseText(File.ReadAllText(f), s_options, f).GetRoot())]);

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
