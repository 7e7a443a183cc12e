using System.Composition;
using KerasDigits.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace KerasDigits.CodeFixes;

/// <summary>Writes a slice as NumSharp reads it: <c>x[":5"]</c>.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class ArrayRangeFix : ReplacingFix
{
    /// <summary>Makes it.</summary>
    public ArrayRangeFix() : base("Write the slice as text", ArrayRangeAnalyzer.RangeOfArray) { }

    private protected override SyntaxNode? MakeReplacement(SyntaxNode node, Diagnostic diagnostic) =>
        node is ElementAccessExpressionSyntax access && diagnostic.Properties.TryGetValue(SliceText.Key, out string? text)
            && text is not null
            ? access.WithArgumentList(SyntaxFactory.BracketedArgumentList(
                SyntaxFactory.SingletonSeparatedList(SyntaxFactory.Argument(SyntaxFactory.ParseExpression(text)))))
            : null;
}
