using System.Collections.Generic;
using System.Linq;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace KerasDigits.Analyzers;

/// <summary>
/// The interpolated text that says what a sum of strings and values, or a call of WriteLine, was meant to say. Given without its dollar
/// sign.
/// </summary>
public static class Interpolation
{
    /// <summary>Of a sum: <c>"x " + a</c> becomes <c>"x {a}"</c>.</summary>
    public static string Of(SyntaxNode sum) => Quote(EnumerateParts((ExpressionSyntax)sum), separator: "");

    /// <summary>Of a call: the arguments, a blank between.</summary>
    public static string OfCall(SyntaxNode call) => Quote(EnumerateArguments(call), separator: " ");

    /// <summary>The arguments of a call as they stand.</summary>
    public static string GetArguments(SyntaxNode call) => ((InvocationExpressionSyntax)call).ArgumentList.Arguments.ToString();

    private static IEnumerable<ExpressionSyntax> EnumerateArguments(SyntaxNode call) =>
        ((InvocationExpressionSyntax)call).ArgumentList.Arguments.Select(a => a.Expression);

    private static IEnumerable<ExpressionSyntax> EnumerateParts(ExpressionSyntax expression) => expression switch
    {
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } sum => EnumerateParts(sum.Left).Concat(EnumerateParts(sum.Right)),
        ParenthesizedExpressionSyntax inner when inner.Expression is LiteralExpressionSyntax => EnumerateParts(inner.Expression),
        _ => new[] { expression },
    };

    private static string Quote(IEnumerable<ExpressionSyntax> parts, string separator)
    {
        var text = new StringBuilder("\"");
        bool isFirst = true;
        foreach (ExpressionSyntax part in parts)
        {
            if (!isFirst) { text.Append(separator); }
            isFirst = false;
            text.Append(part switch
            {
                LiteralExpressionSyntax { RawKind: (int)SyntaxKind.StringLiteralExpression } literal => Escape(literal.Token.ValueText),
                InterpolatedStringExpressionSyntax inner when inner.StringStartToken.Text == "$\"" => inner.Contents.ToString(),
                // A conditional or a lambda needs its brackets inside of a hole.
                ConditionalExpressionSyntax or LambdaExpressionSyntax => $"{{({part})}}",
                _ => $"{{{part}}}",
            });
        }
        return text.Append('"').ToString();
    }

    private static string Escape(string text)
    {
        string literal = SymbolDisplay.FormatLiteral(text, quote: true);
        return literal.Substring(1, literal.Length - 2).Replace("{", "{{").Replace("}", "}}");
    }
}
