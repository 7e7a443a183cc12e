using System.Composition;
using KerasDigits.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;

namespace KerasDigits.CodeFixes;

/// <summary>Writes what is in a list: <c>string.Join(", ", x.shape)</c>.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class ListTextFix : ReplacingFix
{
    /// <summary>Makes it.</summary>
    public ListTextFix() : base("Write what is in it", ListTextAnalyzer.ListInText) { }

    private protected override SyntaxNode MakeReplacement(SyntaxNode node, Diagnostic diagnostic) =>
        SyntaxFactory.ParseExpression($"string.Join(\", \", {node})").WithTriviaFrom(node);
}
