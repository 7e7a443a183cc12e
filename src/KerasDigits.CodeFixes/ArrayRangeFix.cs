using System.Collections.Immutable;
using System.Composition;
using System.Threading.Tasks;
using KerasDigits.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace KerasDigits.CodeFixes;

/// <summary>Writes a slice as NumSharp reads it: <c>x[":5"]</c>.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class ArrayRangeFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(ArrayRangeAnalyzer.RangeOfArray.Id);

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        SyntaxNode root = (await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false))!;
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            if (!diagnostic.Properties.TryGetValue(SliceText.Key, out string? text) || text is null
                || root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true) is not ElementAccessExpressionSyntax access)
                {
                    continue;
                }
            SyntaxNode mended = access.WithArgumentList(
                SyntaxFactory.BracketedArgumentList(
                    SyntaxFactory.SingletonSeparatedList(SyntaxFactory.Argument(SyntaxFactory.ParseExpression(text)))));
            context.RegisterCodeFix(CodeAction.Create("Write the slice as text",
                _ => Task.FromResult(context.Document.WithSyntaxRoot(root.ReplaceNode(access, mended))),
                equivalenceKey: diagnostic.Id), diagnostic);
        }
    }
}
