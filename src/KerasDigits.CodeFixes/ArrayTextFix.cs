using System.Composition;
using KerasDigits.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace KerasDigits.CodeFixes;

/// <summary>Puts the values into the text: <c>$"x {a}"</c>.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class ArrayTextFix : ReplacingFix
{
    /// <summary>Makes it.</summary>
    public ArrayTextFix() : base("Put the values into the text", ArrayTextAnalyzer.TextPlusArray, ArrayTextAnalyzer.TextModuloArray,
        ArrayTextAnalyzer.ArgumentNotWritten) { }

    private protected override SyntaxNode MakeReplacement(SyntaxNode node, Diagnostic diagnostic)
    {
        if (node is BinaryExpressionSyntax remainder && remainder.IsKind(SyntaxKind.ModuloExpression))
        {
            string number = "(double)" + TensorTextAnalyzer.GetOperand(remainder.Right);
            return remainder.WithRight(SyntaxFactory.ParseExpression(number).WithTriviaFrom(remainder.Right));
        }
        if (node is not InvocationExpressionSyntax call)
        {
            return SyntaxFactory.ParseExpression("$" + Interpolation.Of(node)).WithTriviaFrom(node);
        }
        ArgumentSyntax text = SyntaxFactory.Argument(SyntaxFactory.ParseExpression("$" + Interpolation.OfCall(call)));
        return call.WithArgumentList(SyntaxFactory.ArgumentList(SyntaxFactory.SingletonSeparatedList(text)));
    }
}
