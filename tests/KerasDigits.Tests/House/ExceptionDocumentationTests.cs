using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace KerasDigits.Tests.House;

/// <summary>A caller reads in a member's comment when it throws, before it does.</summary>
public sealed partial class ExceptionDocumentationTests
{
    /// <summary>Calls that throw in a member's name, with what they throw.</summary>
    private static readonly Dictionary<string, string> s_guards = new()
    {
        ["Guard.That"] = nameof(ArgumentException),
        ["Guard.OneOf"] = nameof(ArgumentException),
        ["Guard.DataFormat"] = nameof(ArgumentException),
        ["Guard.Positive"] = nameof(ArgumentOutOfRangeException),
        ["Guard.Rate"] = nameof(ArgumentOutOfRangeException),
        ["ArgumentNullException.ThrowIfNull"] = nameof(ArgumentNullException),
        ["ArgumentException.ThrowIfNullOrEmpty"] = nameof(ArgumentException),
        ["ArgumentException.ThrowIfNullOrWhiteSpace"] = nameof(ArgumentException),
        ["ObjectDisposedException.ThrowIf"] = nameof(ObjectDisposedException),
    };

    /// <summary>A comment that names the second also covers the first.</summary>
    private static readonly Dictionary<string, string> s_bases = new()
    {
        [nameof(ArgumentOutOfRangeException)] = nameof(ArgumentException),
        [nameof(ArgumentNullException)] = nameof(ArgumentException),
        [nameof(FileNotFoundException)] = nameof(IOException),
        [nameof(DirectoryNotFoundException)] = nameof(IOException),
        [nameof(EndOfStreamException)] = nameof(IOException),
        [nameof(ObjectDisposedException)] = nameof(InvalidOperationException),
    };

    [Fact]
    public void A_public_member_that_throws_says_when()
    {
        int throwing = 0;
        var wrong = new List<string>();
        foreach (UserMember member in UserMembers.All)
        {
            string[] thrown = FindThrown(member.Syntax);
            if (thrown.Length == 0) { continue; }
            throwing++;
            string[] lacking = FindLacking(member, thrown);
            if (lacking.Length > 0) { wrong.Add($"{member.Place}: {string.Join(", ", lacking)}"); }
        }
        Assert.True(throwing > 500, $"Only {throwing} members that throw were found: the sources were not understood.");
        Assert.True(wrong.Count == 0, $"""
            These {wrong.Count} members throw what their comments do not name. Add, for instance,
            <exception cref="ArgumentException">x is empty.</exception>:
            {string.Join('\n', wrong)}
            """);
    }

    [Theory]
    [InlineData("", "public void M(int x) => Guard.That(x > 0, \"x\");", nameof(ArgumentException))]
    [InlineData("/// <exception cref=\"ArgumentException\">x is 0.</exception>", "public void M(int x) => Guard.Positive(x);", "")]
    [InlineData("/// <inheritdoc/>", "public void M(int x) => Guard.Positive(x);", "")]
    [InlineData("", "public int P => throw new InvalidOperationException();", nameof(InvalidOperationException))]
    [InlineData("", "protected void M() { throw new System.IO.IOException(); }", nameof(IOException))]
    [InlineData("", "public void M() { void Inside() { throw new IOException(); } }", "")]
    [InlineData("", "internal void M() { throw new IOException(); }", "")]
    [InlineData("", "public class D(int x) { private readonly int _x = Guard.Positive(x); }", nameof(ArgumentOutOfRangeException))]
    public void What_a_comment_does_not_name_is_found(string comment, string member, string lacking) =>
        Assert.Equal(lacking, string.Join(", ", UserMembers.Parse($"public class C {{\n{comment}\n{member}\n}}")
            .SelectMany(m => FindLacking(m, FindThrown(m.Syntax)))));

    /// <summary>The exceptions that a comment neither names nor inherits.</summary>
    private static string[] FindLacking(UserMember member, string[] thrown)
    {
        if (member.Comment.Contains("<inheritdoc", StringComparison.Ordinal)) { return []; }
        HashSet<string> named = [.. Named().Matches(member.Comment).Select(m => m.Groups[1].Value)];
        return [.. thrown.Where(t => !named.Contains(t) && !(s_bases.TryGetValue(t, out string? wider) && named.Contains(wider)))];
    }

    /// <summary>The exceptions that a member's own body makes, or has a guard make.</summary>
    private static string[] FindThrown(MemberDeclarationSyntax member) => [.. EnumerateBodies(member)
        .SelectMany(b => b.DescendantNodes(n => n is not LocalFunctionStatementSyntax)).Select(n => n switch
        {
            ThrowStatementSyntax { Expression: ObjectCreationExpressionSyntax made } => made.Type.ToString().Split('.')[^1],
            ThrowExpressionSyntax { Expression: ObjectCreationExpressionSyntax made } => made.Type.ToString().Split('.')[^1],
            InvocationExpressionSyntax call => s_guards.GetValueOrDefault(call.Expression.ToString()),
            _ => null,
        }).OfType<string>().Distinct()];

    /// <summary>A type's own are the values of its fields and properties, which its constructor's parameters go into.</summary>
    private static IEnumerable<SyntaxNode> EnumerateBodies(MemberDeclarationSyntax member) => member switch
    {
        ConstructorDeclarationSyntax made => ListNodes(made.Body, made.ExpressionBody, made.Initializer),
        BaseMethodDeclarationSyntax method => ListNodes(method.Body, method.ExpressionBody),
        PropertyDeclarationSyntax property => ListNodes(property.ExpressionBody, property.AccessorList),
        IndexerDeclarationSyntax indexer => ListNodes(indexer.ExpressionBody, indexer.AccessorList),
        TypeDeclarationSyntax { ParameterList: not null } type => type.Members.SelectMany(m => m switch
        {
            PropertyDeclarationSyntax property => ListNodes(property.Initializer),
            FieldDeclarationSyntax field => field.Declaration.Variables.SelectMany(v => ListNodes(v.Initializer)),
            _ => [],
        }).Concat(ListNodes(type.BaseList)),
        _ => [],
    };

    private static IEnumerable<SyntaxNode> ListNodes(params SyntaxNode?[] nodes) => nodes.OfType<SyntaxNode>();

    [GeneratedRegex("""<exception cref="(?:[\w.]+\.)?(\w+)">""")]
    private static partial Regex Named();
}
