using System.Collections.Immutable;
using System.Composition;
using System.Linq;
using System.Threading.Tasks;
using KerasDigits.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace KerasDigits.CodeFixes;

/// <summary>Puts the values into the text: <c>$"x {a}"</c>.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class ArrayTextFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(ArrayTextAnalyzer.TextPlusArray.Id,
        ArrayTextAnalyzer.TextModuloArray.Id, ArrayTextAnalyzer.ArgumentNotWritten.Id);

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        SyntaxNode root = (await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false))!;
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            SyntaxNode node = root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);
            context.RegisterCodeFix(CodeAction.Create("Put the values into the text",
                _ => Task.FromResult(context.Document.WithSyntaxRoot(root.ReplaceNode(node, Fixed(node)))),
                equivalenceKey: diagnostic.Id), diagnostic);
        }
    }

    private static SyntaxNode Fixed(SyntaxNode node)
    {
        if (node is BinaryExpressionSyntax remainder && remainder.IsKind(SyntaxKind.ModuloExpression))
        {
            string number = "(double)" + TensorTextAnalyzer.Operand(remainder.Right);
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
