using System.Composition;
using KerasDigits.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace KerasDigits.CodeFixes;

/// <summary>Writes a tensor's one number: <c>$"{(float)loss:F2}"</c>.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class TensorTextFix : ReplacingFix
{
    /// <summary>Makes it.</summary>
    public TensorTextFix() : base("Write its number", TensorTextAnalyzer.TensorInText) { }

    private protected override SyntaxNode MakeReplacement(SyntaxNode node, Diagnostic diagnostic) =>
        SyntaxFactory.ParseExpression($"(float){TensorTextAnalyzer.GetOperand((ExpressionSyntax)node)}").WithTriviaFrom(node);
}
