using System.Linq;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace KerasDigits.Analyzers;

/// <summary>The text that says in NumPy's form what C#'s ranges say: <c>x[1..^1, 0]</c> is <c>x["1:-1, 0"]</c>.</summary>
public static class SliceText
{
    /// <summary>Where a diagnostic keeps the text for its fix.</summary>
    public const string Key = "slice";

    /// <summary>The text between the brackets, with quotes, and a dollar sign where it holds values.</summary>
    public static string Of(ElementAccessExpressionSyntax access)
    {
        string text = string.Join(", ", access.ArgumentList.Arguments.Select(a => WritePart(a.Expression)));
        return text.Contains('{') ? $"$\"{text}\"" : $"\"{text}\"";
    }

    private static string WritePart(ExpressionSyntax expression) => expression is RangeExpressionSyntax range
        ? WriteEnd(range.LeftOperand) + ":" + WriteEnd(range.RightOperand) : WriteEnd(expression);

    private static string WriteEnd(ExpressionSyntax? end) => end switch
    {
        null => "",
        PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.IndexExpression } fromEnd =>
            fromEnd.Operand is LiteralExpressionSyntax number ? "-" + number : $"{{-{Bracket(fromEnd.Operand)}}}",
        LiteralExpressionSyntax or PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.UnaryMinusExpression,
            Operand: LiteralExpressionSyntax } => end.ToString(),
        ParenthesizedExpressionSyntax inner => WriteEnd(inner.Expression),
        _ => $"{{{end}}}",
    };

    private static string Bracket(ExpressionSyntax expression) =>
        expression is IdentifierNameSyntax or ParenthesizedExpressionSyntax or InvocationExpressionSyntax or MemberAccessExpressionSyntax
        ? expression.ToString() : $"({expression})";
}
