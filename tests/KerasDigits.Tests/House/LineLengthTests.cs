using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace KerasDigits.Tests.House;

/// <summary>Two files beside each other fit on a screen: no line is wider than 140 columns.</summary>
public sealed class LineLengthTests
{
    private const int Columns = 140;

    /// <summary>
    /// Not texts over several lines or without escapes, which a break would change, a reference to one overload, nor what keras-port wrote.
    /// </summary>
    [Fact]
    public void No_line_is_wider_than_140_columns()
    {
        string ported = Path.Combine(Repository.Root, "samples", "ported");
        string[] folders = ["src", "tests", "samples", "benchmarks", "tools", "eng"];
        string[] wide = [.. folders.Where(f => Directory.Exists(Path.Combine(Repository.Root, f)))
            .SelectMany(f => Repository.Files(f, "*.cs"))
            .Where(f => !f.StartsWith(ported, StringComparison.Ordinal)).SelectMany(Wide)];
        Assert.True(wide.Length == 0, $"These lines are wider than {Columns} columns:\n{string.Join('\n', wide)}");
    }

    private static IEnumerable<string> Wide(string file)
    {
        string text = File.ReadAllText(file);
        if (!text.Split('\n').Any(l => l.Length > Columns)) { yield break; }
        SyntaxTree tree = CSharpSyntaxTree.ParseText(text, new CSharpParseOptions(LanguageVersion.Preview));
        TextSpan[] literal = [.. tree.GetRoot().DescendantNodes().Where(IsLiteral).Select(n => n.Span)];
        foreach (TextLine line in tree.GetText().Lines.Where(l => l.Span.Length > Columns))
        {
            bool refers = line.ToString().TrimStart().StartsWith("/// <inheritdoc cref=", StringComparison.Ordinal);
            if (!refers && !literal.Any(l => l.IntersectsWith(line.Span)))
            {
                yield return $"{Path.GetRelativePath(Repository.Root, file)}:{line.LineNumber + 1} ({line.Span.Length})";
            }
        }
    }

    private static bool IsLiteral(SyntaxNode node) => node switch
    {
        LiteralExpressionSyntax { Token: { } t } when t.Text.StartsWith('@')
            || t.Text.StartsWith("\"\"\"", StringComparison.Ordinal) => true,
        InterpolatedStringExpressionSyntax i => i.StringStartToken.Text.Contains('@')
            || i.StringStartToken.Text.Contains("\"\"\"", StringComparison.Ordinal),
        _ => false,
    };
}
